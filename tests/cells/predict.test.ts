import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { RankResampler } from '../../src/accelerate/rank-resampler.ts';
import type { Host } from '../../src/cells/kind.ts';
import { predict } from '../../src/cells/predict.ts';
import { nodePlatform } from '../../src/cli/node-platform.ts';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { VectorColumn, type Column } from '../../src/frame/column.ts';
import { columnOf, makeFrame, type Frame } from '../../src/frame/frame.ts';
import type { ModelHandle, ModelInput, ModelOutput } from '../../src/frame/model-handle.ts';
import { ComputeService } from '../../src/runtimes/compute-service.ts';
import type { Batch } from '../../src/runtimes/runtime.ts';
import { denseModel, requestOf, runDense } from '../runtimes/tiny-models.ts';

const never = new AbortController().signal;

type Give = (row: readonly number[]) => readonly number[];

/** A host whose model is a function of a row; keeps the batches that it was given. */
function hostWith(give: Give, batches: Batch[] = []): Host {
  return {
    predict(_id: string, batch: Batch) {
      batches.push(batch);
      const { values } = batch.inputs[0]!;
      const width = values.length / batch.rows;
      const outputs = Array.from({ length: batch.rows }, (_, row) => give([...values.subarray(row * width, (row + 1) * width)]));
      const scores = { rows: batch.rows, width: outputs[0]?.length ?? 1, values: Float32Array.from(outputs.flat()) };
      return Promise.resolve({ scores, backend: 'cpu' });
    },
  } as unknown as Host;
}

function handle(inputs: readonly ModelInput[], shape: readonly (number | null)[], output: ModelOutput, width: number): ModelHandle {
  return { id: 'm', signature: { runtime: 'x', inputs: [{ name: 'x', shape }], outputWidth: width }, inputs, output };
}

const number = (column: string): ModelInput => ({ type: 'number', column });
const yesNo: ModelOutput = { type: 'probability', classes: ['no', 'yes'] };
const value: ModelOutput = { type: 'value', classes: [] };

async function run(model: ModelHandle, data: Frame, host: Host, body: object = {}): Promise<Frame> {
  const step = predict.toStep(v.parse(predict.schema, { model: 'scorer', data: 'loans', ...body }));
  expect(step.reads).toEqual(['scorer', 'loans']);
  const frames = new Map([
    ['scorer', makeFrame([], { model })],
    ['loans', data],
  ]);
  const made = (await step.run({ frames, values: new Map() }, host, never)).get('')!;
  expect(step.show(new Map([['', made]]))).toMatchObject({
    type: 'table',
    layout: 'rows',
    total: data.table.totalRows(),
    notes: made.notes,
  });
  return made;
}

function frame(columns: Readonly<Record<string, readonly unknown[] | Column>>, extra: Partial<Frame> = {}): Frame {
  return makeFrame(
    Object.entries(columns).map(([name, values]) => [name, Array.isArray(values) ? columnFromValues(values) : (values as Column)]),
    extra,
  );
}

const valuesOf = (made: Frame, name: string): unknown[] => [...columnOf(made, name)];

