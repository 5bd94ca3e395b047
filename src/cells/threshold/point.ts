import { costPerRow, type Costs } from '../../analysis/choose-threshold.ts';
import { thresholdDifferences } from '../../analysis/threshold-difference.ts';
import type { BinaryCounts } from '../../metrics/metric.ts';
import { percentileInterval, student } from '../../stats/intervals.ts';
import { countsEstimate } from '../metrics/estimate.ts';
import type { MatrixDraws } from '../metrics/matrix-value.ts';
import type { Sampling, Wanted } from '../metrics/wanted.ts';
import { measured, metricNamed, nameOf, type Strategy } from './strategy.ts';

/** Where a threshold comes from. */
export type At = 'chosen' | 'crossfit' | 'shared' | 'live' | 'default' | 'calibrated';

/** One number at a threshold; the reason may be one of the thresholds' own. */
export interface Measure {
  readonly metric: string;
  readonly n: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
  readonly reason: string;
}

/** A threshold and all that is measured there. */
export interface Point {
  readonly at: At;
  readonly threshold: number;
  readonly counts: BinaryCounts;
  /** The first is the threshold itself, the second what the strategy is for. */
  readonly measures: readonly Measure[];
  /** What the strategy is for, less that of the chosen point; null for the chosen point itself. */
  readonly difference: Measure | null;
}

export interface Measuring {
  readonly strategy: Strategy;
  readonly sampling: Sampling;
  readonly draws: MatrixDraws;
  readonly effective: number;
}

const usual = ['recall', 'precision', 'false_positive_rate', 'selection_rate', 'f1'] as const;

/** Metrics at every point, without the objective where that is one of them. */
export function metricsAt({ objective }: Strategy): readonly Wanted[] {
  return [
    ...(objective === null ? [] : [objective]),
    ...usual.filter((name) => name !== objective?.metric.name).map((name) => metricNamed(name, [], false)),
  ];
}

/** All that is measured at a threshold with these counts; `own` is the row of the threshold itself. */
export function pointOf(at: At, own: Measure, counts: BinaryCounts, measuring: Measuring, chosen: BinaryCounts | null): Point {
  const { strategy, draws, effective, sampling } = measuring;
  const matrix = Float64Array.of(counts.tn, counts.fp, counts.fn, counts.tp);
  const rest = metricsAt(strategy).map((wanted) => ({
    metric: wanted.metric.name,
    ...countsEstimate(wanted, matrix, 2, 1, effective, draws),
  }));
  const cost = strategy.costs === null ? [] : [costEstimate(counts, strategy.costs, effective, sampling.level)];
  return {
    at,
    threshold: own.value,
    counts,
    measures: [own, ...cost, ...rest],
    difference: chosen === null ? null : differenceOf(counts, chosen, measuring),
  };
}

/** A point that is not there, and why. */
export function noPoint(at: At, strategy: Strategy, reason: string, n: number): Point {
  const names = ['threshold', ...(strategy.costs === null ? [] : ['cost']), ...metricsAt(strategy).map(({ metric }) => metric.name)];
  const measures = names.map((metric) => ({ metric, n, value: NaN, low: NaN, high: NaN, method: '', reason }));
  return { at, threshold: NaN, counts: { tp: NaN, fp: NaN, fn: NaN, tn: NaN }, measures, difference: null };
}

/** Student's interval of the mean cost of a row. */
export function costEstimate(counts: BinaryCounts, costs: Costs, effective: number, level: number): Measure {
  const { tp, fp, fn, tn } = counts;
  const total = tp + fp + fn + tn;
  const n = total * effective;
  const mean = costPerRow(counts, costs);
  const squares = tp * (costs.tp - mean) ** 2 + fp * (costs.fp - mean) ** 2 + fn * (costs.fn - mean) ** 2 + tn * (costs.tn - mean) ** 2;
  const { low, high } = student(mean, Math.sqrt(squares / total / (1 - 1 / n)), n, level);
  const reason = Number.isNaN(mean) ? 'no-rows' : Number.isNaN(low) ? 'too-few-rows' : '';
  return { metric: 'cost', n: Math.round(n), value: mean, low, high, method: 'student', reason };
}

function differenceOf(counts: BinaryCounts, chosen: BinaryCounts, { strategy, sampling, effective }: Measuring): Measure {
  const value = measured(strategy);
  const { tp, fp, fn, tn } = counts;
  const difference = value(counts) - value(chosen);
  const base = { metric: nameOf(strategy), n: Math.round((tp + fp + fn + tn) * effective), value: difference };
  if (Number.isNaN(difference)) return { ...base, low: NaN, high: NaN, method: '', reason: 'no value at one of them' };
  const replicates = thresholdDifferences(counts, chosen, value, effective, sampling.replicates, sampling.seed);
  const { low, high, unstable } = percentileInterval(replicates, sampling.level);
  return { ...base, low, high, method: `multinomial bootstrap, ${sampling.replicates}`, reason: unstable ? 'unstable-interval' : '' };
}
