import type { CellResult } from '../engine/result.ts';
import type { CellBlock, ProseBlock } from '../notebook/notebook.ts';
import { ownRowCells } from '../notebook/own-rows.ts';
import { escapeHtml } from './escape.ts';
import { htmlStyle } from './html-style.ts';
import { outputHtml } from './output-html.ts';
import { proseHtml } from './prose-html.ts';
import { countChecks, countsText, resultOf, type Run } from './run.ts';

/** A run as one HTML file: no script runs, nothing is loaded, and the notebook's text is inside. */
export async function toHtml(run: Run): Promise<string> {
  const title = escapeHtml(run.notebook.title || 'Untitled');
  const parts: string[] = [];
  const own = ownRowCells(run.notebook);
  for (const [index, block] of run.notebook.blocks.entries()) {
    const result = resultOf(run, block.id);
    parts.push(block.type === 'prose' ? prose(block, result) : await cell(run, block, result, index, own));
  }
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>${title}</title>
<style>${htmlStyle}</style>
</head>
<body>
<main>
${parts.join('\n')}
</main>
<footer>
<p>Checks: ${countsText(countChecks(run))}.</p>
<p>${Object.entries(run.environment)
    .map(([name, value]) => `${escapeHtml(name)} ${escapeHtml(value)}`)
    .join(', ')}. Notebook SHA-256 ${escapeHtml(run.sha256)}.</p>
</footer>
<script type="text/markdown" id="notebook">${scriptText(run.notebook.text)}</script>
</body>
</html>
`;
}

function prose(block: ProseBlock, result: CellResult | undefined): string {
  if (block.text.trim() === '') return '';
  const values = result?.output?.type === 'prose' ? result.output.values : [];
  return `<div class="prose">${proseHtml(block.text, values)}</div>`;
}

async function cell(run: Run, block: CellBlock, result: CellResult | undefined, index: number, own: ReadonlySet<string>): Promise<string> {
  const state = result?.state ?? 'queued';
  const rows = run.rows === true || !own.has(block.id);
  const shown = result?.output === undefined ? '' : await outputHtml(result.output, { rows, chart: index });
  const earlier = state !== 'done' && shown !== '' ? '<p class="note">From earlier inputs.</p>' : '';
  const name = `<h4>${escapeHtml(block.id)} <span>${escapeHtml(block.kind)}${state === 'done' ? '' : `, ${state}`}</span></h4>`;
  return `<section data-cell="${escapeHtml(block.id)}" data-kind="${escapeHtml(block.kind)}" data-state="${state}">${name}${trouble(result)}${earlier}${shown}</section>`;
}

function trouble(result: CellResult | undefined): string {
  if (result?.error === undefined) return '';
  const { message, line, column, hint } = result.error;
  const words = `${escapeHtml(message)}${hint === undefined ? '' : `; ${escapeHtml(hint)}`}`;
  return `<p class="${result.state === 'failed' ? 'failed' : 'faint'}">${words} <small>line ${line}, column ${column}</small></p>`;
}

/** Text inside a script element ends at the first closing tag, and a comment may swallow one. */
function scriptText(text: string): string {
  return `\n${text}`.replaceAll(/<(\/script|script|!--)/gi, '<\\$1');
}
