import fc from 'fast-check';
import { expect, it } from 'vitest';
import { intervalDifference } from '../../src/analysis/interval-difference.ts';

it('gives the interval of a difference of means, for symmetric intervals', () => {
  // Standard errors 0.01 and 0.02: that of the difference is √(0.0001 + 0.0004).
  const z = 1.959963984540054;
  const before = { value: 0.5, low: 0.5 - z * 0.01, high: 0.5 + z * 0.01 };
  const after = { value: 0.55, low: 0.55 - z * 0.02, high: 0.55 + z * 0.02 };
  const difference = intervalDifference(before, after);
  const se = Math.sqrt(0.0005);
  expect(difference.value).toBeCloseTo(0.05, 12);
  expect(difference.low).toBeCloseTo(0.05 - z * se, 12);
  expect(difference.high).toBeCloseTo(0.05 + z * se, 12);
  // scipy.stats.norm.sf(0.05 / sqrt(0.0005)) * 2
  expect(difference.p).toBeCloseTo(0.025347318677468325, 9);
});

it('takes the sides of lopsided intervals that face each other', () => {
  // Newcombe's hybrid score interval of 56/70 against 48/80: 0.2 with 0.0524 to 0.3339 (Newcombe 1998, method 10, example a).
  const wilson = (x: number, n: number): { value: number; low: number; high: number } => {
    const z = 1.959963984540054;
    const p = x / n;
    const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
    const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
    return { value: p, low: middle - half, high: middle + half };
  };
  const difference = intervalDifference(wilson(48, 80), wilson(56, 70));
  expect(difference.low).toBeCloseTo(0.0524, 4);
  expect(difference.high).toBeCloseTo(0.3339, 4);
});

it('calls a difference convincing exactly where its interval leaves 0, and is the same turned round', () => {
  const bounded = fc
    .tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      fc.double({ min: 0.001, max: 0.5, noNaN: true }),
    )
    .map(([value, down, up]) => ({ value, low: value - down, high: value + up }));
  fc.assert(
    fc.property(bounded, bounded, (before, after) => {
      const difference = intervalDifference(before, after);
      const isOut = difference.low > 1e-12 || difference.high < -1e-12;
      if (Math.abs(difference.p - 0.05) > 1e-9) expect(difference.p < 0.05).toBe(isOut);
      const back = intervalDifference(after, before);
      expect(back.value).toBeCloseTo(-difference.value, 12);
      expect(back.low).toBeCloseTo(-difference.high, 12);
      expect(back.p).toBeCloseTo(difference.p, 12);
    }),
  );
});

it('knows no verdict where a bound is missing', () => {
  expect(intervalDifference({ value: 1, low: NaN, high: NaN }, { value: 2, low: 1, high: 3 }).p).toBeNaN();
});
