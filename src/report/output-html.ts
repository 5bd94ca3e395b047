import type {
  ChartOutput,
  ChecksOutput,
  ConfusionOutput,
  ControlOutput,
  GalleryOutput,
  MetricsOutput,
  MetricValue,
  ModelSummary,
  Output,
  PlainValue,
  TableOutput,
} from '../cells/output.ts';
import { selectionText } from '../frame/selection/clause-words.ts';
import { formatInterval, formatValue } from '../notebook/interpolation.ts';
import { analysisHtml } from './analysis-html.ts';
import { chartSvg } from './chart-view.ts';
import { escapeHtml } from './escape.ts';
import { findingHtml } from './findings-html.ts';
import { pngAddress } from './png.ts';
import { checkTitle, stateWords } from './run.ts';

/** What a cell shows as HTML; `chart` numbers the charts of a page, whose gradients and clips must not share names. */
export async function outputHtml(output: Output, options: { readonly rows: boolean; readonly chart: number }): Promise<string> {
  switch (output.type) {
    case 'table':
      if (output.layout === 'metrics') return metricsHtml(output);
      if (output.layout === 'analysis') return analysisHtml(output, (chart, at) => chartHtml(chart, `c${options.chart}_${at}`));
      if (output.layout === 'confusion') return confusionHtml(output);
      return output.layout === 'facts' ? factsHtml(output) : rowsHtml(output, options.rows);
    case 'chart':
      return chartHtml(output, `c${options.chart}`);
    case 'checks':
      return checksHtml(output);
    case 'gallery':
      return galleryHtml(output);
    case 'finding':
      return findingHtml(output);
    case 'control':
      return controlHtml(output);
    case 'prose':
      return '';
  }
}

async function chartHtml(output: ChartOutput, name: string): Promise<string> {
  const [light, dark] = await Promise.all([chartSvg(output.spec, 'light'), chartSvg(output.spec, 'dark')]);
  const drawn = [light, dark].map(
    (svg, at) => `<div class="${at === 0 ? 'light' : 'dark'}">${ownNames(svg, `${name}${at === 0 ? 'l' : 'd'}`)}</div>`,
  );
  return `<figure role="img" aria-label="${escapeHtml(output.summary)}">${drawn.join('')}</figure>`;
}