describe('inputs', () => {
  it('are numbers standardized, booleans, and indicators of categories, in the order of the model', async () => {
    const batches: Batch[] = [];
    const model = {
      ...handle([number('a'), { type: 'one_hot', column: 'c', categories: ['2', '1'] }, number('b')], [4], value, 1),
      standardize: { mean: [10, 0], scale: [2, 1] },
    };
    const data = frame({ unused: ['x', 'y', 'z'], b: [true, false, true], a: [12, 10, 7], c: [1, 2, 3] });
    const made = await run(
      model,
      data,
      hostWith(([a = 0]) => [a], batches),
    );
    expect([...batches[0]!.inputs[0]!.values]).toEqual([1, 0, 1, 1, 0, 1, 0, 0, -1.5, 0, 0, 1]);
    expect(batches[0]!.inputs[0]!.shape).toEqual([4]);
    expect(made.notes).toEqual(['1 row has a c that the model does not know (3); it sees none of its categories there']);
    expect(valuesOf(made, 'prediction')).toEqual([1, 0, -1.5]);
  });

  it('take categories of text as they take numbers', async () => {
    const batches: Batch[] = [];
    const model = handle([{ type: 'one_hot', column: 'c', categories: ['b', 'a'] }], [2], value, 1);
    await run(
      model,
      frame({ c: ['a', 'b', 'a'] }),
      hostWith(() => [0], batches),
    );
    expect([...batches[0]!.inputs[0]!.values]).toEqual([0, 1, 1, 0, 0, 1]);
  });

  it('are pixels divided, in the shape of the model', async () => {
    const batches: Batch[] = [];
    const pixels = new VectorColumn(Uint8Array.of(0, 255, 51, 102, 0, 0, 255, 255), 4);
    const data = frame({ pixels }, { roles: { image: [{ column: 'pixels', shape: [2, 2, 1] }] } });
    const image: ModelInput = { type: 'image', column: 'pixels', divide: 255 };
    await run(
      handle([image], [2, 2, 1], value, 1),
      data,
      hostWith(() => [0], batches),
    );
    expect(batches[0]!.inputs[0]!.shape).toEqual([2, 2, 1]);
    expect([...batches[0]!.inputs[0]!.values.slice(0, 4)]).toEqual([0, 1, Math.fround(0.2), Math.fround(0.4)]);
    await run(
      handle([image], [null, null, 1], value, 1),
      data,
      hostWith(() => [0], batches),
    );
    expect(batches[1]!.inputs[0]!.shape).toEqual([2, 2, 1]);
    await expect(
      run(
        handle([image], [3, 3, 1], value, 1),
        data,
        hostWith(() => [0]),
      ),
    ).rejects.toThrow('pixels holds images of 2 × 2 × 1 where the model takes 3 × 3 × 1');
    await expect(
      run(
        handle([image], [4, 1, 1], value, 1),
        data,
        hostWith(() => [0]),
      ),
    ).rejects.toThrow('2 × 2 × 1');
    await run(
      handle([image], [4], value, 1),
      data,
      hostWith(() => [0], batches),
    );
    expect(batches[2]!.inputs[0]!.shape).toEqual([4]);
  });

  it('are handed over in batches of the size asked for', async () => {
    const batches: Batch[] = [];
    const data = frame({ a: [1, 2, 3, 4, 5] });
    const made = await run(
      handle([number('a')], [1], value, 1),
      data,
      hostWith((row) => row, batches),
      { batch: 2 },
    );
    expect(batches.map(({ rows }) => rows)).toEqual([2, 2, 1]);
    expect(valuesOf(made, 'prediction')).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('rows without a prediction', () => {
  it('are those with a missing or non-finite input, counted by column', async () => {
    const data = frame({ a: [1, null, 3, Infinity, 5, 1e300], c: ['x', 'x', null, 'x', 'x', 'x'] });
    const inputs: ModelInput[] = [number('a'), { type: 'one_hot', column: 'c', categories: ['x'] }];
    const made = await run(
      handle(inputs, [2], yesNo, 1),
      data,
      hostWith(([a = 0]) => [a / 10]),
    );
    expect(valuesOf(made, 'prediction')).toEqual(['no', null, null, null, 'yes', null]);
    expect(valuesOf(made, 'score')).toEqual([Math.fround(0.1), null, null, null, Math.fround(0.5), null]);
    expect(made.notes[0]).toBe(
      '4 of 6 rows get no prediction, since an input is missing or not finite (a: 1 missing, 2 not finite; c: 1 missing)',
    );
  });

  it('are those whose outputs are not numbers', async () => {
    const made = await run(
      handle([number('a')], [1], yesNo, 1),
      frame({ a: [0, 1] }),
      hostWith(([a]) => [a === 0 ? NaN : 0.75]),
    );
    expect(valuesOf(made, 'prediction')).toEqual([null, 'yes']);
    expect(valuesOf(made, 'confidence')).toEqual([null, 0.75]);
    expect(made.notes).toEqual(['1 row has outputs that are not numbers, so no prediction']);
  });

  it('may be none at all, or all', async () => {
    const empty = await run(
      handle([number('a')], [1], yesNo, 1),
      frame({ a: [] }),
      hostWith(() => [0]),
    );
    expect(empty.table.columnNames()).toEqual(['a', 'prediction', 'score', 'confidence']);
    expect(empty.table.totalRows()).toBe(0);
    const all = await run(
      handle([number('a')], [1], yesNo, 1),
      frame({ a: [NaN, NaN] }),
      hostWith(() => [0]),
    );
    expect(valuesOf(all, 'prediction')).toEqual([null, null]);
  });
});

describe('outputs', () => {
  const data = frame({ y: ['yes', 'no', 'maybe'], a: [-2, 0, 3] }, { roles: { label: 'y', group: ['a'] } });
  const inputs = [number('a')];

  it('of one probability belong to the second class', async () => {
    const made = await run(
      handle(inputs, [1], yesNo, 1),
      data,
      hostWith(([a = 0]) => [0.5 + a / 10]),
    );
    expect(valuesOf(made, 'prediction')).toEqual(['no', 'yes', 'yes']);
    expect(valuesOf(made, 'score')).toEqual([0.3, 0.5, 0.8].map(Math.fround));
    expect(valuesOf(made, 'confidence')).toEqual([1 - Math.fround(0.3), 0.5, Math.fround(0.8)]);
    expect(made.roles).toEqual({ label: 'y', group: ['a'], prediction: 'prediction', score: new Map([['yes', 'score']]) });
    expect(made.positive).toBe('yes');
    expect(made.classes).toEqual(['no', 'yes']);
    expect(made.table.columnNames()).toEqual(['y', 'a', 'prediction', 'score', 'confidence']);
    expect(made.notes).toEqual(['labels that are none of the model’s classes: maybe']);
  });

  it('follow the data’s positive class', async () => {
    const made = await run(
      handle(inputs, [1], yesNo, 1),
      { ...data, positive: 'no' },
      hostWith(([a = 0]) => [0.5 + a / 10]),
    );
    expect(made.roles.score).toEqual(new Map([['no', 'score']]));
    expect(valuesOf(made, 'score')).toEqual([1 - Math.fround(0.3), 0.5, 1 - Math.fround(0.8)]);
    expect(valuesOf(made, 'prediction')).toEqual(['no', 'yes', 'yes']);
    await expect(
      run(
        handle(inputs, [1], yesNo, 1),
        { ...data, positive: 'nay' },
        hostWith(() => [0]),
      ),
    ).rejects.toThrow('the positive class nay of loans is none of the model’s classes: no, yes');
  });

  it('of one logit become probabilities in float64', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -700, max: 700 }), { minLength: 1 }),
        async (logits) => {
          const logit: ModelOutput = { type: 'logit', classes: ['no', 'yes'] };
          const made = await run(
            handle(inputs, [1], logit, 1),
            frame({ a: logits }),
            hostWith((row) => row),
          );
          const expected = logits.map((x) => 1 / (1 + Math.exp(-x)));
          valuesOf(made, 'score').forEach((score, row) => expect(Math.abs((score as number) - expected[row]!)).toBeLessThan(1e-15));
        },
      ),
    );
  });

  it('of several classes give a score each', async () => {
    const abc: ModelOutput = { type: 'logit', classes: ['a', 'b', 'c'] };
    const made = await run(
      handle(inputs, [1], abc, 3),
      data,
      hostWith(([a = 0]) => [a, 1000 + a, 1000]),
    );
    expect(made.table.columnNames().slice(2)).toEqual(['prediction', 'score_a', 'score_b', 'score_c', 'confidence']);
    expect(valuesOf(made, 'prediction')).toEqual(['c', 'b', 'b']);
    expect(valuesOf(made, 'score_b')).toEqual(
      [1 / (1 + Math.exp(2)), 0.5, 1 / (1 + Math.exp(-3))].map((p) => expect.closeTo(p, 12) as unknown),
    );
    expect([...made.roles.score!]).toEqual([
      ['a', 'score_a'],
      ['b', 'score_b'],
      ['c', 'score_c'],
    ]);
    expect(made.positive).toBeUndefined();
  });

  it('of two softmax classes give one score', async () => {
    const made = await run(
      handle(inputs, [1], yesNo, 2),
      data,
      hostWith(() => [0.25, 0.75]),
    );
    expect(valuesOf(made, 'score')).toEqual([0.75, 0.75, 0.75]);
  });

  it('that are called probabilities and are none get a warning', async () => {
    const made = await run(
      handle(inputs, [1], yesNo, 1),
      frame({ a: [-3, 5] }),
      hostWith((row) => row),
    );
    expect(made.notes).toEqual([
      'outputs go from -3.00 to 5.00, so they are not probabilities; set output.type to logit if they are logits',
    ]);
    const twice = await run(
      handle(inputs, [1], yesNo, 2),
      frame({ a: [1] }),
      hostWith(() => [0.75, 0.75]),
    );
    expect(twice.notes[0]).toContain('add up to as much as 0.50 off 1');
  });

  it('of a value are numbers', async () => {
    const made = await run(
      handle(inputs, [1], value, 1),
      data,
      hostWith(([a = 0]) => [a * 2]),
    );
    expect(valuesOf(made, 'prediction')).toEqual([-4, 0, 6]);
    expect(made.roles.score).toBeUndefined();
    expect(made.classes).toBeUndefined();
  });
});

