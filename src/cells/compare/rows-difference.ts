import type { Computed, RowsMetric } from '../../metrics/metric.ts';
import type { Column } from '../metrics/estimates.ts';
import type { Partition } from '../metrics/partition.ts';
import { fromReplicates, undefinedDifference, type Difference, type How } from './difference.ts';
import { take, type Pair } from './pair.ts';
import { bootstrapped, permuted, unitsAmong, type Weighable } from './weighable.ts';

/** Differences of a metric of targets and estimates in every slice, by weights that both models share. */
export async function rowsDifferences(
  metric: RowsMetric,
  column: Column,
  pair: Pair,
  partition: Partition,
  how: How,
): Promise<readonly Difference[]> {
  const made: Difference[] = [];
  for (const rows of pair.estimated(partition)) {
    await how.breathe();
    made.push(await rowsDifference(metric, column, pair, rows, partition.slices.length, how));
  }
  return made;
}

async function rowsDifference(
  metric: RowsMetric,
  { wanted }: Column,
  pair: Pair,
  rows: Uint32Array,
  slices: number,
  how: How,
): Promise<Difference> {
  const weighed = weighable(metric, wanted.parameters, pair, rows);
  const { weights } = pair.data;
  const [first, second] = weighed.values(weights);
  const values = { first: first.value, second: second.value, n: rows.length };
  const value = second.value - first.value;
  if (Number.isNaN(value)) return { ...undefinedDifference(first.reason ?? second.reason ?? 'no-rows'), ...values };
  if (metric.extreme === true) return { ...values, value, low: NaN, high: NaN, p: NaN, method: 'none', reason: '' };
  const around = { weights, units: pair.units, total: pair.data.rows };
  const drawn = await bootstrapped(weighed, around, how, slices);
  const basic = fromReplicates(
    values,
    drawn,
    how.level,
    pair.units === null ? 'bootstrap' : 'bootstrap of groups',
    unitsAmong(rows, pair.units),
  );
  if (how.method !== 'permutation') return basic;
  const swap = await permuted(weighed, value, around, how, slices);
  return { ...basic, p: swap.p, method: `${basic.method}; ${swap.method}` };
}

function weighable(metric: RowsMetric, parameters: Column['wanted']['parameters'], pair: Pair, rows: Uint32Array): Weighable {
  const actual = take(pair.data.target, rows);
  const first = take(pair.data.estimate, rows);
  const second = take(pair.second.statistics.data.estimate, rows);
  const prepared = (predicted: Float64Array): ((weights: Float64Array | null) => Computed) => {
    const own = { actual, predicted, weights: null };
    return metric.prepare?.(own, parameters) ?? ((weights) => metric.compute({ ...own, weights }, parameters));
  };
  const both = [prepared(first), prepared(second)] as const;
  const ownWeights = pair.data.weights === null ? null : take(pair.data.weights, rows);
  return {
    rows,
    values(weights) {
      const own = weights === null ? null : take(weights, rows);
      return [both[0](own), both[1](own)];
    },
    relabelled(swaps) {
      const change = (mine: Float64Array, other: Float64Array): Float64Array =>
        mine.map((estimate, at) => (swaps[rows[at]!] === 1 ? other[at]! : estimate));
      const value = (predicted: Float64Array): number => metric.compute({ actual, predicted, weights: ownWeights }, parameters).value;
      return value(change(second, first)) - value(change(first, second));
    },
  };
}
