import type { CellResult } from '../engine/result.ts';
import type { CellBlock, ProseBlock } from '../notebook/notebook.ts';
import { formatValue } from '../notebook/interpolation.ts';
import { ownRowCells } from '../notebook/own-rows.ts';
import { escapeHtml } from './escape.ts';
import { findingsHtml } from './findings-html.ts';
import { findingsOf } from './findings.ts';
import { figureHtml } from './html-figure.ts';
import { htmlStyle } from './html-style.ts';
import { openingHtml, provenanceHtml, sourceHtml } from './html-provenance.ts';
import { verdictHtml } from './html-verdict.ts';
import { outputHtml } from './output-html.ts';
import { HeadingLevels, proseHtml, proseParts, type ProseParts } from './prose-html.ts';
import { isQuiet } from './quiet-kinds.ts';
import { resultOf, type Run } from './run.ts';
import { Palette } from './svg-themes.ts';

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** What the parts of one page share. */
interface Page {
  readonly run: Run;
  readonly own: ReadonlySet<string>;
  readonly palette: Palette;
  readonly levels: HeadingLevels;
}

/**
 * A run as one HTML file that runs no script and loads nothing: the verdict of the checks, then the notebook with every
 * output, then what it was made from, and the notebook's text.
 */
export async function toHtml(run: Run): Promise<string> {
  const page: Page = { run, own: ownRowCells(run.notebook), palette: new Palette(), levels: new HeadingLevels() };
  const [first, ...rest] = run.notebook.blocks;
  const opening = first?.type === 'prose' ? proseParts(first.text, valuesOf(run, first), page.levels) : null;
  const parts = [await leading(page, first, opening)];
  for (const [at, block] of rest.entries()) parts.push(await blockHtml(page, block, at + 1));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="generator" content="Assay ${escapeHtml(run.environment.version)}">
<title>${escapeHtml(titleOf(run))}</title>
<style>${htmlStyle}
:root { ${page.palette.css()} }</style>
</head>
<body>
<main>
<header>
<h1>${opening?.lead ?? escapeHtml(titleOf(run))}</h1>
${openingHtml(run)}
</header>
${verdictHtml(run)}
${findingsHtml(findingsOf(run.notebook, run.results))}
${parts.filter((part) => part !== '').join('\n')}
</main>
<footer>
${provenanceHtml(run)}
${sourceHtml(run)}
</footer>
</body>
</html>
`;
}

function titleOf({ notebook }: Run): string {
  return notebook.title || 'Untitled';
}

function leading(page: Page, first: ProseBlock | CellBlock | undefined, opening: ProseParts | null): Promise<string> | string {
  if (opening !== null) return proseDiv(opening.body);
  return first === undefined ? '' : blockHtml(page, first, 0);
}

function blockHtml(page: Page, block: ProseBlock | CellBlock, index: number): Promise<string> | string {
  if (block.type === 'cell') return cellHtml(page, block, index);
  return proseDiv(proseHtml(block.text, valuesOf(page.run, block), page.levels));
}

function proseDiv(body: string): string {
  return body.trim() === '' ? '' : `<div class="prose">${body}</div>`;
}

function valuesOf(run: Run, block: ProseBlock): Parameters<typeof proseHtml>[1] {
  const output = resultOf(run, block.id)?.output;
  return output?.type === 'prose' ? output.values : [];
}

async function cellHtml({ run, own, palette }: Page, block: CellBlock, index: number): Promise<string> {
  const result = resultOf(run, block.id);
  const state = result?.state ?? 'queued';
  const [id, kind] = [escapeHtml(block.id), escapeHtml(block.kind)];
  const rows = run.rows === true || !own.has(block.id);
  const place = {
    cell: block.id,
    rows,
    table: run.tables(block.id)?.[block.id],
    draw: (chart: Parameters<typeof figureHtml>[0], at: number) => figureHtml(chart, `c${index}_${at}`, rows, palette),
  };
  const shown = result?.output === undefined ? '' : await outputHtml(result.output, place);
  const from = result?.elsewhere === true ? 'Computed elsewhere.' : 'From earlier inputs.';
  const earlier = state !== 'done' && shown !== '' ? `<p class="note">${from}</p>` : '';
  const name = `<p class="name"><b>${id}</b> ${kind}${state === 'done' ? '' : `, ${state}`}</p>`;
  const body =
    state === 'done' && isQuiet(block.kind) ? `<details><summary>${quietLine(block, result)}</summary>${shown}</details>` : shown;
  return `<section id="cell-${id}" aria-label="${id}, ${kind}" data-cell="${id}" data-kind="${kind}" data-state="${state}">${name}${trouble(result)}${earlier}${body}</section>`;
}

/** What a cell that only prepares comes to, in a line. */
function quietLine(block: CellBlock, result: CellResult | undefined): string {
  const [rows, columns] = result?.size ?? [0, 0];
  const held = block.kind === 'model' ? 'Model' : `${formatValue(rows, { name: 'integer' })} rows, ${columns} columns`;
  return `${held}<span class="hidden"> of ${escapeHtml(block.id)}</span>`;
}

function trouble(result: CellResult | undefined): string {
  if (result?.error === undefined) return '';
  const { message, line, column, hint } = result.error;
  const words = `${escapeHtml(message)}${hint === undefined ? '' : `; ${escapeHtml(hint)}`}`;
  return `<p class="${result.state === 'failed' ? 'failed' : 'faint'}">${words} <small>line ${line}, column ${column}</small></p>`;
}
