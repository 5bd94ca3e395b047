import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { model } from '../../src/cells/model.ts';
import type { Frames, Host } from '../../src/cells/kind.ts';
import type { Signature } from '../../src/frame/model-handle.ts';

const never = new AbortController().signal;

function hostWith(inputShape: readonly (number | null)[], outputWidth: number, parity?: string, notes: readonly string[] = []): Host {
  const signature: Signature = { runtime: 'tfjs layers', inputs: [{ name: 'x', shape: inputShape }], outputWidth };
  const loaded = { id: 'abc', signature, backend: 'wasm', notes, ...(parity === undefined ? {} : { parity }) };
  return { loadModel: () => Promise.resolve(loaded) } as unknown as Host;
}

function stepOf(body: object): ReturnType<typeof model.toStep> {
  return model.toStep(v.parse(model.schema, body));
}

async function run(body: object, host: Host): Promise<Frames> {
  return stepOf(body).run({ frames: new Map(), values: new Map() }, host, never);
}

const body = {
  source: 'model/model.json',
  inputs: ['pirat', { column: 'hirat' }, { column: 'chist', one_hot: [1, 2, 'x'] }],
  preprocess: { standardize: { mean: [0.3, 0.2], scale: [0.1, 0.2] } },
  output: { type: 'probability', classes: ['no', 'yes'] },
};

describe('model', () => {
  it('declares its source and pin', () => {
    expect(stepOf({ ...body, sha256: 'a'.repeat(64) }).sources).toEqual([
      { reference: 'model/model.json', kind: 'model', sha256: 'a'.repeat(64) },
    ]);
  });

  it('carries how rows become inputs', async () => {
    const frame = (await run(body, hostWith([5], 1))).get('')!;
    expect(frame.model).toEqual({
      id: 'abc',
      signature: { runtime: 'tfjs layers', inputs: [{ name: 'x', shape: [5] }], outputWidth: 1 },
      inputs: [
        { type: 'number', column: 'pirat' },
        { type: 'number', column: 'hirat' },
        { type: 'one_hot', column: 'chist', categories: ['1', '2', 'x'] },
      ],
      standardize: { mean: [0.3, 0.2], scale: [0.1, 0.2] },
      output: { type: 'probability', classes: ['no', 'yes'] },
    });
    expect(frame.table.objects()).toMatchObject([
      { column: 'pirat', as: 'number', width: 1 },
      { column: 'hirat', as: 'number', width: 1 },
      { column: 'chist', as: 'one_hot', width: 3 },
    ]);
  });

  it('shows its facts, the backend check and warnings', async () => {
    const frames = await run(body, hostWith([5], 1, 'wasm agrees with cpu', ['watch out']));
    expect(stepOf(body).show(frames)).toEqual({
      type: 'table',
      layout: 'facts',
      facts: [
        ['runtime', 'tfjs layers'],
        ['inputs', 'pirat, hirat, chist (one of 3); numbers standardized'],
        ['tensors', 'x: 5'],
        ['outputs', 'probability of yes, against no'],
        ['backend', 'wasm'],
        ['backend check', 'wasm agrees with cpu'],
      ],
      notes: ['watch out'],
    });
  });

  it('takes images', async () => {
    const images = { ...body, inputs: [{ column: 'pixels', image: true }], preprocess: {} };
    expect((await run(images, hostWith([28, 28, 1], 1))).get('')!.model!.inputs).toEqual([
      { type: 'image', column: 'pixels', divide: 255 },
    ]);
    const divided = { ...images, inputs: [{ column: 'pixels', image: { divide: 1 } }] };
    expect((await run(divided, hostWith([28, 28, 1], 1))).get('')!.model!.inputs[0]).toMatchObject({ divide: 1 });
    const mixed = { ...images, inputs: ['a', { column: 'pixels', image: true }] };
    await expect(run(mixed, hostWith([28, 28, 1], 1))).rejects.toThrow('an image fills the input x alone');
  });

  it('says both numbers when the inputs do not fill the model', async () => {
    await expect(run(body, hostWith([12], 1))).rejects.toMatchObject({
      message: 'inputs makes 5 values a row where the model takes 12 (12 in x)',
      path: ['inputs'],
    });
  });

  it('says when classes and outputs do not match', async () => {
    await expect(run(body, hostWith([5], 3))).rejects.toThrow('classes names 2 where the model has 3 outputs, one a class');
    const three = { ...body, output: { type: 'logit', classes: ['a', 'b', 'c'] } };
    await expect(run(three, hostWith([5], 1))).rejects.toThrow('classes names 3 where the model has 1 output');
    await expect(run({ ...body, output: { type: 'value' } }, hostWith([5], 2))).rejects.toThrow('gives 2 values a row');
  });

  it.each([
    [{ ...body, output: { type: 'probability' } }, 'needs output.classes'],
    [{ ...body, output: { type: 'value', classes: ['a', 'b'] } }, 'a model of a value has no classes'],
    [{ ...body, output: { type: 'logit', classes: ['a', 'a'] } }, 'classes lists a twice'],
    [{ ...body, inputs: [{ column: 'c', one_hot: ['1', 1] }], preprocess: {} }, 'one_hot lists 1 twice'],
    [{ ...body, preprocess: { standardize: { mean: [1], scale: [1, 1] } } }, 'mean has 1 numbers where inputs has 2 number columns'],
    [{ ...body, preprocess: { standardize: { mean: [1, 1], scale: [1, 0] } } }, 'a scale of 0'],
  ])('refuses a body that cannot be meant (%#)', (broken, message) => {
    expect(() => stepOf(broken)).toThrow(message);
  });

  it('knows its keys only', () => {
    expect(v.safeParse(model.schema, { ...body, sorce: 'x' }).success).toBe(false);
    expect(v.safeParse(model.schema, { ...body, inputs: [] }).success).toBe(false);
  });
});