describe('data that do not fit', () => {
  const model = handle([number('pirat'), number('hirat')], [2], yesNo, 1);
  const host = hostWith(() => [0]);

  it('lack columns: says which, the nearest names, and what is left over', async () => {
    await expect(run(model, frame({ pirate: [1], other: [2] }), host)).rejects.toMatchObject({
      message: 'loans lacks 2 columns that the model takes: pirat, hirat',
      path: ['data'],
      hint: 'the nearest name is pirate; columns that the model does not take: pirate, other',
    });
  });

  it('have columns of the wrong type', async () => {
    await expect(run(model, frame({ pirat: ['x'], hirat: [1] }), host)).rejects.toMatchObject({
      message: 'pirat in loans holds text where the model takes numbers',
      hint: 'list its categories with one_hot, or declare its type in the data cell',
    });
    const image = handle([{ type: 'image', column: 'a', divide: 1 }], [4], value, 1);
    await expect(run(image, frame({ a: [1] }), host)).rejects.toThrow(
      'a in loans holds numbers where the model takes the pixels of an image',
    );
  });

  it('already have a column that would be written', async () => {
    await expect(run(model, frame({ pirat: [1], hirat: [1], score: [1] }), host)).rejects.toMatchObject({
      message: 'loans already has a column score, which predict would write',
      hint: 'rename it first in a derive cell: predict adds prediction, score, confidence',
    });
  });

  it('are given to something that is no model', async () => {
    const step = predict.toStep({ model: 'loans', data: 'loans' });
    const frames = new Map([['loans', frame({ a: [1] })]]);
    await expect(step.run({ frames, values: new Map() }, host, never)).rejects.toThrow('loans is not a model cell');
  });
});

