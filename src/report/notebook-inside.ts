import { isMapping } from '../notebook/body-value.ts';

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** The notebook's text inside a report of ours, HTML or ipynb by its name; throws a sentence where there is none. */
export function notebookInside(name: string, report: string): string {
  const text = /\.ipynb$/i.test(name) ? inIpynb(report) : inHtml(report);
  if (text === null) throw new Error(`${name} holds no notebook of Assay; only reports that Assay wrote can be opened again`);
  return text;
}

function inHtml(html: string): string | null {
  const open = '<pre id="notebook-source">\n';
  const from = html.lastIndexOf(open);
  const to = html.indexOf('</pre>', from);
  if (from === -1 || to === -1) return null;
  return html.slice(from + open.length, to).replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity]!);
}

/** The front matter and the text of each block, one after another, where the file says that it is ours. */
function inIpynb(json: string): string | null {
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch {
    return null;
  }
  if (!isMapping(file) || !isMapping(file['metadata']) || !Array.isArray(file['cells'])) return null;
  const { assay } = file['metadata'];
  if (!isMapping(assay) || typeof assay['front'] !== 'string') return null;
  return assay['front'] + file['cells'].map(sourceOf).join('');
}

/** A cell that was added elsewhere is taken where it is text. */
function sourceOf(cell: unknown): string {
  if (!isMapping(cell)) return '';
  const { metadata, source } = cell;
  const kept = isMapping(metadata) && isMapping(metadata['assay']) ? metadata['assay']['source'] : undefined;
  if (typeof kept === 'string') return kept;
  if (cell['cell_type'] !== 'markdown') return '';
  const text = Array.isArray(source) ? source.join('') : typeof source === 'string' ? source : '';
  return `\n${text}\n`;
}
