import type { RankRows } from '../../metrics/scan-ranks.ts';
import type { Ranks, RanksMetric } from '../../metrics/metric.ts';
import { poissonDraw } from '../../stats/poisson-draw.ts';
import { uniformStream } from '../../stats/counter-random.ts';
import { newcombe, type Interval } from '../../stats/intervals.ts';
import { replicateEstimate, undefinedEstimate, type Estimate } from './estimate.ts';
import { spreadInterval } from './spread-estimate.ts';
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
  const replicates = blocksReplicates(metric, ranks, rows, places, effective, sampling, 0);
  const percentiles = replicateEstimate(value, n, replicates, sampling.level, 'bootstrap');
  const [least, most] = metric.range;
  const within = ({ low, high }: Interval): Interval => ({ low: Math.max(least, low), high: Math.min(most, high) });
  if (sampling.method === 'bootstrap') return { ...percentiles, ...within(percentiles) };
  if (metric.name === 'ks_separation') {
    const { low, high } = separationInterval(value, replicates, bestPoint(rows, places, ranks), effective, sampling.level);
    return { ...percentiles, ...within({ low, high }), method: `newcombe less bootstrap bias, ${replicates.length}` };
  }
  const interval = spreadInterval(value, replicates, metric.range, ranks.positives * effective, sampling.level);
  return { ...percentiles, ...interval, method: `wilson at bootstrap variance, ${replicates.length}` };
}

interface Point {
  readonly above: number;
  readonly negativesAbove: number;
  readonly positives: number;
  readonly negatives: number;
}

/** What lies above the threshold at which TPR − FPR is largest. */
function bestPoint({ scores, positive, weights }: RankRows, places: Uint32Array | null, { positives, negatives }: Ranks): Point {
  const length = places === null ? scores.length : places.length;
  let above = 0;
  let negativesAbove = 0;
  let best = { above: 0, negativesAbove: 0, positives, negatives };
  let most = 0;
  for (let at = 0; at < length; at++) {
    const place = places === null ? at : places[at]!;
    const weight = weights === null ? 1 : weights[place]!;
    if (positive[place] === 1) above += weight;
    else negativesAbove += weight;
    const next = places === null ? at + 1 : places[at + 1];
    if (next !== undefined && next < scores.length && scores[next] === scores[place]) continue;
    if (above / positives - negativesAbove / negatives > most) {
      most = above / positives - negativesAbove / negatives;
      best = { above, negativesAbove, positives, negatives };
    }
  }
  return best;
}

/**
 * Interval of the largest TPR − FPR: Newcombe's at the threshold where the data has it, with its lower end lowered by the
 * bootstrap's bias. The largest of many differences is too large on average, which percentiles of replicates double.
 */
function separationInterval(value: number, replicates: Float64Array, best: Point, effective: number, level: number): Interval {
  const { above, negativesAbove, positives, negatives } = best;
  const rows = [positives * effective, negatives * effective] as const;
  const { low, high } = newcombe(above * effective, rows[0], negativesAbove * effective, rows[1], level);
  const defined = replicates.filter((replicate) => !Number.isNaN(replicate));
  const bias = defined.length === 0 ? 0 : Math.max(0, defined.reduce((sum, replicate) => sum + replicate, 0) / defined.length - value);
  return { low: low - bias, high };
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
