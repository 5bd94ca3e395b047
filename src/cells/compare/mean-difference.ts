import type { Computed, MeanMetric } from '../../metrics/metric.ts';
import { bonettPrice } from '../../stats/bonett-price.ts';
import { mcnemar } from '../../stats/mcnemar.ts';
import { studentised, unitMean } from '../../stats/unit-mean.ts';
import type { Column } from '../metrics/estimates.ts';
import type { Partition } from '../metrics/partition.ts';
import { fromReplicates, undefinedDifference, type Difference, type How } from './difference.ts';
import { take, type Pair, type PairedLosses } from './pair.ts';
import { bootstrapped, permuted, unitsAmong, type Weighable } from './weighable.ts';

/** Differences of a mean over rows in every slice, by Student on the differences of rows. */
export async function meanDifferences(
  metric: MeanMetric,
  { wanted }: Column,
  pair: Pair,
  partition: Partition,
  how: How,
): Promise<readonly Difference[]> {
  const losses = pair.losses(partition, metric, wanted.parameters);
  if (losses === null) return partition.slices.map(() => undefinedDifference('missing-scores'));
  const made: Difference[] = [];
  for (const own of losses) {
    await how.breathe();
    made.push(await meanDifference(metric, own, pair, losses.length, how));
  }
  return made;
}

async function meanDifference(metric: MeanMetric, losses: PairedLosses, pair: Pair, slices: number, how: How): Promise<Difference> {
  const n = losses.rows.length;
  const first = finished(metric, meanOf(losses.first, losses.weights));
  const second = finished(metric, meanOf(losses.second, losses.weights));
  if (n === 0) return undefinedDifference('no-rows');
  const value = second - first;
  if (Number.isNaN(value)) return undefinedDifference(metric.undefinedBecause ?? 'out-of-domain', n, first, second);
  const around = { weights: pair.data.weights, units: pair.units, total: pair.data.rows };
  if (how.method === 'bootstrap') {
    const drawn = await bootstrapped(weighable(metric, losses, pair), around, how, slices);
    return fromReplicates(
      { first, second, n },
      drawn,
      how.level,
      pair.units === null ? 'bootstrap' : 'bootstrap of groups',
      unitsAmong(losses.rows, pair.units),
    );
  }
  const basic = { first, second, n, value, ...closed(metric, losses, pair, how.level) };
  if (how.method === 'auto') return basic;
  const swap = await permuted(weighable(metric, losses, pair), value, around, how, slices);
  return { ...basic, p: swap.p, method: `${basic.method}; ${swap.method}` };
}

type Closed = Pick<Difference, 'low' | 'high' | 'p' | 'method' | 'reason'>;

function closed(metric: MeanMetric, losses: PairedLosses, pair: Pair, level: number): Closed {
  if (metric.share === true && losses.weights === null && pair.units === null) return shareInterval(losses, level);
  const units =
    pair.units === null ? null : { codes: Uint32Array.from(losses.rows, (row) => pair.units!.codes[row]!), count: pair.units.count };
  const mean = unitMean(rowDifferences(metric, losses), losses.weights, units);
  const { low, high, p } = studentised(mean.mean, mean, level);
  const method = units === null ? 'student on differences' : 'student over groups';
  return { low, high, p, method, reason: Number.isNaN(low) ? 'too-few-rows' : '' };
}

function shareInterval({ first, second }: PairedLosses, level: number): Closed {
  let b = 0;
  let c = 0;
  for (let at = 0; at < first.length; at++) {
    if (first[at]! > second[at]!) b++;
    if (first[at]! < second[at]!) c++;
  }
  return { ...bonettPrice(b, c, first.length, level), p: mcnemar(b, c), method: 'bonett-price, mcnemar exact', reason: '' };
}

/**
 * What each row adds to the difference. Where a mean is finished by a function (a root) each row's loss counts by the slope of
 * that function at the mean, so that the mean of the rows is the difference itself (delta method).
 */
function rowDifferences(metric: MeanMetric, { first, second, weights }: PairedLosses): Float64Array {
  if (metric.finish === undefined) return second.map((loss, at) => loss - first[at]!);
  const own = tangent(metric.finish, meanOf(first, weights));
  const other = tangent(metric.finish, meanOf(second, weights));
  return second.map((loss, at) => other(loss) - own(first[at]!));
}

function tangent(finish: (mean: number) => number, mean: number): (loss: number) => number {
  const step = Math.abs(mean) * 1e-5;
  const slope = step === 0 ? 0 : (finish(mean + step) - finish(mean - step)) / (2 * step);
  const value = finish(mean);
  return (loss) => value + slope * (loss - mean);
}

function weighable(metric: MeanMetric, { rows, first, second, weights }: PairedLosses, pair: Pair): Weighable {
  const computed = (losses: Float64Array, own: Float64Array | null): Computed => ({ value: finished(metric, meanOf(losses, own)) });
  return {
    rows,
    values(drawn) {
      const own = drawn === null ? null : take(drawn, rows);
      return [computed(first, own), computed(second, own)];
    },
    relabelled(swaps) {
      const change = (mine: Float64Array, other: Float64Array): Float64Array =>
        mine.map((loss, at) => (swaps[rows[at]!] === 1 ? other[at]! : loss));
      const own = pair.data.weights === null ? null : weights;
      return computed(change(second, first), own).value - computed(change(first, second), own).value;
    },
  };
}

function finished({ finish }: MeanMetric, mean: number): number {
  return finish === undefined ? mean : finish(mean);
}

function meanOf(values: Float64Array, weights: Float64Array | null): number {
  let total = 0;
  let weight = 0;
  for (let at = 0; at < values.length; at++) {
    const w = weights === null ? 1 : weights[at]!;
    if (w === 0) continue;
    total += w * values[at]!;
    weight += w;
  }
  return total / weight;
}
