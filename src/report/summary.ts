import type { AnalysisOutput, CheckResult, MetricsOutput } from '../cells/output.ts';
import { formatInterval, formatValue } from '../notebook/interpolation.ts';
import { evidenceText, findingsOf, findingsText, standingText } from './findings.ts';
import { cellsOf, checksOf, checkTitle, countChecks, countsText, resultOf, stateWords, type Run } from './run.ts';

const colours: Readonly<Record<CheckResult['state'], string>> = {
  error: '31',
  fail: '31',
  warn: '33',
  'not-enough-data': '2',
  'not-applicable': '2',
  pass: '32',
};

/** A run in lines for a terminal: the metrics of all rows, every check worst first, and what went wrong. Plain text unless `colour`. */
export function toSummary(run: Run, options: { readonly colour?: boolean } = {}): string {
  const paint = (code: string, text: string): string => (options.colour === true ? `\u001b[${code}m${text}\u001b[0m` : text);
  const sections = [
    [paint('1', clean(run.notebook.title || 'Untitled'))],
    metricLines(run),
    checkLines(run, paint),
    baselineLines(run, paint),
    findingLines(run, paint),
    problemLines(run, paint),
    lastLines(run),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Text from a notebook must not move a terminal's cursor, nor give orders to the log of GitHub or Azure (`::stop-commands::`, `##vso[…]`). */
export function clean(text: string): string {
  return plain(text)
    .replace(/^(\s*):(?=:)/, '$1: ')
    .replaceAll(/##(?=\[|vso\[)/gi, '# #');
}

function plain(text: string): string {
  return Array.from(text, (character) => (character < ' ' || (character >= '\u007f' && character < '\u00a0') ? ' ' : character)).join('');
}

function metricLines(run: Run): string[] {
  const lines: string[] = [];
  for (const block of cellsOf(run.notebook)) {
    const result = resultOf(run, block.id);
    if (result?.state !== 'done' || result.output?.type !== 'table') continue;
    if (result.output.layout === 'metrics') lines.push(...overall(block.id, result.output));
    if (result.output.layout === 'analysis') lines.push(...said(block.id, result.output));
  }
  return lines;
}

/** What an analysis concludes; its tables are in the other reports. */
function said(cell: string, output: AnalysisOutput): string[] {
  const sentences = output.blocks.flatMap((block) => (block.block === 'sentence' ? [`  ${clean(block.text)}`] : []));
  return sentences.length === 0 ? [] : [cell, ...sentences];
}

function overall(cell: string, output: MetricsOutput): string[] {
  const row = output.rows.find((candidate) => candidate.by === '');
  if (row === undefined) return [];
  const titles = output.columns.map((column) => (column.class === '' ? column.title : `${column.title}, ${column.class}`));
  const width = Math.max(...titles.map((title) => title.length), 0);
  const values = output.columns.map((_, at) => {
    const value = row.values[at];
    const text =
      value === undefined || Number.isNaN(value.value)
        ? `no value${value?.reason === undefined ? '' : `: ${value.reason.replaceAll('-', ' ')}`}`
        : numbers(value);
    return `  ${clean(titles[at]!).padEnd(width)}  ${text}`;
  });
  return [`${cell}, ${formatValue(row.n, { name: 'integer' })} rows`, ...values];
}

function numbers({ value, low, high }: { readonly value: number; readonly low: number; readonly high: number }): string {
  const interval = Number.isNaN(low) || Number.isNaN(high) ? '' : ` ${formatInterval(low, high, null)}`;
  return `${formatValue(value, null, low, high)}${interval}`;
}

const order: readonly CheckResult['state'][] = ['error', 'fail', 'warn', 'not-enough-data', 'not-applicable', 'pass'];

function checkLines(run: Run, paint: (code: string, text: string) => string): string[] {
  const checks = cellsOf(run.notebook).flatMap((block) => checksOf(resultOf(run, block.id)));
  if (checks.length === 0) return [];
  const sorted = [...checks].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const lines = sorted.flatMap((check) => {
    const [glyph, word] = stateWords[check.state];
    const head = `${paint(colours[check.state], `${glyph} ${word}`)}  ${clean(checkTitle(check))}`;
    return check.state === 'pass' ? [`${head}: ${clean(check.observed)}`] : [head, `    ${clean(check.sentence)}`];
  });
  return [...lines, '', `Checks: ${countsText(countChecks(run))}.`];
}

function baselineLines(run: Run, paint: (code: string, text: string) => string): string[] {
  if (run.baseline === undefined) return [];
  const { rows, added } = run.baseline;
  const worse = rows.filter(({ verdict }) => verdict === 'worse' || verdict === 'lost');
  const told = rows.filter(({ verdict }) => verdict === 'better' || verdict === 'gone');
  const head = `Against the accepted run: ${rows.length} numbers, ${worse.length} worse, ${rows.filter(({ verdict }) => verdict === 'better').length} better${added === 0 ? '' : `, ${added} new`}.`;
  return [
    head,
    ...worse.map((row) => `${paint('31', '✕')} ${row.cell}: ${clean(row.sentence)}`),
    ...told.map((row) => `  ${row.cell}: ${clean(row.sentence)}`),
  ];
}

/** Open findings, worst first; of the others only how many there are. */
function findingLines(run: Run, paint: (code: string, text: string) => string): string[] {
  const findings = findingsOf(run.notebook, run.results);
  if (findings.length === 0) return [];
  const lines = findings
    .filter(({ status }) => status === 'open')
    .flatMap((finding) => {
      const bad = finding.seen !== false && (finding.severity === 'critical' || finding.severity === 'high');
      const evidence = finding.evidence.slice(0, 3).map((piece) => `    ${clean(evidenceText(piece))}`);
      return [`${paint(bad ? '31' : '33', clean(standingText(finding)))}  ${clean(finding.title)}`, ...evidence];
    });
  return [...lines, `Findings: ${findingsText(findings)}.`];
}

function problemLines(run: Run, paint: (code: string, text: string) => string): string[] {
  const lines = run.notebook.problems.map((problem) => `line ${problem.range.start.line}: ${clean(problem.message)}`);
  for (const block of cellsOf(run.notebook)) {
    const result = resultOf(run, block.id);
    if (result === undefined || result.state === 'done') continue;
    const { error, state } = result;
    const hint = error?.hint === undefined ? '' : `; ${error.hint}`;
    const place = error === undefined ? '' : ` line ${error.line}, column ${error.column}:`;
    lines.push(`${paint(state === 'failed' ? '31' : '2', state)} ${block.id}${place} ${clean(`${error?.message ?? ''}${hint}`)}`.trimEnd());
  }
  return lines;
}

function lastLines(run: Run): string[] {
  const ms = run.results.reduce((sum, result) => sum + (result.ms ?? 0), 0);
  return [`${run.environment.backend}, ${(ms / 1000).toFixed(2)} s`];
}
