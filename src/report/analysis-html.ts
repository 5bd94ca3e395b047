import type { AnalysisBlock, AnalysisCell, AnalysisColumn, AnalysisOutput, EstimateValue } from '../cells/output.ts';
import { formatInterval, formatValue } from '../notebook/interpolation.ts';
import { escapeHtml } from './escape.ts';
import { estimateHtml, notesHtml, wideTable } from './html-table.ts';
import { whiskerSvg } from './html-whisker.ts';
import type { MetricAxis } from './metric-axis.ts';

/** What an analysis says as HTML; `chart` draws one chart. */
export async function analysisHtml(
  output: AnalysisOutput,
  cell: string,
  chart: (output: Extract<AnalysisBlock, { block: 'charts' }>['charts'][number], at: number) => Promise<string>,
): Promise<string> {
  const parts: string[] = [];
  let drawn = 0;
  for (const block of output.blocks) {
    if (block.block === 'sentence') parts.push(`<p class="said ${block.tone}">${escapeHtml(block.text)}</p>`);
    if (block.block === 'estimates') parts.push(estimatesHtml(block, cell));
    if (block.block !== 'charts') continue;
    const figures: string[] = [];
    for (const each of block.charts) figures.push(await chart(each, drawn++));
    parts.push(`${titleHtml(block.title)}<div class="side">${figures.join('')}</div>`);
  }
  const level = formatValue(output.level, { name: 'percent', digits: 0 });
  return `${parts.join('')}${notesHtml(output.notes)}<p class="faint">In brackets: ${level} intervals.</p>`;
}

function titleHtml(title: string): string {
  return title === '' ? '' : `<p class="title">${escapeHtml(title)}</p>`;
}

type Estimates = Extract<AnalysisBlock, { block: 'estimates' }>;

function estimatesHtml(block: Estimates, cell: string): string {
  const axes = block.columns.map((column, at) => (column.reference === undefined ? null : axisOf(block, at, column.reference)));
  const head = block.columns
    .map((column, at) => {
      const help = column.help === undefined ? '' : ` title="${escapeHtml(column.help)}"`;
      return column.title === ''
        ? '<td></td>'
        : `<th scope="col"${axes[at] === null ? rightOf(column) : ''}${help}>${escapeHtml(column.title)}</th>`;
    })
    .join('');
  let by = '';
  const rows = block.rows.map((row) => {
    const heading =
      row.by !== undefined && row.by !== by
        ? `<tr class="by"><th scope="rowgroup" colspan="${block.columns.length}">${escapeHtml(row.by)}</th></tr>`
        : '';
    by = row.by ?? by;
    const cells = row.cells.map((value, at) => cellHtml(value, block.columns[at]!, axes[at] ?? null, at === 0));
    return `${heading}<tr${row.chosen === true ? ' class="chosen"' : ''}>${cells.join('')}</tr>`;
  });
  return wideTable(block.title === '' ? cell : `${cell}: ${block.title}`, head, rows.join(''), block.title);
}

/** An axis that holds every interval of a column and the reference that they are set against. */
function axisOf(block: Estimates, column: number, reference: number): MetricAxis | null {
  const ends = block.rows
    .flatMap(({ cells }) => {
      const cell = cells[column];
      return typeof cell === 'object' && cell !== null ? [cell.value, cell.low, cell.high] : [];
    })
    .filter(Number.isFinite);
  if (ends.length === 0) return null;
  const [low, high] = [Math.min(reference, ...ends), Math.max(reference, ...ends)];
  const room = high > low ? 0.05 * (high - low) : 1;
  return { low: low - room, high: high + room, lowLabel: '', highLabel: '' };
}

function rightOf(column: AnalysisColumn): string {
  return column.kind === 'number' || column.kind === 'estimate' ? ' class="right"' : '';
}

function cellHtml(cell: AnalysisCell, column: AnalysisColumn, axis: MetricAxis | null, first: boolean): string {
  if (cell === null) return `<td${rightOf(column)}></td>`;
  if (typeof cell === 'number') return `<td class="right">${formatValue(cell, null)}</td>`;
  if (typeof cell === 'string') {
    const mono = column.kind === 'name' ? ' class="mono"' : '';
    return first ? `<th scope="row"${mono}>${escapeHtml(cell)}</th>` : `<td${mono}>${escapeHtml(cell)}</td>`;
  }
  const verdict = cell.verdict === 'worse' || cell.verdict === 'better' ? cell.verdict : '';
  const text = `${escapeHtml(estimateText(cell))}${verdict === '' ? '' : ` <small>${verdict}</small>`}`;
  if (axis === null) return `<td class="right ${verdict}">${text}</td>`;
  return `<td>${estimateHtml(whiskerSvg(cell, axis, verdict === '' ? 'undecided' : verdict, column.reference), verdict, text)}</td>`;
}

/** A number with its interval in brackets, or that there is none and why. */
export function estimateText({ value, low, high, reason }: EstimateValue): string {
  if (Number.isNaN(value)) return `no value${reason === undefined ? '' : `: ${reason.replaceAll('-', ' ')}`}`;
  const interval = Number.isNaN(low) || Number.isNaN(high) ? '' : ` ${formatInterval(low, high, null)}`;
  return `${formatValue(value, null, low, high)}${interval}`;
}
