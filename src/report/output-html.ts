import type {
  ChartOutput,
  ChecksOutput,
  CheckResult,
  ConfusionOutput,
  ControlOutput,
  GalleryOutput,
  MetricsOutput,
  MetricValue,
  ModelSummary,
  Output,
} from '../cells/output.ts';
import type { PlainTable } from '../engine/plain-tables.ts';
import { selectionText } from '../frame/selection/clause-words.ts';
import { formatInterval, formatValue } from '../notebook/interpolation.ts';
import { analysisHtml } from './analysis-html.ts';
import { escapeHtml } from './escape.ts';
import { findingHtml } from './findings-html.ts';
import { estimateHtml, notesHtml, rowsCorner, wideTable } from './html-table.ts';
import { checkWhisker, whiskerSvg } from './html-whisker.ts';
import { metricAxis } from './metric-axis.ts';
import { pngAddress } from './png.ts';
import { rowsHtml } from './rows-html.ts';
import { checkTitle, stateWords } from './run.ts';

/** Around an output: the cell that shows it, and what of it may be shown. */
export interface OutputPlace {
  readonly cell: string;
  /** Whether the output may hold rows of the reader's own data. */
  readonly rows: boolean;
  /** The main frame, where a run has it. */
  readonly table?: PlainTable | undefined;
  /** Draws a chart of the output, numbered from 0. */
  readonly draw: (chart: ChartOutput, at: number) => Promise<string>;
}

/** What a cell shows as HTML. */
export async function outputHtml(output: Output, place: OutputPlace): Promise<string> {
  switch (output.type) {
    case 'table':
      if (output.layout === 'metrics') return metricsHtml(output, place.cell);
      if (output.layout === 'analysis') return analysisHtml(output, place.cell, place.draw);
      if (output.layout === 'confusion') return confusionHtml(output, place.cell);
      return output.layout === 'facts' ? factsHtml(output) : rowsHtml(output, place);
    case 'chart':
      return place.draw(output, 0);
    case 'checks':
      return checksHtml(output);
    case 'gallery':
      return galleryHtml(output, place.rows);
    case 'control':
      return controlHtml(output);
    case 'finding':
      return findingHtml(output);
    case 'prose':
      return '';
  }
}

function metricsHtml(output: MetricsOutput, cell: string): string {
  const axes = output.columns.map((column, at) => metricAxis(column, output.rows, at));
  const head = output.columns
    .map((column, at) => {
      const ends = axes[at]!;
      const class_ = column.class === '' ? '' : ` <span class="mono">${escapeHtml(column.class)}</span>`;
      return `<th scope="col" title="${escapeHtml(column.formula)}">${escapeHtml(column.title)}${class_}<span class="axis" aria-hidden="true"><span>${ends.lowLabel}</span><span>${ends.highLabel}</span></span></th>`;
    })
    .join('');
  const whole = output.rows.find((row) => row.by === '' && !row.tooFew)?.values ?? [];
  let by = '';
  const rows = output.rows.map((row) => {
    const heading =
      row.by !== by && row.by !== ''
        ? `<tr class="by"><th scope="rowgroup" colspan="${output.columns.length + 2}">${escapeHtml(row.by)}</th></tr>`
        : '';
    by = row.by;
    const values = row.tooFew
      ? `<td colspan="${output.columns.length}" class="faint">not enough data: ${formatValue(row.n, { name: 'integer' })} rows</td>`
      : row.values.map((value, at) => metricCell(value, axes[at]!, row.by === '', whole[at]?.value ?? NaN)).join('');
    return `${heading}<tr><th scope="row">${escapeHtml(row.label)}</th><td class="right faint">${formatValue(row.n, { name: 'integer' })}</td>${values}</tr>`;
  });
  const table = wideTable(cell, `${rowsCorner}<th scope="col" class="right">rows</th>${head}`, rows.join(''));
  return `${table}${notesHtml(output.notes)}<p class="faint">${metricsFoot(output)}</p>`;
}

function metricsFoot(output: MetricsOutput): string {
  const threshold = output.threshold === undefined ? '' : ` Threshold ${output.threshold}.`;
  const positive = output.positive === undefined ? '' : ` Positive: ${escapeHtml(output.positive)}.`;
  return `In brackets: ${formatValue(output.level, { name: 'percent', digits: 0 })} intervals.${threshold}${positive}`;
}

