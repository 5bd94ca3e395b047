import type { RankRows } from '../../metrics/scan-ranks.ts';
import type { Ranks, RanksMetric } from '../../metrics/metric.ts';
import { multinomialDraw } from '../../stats/binomial-draw.ts';
import { uniformStream } from '../../stats/counter-random.ts';
import { percentileInterval } from '../../stats/intervals.ts';
import { undefinedEstimate, type Estimate, type Sampling } from './estimate.ts';
import type { Partition } from './partition.ts';

const mostBlocks = 200;

/**
 * Estimate of a rank metric without a closed form: the slice's scores are binned into at most 200 blocks of about equal
 * count (never cutting a tie), the counts of both classes in the blocks are drawn as a multinomial, and the percentiles
 * are shifted by what binning changed of the value itself.
 */
export function blocksEstimate(
  metric: RanksMetric,
  ranks: Ranks,
  rows: RankRows,
  partition: Partition,
  group: number,
  effective: number,
  sampling: Sampling,
): Estimate {
  const n = ranks.positives + ranks.negatives;
  const { value, reason } = metric.compute(ranks);
  if (Number.isNaN(value)) return undefinedEstimate(reason ?? 'no-rows', Math.round(n * effective));
  const cells = blocksOf(rows, partition, group, n).map((cell) => Math.round(cell * effective));
  const shift = value - metric.compute(ranksOfBlocks(cells)).value;
  const draw = new Float64Array(cells.length);
  const values = new Float64Array(sampling.replicates);
  for (let replicate = 0; replicate < sampling.replicates; replicate++) {
    values[replicate] = metric.compute(ranksOfBlocks(multinomialDraw(cells, draw, uniformStream(sampling.seed, replicate)))).value + shift;
  }
  const { low, high, unstable } = percentileInterval(values, sampling.level);
  const [least, most] = metric.range;
  return {
    value,
    low: Math.max(least, low),
    high: Math.min(most, high),
    n: Math.round(n * effective),
    method: `bootstrap, ${sampling.replicates}`,
    reason: unstable ? 'unstable-interval' : '',
  };
}

/** Positives and negatives of each block in descending order of score, one after the other. */
function blocksOf(rows: RankRows, partition: Partition, group: number, total: number): Float64Array {
  const cells: number[] = [];
  const size = total / mostBlocks;
  let positives = 0;
  let negatives = 0;
  let last = NaN;
  for (const row of rows.order) {
    const label = rows.positive[row]!;
    if (label > 1 || (partition.codes !== null && partition.codes[row] !== group)) continue;
    const score = rows.scores[row]!;
    if (score !== last && positives + negatives >= size && positives + negatives > 0) {
      cells.push(positives, negatives);
      positives = negatives = 0;
    }
    last = score;
    const weight = rows.weights === null ? 1 : rows.weights[row]!;
    if (label === 1) positives += weight;
    else negatives += weight;
  }
  cells.push(positives, negatives);
  return Float64Array.from(cells);
}

function ranksOfBlocks(cells: Float64Array): Ranks {
  let positives = 0;
  let negatives = 0;
  for (let at = 0; at < cells.length; at += 2) {
    positives += cells[at]!;
    negatives += cells[at + 1]!;
  }
  let above = 0;
  let negativesAbove = 0;
  let u2 = 0;
  let averagePrecision = 0;
  let separation = 0;
  for (let at = 0; at < cells.length; at += 2) {
    const p = cells[at]!;
    const q = cells[at + 1]!;
    u2 += p * (2 * (negatives - negativesAbove - q) + q);
    above += p;
    negativesAbove += q;
    if (p > 0) averagePrecision += (p / positives) * (above / (above + negativesAbove));
    separation = Math.max(separation, above / positives - negativesAbove / negatives);
  }
  return { positives, negatives, u2, variance: NaN, averagePrecision, separation };
}
