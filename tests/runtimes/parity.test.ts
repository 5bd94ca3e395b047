import { expect, it } from 'vitest';
import { largestDifference, parityBatch } from '../../src/runtimes/parity.ts';

const scores = (...values: number[]): { rows: number; width: number; values: Float32Array } => ({
  rows: values.length,
  width: 1,
  values: Float32Array.from(values),
});

it('makes the same few rows each time, half like pixels and half around 0', () => {
  const signature = { runtime: 'x', inputs: [{ name: 'a', shape: [3, null] }], outputWidth: 1 };
  const batch = parityBatch(signature);
  expect(batch.rows).toBe(8);
  expect(batch.inputs[0]!.shape).toEqual([3, 1]);
  expect(batch).toEqual(parityBatch(signature));
  const { values } = batch.inputs[0]!;
  expect(Math.min(...values.slice(0, 12))).toBeGreaterThanOrEqual(0);
  expect(Math.min(...values.slice(12))).toBeLessThan(0);
  expect(parityBatch({ ...signature, inputs: [{ name: 'a', shape: [300, 300, 3] }] }).rows).toBe(1);
});

it('measures the largest difference, relative above 1', () => {
  expect(largestDifference(scores(0.5, 1000), scores(0.25, 1100))).toBe(0.25);
  expect(largestDifference(scores(0, 1000), scores(0, 2000))).toBe(0.5);
  expect(largestDifference(scores(NaN, Infinity), scores(NaN, Infinity))).toBe(0);
  expect(largestDifference(scores(NaN), scores(0))).toBe(Infinity);
  expect(largestDifference(scores(0, 1), scores(0))).toBe(Infinity);
});