it('predicts with a real model on wasm as by hand', async () => {
  const tiny = denseModel(3, 5, 3, 'softmax');
  const ranks = new RankResampler(() => Promise.resolve(undefined));
  const service = new ComputeService(nodePlatform(false), ranks);
  const { signature } = await service.load(requestOf('m', tiny), 'wasm', never);
  const host = { predict: (id: string, batch: Batch) => service.predict(id, batch, never, () => undefined) } as unknown as Host;
  const columns = { a: [0.1, -1, 2.5], b: [1, 0, -3], c: [0.25, 0.5, 0.75] };
  const output: ModelOutput = { type: 'probability', classes: ['p', 'q', 'r'] };
  const made = await run({ id: 'm', signature, inputs: [number('a'), number('b'), number('c')], output }, frame(columns), host);
  for (let row = 0; row < 3; row++) {
    const expected = runDense(tiny.weights, [3, 5, 3], 'softmax', [columns.a[row]!, columns.b[row]!, columns.c[row]!]);
    expected.forEach((p, at) => expect(columnOf(made, `score_${'pqr'[at]!}`).at(row)).toBeCloseTo(p, 5));
    expect(columnOf(made, 'prediction').at(row)).toBe('pqr'[expected.indexOf(Math.max(...expected))]);
  }
  await service.dispose('m');
});
