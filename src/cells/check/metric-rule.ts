import { columnOf, type Frame } from '../../frame/frame.ts';
import { columnsOf } from '../../trust/expression.ts';
import { nearest } from '../../trust/nearest.ts';
import { rowsWhere, type Values } from '../frame-where.ts';
import { countText, intervalText } from '../number-text.ts';
import type { CheckResult } from '../output.ts';
import { plainValue } from '../table-output.ts';
import { limitOf, limitText, type Limit } from './limit.ts';
import { RuleError } from './rule-error.ts';
import type { Rule } from './schema.ts';

const fewest = 30;

/** One row of a metrics frame. */
interface Row {
  readonly row: number;
  readonly metric: string;
  readonly class: string;
  readonly slice: string;
  readonly n: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly reason: string;
}

/** Whether a frame has the columns that a metrics cell makes. */
export function isMetricsFrame(frame: Frame): boolean {
  const names = frame.table.columnNames();
  return ['metric', 'slice', 'value', 'low', 'high', 'n'].every((name) => names.includes(name));
}

/** One result for each number that the rule is about; throws `RuleError` when it is about none. */
export function checkMetrics(frame: Frame, rule: Rule, values: Values): CheckResult[] {
  const rows = rowsOf(frame, rule, values);
  const holding = new Set(rowsWhere(frame.table, rule.expect, values));
  const limit = limitOf(rule.expect, values);
  return rows.map((row) => resultOf(row, rule, limit, holding.has(row.row)));
}

function rowsOf(frame: Frame, rule: Rule, values: Values): Row[] {
  const matched = rule.where === undefined ? allRows(frame) : Array.from(rowsWhere(frame.table, rule.where, values));
  const rows = ofClass(
    ofMetric(
      matched.map((row) => readRow(frame, row)),
      allMetrics(frame),
      rule,
    ),
    rule,
  );
  const sliced = ofSlices(rows, rule);
  if (sliced.length === 0) throw new RuleError(rule.where === undefined ? 'no number matches this rule' : `no row matches ${rule.where}`);
  return sliced;
}

function allRows(frame: Frame): number[] {
  return Array.from({ length: frame.table.totalRows() }, (_, row) => row);
}

function allMetrics(frame: Frame): Set<string> {
  return new Set(allRows(frame).map((row) => textAt(frame, 'metric', row)));
}

function ofMetric(rows: readonly Row[], known: ReadonlySet<string>, rule: Rule): readonly Row[] {
  if (rule.metric === undefined) return rows;
  if (!known.has(rule.metric)) throw new RuleError(`no metric ${rule.metric} in the data${nearText(rule.metric, known)}`);
  return rows.filter((row) => row.metric === rule.metric);
}

function ofClass(rows: readonly Row[], rule: Rule): readonly Row[] {
  if (rule.class === undefined) {
    const overall = rows.filter((row) => row.class === '');
    return overall.length > 0 ? overall : rows;
  }
  const wanted = String(rule.class);
  const found = rows.filter((row) => row.class === wanted);
  if (found.length === 0 && rows.length > 0)
    throw new RuleError(`no class ${wanted} in the data${nearText(wanted, new Set(rows.map((row) => row.class)))}`);
  return found;
}

function ofSlices(rows: readonly Row[], rule: Rule): Row[] {
  if (rule.slices === 'all') {
    const found = rows.filter((row) => row.slice !== 'all');
    if (found.length === 0) throw new RuleError('the data has no slices; name them in by: of the metrics cell');
    return found;
  }
  if (rule.slices === undefined) return rows.filter((row) => rule.where !== undefined || row.slice === 'all');
  return rule.slices.flatMap((name) => {
    const found = rows.filter((row) => row.slice === name);
    if (found.length === 0) throw new RuleError(`no slice ${name} in the data${nearText(name, new Set(rows.map((row) => row.slice)))}`);
    return found;
  });
}

function nearText(word: string, known: Iterable<string>): string {
  const near = nearest(word, known);
  return near === undefined ? '' : `; the nearest name is ${near}`;
}

