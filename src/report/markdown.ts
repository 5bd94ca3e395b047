import type { AnalysisCell, MetricsOutput, MetricValue } from '../cells/output.ts';
import { selectionText } from '../frame/selection/clause-words.ts';
import { formatInterval, formatValue } from '../notebook/interpolation.ts';
import { estimateText } from './analysis-html.ts';
import { escapeMarkdown } from './escape.ts';
import { findingsSection } from './findings-markdown.ts';
import { findingsOf } from './findings.ts';
import { cellsOf, checksOf, checkTitle, countChecks, countsText, resultOf, stateWords, type Run } from './run.ts';

/** A run as a comment on a pull request: the verdict first, then every check, the metrics by slice, and what went wrong. */
export function toMarkdown(run: Run): string {
  const sections = [
    `## ${escapeMarkdown(run.notebook.title || 'Untitled')}`,
    `${capital(countsText(countChecks(run)))}.`,
    selectionList(run),
    checkTable(run),
    baselineTable(run),
    findingsSection(findingsOf(run.notebook, run.results)),
    ...cellsOf(run.notebook).map((block) => metricSection(run, block.id) || analysisSection(run, block.id)),
    problemList(run),
    `<sub>Assay ${escapeMarkdown(run.environment.version)}, ${escapeMarkdown(run.environment.backend)}, notebook ${escapeMarkdown(run.sha256.slice(0, 12))}</sub>`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** What is selected, since every number below that filters by it is of these rows alone. */
function selectionList(run: Run): string {
  const lines = cellsOf(run.notebook).flatMap((block) => {
    const output = resultOf(run, block.id)?.output;
    if (output?.type !== 'control' || output.control.type !== 'selection' || Object.keys(output.control.clauses).length === 0) return [];
    return [`Selected in ${escapeMarkdown(block.id)}: ${escapeMarkdown(selectionText(output.control.clauses))}.`];
  });
  return lines.join('\n\n');
}

function checkTable(run: Run): string {
  const checks = cellsOf(run.notebook).flatMap((block) => checksOf(resultOf(run, block.id)));
  if (checks.length === 0) return '';
  const rows = checks.map((check) => {
    const [glyph, word] = stateWords[check.state];
    return [`${glyph} ${word}`, escapeMarkdown(checkTitle(check)), escapeMarkdown(check.observed), escapeMarkdown(check.sentence)];
  });
  return table(['', 'Check', 'Observed', 'What it says'], ['---', '---', '---', '---'], rows);
}

/** What changed against the accepted run, worst first; nothing of what is within noise. */
function baselineTable(run: Run): string {
  if (run.baseline === undefined) return '';
  const order = ['worse', 'lost', 'gone', 'better'];
  const changed = run.baseline.rows
    .filter(({ verdict }) => order.includes(verdict))
    .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  if (changed.length === 0) return `### Against the accepted run\n\nNo convincing difference in ${run.baseline.rows.length} numbers.`;
  const rows = changed.map((row) => [
    row.verdict === 'worse' || row.verdict === 'lost' ? '✕' : '',
    escapeMarkdown(row.cell),
    escapeMarkdown(row.sentence),
  ]);
  return `### Against the accepted run\n\n${table(['', 'Cell', 'What changed'], ['---', '---', '---'], rows)}`;
}

function metricSection(run: Run, cell: string): string {
  const result = resultOf(run, cell);
  if (result?.state !== 'done' || result.output?.type !== 'table' || result.output.layout !== 'metrics') return '';
  const output = result.output;
  const overall = output.rows.filter((row) => row.by === '');
  const slices = output.rows.filter((row) => row.by !== '');
  const details =
    slices.length === 0 ? '' : `\n\n<details><summary>${slices.length} slices</summary>\n\n${metricTable(output, slices)}\n\n</details>`;
  return `### ${escapeMarkdown(cell)}\n\n${metricTable(output, overall)}${details}`;
}

function analysisSection(run: Run, cell: string): string {
  const result = resultOf(run, cell);
  if (result?.state !== 'done' || result.output?.type !== 'table' || result.output.layout !== 'analysis') return '';
  const said = result.output.blocks.flatMap((block) => {
    if (block.block === 'sentence') return [escapeMarkdown(block.text)];
    if (block.block === 'charts') return [];
    const head = block.columns.map(({ title }) => escapeMarkdown(title));
    const rule = block.columns.map(({ kind }) => (kind === 'number' || kind === 'estimate' ? '---:' : '---'));
    const rows = block.rows.map((row) => row.cells.map(cellText));
    return [`${block.title === '' ? '' : `**${escapeMarkdown(block.title)}**\n\n`}${table(head, rule, rows)}`];
  });
  return [`### ${escapeMarkdown(cell)}`, ...said].join('\n\n');
}

function cellText(cell: AnalysisCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return formatValue(cell, null);
  if (typeof cell === 'string') return escapeMarkdown(cell);
  const verdict = cell.verdict === 'worse' || cell.verdict === 'better' ? ` ${cell.verdict}` : '';
  return `${escapeMarkdown(estimateText(cell))}${verdict}`;
}

function metricTable(output: MetricsOutput, rows: MetricsOutput['rows']): string {
  const head = ['Rows of', 'n', ...output.columns.map((column) => escapeMarkdown(column.title))];
  const body = rows.map((row) => [
    escapeMarkdown(row.by === '' || row.by === row.label ? row.label : `${row.by}: ${row.label}`),
    formatValue(row.n, { name: 'integer' }),
    ...(row.tooFew ? output.columns.map(() => 'not enough data') : row.values.map(metricText)),
  ]);
  return table(head, ['---', ...output.columns.map(() => '---:'), '---:'], body);
}

function metricText(value: MetricValue): string {
  if (Number.isNaN(value.value))
    return `no value${value.reason === undefined ? '' : `: ${escapeMarkdown(value.reason.replaceAll('-', ' '))}`}`;
  const interval =
    Number.isNaN(value.low) || Number.isNaN(value.high) ? '' : ` ${escapeMarkdown(formatInterval(value.low, value.high, null))}`;
  const verdict = value.verdict === 'worse' || value.verdict === 'better' ? ` ${value.verdict}` : '';
  return `${formatValue(value.value, null, value.low, value.high)}${interval}${verdict}`;
}

function problemList(run: Run): string {
  const problems = cellsOf(run.notebook).flatMap((block) => {
    const result = resultOf(run, block.id);
    if (result === undefined || result.state === 'done') return [];
    const words = result.error === undefined ? '' : `, line ${result.error.line}: ${escapeMarkdown(result.error.message)}`;
    return [`* ${escapeMarkdown(block.id)} (${result.state})${words}`];
  });
  const whole = run.notebook.problems.map((problem) => `* line ${problem.range.start.line}: ${escapeMarkdown(problem.message)}`);
  const lines = [...whole, ...problems];
  return lines.length === 0 ? '' : `### Problems\n\n${lines.join('\n')}`;
}

function table(head: readonly string[], rule: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
