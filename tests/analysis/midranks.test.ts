import { expect, it } from 'vitest';
import { midranks } from '../../src/analysis/midranks.ts';

it('shares places among equal values, −0 and 0 among them', () => {
  expect([...midranks(Float64Array.of(3, 1, 3, -0, 0, Infinity, 3))]).toEqual([5, 3, 5, 1.5, 1.5, 7, 5]);
  expect([...midranks(new Float64Array(0))]).toEqual([]);
});
