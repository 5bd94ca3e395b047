import * as v from 'valibot';
import { parametersOf } from '../trust/expression.ts';
import { frameWhere, type Values } from './frame-where.ts';
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
      const whole = inputs.frames.get(data)!;
      const frame = frameWhere(whole, where, inputs.values);
      const own = standing(where, inputs.values);
      const outer = whole.slice;
      const info = outer === undefined ? { of: data, where: own } : { of: outer.of, where: `(${outer.where}) && (${own})` };
      return Promise.resolve(new Map([['', { ...frame, slice: { ...info, title: title ?? where } }]]));
    },
    show: (frames) => tableOutput(frames.get('')!, ''),
  };
}

/** The expression without its arrow and with the values of inputs written in, so that it holds wherever it is read. */
function standing(where: string, values: Values): string {
  const body = where.replace(/^\s*(?:d|\(\s*d\s*(?:,\s*\$\s*)?\))\s*=>/, '').trim();
  return body.replaceAll(/\$\s*\.\s*([A-Za-z_]\w*)/g, (_, name: string) => JSON.stringify(values.get(name) ?? null));
}
