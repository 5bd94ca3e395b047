import type { Extension } from '@codemirror/state';
import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';

/** Colours `$name` of inputs in a body, or `{{ live values }}` in prose. */
export function referenceColours(language: 'yaml' | 'markdown'): Extension {
  const matcher = new MatchDecorator({
    regexp: language === 'yaml' ? /\$\.?[a-z_]\w*/g : /\{\{[^{}\n]{0,200}\}\}/g,
    decoration: Decoration.mark({ class: 'cm-reference' }),
  });
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view);
      }
      update(update: ViewUpdate): void {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
