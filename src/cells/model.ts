import { columnFromValues } from '../frame/column-from-values.ts';
import { makeFrame, type Frame } from '../frame/frame.ts';
import type { ModelHandle, ModelInput, ModelOutput, Signature } from '../frame/model-handle.ts';
import { BodyError, type CellKind, type KeyDoc, type Step } from './kind.ts';
import { inputsOf, modelSchema, outputOf, standardizeOf, type ModelBody } from './model/schema.ts';
import { planTensors, shapeText } from './model/tensor-plan.ts';
import type { ModelSummary } from './output.ts';

const keys: readonly KeyDoc[] = [
  {
    key: 'source',
    doc: 'The model.json of a TensorFlow.js layers or graph model; its weight files lie beside it.',
    values: 'file',
    required: true,
  },
  { key: 'sha256', doc: 'Pins the file: the SHA-256 of model.json in hexadecimal. Another file is then an error.' },
  {
    key: 'inputs',
    doc: 'The columns that the model takes, in its order: a column of numbers, {column, one_hot: [categories]} or {column, image: true}.',
    values: 'column',
    required: true,
  },
  { key: 'inputs.column', doc: 'The column that is read.', values: 'column' },
  { key: 'inputs.one_hot', doc: 'Its categories, in the order of the model’s inputs.' },
  { key: 'inputs.image', doc: 'Pixels of an image: true divides them by 255.' },
  { key: 'inputs.image.divide', doc: 'What pixels are divided by; 255 unless given.' },
  {
    key: 'preprocess',
    doc: 'What is done to number columns first: {standardize: {mean: […], scale: […]}}, one of each per number column.',
  },
  { key: 'preprocess.standardize', doc: 'Takes the mean from every number column and divides by the scale.' },
  { key: 'preprocess.standardize.mean', doc: 'One number a number column.' },
  { key: 'preprocess.standardize.scale', doc: 'One number a number column, none of them 0.' },
  { key: 'output', doc: 'What the model gives: its type, and the names of its classes.', required: true },
  {
    key: 'output.type',
    doc: 'probability, logit (turned into probabilities here) or value (regression).',
    values: ['probability', 'logit', 'value'],
    required: true,
  },
  { key: 'output.classes', doc: 'Class names in the order of the outputs; two names where there is one output, which is the second’s.' },
];

/** Loads a model and says which columns it takes and what its outputs mean. */
export const model: CellKind = {
  name: 'model',
  doc: 'Loads a trained model and says which columns it takes and what its outputs mean.',
  keys,
  parts: [],
  template: 'source: model.json\ninputs: [column]\noutput: {type: probability, classes: ["no", "yes"]}\n',
  schema: modelSchema,
  toStep: (body) => stepOf(body as ModelBody),
};

function stepOf(body: ModelBody): Step {
  const { source, sha256 } = body;
  const inputs = inputsOf(body);
  const standardize = standardizeOf(body, inputs);
  const output = outputOf(body);
  return {
    reads: [],
    inputs: [],
    sources: [{ reference: source, kind: 'model', ...(sha256 === undefined ? {} : { sha256 }) }],
    async run(_inputs, host, signal) {
      const { id, signature, backend, parity, notes } = await host.loadModel(source, signal);
      planTensors(signature, inputs);
      checkOutput(signature, output);
      const handle: ModelHandle = { id, signature, inputs, output, ...(standardize === undefined ? {} : { standardize }) };
      return new Map([['', frameOf(handle, backend, parity, notes)]]);
    },
    show: (frames) => summaryOf(frames.get('')),
  };
}

function checkOutput({ outputWidth }: Signature, { type, classes }: ModelOutput): void {
  if (type === 'value') {
    if (outputWidth === 1) return;
    throw new BodyError(`the model gives ${outputWidth} values a row where a value is one`, ['output', 'type']);
  }
  const expected = outputWidth === 1 ? 2 : outputWidth;
  if (classes.length === expected) return;
  const outputs = outputWidth === 1 ? '1 output, which tells 2 classes apart' : `${outputWidth} outputs, one a class`;
  throw new BodyError(`classes names ${classes.length} where the model has ${outputs}`, ['output', 'classes']);
}

/** One row an input: its column, how it is taken, how many values it fills. */
function frameOf(handle: ModelHandle, backend: string, parity: string | undefined, notes: readonly string[]): Frame {
  const { inputs, signature } = handle;
  const size = signature.inputs[0]?.shape.reduce<number>((product, side) => product * (side ?? 1), 1) ?? 1;
  const width = (input: ModelInput): number => (input.type === 'one_hot' ? input.categories.length : input.type === 'image' ? size : 1);
  return makeFrame(
    [
      ['column', columnFromValues(inputs.map(({ column }) => column))],
      ['as', columnFromValues(inputs.map(({ type }) => type))],
      ['width', columnFromValues(inputs.map(width))],
      ['backend', columnFromValues(inputs.map(() => backend))],
      ['parity', columnFromValues(inputs.map(() => parity ?? ''))],
    ],
    { model: handle, classes: handle.output.classes, notes },
  );
}

function summaryOf(frame: Frame | undefined): ModelSummary {
  if (frame?.model === undefined) throw new Error('a model cell was shown before it ran');
  const { signature, inputs, output, standardize } = frame.model;
  const textOf = (name: string): string => String(frame.table.get(name, 0));
  const tensors = signature.inputs.map(({ name, shape }) => `${name}: ${shapeText(shape)}`).join(', ');
  const facts: [string, string][] = [
    ['runtime', signature.runtime],
    ['inputs', `${inputs.map(inputText).join(', ')}${standardize === undefined ? '' : '; numbers standardized'}`],
    ['tensors', tensors],
    ['outputs', outputText(output, signature.outputWidth)],
    ['backend', textOf('backend')],
  ];
  if (textOf('parity') !== '') facts.push(['backend check', textOf('parity')]);
  return { type: 'table', layout: 'facts', facts, notes: frame.notes };
}

function inputText(input: ModelInput): string {
  if (input.type === 'one_hot') return `${input.column} (one of ${input.categories.length})`;
  return input.type === 'image' ? `${input.column} (image, divided by ${input.divide})` : input.column;
}

function outputText({ type, classes }: ModelOutput, width: number): string {
  if (type === 'value') return 'a value';
  return width === 1 ? `${type} of ${classes[1]}, against ${classes[0]}` : `${type} of ${classes.join(', ')}`;
}
