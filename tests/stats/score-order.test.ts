import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scoreOrder } from '../../src/stats/score-order.ts';

function oracle(values: Float64Array): number[] {
  return [...values.keys()].sort((a, b) => (values[a] === values[b] ? a - b : values[a]! < values[b]! ? 1 : -1));
}

const hard = [
  0,
  -0,
  1,
  -1,
  0.5,
  0.1 + 0.2,
  0.3,
  1e300,
  -1e300,
  Infinity,
  -Infinity,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  Number.MAX_VALUE,
];

it('orders any scores as a stable comparison sort does', () => {
  const value = fc.oneof(fc.constantFrom(...hard), fc.double({ noNaN: true }), fc.integer({ min: 0, max: 5 }));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 300 }), (list) => {
      const values = Float64Array.from(list);
      expect([...scoreOrder(values)]).toEqual(oracle(values));
    }),
  );
});

it('keeps equal scores in the order of their rows, and one huge outlier costs nothing', () => {
  expect([...scoreOrder(new Float64Array(5).fill(0.25))]).toEqual([0, 1, 2, 3, 4]);
  expect([...scoreOrder(Float64Array.of(0.2, 1e300, 0.1, -0, 0))]).toEqual([1, 0, 2, 3, 4]);
});

it('leaves the scores as they were', () => {
  const values = Float64Array.of(3, 1, 2);
  scoreOrder(values);
  expect([...values]).toEqual([3, 1, 2]);
});
