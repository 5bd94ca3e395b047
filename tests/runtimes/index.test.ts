import { describe, expect, it } from 'vitest';
import { modelReferences, runtimeOf } from '../../src/runtimes/index.ts';
import { denseModel, filesOf } from './tiny-models.ts';

const none = new Uint8Array();

describe('runtimeOf', () => {
  it('finds the runtime by name or by the first bytes', () => {
    expect(runtimeOf('a/model.json', none).name).toBe('tfjs');
    expect(runtimeOf('model', new TextEncoder().encode('\ufeff {"a"')).name).toBe('tfjs');
  });

  it.each([
    ['group1-shard1of1.bin', 'it holds weights; give the model.json'],
    ['model.h5', 'tensorflowjs_converter'],
    ['model.onnx', 'ONNX models are not supported yet'],
    ['model.pkl', 'evaluate those'],
    ['photo.png', 'give the model.json of a TensorFlow.js layers or graph model'],
  ])('says what to give instead of %s', (name, wayOut) => {
    expect(() => runtimeOf(name, Uint8Array.of(1))).toThrow(wayOut);
  });
});

it('lists the weight files of a model', () => {
  const entry = filesOf(denseModel(2, 3, 1, 'sigmoid')).get('model.json')!;
  expect(modelReferences('model.json', entry)).toEqual(['shards/one.bin', 'shards/two.bin']);
});
