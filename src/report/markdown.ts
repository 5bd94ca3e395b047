import type { AnalysisCell, MetricsOutput, MetricValue } from '../cells/output.ts';
import { selectionText } from '../frame/selection/clause-words.ts';
import { formatInterval, formatValue } from '../notebook/interpolation.ts';
import { estimateText } from './analysis-html.ts';
import { escapeMarkdown } from './escape.ts';
import { findingsSection } from './findings-markdown.ts';
import { findingsOf } from './findings.ts';
import { cellsOf, checksOf, checkTitle, countChecks, countsText, resultOf, stateWords, type Run } from './run.ts';

/** Characters of a comment on GitHub, less room for what is said of the rest. */
const mostCharacters = 65_536 - 1_000;

/** A part of the report; `less` stands in its place where there is no room. */
interface Section {
  readonly text: string;
  /** What is left out with it, as `the slices of quality`. */
  readonly what: string;
  readonly less: string;
}

/**
 * A run as a comment on a pull request: the verdict first, then every check, what changed, the metrics by slice, and what
 * went wrong. What does not fit into a comment is left out from its end, slices before whole cells, and named.
 */
export function toMarkdown(run: Run): string {
  const first = [
    `## ${escapeMarkdown(run.notebook.title || 'Untitled')}`,
    `${capital(countsText(countChecks(run)))}.`,
    selectionList(run),
    checkTable(run),
    baselineTable(run),
    findingsSection(findingsOf(run.notebook, run.results)),
    problemList(run),
  ];
  const sections = cellsOf(run.notebook).flatMap((block) => [...metricSections(run, block.id), ...analysisSections(run, block.id)]);
  const footer = `<sub>Assay ${escapeMarkdown(run.environment.version)}, ${escapeMarkdown(run.environment.backend)}, notebook ${escapeMarkdown(run.sha256.slice(0, 12))}</sub>`;
  const { kept, left } = fitting(sections, mostCharacters - joined([...first, footer]).length);
  return `${joined([...first, ...kept, leftOut(left), footer])}\n`;
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Takes out from the end what there is no room for. */
function fitting(sections: readonly Section[], room: number): { kept: readonly string[]; left: readonly string[] } {
  const kept = sections.map(({ text }) => text);
  const left: string[] = [];
  for (let at = sections.length - 1; at >= 0 && joined(kept).length > room; at--) {
    kept[at] = sections[at]!.less;
    left.unshift(sections[at]!.what);
  }
  for (let at = sections.length - 1; at >= 0 && joined(kept).length > room; at--) if (kept[at] !== '') kept[at] = '';
  return { kept, left };
}

function leftOut(left: readonly string[]): string {
  if (left.length === 0) return '';
  const named = left.slice(0, 20).map(escapeMarkdown).join(', ');
  return `Left out, since a comment holds no more: ${named}${left.length > 20 ? ` and ${left.length - 20} more` : ''}. The HTML report has them.`;
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

const worstFirst = ['error', 'fail', 'warn', 'not-enough-data', 'pass', 'not-applicable'];
const mostChecks = 150;

function checkTable(run: Run): string {
  const checks = cellsOf(run.notebook)
    .flatMap((block) => checksOf(resultOf(run, block.id)))
    .sort((a, b) => worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state));
  if (checks.length === 0) return '';
  const rows = checks.slice(0, mostChecks).map((check) => {
    const [glyph, word] = stateWords[check.state];
    return [`${glyph} ${word}`, short(checkTitle(check)), short(check.observed), short(check.sentence)];
  });
  const rest = checks.length > mostChecks ? `\n\n${checks.length - mostChecks} further checks are left out, none worse than these.` : '';
  return `${table(['', 'Check', 'Observed', 'What it says'], ['---', '---', '---', '---'], rows)}${rest}`;
}

/** One cell of a table can be as long as whoever wrote the notebook likes. */
function short(text: string): string {
  return escapeMarkdown(text.length > 160 ? `${text.slice(0, 159)}…` : text);
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

function metricSections(run: Run, cell: string): readonly Section[] {
  const result = resultOf(run, cell);
  if (result?.state !== 'done' || result.output?.type !== 'table' || result.output.layout !== 'metrics') return [];
  const output = result.output;
  const overall = output.rows.filter((row) => row.by === '');
  const slices = output.rows.filter((row) => row.by !== '');
  const head = `### ${escapeMarkdown(cell)}\n\n${metricTable(output, overall, acceptedRow(run, cell, output))}`;
  if (slices.length === 0) return [{ text: head, what: cell, less: '' }];
  const details = `<details><summary>${slices.length} slices</summary>\n\n${metricTable(output, slices)}\n\n</details>`;
  return [{ text: `${head}\n\n${details}`, what: `the slices of ${cell}`, less: head }];
}

/** The numbers of the accepted run under those of this one, with what the difference comes to. */
function acceptedRow(run: Run, cell: string, output: MetricsOutput): readonly string[] | null {
  if (run.baseline === undefined) return null;
  const rows = run.baseline.rows.filter((row) => row.cell === cell && (row.slice === 'all' || row.slice === ''));
  const cells = output.columns.map((column) => {
    const found = rows.find((row) => row.metric === column.metric && row.class === column.class);
    if (found === undefined || Number.isNaN(found.before.value)) return '';
    const verdict = { worse: ' now worse', better: ' now better', lost: ' now without a value' }[found.verdict as string] ?? '';
    return `${escapeMarkdown(estimateText(found.before))}${verdict}`;
  });
  return cells.every((text) => text === '') ? null : ['Accepted run', '', ...cells];
}

function analysisSections(run: Run, cell: string): readonly Section[] {
  const result = resultOf(run, cell);
  if (result?.state !== 'done' || result.output?.type !== 'table' || result.output.layout !== 'analysis') return [];
  const { blocks } = result.output;
  const sentences = blocks.flatMap((block) => (block.block === 'sentence' ? [escapeMarkdown(block.text)] : []));
  const said = blocks.flatMap((block) => {
    if (block.block === 'sentence') return [escapeMarkdown(block.text)];
    if (block.block === 'charts') return [];
    const head = block.columns.map(({ title }) => escapeMarkdown(title));
    const rule = block.columns.map(({ kind }) => (kind === 'number' || kind === 'estimate' ? '---:' : '---'));
    const rows = block.rows.map((row) => row.cells.map(cellText));
    return [`${block.title === '' ? '' : `**${escapeMarkdown(block.title)}**\n\n`}${table(head, rule, rows)}`];
  });
  const title = `### ${escapeMarkdown(cell)}`;
  return [{ text: [title, ...said].join('\n\n'), what: `the tables of ${cell}`, less: [title, ...sentences].join('\n\n') }];
}

function cellText(cell: AnalysisCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return formatValue(cell, null);
  if (typeof cell === 'string') return escapeMarkdown(cell);
  const verdict = cell.verdict === 'worse' || cell.verdict === 'better' ? ` ${cell.verdict}` : '';
  return `${escapeMarkdown(estimateText(cell))}${verdict}`;
}

function metricTable(output: MetricsOutput, rows: MetricsOutput['rows'], last: readonly string[] | null = null): string {
  const head = [
    'Rows of',
    'n',
    ...output.columns.map((column) => escapeMarkdown(`${column.title}${column.class === '' ? '' : ` ${column.class}`}`)),
  ];
  const body = rows.map((row) => [
    escapeMarkdown(row.by === '' || row.by === row.label ? row.label : `${row.by}: ${row.label}`),
    formatValue(row.n, { name: 'integer' }),
    ...(row.tooFew ? output.columns.map(() => 'not enough data') : row.values.map(metricText)),
  ]);
  return table(head, ['---', ...output.columns.map(() => '---:'), '---:'], last === null ? body : [...body, last]);
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
