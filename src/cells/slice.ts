import * as v from 'valibot';
import { columnOf, type Frame } from '../frame/frame.ts';
import type { Clauses } from '../frame/selection/clause.ts';
import { clausesExpression } from '../frame/selection/clause-expression.ts';
import { parametersOf } from '../trust/expression.ts';
import { frameWhere, type Values } from './frame-where.ts';
import { BodyError, type CellKind, type Step } from './kind.ts';
import { standing } from './standing-expression.ts';
import { filterSchema, selectedRows, selectionsOf, withSelected } from './selection/selected.ts';
import { tableOutput } from './table-output.ts';

const schema = v.strictObject({
  data: v.string(),
  where: v.optional(v.string()),
  title: v.optional(v.string()),
  filter: v.optional(filterSchema),
});

type Body = v.InferOutput<typeof schema>;

/** Rows of a frame under a name, for tables, charts, checks and the `by` of metrics. */
export const slice: CellKind = {
  name: 'slice',
  doc: 'The rows of a frame where an expression holds, under a name that metrics can compare.',
  keys: [
    { key: 'data', doc: 'The cell whose rows are parted.', values: 'cell', required: true },
    { key: 'where', doc: 'An expression of one row, as d.single == "yes".', values: 'expression' },
    { key: 'title', doc: 'What tables and charts call the slice; the expression unless given.' },
    { key: 'filter', doc: 'A selection as $name, in place of where or beside it.' },
  ],
  parts: [],
  template: 'data: {{data}}\nwhere: d.column == "value"\n',
  schema,
  toStep,
};

function toStep(raw: unknown): Step {
  const body = raw as Body;
  const { data, where, filter } = body;
  if (where === undefined && filter === undefined) throw new BodyError('a slice needs where: an expression, or filter: a selection', []);
  return {
    reads: [data],
    inputs: [...new Set([...parametersOf(where ?? ''), ...selectionsOf(filter)])],
    selections: selectionsOf(filter),
    sources: [],
    run(inputs, host) {
      const whole = inputs.frames.get(data)!;
      const selected = withSelected(whole, selectedRows(whole, filter, data, inputs, host), host);
      const frame = where === undefined ? selected : frameWhere(selected, where, inputs.values);
      const own = ownExpression(whole, body, inputs.values);
      const outer = whole.slice;
      const info = outer === undefined ? { of: data, where: own } : { of: outer.of, where: `(${outer.where}) && (${own})` };
      return Promise.resolve(new Map([['', { ...frame, slice: { ...info, title: body.title ?? where ?? own } }]]));
    },
    show: (frames) => tableOutput(frames.get('')!, ''),
  };
}

/** Which rows these are, as one expression that holds wherever it is read. */
function ownExpression(frame: Frame, { where, filter }: Body, values: Values): string {
  const parts = where === undefined ? [] : [standing(where, values)];
  if (filter !== undefined) {
    const clauses = JSON.parse(String(values.get(filter.slice(1)) ?? '{}')) as Clauses;
    if (Object.keys(clauses).length > 0) parts.push(sayable(clauses, frame));
  }
  return parts.length === 0 ? 'true' : parts.length === 1 ? parts[0]! : parts.map((part) => `(${part})`).join(' && ');
}

function sayable(clauses: Clauses, frame: Frame): string {
  try {
    return clausesExpression(clauses, (name) => columnOf(frame, name).type === 'time');
  } catch (error) {
    throw new BodyError(error instanceof Error ? error.message : String(error), ['filter']);
  }
}
