import * as v from 'valibot';
import { parametersOf } from '../trust/expression.ts';
import { frameWhere } from './frame-where.ts';
import type { CellKind, Step } from './kind.ts';
import { tableOutput } from './table-output.ts';

const schema = v.strictObject({ data: v.string(), where: v.string(), title: v.optional(v.string()) });

type Body = v.InferOutput<typeof schema>;

/** Rows of a frame under a name, for tables, charts, checks and the `by` of metrics. */
export const slice: CellKind = {
  name: 'slice',
  doc: 'The rows of a frame where an expression holds, under a name that metrics can compare.',
  keys: [
    { key: 'data', doc: 'The cell whose rows are parted.', values: 'cell', required: true },
    { key: 'where', doc: 'An expression of one row, as d.single == "yes".', values: 'expression', required: true },
    { key: 'title', doc: 'What tables and charts call the slice; the expression unless given.' },
  ],
  parts: [],
  template: 'data: {{data}}\nwhere: d.column == "value"\n',
  schema,
  toStep,
};

function toStep(raw: unknown): Step {
  const { data, where, title } = raw as Body;
  return {
    reads: [data],
    inputs: parametersOf(where),
    sources: [],
    run(inputs) {
      const frame = frameWhere(inputs.frames.get(data)!, where, inputs.values);
      return Promise.resolve(new Map([['', { ...frame, slice: { of: data, where, title: title ?? where } }]]));
    },
    show: (frames) => tableOutput(frames.get('')!, ''),
  };
}
