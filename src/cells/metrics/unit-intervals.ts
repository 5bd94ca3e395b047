import type { MeanMetric, Moments } from '../../metrics/metric.ts';
import { scanRanks, type RankRows } from '../../metrics/scan-ranks.ts';
import type { RanksMetric } from '../../metrics/metric.ts';
import { studentQuantile } from '../../stats/distributions.ts';
import { shrink, wilson } from '../../stats/intervals.ts';
import type { Spread, SliceSpread } from '../../stats/unit-spread.ts';
import { twoSided } from '../../stats/tests.ts';
import { meanEstimate, type Estimate, type Resampled } from './estimate.ts';
import type { Gap } from './gap.ts';
import { matrixValue } from './matrix-value.ts';
import type { Statistics } from './statistics.ts';
import type { UnitSums } from './unit-sums.ts';
import type { Sampling, Wanted } from './wanted.ts';

/** Derivatives of Σ w·loss / Σ w by the two sums. */
function meanGradient({ mean, weight }: Pick<Moments, 'mean' | 'weight'>): Float64Array {
  return Float64Array.of(1 / weight, -mean / weight);
}

/** Estimate of a mean of rows in clusters or strata: Student on the linearised ratio; Wilson on rows less their design effect for a share. */
export function unitMeanEstimate(metric: MeanMetric, moments: Moments, spread: Spread, sums: UnitSums, sampling: Sampling): Estimate {
  const plain = meanEstimate(metric, moments, 1, { ...sampling, method: 'none' });
  if (sampling.method === 'none' || Number.isNaN(plain.value)) return plain;
  const { level } = sampling;
  if (!(spread.df >= 1)) return { ...plain, method: '', reason: 'too-few-rows' };
  const variance = spread.variance(meanGradient(moments));
  const reason = sums.reason(spread.units);
  if (metric.share === true) {
    const simple = (moments.mean * (1 - moments.mean)) / moments.n;
    const effect = simple > 0 && variance > 0 ? variance / simple : Math.max(1, spread.size);
    const n = (moments.n / effect) * shrink(spread.df, level);
    return { ...plain, ...wilson(moments.mean * n, n, level), method: `wilson, deff ${effect.toPrecision(2)}`, reason };
  }
  const half = studentQuantile(0.5 + level / 2, spread.df) * Math.sqrt(variance);
  const finish = metric.finish ?? ((mean: number) => mean);
  return { ...plain, low: finish(moments.mean - half), high: finish(moments.mean + half), method: `${sums.word} student`, reason };
}

/** The gap of such a mean; what units with rows on both sides share is counted. */
export function unitMeanGap(
  inside: Moments,
  outside: Pick<Moments, 'mean' | 'weight' | 'n'>,
  spread: SliceSpread,
  sums: UnitSums,
  level: number,
): Gap | null {
  const value = inside.mean - outside.mean;
  const first = meanGradient(inside);
  const second = meanGradient(outside);
  const se = Math.sqrt(spread.inside.variance(first) + spread.outside.variance(second) - 2 * spread.covariance(first, second));
  const df = Math.min(spread.inside.df, spread.outside.df);
  if (Number.isNaN(value) || !(se > 0) || !(df >= 1)) return null;
  const half = studentQuantile(0.5 + level / 2, df) * se;
  const p = twoSided((value / se) * Math.sqrt(shrink(df, level)));
  return { value, low: value - half, high: value + half, p, n: inside.n + outside.n, method: `${sums.word} student` };
}

/** A metric of counts over rows that may be drawn anew. */
export function resampledCells(wanted: Wanted, code: number | null, statistics: Statistics, rows: Uint32Array): Resampled {
  const { actual, weights, classes } = statistics.data;
  const { predicted } = statistics;
  const size = Math.max(2, classes.length);
  return {
    n: rows.length,
    weights: weights === null ? null : Float64Array.from(rows, (row) => weights[row]!),
    rows,
    compute(drawn) {
      const matrix = new Float64Array(size * size);
      for (let at = 0; at < rows.length; at++) {
        const own = actual[rows[at]!]!;
        const guess = predicted![rows[at]!]!;
        if (own >= 0 && guess >= 0) matrix[own * size + guess]! += drawn === null ? 1 : drawn[at]!;
      }
      return matrixValue(wanted, matrix, size, code);
    },
  };
}

/** A metric of ranks over rows that may be drawn anew. */
export function resampledRanks(metric: RanksMetric, rows: RankRows, places: Uint32Array | null): Resampled {
  const taken: RankRows =
    places === null
      ? rows
      : {
          rows: Uint32Array.from(places, (place) => rows.rows[place]!),
          scores: Float64Array.from(places, (place) => rows.scores[place]!),
          positive: Uint8Array.from(places, (place) => rows.positive[place]!),
          weights: rows.weights === null ? null : Float64Array.from(places, (place) => rows.weights![place]!),
        };
  return {
    n: taken.rows.length,
    weights: taken.weights,
    rows: taken.rows,
    compute: (weights) => metric.compute(scanRanks({ ...taken, weights }, null)),
  };
}
