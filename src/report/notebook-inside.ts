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

/** The sources of the Markdown and raw cells, one after another, where the file says that it is ours. */
function inIpynb(json: string): string | null {
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch {
    return null;
  }
  if (!isMapping(file) || !isMapping(file['metadata']) || !('assay' in file['metadata']) || !Array.isArray(file['cells'])) return null;
  return file['cells'].map(sourceOf).join('');
}

function sourceOf(cell: unknown): string {
  if (!isMapping(cell) || (cell['cell_type'] !== 'markdown' && cell['cell_type'] !== 'raw')) return '';
  const { source } = cell;
  return Array.isArray(source) ? source.join('') : typeof source === 'string' ? source : '';
}