function readRow(frame: Frame, row: number): Row {
  const number = (name: string): number => {
    const value = plainValue(columnOf(frame, name), row);
    return typeof value === 'number' ? value : NaN;
  };
  const names = frame.table.columnNames();
  const text = (name: string): string => (names.includes(name) ? textAt(frame, name, row) : '');
  return {
    row,
    metric: text('metric'),
    class: text('class'),
    slice: text('slice'),
    n: number('n'),
    value: number('value'),
    low: number('low'),
    high: number('high'),
    reason: text('reason'),
  };
}

function textAt(frame: Frame, column: string, row: number): string {
  return String(plainValue(columnOf(frame, column), row) ?? '');
}

/** The class and the slice that a row is about; '' for all rows of all classes. */
function about(row: Row): string {
  return [row.class === '' ? '' : `class=${row.class}`, row.slice === 'all' ? '' : row.slice].filter((part) => part !== '').join(', ');
}

function resultOf(row: Row, rule: Rule, limit: Limit | null, holds: boolean): CheckResult {
  const severity = rule.severity ?? 'fail';
  const expected = limit === null ? rule.expect : limitText(limit);
  const base = {
    title: rule.title ?? `${rule.metric ?? row.metric} ${expected}`,
    severity,
    expected,
    ...(about(row) === '' ? {} : { slice: about(row) }),
    n: row.n,
  };
  const undecided = whyUndecided(row, rule);
  if (undecided !== null) {
    const numbers = Number.isNaN(row.value) ? {} : { value: row.value };
    return {
      ...base,
      ...numbers,
      state: 'not-enough-data',
      observed: row.n < fewest ? countText(row.n, 'row') : observedText(row),
      sentence: undecided,
    };
  }
  return {
    ...base,
    state: holds ? 'pass' : severity,
    observed: observedText(row),
    sentence: sentenceOf(row, rule, limit, holds),
    value: row.value,
    ...(Number.isNaN(row.low) ? {} : { low: row.low }),
    ...(Number.isNaN(row.high) ? {} : { high: row.high }),
    ...(limit === null || limit.field === 'n' ? {} : { limit: limit.limit }),
  };
}

function whyUndecided(row: Row, rule: Rule): string | null {
  const subject = subjectOf(row);
  if (row.n < fewest) return `Not enough data for ${subject}: ${countText(row.n, 'row')}, at least ${fewest} are needed.`;
  const asked = columnsOf(rule.expect);
  if (Number.isNaN(row.value)) return `There is no ${subject}${row.reason === '' ? '' : `: ${row.reason.replaceAll('-', ' ')}`}.`;
  const bound = (['low', 'high'] as const).find((name) => asked.includes(name) && Number.isNaN(row[name]));
  return bound === undefined
    ? null
    : `There is no interval for ${subject}${row.reason === '' ? '' : `: ${row.reason.replaceAll('-', ' ')}`}.`;
}

function subjectOf(row: Row): string {
  const name = row.class === '' ? row.metric : `${row.metric} of class ${row.class}`;
  return row.slice === 'all' ? name : `${name} for ${row.slice}`;
}

function observedText(row: Row): string {
  return intervalText(row.value, row.low, row.high);
}

function sentenceOf(row: Row, rule: Rule, limit: Limit | null, holds: boolean): string {
  const subject = subjectOf(row);
  if (limit === null) return `${subject} is ${observedText(row)}; ${rule.expect} ${holds ? 'holds' : 'does not hold'}.`;
  const words = `${{ '>': 'above', '>=': 'at least', '<': 'below', '<=': 'at most' }[limit.comparison]} ${String(limit.limit).replace('-', '−')}`;
  const end = limit.field === 'low' ? 'the low end of its interval' : limit.field === 'high' ? 'the high end of its interval' : 'it';
  if (limit.field === 'n') return `${subject} rests on ${countText(row.n, 'row')}; ${words} ${holds ? 'was' : 'is'} expected.`;
  const verdict = holds ? `${end === 'it' ? 'that' : end} is ${words}` : `${end} should be ${words}`;
  return `${subject} is ${observedText(row)}; ${verdict}.${cannotTell(row, limit)}`;
}

function cannotTell(row: Row, limit: Limit): string {
  const contains = limit.field === 'value' && row.low <= limit.limit && limit.limit <= row.high;
  return contains ? ' The interval contains the limit: this sample cannot tell.' : '';
}
