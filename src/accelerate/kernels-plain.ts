import { scoreOrder } from '../stats/score-order.ts';
import { sameLength, type Kernels, type RankSums } from './kernels.ts';
import { rankBootstrapPlain } from './rank-bootstrap-plain.ts';

const smallest = 2.220446049250313e-16;

/** The reference twin, in plain TypeScript, for any number of rows. */
export const kernelsPlain: Kernels = {
  backend: 'plain',
  scoreOrder: rankedOrder,
  rankSums: (scores, positive) => groupRanks(scores, positive, null, 1)[0]!,
  averagePrecision,
  logLoss(scores, positive) {
    sameLength(scores, positive);
    let sum = 0;
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row]!;
      if (!(score >= 0 && score <= 1)) return NaN;
      sum -= Math.log(Math.min(1 - smallest, Math.max(smallest, Math.abs(1 - positive[row]! - score))));
    }
    return sum / scores.length;
  },
  brierScore(scores, positive) {
    sameLength(scores, positive);
    let sum = 0;
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row]!;
      if (!(score >= 0 && score <= 1)) return NaN;
      sum += (score - positive[row]!) ** 2;
    }
    return sum / scores.length;
  },
  scoreBins(scores, positive, bins) {
    sameLength(scores, positive);
    const sums = { rows: new Float64Array(bins), positives: new Float64Array(bins), scores: new Float64Array(bins) };
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row]!;
      if (!(score >= 0 && score <= 1)) return null;
      const bin = Math.min(bins - 1, Math.floor(score * bins));
      sums.rows[bin]!++;
      sums.positives[bin]! += positive[row]!;
      sums.scores[bin]! += score;
    }
    return sums;
  },
  confusion(scores, positive, threshold) {
    sameLength(scores, positive);
    let positives = 0;
    let reached = 0;
    let tp = 0;
    for (let row = 0; row < scores.length; row++) {
      const hit = +(scores[row]! >= threshold);
      positives += positive[row]!;
      reached += hit;
      tp += hit & positive[row]!;
    }
    return { tp, fp: reached - tp, fn: positives - tp, tn: scores.length - reached - positives + tp };
  },
  equalCount(one, other) {
    sameLength(one, other);
    let count = 0;
    for (let row = 0; row < one.length; row++) count += +(one[row] === other[row]);
    return count;
  },
  pairCounts(first, second, classes) {
    sameLength(first, second);
    const counts = new Float64Array(classes * classes);
    for (let row = 0; row < first.length; row++) counts[first[row]! * classes + second[row]!]!++;
    return counts;
  },
  sumCounts(lines, guesses, size) {
    sameLength(lines, guesses);
    const counts = new Float64Array(size);
    for (let row = 0; row < lines.length; row++) if ((lines[row]! | guesses[row]!) >= 0) counts[lines[row]! + guesses[row]!]!++;
    return counts;
  },
  groupConfusion(scores, positive, threshold, codes, groups) {
    sameLength(scores, positive);
    sameLength(scores, codes);
    const counts = new Float64Array(4 * groups);
    for (let row = 0; row < scores.length; row++) {
      if (codes[row]! < groups) counts[4 * codes[row]! + 2 * positive[row]! + +(scores[row]! >= threshold)]!++;
    }
    return counts;
  },
  groupRanks,
  rankBootstrap: rankBootstrapPlain,
};

function rankedOrder(scores: Float64Array): Uint32Array {
  const unknown = scores.findIndex((score) => Number.isNaN(score));
  if (unknown !== -1) throw new Error(`the score of row ${unknown + 1} is NaN and has no rank`);
  return scoreOrder(scores);
}

function averagePrecision(scores: Float64Array, positive: Uint8Array): number {
  sameLength(scores, positive);
  const order = rankedOrder(scores);
  let above = 0;
  let sum = 0;
  for (let start = 0; start < order.length;) {
    const score = scores[order[start]!]!;
    let tied = 0;
    let end = start;
    for (; end < order.length && scores[order[end]!] === score; end++) tied += positive[order[end]!]!;
    above += tied;
    sum += tied * (above / end);
    start = end;
  }
  return sum / above;
}

function groupRanks(scores: Float64Array, positive: Uint8Array, codes: Int32Array | null, groups: number): RankSums[] {
  sameLength(scores, positive);
  if (codes !== null) sameLength(scores, codes);
  const order = rankedOrder(scores);
  const sums = Array.from({ length: groups }, () => ({ positives: 0, negatives: 0, u2: 0, p: 0, q: 0, score: NaN }));
  for (const row of order) {
    const own = codes === null ? sums[0] : sums[codes[row]!];
    if (own === undefined) continue;
    if (own.score !== scores[row]) settle(own);
    own.score = scores[row]!;
    own.p += positive[row]!;
    own.q += 1 - positive[row]!;
  }
  return sums.map((own) => {
    settle(own);
    return { positives: own.positives, negatives: own.negatives, u2: own.u2 };
  });
}

function settle(own: { positives: number; negatives: number; u2: number; p: number; q: number }): void {
  own.u2 += own.q * (2 * own.positives + own.p);
  own.positives += own.p;
  own.negatives += own.q;
  own.p = own.q = 0;
}
