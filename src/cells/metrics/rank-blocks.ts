import type { RankRows } from '../../metrics/scan-ranks.ts';
import type { Ranks, RanksMetric } from '../../metrics/metric.ts';
import { poissonDraw } from '../../stats/poisson-draw.ts';
import { uniformStream } from '../../stats/counter-random.ts';
import { replicateEstimate, undefinedEstimate, type Estimate } from './estimate.ts';
import type { Sampling } from './wanted.ts';

const blocksPerClass = 60;

/** Estimate of a rank metric without a closed form. */
export function blocksEstimate(
  metric: RanksMetric,
  ranks: Ranks,
  rows: RankRows,
  places: Uint32Array | null,
  effective: number,
  sampling: Sampling,
): Estimate {
  const n = Math.round((ranks.positives + ranks.negatives) * effective);
  const { value, reason } = metric.compute(ranks);
  if (Number.isNaN(value)) return undefinedEstimate(reason ?? 'no-rows', n);
  if (sampling.method === 'none') return { ...undefinedEstimate('no-rows', n), value, method: 'none', reason: '' };
  const estimate = replicateEstimate(
    value,
    n,
    blocksReplicates(metric, ranks, rows, places, effective, sampling, 0),
    sampling.level,
    'bootstrap',
  );
  const [least, most] = metric.range;
  return { ...estimate, low: Math.max(least, estimate.low), high: Math.min(most, estimate.high) };
}

/**
 * Replicates of a rank metric: neighbours in the order of scores are joined into blocks (never cutting a tie, at most about
 * 120 of them), the weight of each class in each block is drawn as the Poisson(1) weights of its rows would add up, and the
 * replicates are shifted by what joining changed of the value itself. Another `stream` draws independently.
 */
export function blocksReplicates(
  metric: RanksMetric,
  ranks: Ranks,
  rows: RankRows,
  places: Uint32Array | null,
  effective: number,
  sampling: Sampling,
  stream: 0 | 1,
): Float64Array {
  const cells = blocksOf(rows, places, ranks).map((cell) => cell * effective);
  const shift = metric.compute(ranks).value - metric.compute(ranksOfBlocks(cells)).value;
  const draw = new Float64Array(cells.length);
  const values = new Float64Array(sampling.replicates);
  for (let replicate = 0; replicate < sampling.replicates; replicate++) {
    const uniform = uniformStream(sampling.seed, 2 * replicate + stream);
    for (let at = 0; at < cells.length; at++) draw[at] = poissonDraw(cells[at]!, uniform);
    values[replicate] = metric.compute(ranksOfBlocks(draw)).value + shift;
  }
  return values;
}

/** Positives and negatives of each block in descending order of score, one after the other. */
function blocksOf({ scores, positive, weights }: RankRows, places: Uint32Array | null, ranks: Ranks): Float64Array {
  const cells: number[] = [];
  const length = places === null ? scores.length : places.length;
  let positives = 0;
  let negatives = 0;
  let last = NaN;
  for (let at = 0; at < length; at++) {
    const place = places === null ? at : places[at]!;
    const score = scores[place]!;
    const full = positives * blocksPerClass >= ranks.positives || negatives * blocksPerClass >= ranks.negatives;
    if (full && score !== last && positives + negatives > 0) {
      cells.push(positives, negatives);
      positives = negatives = 0;
    }
    last = score;
    const weight = weights === null ? 1 : weights[place]!;
    if (positive[place] === 1) positives += weight;
    else negatives += weight;
  }
  cells.push(positives, negatives);
  return Float64Array.from(cells);
}

/** Rank statistics of blocks: positives and negatives of each in descending order of score. */
export function ranksOfBlocks(cells: Float64Array): Ranks {
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
