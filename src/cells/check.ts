import { columnFromValues } from '../frame/column-from-values.ts';
import { NumberColumn } from '../frame/column.ts';
import { columnOf, makeFrame, type Frame } from '../frame/frame.ts';
import { makeNulls, setNull } from '../frame/nulls.ts';
import { ExpressionError, parametersOf } from '../trust/expression.ts';
import { checkMetrics, isMetricsFrame } from './check/metric-rule.ts';
import { checkRows } from './check/row-rule.ts';
import { RuleError } from './check/rule-error.ts';
import { checkSchema, type CheckBody, type Rule } from './check/schema.ts';
import type { Values } from './frame-where.ts';
import type { CellKind, Step } from './kind.ts';
import type { CheckResult, CheckState } from './output.ts';
import { plainValue } from './table-output.ts';

/** Rules that numbers or rows are held to; a failing one fails a build. */
export const check: CellKind = {
  name: 'check',
  doc: 'Rules that the numbers of a metrics cell, or the rows of any cell, are held to.',
  keys: [
    { key: 'data', doc: 'The cell that is checked.', values: 'cell', required: true },
    { key: 'rules', doc: 'What is expected, one entry a rule.', required: true },
    { key: 'rules.metric', doc: 'The metric that a rule is about.', values: 'metric' },
    { key: 'rules.class', doc: 'The class that a rule is about, where a metric is given per class.' },
    { key: 'rules.slices', doc: 'all, or the names of slices; without it a rule is about all rows together.', values: ['all'] },
    { key: 'rules.where', doc: 'Chooses the numbers or rows that a rule is about.', values: 'expression' },
    { key: 'rules.expect', doc: 'What must hold, as d.low > 0.7.', values: 'expression', required: true },
    { key: 'rules.severity', doc: 'fail fails a build, warn does not; fail unless given.', values: ['fail', 'warn'] },
    { key: 'rules.title', doc: 'What the rule means, in words.' },
  ],
  parts: [],
  template: 'data: {{metrics}}\nrules:\n  - {metric: roc_auc, expect: d.low > 0.7}\n',
  schema: checkSchema,
  toStep,
};

const order: readonly CheckState[] = ['error', 'fail', 'warn', 'not-enough-data', 'not-applicable', 'pass'];

function toStep(raw: unknown): Step {
  const { data, rules } = raw as CheckBody;
  return {
    reads: [data],
    inputs: [...new Set(rules.flatMap((rule) => [...parametersOf(rule.where ?? ''), ...parametersOf(rule.expect)]))],
    sources: [],
    run(inputs) {
      const frame = inputs.frames.get(data)!;
      return Promise.resolve(new Map([['', checksFrame(rules.flatMap((rule) => judge(frame, rule, inputs.values)))]]));
    },
    show: (frames) => ({ type: 'checks', checks: sorted(checksOf(frames.get('')!)) }),
  };
}

/** A rule that cannot be judged is an error of its own; the others are judged all the same. */
function judge(frame: Frame, rule: Rule, values: Values): CheckResult[] {
  try {
    return isMetricsFrame(frame) ? checkMetrics(frame, rule, values) : [checkRows(frame, rule, values)];
  } catch (error) {
    if (!(error instanceof RuleError || error instanceof ExpressionError)) throw error;
    const hint = error instanceof ExpressionError && error.hint !== undefined ? `; ${error.hint}` : '';
    const title = rule.title ?? (rule.metric === undefined ? rule.expect : `${rule.metric}: ${rule.expect}`);
    const sentence = `This rule cannot be judged: ${error.message}${hint}.`;
    return [{ title, severity: rule.severity ?? 'fail', state: 'error', observed: '', expected: rule.expect, sentence }];
  }
}

const textColumns = ['title', 'severity', 'state', 'slice', 'observed', 'expected', 'sentence'] as const;
const numberColumns = ['value', 'low', 'high', 'limit', 'n'] as const;

function checksFrame(checks: readonly CheckResult[]): Frame {
  return makeFrame([
    ...textColumns.map((name) => [name, columnFromValues(checks.map((result) => result[name] ?? null))] as const),
    ...numberColumns.map((name) => [name, numbersOf(checks.map((result) => result[name]))] as const),
  ]);
}

function numbersOf(values: readonly (number | undefined)[]): NumberColumn {
  const nulls = makeNulls(values.length);
  values.forEach((value, row) => {
    if (value === undefined) setNull(nulls, row);
  });
  return new NumberColumn(
    Float64Array.from(values, (value) => value ?? NaN),
    nulls,
  );
}

function checksOf(frame: Frame): CheckResult[] {
  const present = (name: string, row: number): Record<string, unknown> => {
    const value = plainValue(columnOf(frame, name), row);
    return value === null ? {} : { [name]: value };
  };
  return Array.from({ length: frame.table.totalRows() }, (_, row) => {
    const fields = [...textColumns, ...numberColumns].map((name) => present(name, row));
    return Object.assign({ observed: '' }, ...fields) as CheckResult;
  });
}

function sorted(checks: readonly CheckResult[]): CheckResult[] {
  return [...checks].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}
