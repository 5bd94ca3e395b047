import { frameFromTable, type Frame } from '../frame/frame.ts';
import { parametersOf } from '../trust/expression.ts';
import { keepRoles } from './derive/roles.ts';
import { deriveSchema, verbNames, type DeriveBody, type VerbName, type Verbs } from './derive/schema.ts';
import { verbs } from './derive/verbs.ts';
import type { Path, Working } from './derive/working.ts';
import { BodyError, type CellKind, type Step } from './kind.ts';
import { tableOutput } from './table-output.ts';

/** A frame made from another by Arquero's verbs in order. */
export const derive: CellKind = {
  name: 'derive',
  doc: "A frame made from another by Arquero's verbs, in order.",
  keys: [
    { key: 'data', doc: 'The cell to start from.', values: 'cell', required: true },
    { key: 'steps', doc: 'Verbs in order, each on what the one before it left; a single verb may stand alone.', values: verbNames },
    { key: 'derive', doc: 'New columns by expression: {share: d.part / d.whole}.', values: 'expression' },
    { key: 'filter', doc: 'Keeps the rows where the expression holds.', values: 'expression' },
    { key: 'select', doc: 'Keeps these columns, in this order.', values: 'column' },
    { key: 'rename', doc: 'New names of columns: {old: new}.', values: 'column' },
    { key: 'groupby', doc: 'Columns whose values part the rows for rollup, derive or filter beside it.', values: 'column' },
    { key: 'rollup', doc: 'One row a group by aggregates: {rows: op.count()}.', values: 'expression' },
    { key: 'orderby', doc: 'Sorts by columns; {desc: column} turns one round.', values: 'column' },
    { key: 'join', doc: 'Joins another cell: {with: cell, on: [column], how: inner, left or full}.', values: 'cell' },
    { key: 'join.with', doc: 'The cell whose columns are added.', values: 'cell' },
    { key: 'join.on', doc: 'Columns that must agree: [column], or [[left], [right]] where their names differ.', values: 'column' },
    {
      key: 'join.how',
      doc: 'Rows that are kept: those that agree, all of this side, or all of both; inner unless given.',
      values: ['inner', 'left', 'full'],
    },
    { key: 'sample', doc: 'Draws rows at random by a seed: {size: 100, seed: 1}.' },
    { key: 'sample.size', doc: 'How many rows.' },
    { key: 'sample.seed', doc: 'The same seed draws the same rows; 1 unless given.' },
    { key: 'sample.replace', doc: 'Whether a row may be drawn more than once.' },
    { key: 'limit', doc: 'Keeps the first rows.' },
  ],
  parts: [],
  template: 'data: {{data}}\nsteps:\n  - derive: {name: d.column}\n',
  schema: deriveSchema,
  toStep,
};

interface PlacedVerb {
  readonly name: VerbName;
  readonly verbs: Verbs;
  readonly path: Path;
}

function toStep(raw: unknown): Step {
  const body = raw as DeriveBody;
  const steps = stepsOf(body);
  return {
    reads: [...new Set([body.data, ...steps.flatMap((step) => step.verbs.join?.with ?? [])])],
    inputs: [...new Set(steps.flatMap((step) => sourcesOf(step.verbs).flatMap(parametersOf)))],
    sources: [],
    run(inputs, host, signal) {
      const frame = inputs.frames.get(body.data)!;
      const around = { frames: inputs.frames, values: inputs.values, limits: host.limits };
      let working: Working = { table: frame.table, roles: frame.roles };
      for (const step of steps) {
        signal.throwIfAborted();
        working = verbs[step.name](working, step.verbs, step.path, around);
      }
      return Promise.resolve(new Map([['', derivedFrame(frame, working)]]));
    },
    show: (frames) => tableOutput(frames.get('')!, ''),
  };
}

function stepsOf(body: DeriveBody): readonly PlacedVerb[] {
  const { data, steps, ...own } = body;
  const alone = Object.keys(own);
  if (steps === undefined) {
    if (alone.length === 0)
      throw new BodyError(`a derive cell of ${data} needs steps, or one verb`, [], `the verbs are ${verbNames.join(', ')}`);
    return [placed(own, [])];
  }
  if (alone.length > 0) throw new BodyError(`${alone[0]} stands beside steps`, [alone[0]!], 'move it into steps');
  return steps.map((step, at) => placed(step, ['steps', at]));
}

function placed(step: Verbs, path: Path): PlacedVerb {
  const named = verbNames.filter((name) => step[name] !== undefined);
  const [name] = named;
  if (name === undefined) throw new BodyError('this step has no verb', path, `the verbs are ${verbNames.join(', ')}`);
  if (named.length > 1)
    throw new BodyError(`${named.join(' and ')} are two steps`, [...path, named[1]!], 'write each as its own entry of steps');
  if (step.groupby !== undefined && name !== 'rollup' && name !== 'derive' && name !== 'filter') {
    throw new BodyError(`groupby means nothing to ${name}`, [...path, 'groupby'], 'it stands beside rollup, derive or filter');
  }
  return { name, verbs: step, path };
}

function sourcesOf(step: Verbs): readonly string[] {
  return [...Object.values(step.derive ?? {}), ...Object.values(step.rollup ?? {}), step.filter ?? ''].map(String);
}

function derivedFrame(frame: Frame, working: Working): Frame {
  const { positive, classes, notes } = frame;
  return frameFromTable(working.table, {
    roles: keepRoles(working.roles, working.table.columnNames()),
    notes,
    ...(positive === undefined ? {} : { positive }),
    ...(classes === undefined ? {} : { classes }),
  });
}
