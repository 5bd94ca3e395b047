import { selectionText } from '../frame/selection/clause-words.ts';
import { formatValue } from '../notebook/interpolation.ts';
import { encodeLink } from '../notebook/link.ts';
import { escapeHtml } from './escape.ts';
import { wideTable } from './html-table.ts';
import { cellsOf, resultOf, type Run } from './run.ts';
import { seedsOf } from './seeds.ts';

/** Links that are longer are cut by programs on their way. */
const longestLink = 64_000;

/** When it was made and by what, and the way back into the page. */
export function openingHtml(run: Run): string {
  const made = run.date === undefined ? '' : `<time datetime="${escapeHtml(run.date)}">${escapeHtml(dayText(run.date))}</time>, `;
  const link = linkOf(run);
  const open = link === null ? '' : ` <a href="${escapeHtml(link)}">Open in Assay</a>`;
  return `<p class="faint">${made}<a href="#provenance">what this was made from</a>.${open}</p>`;
}

function linkOf(run: Run): string | null {
  if (run.app === undefined) return null;
  const link = `${run.app}#nb=${encodeLink(run.notebook.text)}`;
  return link.length > longestLink ? null : link;
}

function dayText(date: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return `${day.format(new Date(date))}, ${date.slice(11, 16)} UTC`;
}

/** What the numbers depend on: the notebook and its files by their SHA-256, inputs, seeds, versions and the backend. */
export function provenanceHtml(run: Run): string {
  const { version, backend, ...others } = run.environment;
  const facts: (readonly [name: string, value: string])[] = [
    ['Notebook', `${escapeHtml(run.file?.split('/').at(-1) ?? run.notebook.title)} ${hash(run.sha256)}`],
    ...(run.date === undefined ? [] : [['Made', escapeHtml(dayText(run.date))] as const]),
    ['Version', escapeHtml(version)],
    ['Backend', escapeHtml(backend)],
    ...Object.entries(others)
      .filter(([name]) => name !== 'file')
      .map(([name, value]) => [escapeHtml(capital(name)), escapeHtml(value)] as const),
    ['Inputs', inputs(run)],
    [
      'Seeds',
      seedsOf(run)
        .map(([cell, seed]) => `<span class="mono">${escapeHtml(cell)}</span> ${seed}`)
        .join(', '),
    ],
    ['Rows', run.rows === true ? 'Rows of the data are in this report.' : 'Rows of the data are left out of this report.'],
  ];
  const list = facts.filter(([, value]) => value !== '').map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`);
  return `<h2 id="provenance">What this was made from</h2>\n<dl>${list.join('')}</dl>\n${filesTable(run)}`;
}

function filesTable({ files = [] }: Run): string {
  if (files.length === 0) return '';
  const rows = files.map(({ reference, cell, bytes, sha256 }) => {
    const size = bytes === null ? '' : formatValue(bytes, { name: 'integer' });
    return `<tr><th scope="row" class="mono">${escapeHtml(reference)}</th><td class="mono">${escapeHtml(cell)}</td><td class="right">${size}</td><td>${hash(sha256)}</td></tr>`;
  });
  const head = '<th scope="col">file</th><th scope="col">read by</th><th scope="col" class="right">bytes</th><th scope="col">SHA-256</th>';
  return wideTable('Files', head, rows.join(''));
}

function inputs(run: Run): string {
  const values = cellsOf(run.notebook).flatMap((block) => {
    const output = resultOf(run, block.id)?.output;
    if (output?.type !== 'control') return [];
    const { control } = output;
    const text = control.type === 'selection' ? selectionText(control.clauses) : String(control.value);
    return [`<span class="mono">${escapeHtml(block.id)}</span> ${escapeHtml(text)}`];
  });
  return values.join(', ');
}

/** The notebook's text as it was, from which the page opens it again. */
export function sourceHtml(run: Run): string {
  const how = run.app === undefined || linkOf(run) === null ? 'To open this notebook in Assay, drop this file onto its page.' : '';
  return `<p>${how}</p>\n<details><summary>Source of the notebook</summary><pre id="notebook-source">\n${escapeHtml(run.notebook.text)}</pre></details>`;
}

function hash(sha256: string): string {
  return `<code class="hash">${escapeHtml(sha256)}</code>`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
