import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseModelJson } from '../../../src/runtimes/tfjs/model-json.ts';
import { denseModel, graphModel } from '../tiny-models.ts';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const dense = denseModel(2, 3, 1, 'sigmoid').json;
const graph = graphModel(2).json;
const withPaths = (paths: unknown): unknown => ({ ...graph, weightsManifest: [{ paths, weights: [] }] });
const withWeight = (weight: unknown): unknown => ({ ...graph, weightsManifest: [{ paths: ['w.bin'], weights: [weight] }] });

describe('parseModelJson', () => {
  it('tells layers from graph models and adds up the weights', () => {
    expect(parseModelJson('model.json', bytes(dense))).toMatchObject({
      kind: 'layers',
      shards: ['shards/one.bin', 'shards/two.bin'],
      weightBytes: 4 * (6 + 3 + 3 + 1),
    });
    expect(parseModelJson('model.json', bytes(graph))).toMatchObject({ kind: 'graph', shards: ['w.bin'], weightBytes: 8 });
  });

  it('goes by the topology when the format is not said', () => {
    const { format: _, ...rest } = dense;
    expect(parseModelJson('model.json', bytes(rest)).kind).toBe('layers');
  });

  it('counts quantized weights by what is stored', () => {
    const weight = { name: 'w', shape: [10], dtype: 'float32', quantization: { dtype: 'float16' } };
    expect(parseModelJson('m', bytes(withWeight(weight))).weightBytes).toBe(20);
  });

  it.each([
    ['', 'm.json is empty'],
    ['{"modelTopology": {"no', 'm.json is cut short: its JSON does not end'],
    ['a,b\n1,2\n', 'm.json is not JSON'],
    ['[1]', 'm.json is not a TensorFlow.js model: it holds no JSON object'],
    [{ rows: [] }, 'm.json is not a TensorFlow.js model: it has no modelTopology'],
    [{ ...dense, modelTopology: {} }, 'neither a layers model nor a graph model'],
    [{ ...dense, format: 'graph-model' }, 'says that it is a graph model, but its modelTopology is that of a layers model'],
    [{ ...dense, weightsManifest: undefined }, 'm.json has no weightsManifest'],
    [{ ...dense, weightsManifest: [{}] }, 'a group without paths or weights'],
    [withWeight({ name: 'w', shape: [-1], dtype: 'float32' }), 'the weight w of m.json has no valid shape'],
    [withWeight({ name: 'w', shape: [1], dtype: 'float8' }), 'the unknown type "float8"'],
    [withPaths(Array.from({ length: 1001 }, (_, i) => `${i}.bin`)), 'lists 1001 weight files; at most 1000'],
  ])('refuses %j', (content, message) => {
    expect(() => parseModelJson('m.json', bytes(content))).toThrow(message);
  });

  it.each(['../w.bin', '/w.bin', '//host/w.bin', 'https://host/w.bin', 'a/../../w.bin', 'a//b', '', 'a\\b', 'w.bin?x', 5, null])(
    'refuses the weight file %j',
    (path) => {
      expect(() => parseModelJson('m.json', bytes(withPaths([path])))).toThrow('which is not beside it');
    },
  );

  it('gives an error that names the file, whatever the bytes', () => {
    const cut = fc.integer({ min: 0, max: JSON.stringify(dense).length - 1 });
    fc.assert(
      fc.property(cut, (length) => {
        expect(() => parseModelJson('m.json', bytes(dense).slice(0, length))).toThrow(/m\.json/);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(() => parseModelJson('m.json', bytes(JSON.stringify(value)))).toThrow(/m\.json/);
      }),
    );
  });
});
