import { describe, expect, it } from 'vitest';
import { spreadInterval, varianceOf } from '../../src/cells/metrics/spread-estimate.ts';
import { wilson } from '../../src/stats/intervals.ts';
import { frameOf, measure, rowOf } from './metrics-bed.ts';

const rows = Array.from({ length: 60 }, (_, row) => row);
const wave = (row: number): number => Math.sin(row * 12.9898) * 43758.5453 - Math.floor(Math.sin(row * 12.9898) * 43758.5453);

describe('an interval from the variance of replicates', () => {
  it('is Wilson’s where the replicates vary as a share does', () => {
    const n = 50;
    const sd = Math.sqrt((0.3 * 0.7) / n);
    const replicates = Float64Array.of(0.3 - sd, 0.3 + sd, NaN);
    expect(varianceOf(replicates)).toBeCloseTo(sd ** 2, 14);
    const own = spreadInterval(0.3, replicates, [0, 1], 1e9, 0.95);
    const known = wilson(0.3 * n, n, 0.95);
    expect(own.low).toBeCloseTo(known.low, 6);
    expect(own.high).toBeCloseTo(known.high, 6);
  });

  it('is Wilson’s of the trials where they do not vary', () => {
    expect(spreadInterval(1, Float64Array.of(1, 1), [0, 1], 8, 0.95)).toEqual(wilson(8, 8, 0.95));
  });

  it('is wider with few trials', () => {
    const replicates = Float64Array.of(0.5, 0.7);
    const width = (trials: number): number => {
      const { low, high } = spreadInterval(0.6, replicates, [0, 1], trials, 0.95);
      return high - low;
    };
    expect(width(4)).toBeGreaterThan(width(400));
  });
});

describe('in a metrics cell', () => {
  const y = rows.map((row) => 10 + 3 * wave(row));
  const p = rows.map((row) => y[row]! + wave(row + 100) - 0.5);
  const numbers = frameOf({ y, p }, { roles: { label: 'y', prediction: 'p' } });
  const classes = frameOf(
    { y: rows.map((row) => (wave(row) < 0.3 ? 'yes' : 'no')), s: rows.map((row) => (wave(row) < 0.3 ? 0.35 : 0.05) + 0.6 * wave(row + 7)) },
    { positive: 'yes', roles: { label: 'y', score: new Map([['', 's']]) } },
  );

  it.each([
    ['r2', 'bootstrap on log scale, 1000'],
    ['pearson', 'bootstrap on atanh scale, 1000'],
    ['median_absolute_error', 'bootstrap, 1000'],
  ])('%s has its interval by %s', async (metric, method) => {
    const row = rowOf(await measure(numbers, { task: 'regression', metrics: [metric] }), metric);
    expect(row['method']).toBe(method);
    expect(Number(row['low'])).toBeLessThan(Number(row['value']));
    expect(Number(row['high'])).toBeGreaterThan(Number(row['value']));
    expect(Number(row['high'])).toBeLessThan(metric === 'median_absolute_error' ? Infinity : 1);
  });

  it.each([
    ['average_precision', 'wilson at bootstrap variance, 1000'],
    ['ks_separation', 'newcombe less bootstrap bias, 1000'],
    ['expected_calibration_error', 'bins'],
  ])('%s has its interval by %s', async (metric, method) => {
    const row = rowOf(await measure(classes, { metrics: [metric] }), metric);
    expect(row['method']).toBe(method);
    expect(Number(row['low'])).toBeLessThan(Number(row['value']));
    expect(Number(row['high'])).toBeGreaterThan(Number(row['value']));
  });

  it('takes percentiles where the body asks for a bootstrap', async () => {
    const body = { interval: { method: 'bootstrap' } };
    const methods = ['average_precision', 'ks_separation', 'expected_calibration_error'];
    const measured = await measure(classes, { ...body, metrics: methods });
    expect(methods.map((metric) => rowOf(measured, metric)['method'])).toEqual(methods.map(() => 'bootstrap, 1000'));
    expect(rowOf(await measure(numbers, { ...body, metrics: ['r2'] }), 'r2')['method']).toBe('bootstrap, 1000');
  });
});
