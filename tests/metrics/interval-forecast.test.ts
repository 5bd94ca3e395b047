import { describe, expect, it } from 'vitest';
import { intervalForecastMetrics } from '../../src/metrics/interval-forecast.ts';
import { evaluate } from './metric-bed.ts';

function compute(name: string, lower: readonly number[], upper: readonly number[], alpha?: number): { value: number; reason?: string } {
  const metric = intervalForecastMetrics.find((candidate) => candidate.name === name)!;
  const actual = [1, 5, 9, 4];
  return evaluate(
    metric,
    { task: 'regression', actual, scores: [actual, lower, upper], weights: null },
    alpha === undefined ? metric.parameters : { alpha },
  );
}

const lower = [0, 6, 8, 1];
const upper = [2, 7, 9, 3];

describe('interval forecasts', () => {
  it('cover what lies within, ends included', () => expect(compute('interval_coverage', lower, upper)).toEqual({ value: 0.5 }));
  it('have a width', () => expect(compute('mean_interval_width', lower, upper)).toEqual({ value: (2 + 1 + 1 + 2) / 4 }));
  // Two labels lie outside by 1 each.
  it('score their width and what lies outside', () =>
    expect(compute('interval_score', lower, upper, 0.5)).toEqual({ value: (6 + 4 * 2) / 4 }));
  it('have no value where bounds are crossed', () =>
    expect(compute('interval_coverage', [3, 6, 8, 1], upper)).toEqual({ value: NaN, reason: 'out-of-domain' }));
});
