import { describe, expect, it } from 'vitest';
import { counterUniform } from '../../src/stats/counter-random.ts';
import { studentQuantile } from '../../src/stats/distributions.ts';
import { student } from '../../src/stats/intervals.ts';
import { skewedMean } from '../../src/stats/skewed-mean.ts';

describe('the interval of a skewed mean', () => {
  it('is Student’s where the rows are hardly skewed', () => {
    expect(skewedMean(3, 2, 0.5, 40, 0.95)).toEqual({ ...student(3, 2, 40, 0.95), method: 'student' });
  });

  it('has ends at which Hall’s transform of t is Student’s quantile', () => {
    const [mean, sd, skewness, n] = [1, 2, 2.5, 50];
    const { low, high } = skewedMean(mean, sd, skewness, n, 0.9);
    const transformed = (end: number): number => {
      const w = (mean - end) / sd;
      return Math.sqrt(n) * (w + (skewness * w * w) / 3 + (skewness ** 2 * w ** 3) / 27 + skewness / (6 * n));
    };
    expect(transformed(low)).toBeCloseTo(studentQuantile(0.95, n - 1), 9);
    expect(transformed(high)).toBeCloseTo(studentQuantile(0.05, n - 1), 9);
  });

  it('mirrors with its rows', () => {
    const right = skewedMean(1, 2, 3, 30, 0.95);
    const left = skewedMean(-1, 2, -3, 30, 0.95);
    expect(left.low).toBeCloseTo(-right.high, 12);
    expect(left.high).toBeCloseTo(-right.low, 12);
  });

  it('holds the mean of squared exponential rows more often than Student’s', () => {
    const n = 40;
    const held = { hall: 0, student: 0 };
    for (let sample = 0; sample < 1000; sample++) {
      const rows = Array.from({ length: n }, (_, row) => Math.log(counterUniform(1, sample, row)) ** 2);
      const mean = rows.reduce((sum, value) => sum + value, 0) / n;
      const moment = (power: number): number => rows.reduce((sum, value) => sum + (value - mean) ** power, 0) / n;
      const sd = Math.sqrt((moment(2) * n) / (n - 1));
      const hall = skewedMean(mean, sd, moment(3) / moment(2) ** 1.5, n, 0.95);
      const plain = student(mean, sd, n, 0.95);
      held.hall += +(hall.low <= 2 && 2 <= hall.high);
      held.student += +(plain.low <= 2 && 2 <= plain.high);
    }
    expect(held.hall).toBeGreaterThan(905);
    expect(held.student).toBeLessThan(880);
  });

  it('has no ends below two values', () => expect(skewedMean(1, NaN, NaN, 1, 0.95)).toMatchObject({ low: NaN, high: NaN }));
});
