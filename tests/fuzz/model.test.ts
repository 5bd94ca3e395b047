import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseModelJson } from '../../src/runtimes/tfjs/model-json.ts';
import { denseModel } from '../runtimes/tiny-models.ts';
import { times } from './damage-report.ts';
import { everyCut, everyFlip, mutated, someMutations, type Mutation } from './mutate.ts';

const tiny = new TextEncoder().encode(JSON.stringify(denseModel(2, 3, 1, 'sigmoid').json));
const bundled = new Uint8Array(readFileSync('notebooks/mortgage/model/model.json'));

function faultOf(bytes: Uint8Array, mutation: Mutation): string | null {
  try {
    const { shards } = parseModelJson('m.json', mutated(bytes, mutation));
    return shards.some((path) => path.startsWith('/') || path.split('/').includes('..')) ? `leads out: ${shards.join()}` : null;
  } catch (error) {
    const message = (error as Error).message;
    return message.includes('m.json') && !/\n|undefined|is not a function|Cannot read/.test(message) ? null : message;
  }
}

it.each([
  ['turned bits', everyFlip],
  ['cuts', everyCut],
  ['splices', (length: number) => someMutations(length, 2000 * times, 3)],
])('the description of a model with %s is read, or refused in a sentence', (_, damages) => {
  for (const bytes of [tiny, bundled]) {
    const faults = damages(bytes.length).map((mutation) => faultOf(bytes, mutation));
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
  }
});

it('a description that is nested without end is refused in a sentence', () => {
  const deep = new TextEncoder().encode(`{"modelTopology":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
  expect(faultOf(deep, { kind: 'cut', length: deep.length })).toBeNull();
});
