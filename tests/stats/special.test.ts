import { describe, expect, it } from 'vitest';
import { excessOverLog } from '../../src/stats/special.ts';

/** By mpmath with 40 digits. */
const known = [
  [-0.999, 5.908755278982136],
  [-0.5, 0.19314718055994531],
  [-0.4, 0.1108256237659907],
  [-0.1, 0.005360515657826302],
  [-1e-5, 5.0000333335833364e-11],
  [1e-12, 4.999999999996667e-25],
  [3e-8, 4.499999910000001e-16],
  [0.001, 4.996669164668332e-7],
  [0.39, 0.060696252857399616],
  [0.41, 0.06641029560992308],
  [2, 0.9013877113318903],
  [1000000.0, 999986.184488442],
] as const;

describe('x − ln(1 + x)', () => {
  it.each(known)('of %d keeps all its digits', (x, value) => expect(Math.abs(excessOverLog(x) / value - 1)).toBeLessThan(1e-14));
  it('is 0 of 0', () => expect(excessOverLog(0)).toBe(0));
});
