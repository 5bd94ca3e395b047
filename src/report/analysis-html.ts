import type { AnalysisBlock, AnalysisCell, AnalysisColumn, AnalysisOutput, EstimateValue } from '../cells/output.ts';
import { formatInterval, formatValue } from '../notebook/interpolation.ts';
import { escapeHtml } from './escape.ts';

/** What an analysis says as HTML; `chart` draws one chart. */
export async function analysisHtml(
  output: AnalysisOutput,
  chart: (output: Extract<AnalysisBlock, { block: 'charts' }>['charts'][number], at: number) => Promise<string>,
): Promise<string> {
  const parts: string[] = [];
  let drawn = 0;
  for (const block of output.blocks) {
    if (block.block === 'sentence') parts.push(`<p class="said ${block.tone}">${escapeHtml(block.text)}</p>`);
    if (block.block === 'estimates') parts.push(estimatesHtml(block));
    if (block.block !== 'charts') continue;
    const figures: string[] = [];
    for (const each of block.charts) figures.push(await chart(each, drawn++));
    parts.push(`${titleHtml(block.title)}<div class="side">${figures.join('')}</div>`);
  }
  const notes = output.notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('');
  const level = formatValue(output.level, { name: 'percent', digits: 0 });
  return `${parts.join('')}${notes}<p class="faint">In brackets: ${level} intervals.</p>`;
}

function titleHtml(title: string): string {
  return title === '' ? '' : `<h4>${escapeHtml(title)}</h4>`;
}

function estimatesHtml(block: Extract<AnalysisBlock, { block: 'estimates' }>): string {
  const head = block.columns
    .map(
      (column) =>
        `<th scope="col"${rightOf(column)}${column.help === undefined ? '' : ` title="${escapeHtml(column.help)}"`}>${escapeHtml(column.title)}</th>`,
    )
    .join('');
  let by = '';
  const rows = block.rows.map((row) => {
    const heading =
      row.by !== undefined && row.by !== by ? `<tr class="by"><th colspan="${block.columns.length}">${escapeHtml(row.by)}</th></tr>` : '';
    by = row.by ?? by;
    const cells = row.cells.map((cell, at) => cellHtml(cell, block.columns[at]!));
    return `${heading}<tr${row.chosen === true ? ' class="chosen"' : ''}>${cells.join('')}</tr>`;
  });
  return `${titleHtml(block.title)}<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function rightOf(column: AnalysisColumn): string {
  return column.kind === 'number' || column.kind === 'estimate' ? ' class="right"' : '';
}

function cellHtml(cell: AnalysisCell, column: AnalysisColumn): string {
  if (cell === null) return `<td${rightOf(column)}></td>`;
  if (typeof cell === 'number') return `<td class="right">${formatValue(cell, null)}</td>`;
  if (typeof cell === 'string') return `<td${column.kind === 'name' ? ' class="mono"' : ''}>${escapeHtml(cell)}</td>`;
  const verdict = cell.verdict === 'worse' || cell.verdict === 'better' ? ` ${cell.verdict}` : '';
  return `<td class="right${verdict}">${escapeHtml(estimateText(cell))}${verdict === '' ? '' : ` <small>${verdict.trim()}</small>`}</td>`;
}

/** A number with its interval in brackets, or that there is none and why. */
export function estimateText({ value, low, high, reason }: EstimateValue): string {
  if (Number.isNaN(value)) return `no value${reason === undefined ? '' : `: ${reason.replaceAll('-', ' ')}`}`;
  const interval = Number.isNaN(low) || Number.isNaN(high) ? '' : ` ${formatInterval(low, high, null)}`;
  return `${formatValue(value, null, low, high)}${interval}`;
}
