import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entropyIndex } from '../../src/analysis/entropy-index.ts';

const counts = fc.record({ tp: fc.nat(40), fp: fc.nat(40), fn: fc.nat(40), tn: fc.nat(40) });

/** Row by row, as AIF360 does. */
function byRows({ tp, fp, fn, tn }: { tp: number; fp: number; fn: number; tn: number }, alpha: number): number {
  const b = [...Array<number>(tp + tn).fill(1), ...Array<number>(fp).fill(2), ...Array<number>(fn).fill(0)];
  const mean = b.reduce((sum, each) => sum + each, 0) / b.length;
  if (alpha === 1) return b.reduce((sum, each) => sum + (each === 0 ? 0 : (each / mean) * Math.log(each / mean)), 0) / b.length;
  return b.reduce((sum, each) => sum + (each / mean) ** alpha - 1, 0) / (b.length * alpha * (alpha - 1));
}

it('is the sum over rows, and 0 where all have the same', () => {
  fc.assert(
    fc.property(counts, fc.constantFrom(1, 2, 3), (each, alpha) => {
      const expected = byRows(each, alpha);
      if (Number.isNaN(expected)) expect(entropyIndex(each, alpha)).toBeNaN();
      else expect(entropyIndex(each, alpha)).toBeCloseTo(expected, 10);
    }),
  );
  expect(entropyIndex({ tp: 5, fp: 0, fn: 0, tn: 7 }, 2)).toBe(0);
  expect(entropyIndex({ tp: 0, fp: 0, fn: 4, tn: 0 }, 2)).toBeNaN();
});
