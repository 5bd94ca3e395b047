import type { Moments, Reason } from '../../metrics/metric.ts';
import { leftOut } from '../../metrics/metric.ts';
import { studentQuantile } from '../../stats/distributions.ts';
import { newcombe } from '../../stats/intervals.ts';
import { proportionTest, welch } from '../../stats/tests.ts';
import { meanEstimate, sampleVariance, undefinedEstimate, type Estimate } from './estimate.ts';
import type { Sampling } from './wanted.ts';

/** In place of a slice, for a unit that lacks what the metric reads. */
export const notKnown = -2;

/** One value a unit (a row, or a query), and the slice that each is in, −1 for none; null where all are in one. */
export interface UnitValues {
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
  readonly groups: Int32Array | null;
  readonly share: boolean;
  readonly leftOutBecause: Reason;
}

interface UnitMoments extends Moments {
  readonly left: number;
  readonly weightless: number;
  readonly weightSquares: number;
}

/** Moments of the units whose slice fits; `leftOut` and weight 0 count apart. */
function momentsOf({ values, weights, groups }: UnitValues, isIn: (group: number) => boolean): UnitMoments {
  const sums = { n: 0, weight: 0, mean: 0, squares: 0, left: 0, weightless: 0, weightSquares: 0 };
  for (let unit = 0; unit < values.length; unit++) {
    if (!isIn(groups === null ? 0 : groups[unit]!)) continue;
    const value = values[unit]!;
    const weight = weights === null ? 1 : weights[unit]!;
    if (value === leftOut) sums.left++;
    else if (weight === 0) sums.weightless++;
    else {
      sums.n++;
      sums.weight += weight;
      sums.weightSquares += weight * weight;
      const delta = value - sums.mean;
      sums.mean += (weight / sums.weight) * delta;
      sums.squares += weight * delta * (value - sums.mean);
    }
  }
  return sums;
}

function factorOf({ weight, weightSquares }: UnitMoments): number {
  return weightSquares === 0 ? 0 : weight / weightSquares;
}

/** The mean of the units of each slice: Student over units, Wilson where it is a share. */
export function unitEstimates(units: UnitValues, slices: number, sampling: Sampling): readonly Estimate[] {
  return Array.from({ length: slices }, (_, group) => {
    const moments = momentsOf(units, (own) => own === group);
    if (moments.n === 0)
      return undefinedEstimate(moments.weightless > 0 ? 'zero-weight' : moments.left > 0 ? units.leftOutBecause : 'no-rows');
    return meanEstimate({ share: units.share }, moments, factorOf(moments), sampling);
  });
}

/** How a slice differs from the units outside it: Newcombe for shares, Welch for means; null where it cannot be said. */
export function unitGap(
  units: UnitValues,
  group: number,
  level: number,
): { value: number; low: number; high: number; p: number; n: number; method: string } | null {
  const inside = momentsOf(units, (own) => own === group);
  const outside = momentsOf(units, (own) => own !== group && own !== notKnown);
  const value = inside.mean - outside.mean;
  const n1 = inside.weight * factorOf(inside);
  const n2 = outside.weight * factorOf(outside);
  const n = inside.n + outside.n;
  if (Number.isNaN(value) || !(n1 > 1) || !(n2 > 1)) return null;
  if (units.share) {
    const [k1, k2] = [inside.mean * n1, outside.mean * n2];
    return { value, ...newcombe(k1, n1, k2, n2, level), p: proportionTest(k1, n1, k2, n2), n, method: 'newcombe' };
  }
  const { se, df, p } = welch(sampleVariance(inside, factorOf(inside)), n1, sampleVariance(outside, factorOf(outside)), n2, value);
  if (Number.isNaN(se)) return null;
  const half = Number.isNaN(df) ? 0 : studentQuantile(0.5 + level / 2, df) * se;
  return { value, low: value - half, high: value + half, p, n, method: 'welch' };
}