function metricCell(value: MetricValue, axis: ReturnType<typeof metricAxis>, all: boolean, whole: number): string {
  if (Number.isNaN(value.value))
    return `<td class="faint">no value${value.reason === undefined ? '' : `: ${escapeHtml(value.reason.replaceAll('-', ' '))}`}</td>`;
  const verdict = value.verdict === 'worse' || value.verdict === 'better' ? value.verdict : '';
  const mark = verdict === '' ? '' : ` <small>${verdict}</small>`;
  const drawn = whiskerSvg(value, axis, all ? 'all' : verdict === '' ? 'undecided' : verdict, whole);
  return `<td>${estimateHtml(drawn, verdict, `${formatValue(value.value, null, value.low, value.high)}${intervalHtml(value)}${mark}`)}</td>`;
}

function intervalHtml({ low, high }: MetricValue): string {
  return Number.isNaN(low) || Number.isNaN(high) ? '' : ` <small>${formatInterval(low, high, null)}</small>`;
}

/** Labels against predictions, shaded by the share of the row's label; what lies off the diagonal is in the colour of the worse. */
function confusionHtml({ classes, counts, actual, predicted }: ConfusionOutput, cell: string): string {
  const head = classes.map((name) => `<th scope="col" class="right">${escapeHtml(name)}</th>`).join('');
  const rows = counts.map((row, at) => {
    const total = row.reduce((sum, n) => sum + n, 0);
    const cells = row.map((n, column) => {
      const share = total === 0 ? 0 : Math.round((100 * n) / total);
      const shade = n === 0 ? ' faint' : column === at ? ' same' : ' other';
      return `<td class="right${shade}" style="--share:${Math.max(share, n === 0 ? 0 : 4)}%">${formatValue(n, { name: 'integer' })}</td>`;
    });
    return `<tr><th scope="row">${escapeHtml(classes[at]!)}</th>${cells.join('')}</tr>`;
  });
  const corner = `<th scope="col" class="mono">${escapeHtml(actual.column)} ↓ ${escapeHtml(predicted.column)} →</th>`;
  return `<div class="confusion">${wideTable(cell, `${corner}${head}`, rows.join(''))}</div>`;
}

function factsHtml(output: ModelSummary): string {
  const facts = output.facts.map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  return `<dl>${facts}</dl>${notesHtml(output.notes)}`;
}

function checksHtml(output: ChecksOutput): string {
  return `<ul class="checks">${output.checks.map((check) => checkHtml(check)).join('')}</ul>`;
}

/** One check: what it says, its number against the limit, and how it stands; `link` leads to the cell. */
export function checkHtml(check: CheckResult, link?: string): string {
  const [glyph, word] = stateWords[check.state];
  const title = escapeHtml(checkTitle(check));
  const named = link === undefined ? `<b>${title}</b>` : `<a href="#${escapeHtml(link)}">${title}</a>`;
  const sentence = check.state === 'pass' ? '' : `<p>${escapeHtml(check.sentence)}</p>`;
  return `<li class="check ${check.state}"><span class="glyph" aria-hidden="true">${glyph}</span><div>${named}${sentence}</div><span class="whisker">${checkWhisker(check)}</span><span class="observed">${escapeHtml(check.observed)}</span><span class="word">${word}</span></li>`;
}

function galleryHtml(output: GalleryOutput, rows: boolean): string {
  const total = formatValue(output.total, { name: 'integer' });
  if (!rows) return `<p class="faint">${total} rows, which are left out of this report.</p>`;
  const items = output.items.map((item) => {
    const image =
      item.image === undefined
        ? ''
        : `<img src="${pngAddress(item.image)}" width="${Math.max(56, item.image.width)}" alt="${escapeHtml(item.caption || `row ${item.row}`)}">`;
    const text = item.text === undefined ? '' : `<p>${escapeHtml(item.text)}</p>`;
    return `<figure>${image}${text}<figcaption>${escapeHtml(item.caption)}</figcaption></figure>`;
  });
  return `<div class="gallery">${items.join('')}</div><p class="faint">${output.items.length} of ${total} rows.</p>`;
}

function controlHtml(output: ControlOutput): string {
  if (output.control.type === 'selection') {
    const label = output.label === '' ? 'Selected' : output.label;
    return `<p class="control">${escapeHtml(label)}: <b>${escapeHtml(selectionText(output.control.clauses))}</b></p>`;
  }
  return `<p class="control">${escapeHtml(output.label)}: <b>${escapeHtml(String(output.control.value))}</b></p>`;
}
