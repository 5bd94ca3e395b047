import { expect, it } from 'vitest';
import { BatchSize } from '../../../src/runtimes/tfjs/batch-size.ts';

it('grows while batches are short, up to 16 MB of input', () => {
  const size = new BatchSize(10, 10, null);
  expect(size.rows).toBe(1024);
  size.took(500);
  expect(size.rows).toBe(1024);
  for (let i = 0; i < 10; i++) size.took(1);
  expect(size.rows).toBe(Math.floor(2 ** 22 / 10));
});

it('is bounded by the widest layer', () => {
  expect(new BatchSize(1, 2 ** 20, null).rows).toBe(16);
  expect(new BatchSize(1, 2 ** 30, null).rows).toBe(1);
});

it('keeps to the batch that a network insists on', () => {
  const size = new BatchSize(10, 10, 4);
  size.took(1);
  expect(size.rows).toBe(4);
});
