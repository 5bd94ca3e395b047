import type { ChartOutput } from '../cells/output.ts';
import type { CellResult } from '../engine/result.ts';
import type { CellBlock } from '../notebook/notebook.ts';
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
 * A run as a Jupyter notebook: prose as Markdown cells, every fence as a raw cell, and its output in a code cell
 * without code. The sources of the Markdown and raw cells, one after another, are the notebook's text.
 */
export async function toIpynb(run: Run): Promise<JupyterNotebook> {
  const { blocks, text, title } = run.notebook;
  const cells: Json[] = [];
  const front = text.slice(0, blocks[0]?.range.start.offset ?? text.length);
  if (front !== '')
    cells.push({ id: 'front-matter', cell_type: 'raw', metadata: { assay: { kind: 'front-matter' } }, source: lines(front) });
  for (const [index, block] of blocks.entries()) {
    const source = lines(text.slice(block.range.start.offset, block.range.end.offset));
    if (block.type === 'prose') {
      cells.push({ id: `block-${index}`, cell_type: 'markdown', metadata: {}, source });
      continue;
    }
    cells.push({ id: `block-${index}`, cell_type: 'raw', metadata: { assay: { kind: block.kind, name: block.id } }, source });
    const output = await outputCell(run, block, resultOf(run, block.id), index);
    if (output !== null) cells.push(output);
  }
  const metadata = { assay: { version: run.environment.version, sha256: run.sha256 }, language_info: { name: 'markdown' }, title };
  return { nbformat: 4, nbformat_minor: 5, metadata, cells };
}

async function outputCell(run: Run, block: CellBlock, result: CellResult | undefined, index: number): Promise<Json | null> {
  if (result?.output === undefined) return null;
  const rows = run.rows === true || !ownRowCells(run.notebook).has(block.id);
  const charts: ChartOutput[] = [];
  const table = run.tables(block.id)?.[block.id];
  const draw = (chart: ChartOutput): Promise<string> => {
    charts.push(chart);
    return Promise.resolve('');
  };
  const html = forForges(await outputHtml(result.output, { cell: block.id, rows, table, draw }));
  const outputs: Json[] = html === '' ? [] : [display({ 'text/html': lines(html), 'text/plain': lines(plainText(html)) })];
  for (const chart of charts) outputs.push(await chartOutput(chart, rows));
  if (outputs.length === 0) return null;
  return {
    id: `block-${index}-output`,
    cell_type: 'code',
    execution_count: null,
    metadata: { assay: { output: block.id } },
    source: [],
    outputs,
  };
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