/** Gradients and clips are called the same in every SVG that Vega makes. */
function ownNames(svg: string, prefix: string): string {
  return svg.replaceAll(/(id="|url\(#)((?:gradient_|clip)\d+)/g, `$1${prefix}_$2`);
}

function metricsHtml(output: MetricsOutput): string {
  const head = output.columns
    .map((column) => `<th scope="col" class="right" title="${escapeHtml(column.formula)}">${escapeHtml(column.title)}</th>`)
    .join('');
  let by = '';
  const rows = output.rows.map((row) => {
    const heading =
      row.by !== by && row.by !== '' ? `<tr class="by"><th colspan="${output.columns.length + 2}">${escapeHtml(row.by)}</th></tr>` : '';
    by = row.by;
    const values = row.tooFew
      ? `<td colspan="${output.columns.length}" class="faint">not enough data: ${formatValue(row.n, { name: 'integer' })} rows</td>`
      : row.values.map(metricCell).join('');
    return `${heading}<tr><th scope="row">${escapeHtml(row.label)}</th><td class="right faint">${formatValue(row.n, { name: 'integer' })}</td>${values}</tr>`;
  });
  return `${wideTable(`<th scope="col"></th><th scope="col" class="right">rows</th>${head}`, rows.join(''))}${notesHtml(output.notes)}<p class="faint">${metricsFoot(output)}</p>`;
}

function metricsFoot(output: MetricsOutput): string {
  const threshold = output.threshold === undefined ? '' : ` Threshold ${output.threshold}.`;
  const positive = output.positive === undefined ? '' : ` Positive: ${escapeHtml(output.positive)}.`;
  return `In brackets: ${formatValue(output.level, { name: 'percent', digits: 0 })} intervals.${threshold}${positive}`;
}

function metricCell(value: MetricValue): string {
  if (Number.isNaN(value.value))
    return `<td class="right faint">no value${value.reason === undefined ? '' : `: ${escapeHtml(value.reason.replaceAll('-', ' '))}`}</td>`;
  const verdict = value.verdict === 'worse' || value.verdict === 'better' ? ` ${value.verdict}` : '';
  const mark = verdict === '' ? '' : ` <small>${verdict.trim()}</small>`;
  return `<td class="right${verdict}">${formatValue(value.value, null, value.low, value.high)}${intervalHtml(value)}${mark}</td>`;
}

function intervalHtml({ low, high }: MetricValue): string {
  return Number.isNaN(low) || Number.isNaN(high) ? '' : ` <small>${formatInterval(low, high, null)}</small>`;
}

/** Labels against predictions; the share of rows on the diagonal is said below. */
function confusionHtml({ classes, counts, actual, predicted }: ConfusionOutput): string {
  const head = classes.map((name) => `<th scope="col" class="right">${escapeHtml(name)}</th>`).join('');
  const rows = counts.map((row, at) => {
    const cells = row.map((n, column) => `<td class="right${column === at ? ' faint' : ''}">${formatValue(n, { name: 'integer' })}</td>`);
    return `<tr><th scope="row">${escapeHtml(classes[at]!)}</th>${cells.join('')}</tr>`;
  });
  const corner = `<th scope="col">${escapeHtml(actual.column)} ↓ ${escapeHtml(predicted.column)} →</th>`;
  return wideTable(`${corner}${head}`, rows.join(''));
}

function factsHtml(output: ModelSummary): string {
  const facts = output.facts.map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  return `<dl>${facts}</dl>${notesHtml(output.notes)}`;
}

/** Columns and what they hold; the first rows only where rows may be shown. */
function rowsHtml(output: TableOutput, rows: boolean): string {
  const total = `<p class="faint">${formatValue(output.total, { name: 'integer' })} rows, ${output.columns.length} columns.</p>`;
  if (!rows) {
    const summary = output.columns.map((column) => {
      const range =
        column.min === undefined || column.max === undefined
          ? ''
          : column.type === 'time'
            ? `${day(column.min)} to ${day(column.max)}`
            : `${formatValue(column.min, null)} to ${formatValue(column.max, null)}`;
      const distinct = column.distinct === undefined ? '' : formatValue(column.distinct, { name: 'integer' });
      return `<tr><th scope="row" class="mono">${escapeHtml(column.name)}</th><td>${column.type}</td><td>${escapeHtml(column.role ?? '')}</td><td class="right">${range}</td><td class="right">${distinct}</td><td class="right">${formatValue(column.missing, { name: 'integer' })}</td></tr>`;
    });
    const head = ['column', 'type', 'role', 'range', 'distinct', 'missing']
      .map((name, at) => `<th scope="col"${at > 2 ? ' class="right"' : ''}>${name}</th>`)
      .join('');
    return `${wideTable(head, summary.join(''))}${notesHtml(output.notes)}${total}`;
  }
  const head = output.columns
    .map((column) => `<th scope="col" class="mono${column.type === 'number' ? ' right' : ''}">${escapeHtml(column.name)}</th>`)
    .join('');
  const body = output.head.map(
    (row) => `<tr>${row.map((value) => `<td${typeof value === 'number' ? ' class="right"' : ''}>${valueHtml(value)}</td>`).join('')}</tr>`,
  );
  return `${wideTable(head, body.join(''))}${notesHtml(output.notes)}${total}`;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function valueHtml(value: PlainValue): string {
  if (value === null) return '<span class="faint">missing</span>';
  return escapeHtml(typeof value === 'number' ? formatValue(value, null) : String(value));
}

function checksHtml(output: ChecksOutput): string {
  const rows = output.checks.map((check) => {
    const [glyph, word] = stateWords[check.state];
    return `<li class="check ${check.state}"><span class="glyph" aria-hidden="true">${glyph}</span><div><b>${escapeHtml(checkTitle(check))}</b><p>${escapeHtml(check.sentence)}</p></div><span>${escapeHtml(check.observed)}</span><span class="word">${word}</span></li>`;
  });
  return `<ul class="checks">${rows.join('')}</ul>`;
}

function galleryHtml(output: GalleryOutput): string {
  const items = output.items.map((item) => {
    const image =
      item.image === undefined
        ? ''
        : `<img src="${pngAddress(item.image)}" width="${Math.max(56, item.image.width)}" alt="${escapeHtml(item.caption || `row ${item.row}`)}">`;
    const text = item.text === undefined ? '' : `<p>${escapeHtml(item.text)}</p>`;
    return `<figure>${image}${text}<figcaption>${escapeHtml(item.caption)}</figcaption></figure>`;
  });
  return `<div class="gallery">${items.join('')}</div><p class="faint">${output.items.length} of ${formatValue(output.total, { name: 'integer' })} rows.</p>`;
}

function controlHtml(output: ControlOutput): string {
  if (output.control.type === 'selection') {
    const label = output.label === '' ? 'Selected' : output.label;
    return `<p class="control">${escapeHtml(label)} <b>${escapeHtml(selectionText(output.control.clauses))}</b></p>`;
  }
  return `<p class="control">${escapeHtml(output.label)} <b>${escapeHtml(String(output.control.value))}</b></p>`;
}

function wideTable(head: string, body: string): string {
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function notesHtml(notes: readonly string[]): string {
  return notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('');
}
