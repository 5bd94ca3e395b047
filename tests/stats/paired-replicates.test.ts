import { expect, it } from 'vitest';
import { replicatedDifference } from '../../src/stats/paired-replicates.ts';
import { detectableDifference, rowsToDecide } from '../../src/stats/power.ts';
import { studentised, unitMean, unitSpread } from '../../src/stats/unit-mean.ts';

it('counts replicates on either side of 0 for p, and drops undefined ones', () => {
  const replicates = Float64Array.from({ length: 100 }, (_, at) => (at < 4 ? -1 : at === 4 ? NaN : at));
  const { p, unstable } = replicatedDifference(replicates, 0.95, 1e9);
  expect(p).toBeCloseTo((2 * 5) / 100, 12);
  expect(unstable).toBe(false);
  expect(replicatedDifference(new Float64Array(50), 0.95, 10).p).toBe(1);
  expect(replicatedDifference(new Float64Array(50).fill(NaN), 0.95, 10)).toMatchObject({ p: NaN, unstable: true });
});

it('takes the percentiles of few rows further out', () => {
  const replicates = Float64Array.from({ length: 1001 }, (_, at) => at - 500);
  const many = replicatedDifference(replicates, 0.95, 1e9);
  const few = replicatedDifference(replicates, 0.95, 10);
  expect([many.low, many.high]).toEqual([expect.closeTo(-475, 3), expect.closeTo(475, 3)]);
  // Student with 9 degrees of freedom, times √(10/9): 2.3845, of which the normal leaves 0.855 % on either side.
  expect(few.low).toBeCloseTo(-491.45, 1);
  expect(few.high).toBeCloseTo(-few.low, 9);
});

it('says what a comparison could have shown, and how many rows a difference needs', () => {
  expect(detectableDifference(1, 0.95)).toBeCloseTo(2.801585218, 8);
  expect(rowsToDecide(1000, 0.01, -0.02, 0.95)).toBeCloseTo(1000 * (2.801585218 / 2) ** 2, 4);
});

it('takes groups of one row for rows, and weights for repetition of groups', () => {
  const values = Float64Array.of(1, 4, 2, 8, 5);
  const alone = unitMean(values, null, null);
  const groups = unitMean(values, null, { codes: [0, 1, 2, 3, 4], count: 5 });
  expect(groups.mean).toBeCloseTo(alone.mean, 12);
  expect(groups.se).toBeCloseTo(alone.se, 12);
  expect(groups.df).toBe(4);
  const weighted = unitMean(values, Float64Array.of(2, 1, 1, 1, 3), { codes: [0, 1, 2, 3, 4], count: 5 });
  const repeated = unitMean(Float64Array.of(1, 1, 4, 2, 8, 5, 5, 5), null, { codes: [0, 0, 1, 2, 3, 4, 4, 4], count: 5 });
  expect(weighted.mean).toBeCloseTo(repeated.mean, 12);
  expect(weighted.se).toBeCloseTo(repeated.se, 12);
});

it('has no spread below two units, and is certain where nothing varies', () => {
  expect(unitMean(Float64Array.of(3), null, null)).toMatchObject({ mean: 3, se: NaN });
  expect(unitMean(new Float64Array(0), null, null).mean).toBeNaN();
  expect(unitSpread(Float64Array.of(1, 2), { codes: [0, 0], count: 9 }).se).toBeNaN();
  expect(studentised(0, { se: 0, df: 3 }, 0.95)).toEqual({ low: 0, high: 0, p: 1 });
  expect(studentised(2, { se: 0, df: 3 }, 0.95).p).toBe(0);
  expect(studentised(2, { se: 1, df: 0 }, 0.95).p).toBeNaN();
});
