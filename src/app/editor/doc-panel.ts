import type { Doc } from './suggestion.ts';

/** A documentation as elements: title, formula, sentences. */
export function docPanel(doc: Doc): HTMLElement {
  const panel = document.createElement('div');
  panel.className = 'cm-doc';
  panel.append(element('strong', doc.title));
  if (doc.code !== undefined) panel.append(element('code', doc.code));
  for (const line of doc.lines) if (line !== '') panel.append(element('p', line));
  return panel;
}

function element(tag: 'strong' | 'code' | 'p', text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
