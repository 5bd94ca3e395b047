import { takes } from './described.ts';
import type { MeanMetric } from './metric.ts';
import { meanOf } from './number-metric.ts';

const needs = 'labels, and a lower and an upper bound of each';
const crossed = { 'out-of-domain': 'a lower bound lies above its upper bound' } as const;

function widthOf(lower: number, upper: number): number {
  return lower > upper ? NaN : upper - lower;
}

const usual = { needs, undefinedWhen: crossed, undefinedBecause: 'out-of-domain', loss: () => NaN } as const;

/** Metrics of forecasts that are intervals. */
export const intervalForecastMetrics: readonly MeanMetric[] = [
  meanOf({
    ...usual,
    name: 'interval_coverage',
    title: 'Interval coverage',
    formula: 'share of rows with lower ≤ y ≤ upper',
    better: 'neither',
    range: [0, 1],
    share: true,
    interval: 'Wilson',
    boundsLoss: (y, lower, upper) => (lower > upper ? NaN : +(y >= lower && y <= upper)),
  }),
  meanOf({
    ...usual,
    name: 'mean_interval_width',
    title: 'Mean interval width',
    formula: 'mean (upper − lower)',
    better: 'lower',
    range: [0, Infinity],
    boundsLoss: (_, lower, upper) => widthOf(lower, upper),
  }),
  meanOf({
    ...usual,
    name: 'interval_score',
    title: 'Interval score',
    formula: 'mean (upper − lower) + (2/α)·(how far y lies outside); Gneiting and Raftery 2007',
    better: 'lower',
    range: [0, Infinity],
    ...takes({ alpha: { doc: '1 − the coverage that the bounds promise', least: 1e-6, most: 1, usual: 0.05 } }),
    boundsLoss: (y, lower, upper, { alpha = 0.05 }) => widthOf(lower, upper) + (2 / alpha) * Math.max(lower - y, y - upper, 0),
  }),
];
