import type { ChartOutput, LiveValue } from '../cells/output.ts';
import type { CellResult } from '../engine/result.ts';
import type { CellBlock } from '../notebook/notebook.ts';
import { findReferences } from '../notebook/interpolation.ts';
import { ownRowCells } from '../notebook/own-rows.ts';
import { chartSvg } from './chart-view.ts';
import { outputHtml } from './output-html.ts';
import { resultOf, type Run } from './run.ts';
import { plainSvg } from './svg-themes.ts';

type Json = Readonly<Record<string, unknown>>;

/** Jupyter's format 4.5. */
export interface JupyterNotebook {
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
  readonly metadata: Json;
  readonly cells: readonly Json[];
}

/**
 * A run as a Jupyter notebook: prose as Markdown with its values written out, every cell as its YAML with its outputs. The
 * exact text of each block stands in its metadata, the front matter in the notebook's: one after another they are the notebook.
 */
export async function toIpynb(run: Run): Promise<JupyterNotebook> {
  const { blocks, text, title } = run.notebook;
  const cells: Json[] = [];
  const own = ownRowCells(run.notebook);
  for (const [index, block] of blocks.entries()) {
    const source = text.slice(block.range.start.offset, block.range.end.offset);
    const id = `block-${index}`;
    if (block.type === 'prose') cells.push(proseCell(id, source, resultOf(run, block.id)));
    else cells.push(await codeCell(run, block, id, source, run.rows === true || !own.has(block.id)));
  }
  const front = text.slice(0, blocks[0]?.range.start.offset ?? text.length);
  const metadata = {
    assay: { version: run.environment.version, sha256: run.sha256, front },
    language_info: { name: 'yaml', file_extension: '.yaml', mimetype: 'text/x-yaml', pygments_lexer: 'yaml' },
    title,
  };
  return { nbformat: 4, nbformat_minor: 5, metadata, cells };
}

function proseCell(id: string, source: string, result: CellResult | undefined): Json {
  const values = result?.output?.type === 'prose' ? result.output.values : [];
  return { id, cell_type: 'markdown', metadata: { assay: { source } }, source: lines(withValues(source, values)) };
}

/** Prose with its live values written out as they stand on the page. */
function withValues(text: string, values: readonly LiveValue[]): string {
  let written = '';
  let from = 0;
  for (const [at, { start, end }] of findReferences(text).entries()) {
    const value = values[at];
    const interval = value?.interval === undefined ? '' : ` ${value.interval}`;
    const plain = value === undefined ? 'no value' : `${value.text}${interval}`;
    written += `${text.slice(from, start)}${plain.replaceAll(/[\\`*_[\]<>]/g, (sign) => `\\${sign}`)}`;
    from = end;
  }
  return written + text.slice(from);
}

async function codeCell(run: Run, block: CellBlock, id: string, source: string, rows: boolean): Promise<Json> {
  return {
    id,
    cell_type: 'code',
    execution_count: null,
    metadata: { assay: { source, kind: block.kind, name: block.id } },
    source: lines(`# ${block.kind} ${block.id}\n${block.body}`.trimEnd()),
    outputs: await outputsOf(run, block, resultOf(run, block.id), rows),
  };
}

async function outputsOf(run: Run, block: CellBlock, result: CellResult | undefined, rows: boolean): Promise<readonly Json[]> {
  if (result?.output === undefined) return result?.error === undefined ? [] : [troubleOutput(result.error.message)];
  const charts: ChartOutput[] = [];
  const table = run.tables(block.id)?.[block.id];
  const draw = (chart: ChartOutput): Promise<string> => {
    charts.push(chart);
    return Promise.resolve('');
  };
  const html = forForges(await outputHtml(result.output, { cell: block.id, rows, table, draw }));
  const outputs: Json[] = html === '' ? [] : [display({ 'text/html': lines(html), 'text/plain': lines(plainText(html)) })];
  for (const chart of charts) outputs.push(await chartOutput(chart, rows));
  return outputs;
}

function troubleOutput(message: string): Json {
  return display({ 'text/plain': lines(message) });
}

/** Forges draw an SVG; Jupyter draws the chart itself, unless its rows are the reader's own. */
async function chartOutput(chart: ChartOutput, rows: boolean): Promise<Json> {
  const svg = plainSvg(await chartSvg(chart.spec, 'light'));
  const spec = rows ? { 'application/vnd.vegalite.v5+json': chart.spec } : {};
  return display({ 'image/svg+xml': lines(svg), ...spec, 'text/plain': [chart.summary] });
}

function display(data: Json): Json {
  return { output_type: 'display_data', data, metadata: {} };
}

/** Forges keep tables and words of HTML, and no drawings or styles in it. */
function forForges(html: string): string {
  return html.replaceAll(
    /<svg[\s\S]*?<\/svg>|<span class="axis"[\s\S]*?<\/span><\/span>|<figure><\/figure>|<div class="side"><\/div>/g,
    '',
  );
}

/** What HTML says, a line a row, for what shows none. */
function plainText(html: string): string {
  return html
    .replaceAll(/<\/(?:tr|p|li|dd|figcaption)>/g, '\n')
    .replaceAll(/<\/(?:t[dh]|dt|span|div)>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => characters[entity] ?? entity)
    .replaceAll(/ +$/gm, '')
    .trim();
}

const characters: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** Jupyter keeps text as lines with their ends. */
function lines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
