import type { CellResult } from '../engine/result.ts';
import type { CellBlock } from '../notebook/notebook.ts';
import { ownRowCells } from '../notebook/own-rows.ts';
import { outputHtml } from './output-html.ts';
import { resultOf, type Run } from './run.ts';

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
  const html = await outputHtml(result.output, { rows, chart: index });
  const bundle: Record<string, unknown> = { 'text/html': lines(html), 'text/plain': [`${block.id}, ${block.kind}`] };
  if (result.output.type === 'chart') {
    bundle['application/vnd.vegalite.v5+json'] = result.output.spec;
    bundle['text/plain'] = [result.output.summary];
  }
  return {
    id: `block-${index}-output`,
    cell_type: 'code',
    execution_count: null,
    metadata: { assay: { output: block.id } },
    source: [],
    outputs: [{ output_type: 'display_data', data: bundle, metadata: {} }],
  };
}

/** Jupyter keeps text as lines with their ends. */
function lines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
