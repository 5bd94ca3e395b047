import * as v from 'valibot';
import { StringColumn } from '../frame/column.ts';
import { columnOf, makeFrame, type Frame } from '../frame/frame.ts';
import type { ModelHandle } from '../frame/model-handle.ts';
import { BodyError, type CellKind, type Host, type Inputs, type KeyDoc, type Step } from './kind.ts';
import { fillBatch } from './predict/fill-batch.ts';
import { matchColumns, type FilledTensor } from './predict/match-columns.ts';
import { scoreColumns, scoreNames, type RawScores } from './predict/score-columns.ts';
import { usableRows } from './predict/usable-rows.ts';
import { tableOutput } from './table-output.ts';

const cell = v.pipe(v.string(), v.nonEmpty('a cell has a name'));
const schema = v.strictObject({
  model: cell,
  data: cell,
  batch: v.optional(v.pipe(v.number(), v.integer('batch is a whole number of rows'), v.minValue(1, 'batch is at least 1'))),
});

type Body = v.InferOutput<typeof schema>;

const keys: readonly KeyDoc[] = [
  { key: 'model', doc: 'The model cell whose model predicts.', values: 'cell', required: true },
  { key: 'data', doc: 'The cell whose rows are predicted.', values: 'cell', required: true },
  { key: 'batch', doc: 'Rows that are handed over at once; as many as fit in 64 MB unless given.' },
];

/** Runs a model over a table and adds its predictions and scores as columns. */
export const predict: CellKind = {
  name: 'predict',
  doc: 'Runs a model over a table and adds the prediction, the scores and the confidence of every row.',
  keys,
  parts: [],
  template: 'model: {{model}}\ndata: {{data}}\n',
  schema,
  toStep: (body) => stepOf(body as Body),
};

function stepOf(body: Body): Step {
  return {
    reads: [body.model, body.data],
    inputs: [],
    sources: [],
    run: async (inputs, host, signal) => new Map([['', await predictFrame(body, inputs, host, signal)]]),
    show(frames) {
      const frame = frames.get('');
      if (frame === undefined) throw new Error('a predict cell was shown before it ran');
      return tableOutput(frame, '');
    },
  };
}

async function predictFrame(body: Body, { frames }: Inputs, host: Host, signal: AbortSignal): Promise<Frame> {
  const data = frameNamed(frames, body.data);
  const { model } = frameNamed(frames, body.model);
  if (model === undefined) throw new BodyError(`${body.model} is not a model cell`, ['model'], 'name a cell of kind model');
  checkNames(model, data, body.data);
  const positive = positiveOf(model, data, body.data);
  const tensors = matchColumns(model, data, body.data);
  const total = data.table.totalRows();
  const { rows, notes } = usableRows(tensors, total);
  const { raw, notes: more } = await runModel(model, tensors, rows, body.batch, host, signal);
  const made = scoreColumns(model.output, positive, raw, total);
  const columns = data.table.columnNames().map((name) => [name, columnOf(data, name)] as const);
  const { prediction: _, score: __, ...roles } = data.roles;
  return makeFrame([...columns, ...made.columns], {
    roles: { ...roles, prediction: 'prediction', ...(made.score.size === 0 ? {} : { score: made.score }) },
    ...(model.output.type === 'value' ? {} : { classes: model.output.classes }),
    ...(positive === undefined ? {} : { positive }),
    notes: [...notes, ...more, ...made.notes, ...labelNotes(model, data)],
  });
}

function frameNamed(frames: Inputs['frames'], name: string): Frame {
  const frame = frames.get(name);
  if (frame === undefined) throw new Error(`${name} was not given to the predict cell`);
  return frame;
}

function checkNames(model: ModelHandle, data: Frame, dataName: string): void {
  const added = scoreNames(model.output);
  const taken = data.table.columnNames().find((name) => added.includes(name));
  if (taken === undefined) return;
  throw new BodyError(
    `${dataName} already has a column ${taken}, which predict would write`,
    ['data'],
    `rename it first in a derive cell: predict adds ${added.join(', ')}`,
  );
}

/** The positive class of a binary model: the data's if it says one, else the second class. */
function positiveOf({ output }: ModelHandle, data: Frame, dataName: string): string | undefined {
  const { classes } = output;
  if (data.positive !== undefined && classes.length > 0 && !classes.includes(data.positive)) {
    throw new BodyError(`the positive class ${data.positive} of ${dataName} is none of the model’s classes: ${classes.join(', ')}`, [
      'model',
    ]);
  }
  return data.positive ?? (classes.length === 2 ? classes[1] : undefined);
}

const chunkBytes = 64 * 2 ** 20;

async function runModel(
  model: ModelHandle,
  tensors: readonly FilledTensor[],
  rows: Uint32Array,
  batch: number | undefined,
  host: Host,
  signal: AbortSignal,
): Promise<{ raw: RawScores; notes: readonly string[] }> {
  const width = model.signature.outputWidth;
  const values = new Float32Array(rows.length * width);
  const notes: string[] = [];
  const bytes = 4 * tensors.reduce((sum, tensor) => sum + tensor.width, 0);
  const most = batch ?? Math.max(1, Math.floor(chunkBytes / Math.max(1, bytes)));
  for (let from = 0; from < rows.length; from += most) {
    signal.throwIfAborted();
    const answer = await host.predict(model.id, fillBatch(tensors, rows.subarray(from, from + most)), signal);
    values.set(answer.scores.values, from * width);
    notes.push(...(answer.notes ?? []));
  }
  return { raw: { rows, width, values }, notes };
}

/** Labels that the model has no class for are worth a word: their rows can only be wrong. */
function labelNotes({ output }: ModelHandle, data: Frame): string[] {
  const { label } = data.roles;
  if (label === undefined || output.type === 'value') return [];
  const column = columnOf(data, label);
  if (!(column instanceof StringColumn)) return [];
  const unknown = column.dictionary.filter((word) => !output.classes.includes(word));
  return unknown.length === 0 ? [] : [`labels that are none of the model’s classes: ${unknown.slice(0, 10).join(', ')}`];
}
