import type { Ranks } from './metric.ts';

/** Rows for the scan, all by row number; `positive` is 1, 0, or 255 for a row without label or score. */
export interface RankRows {
  readonly scores: Float64Array;
  /** Rows in descending order of score. */
  readonly order: Uint32Array;
  readonly positive: Uint8Array;
  readonly weights: Float64Array | null;
}

/**
 * One scan in the order of scores makes the rank statistics of every group at once. `groups` gives each row's group,
 * −1 for none; null puts all rows in group 0. Ties of a score within a group count half.
 */
export function scanRanks(rows: RankRows, groups: Int32Array | null, groupCount: number): Ranks[] {
  const { order, positive, weights, scores } = rows;
  const totals = countClasses(rows, groups, groupCount);
  const state = Array.from({ length: groupCount }, (_, group) => new GroupScan(totals.positives[group]!, totals.negatives[group]!));
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!;
    const group = groups === null ? 0 : groups[row]!;
    const label = positive[row]!;
    if (group < 0 || label > 1) continue;
    state[group]!.add(scores[row]!, label, weights === null ? 1 : weights[row]!);
  }
  return state.map((scan) => scan.finish());
}

function countClasses(rows: RankRows, groups: Int32Array | null, groupCount: number): { positives: Float64Array; negatives: Float64Array } {
  const positives = new Float64Array(groupCount);
  const negatives = new Float64Array(groupCount);
  for (const row of rows.order) {
    const group = groups === null ? 0 : groups[row]!;
    const label = rows.positive[row]!;
    if (group < 0 || label > 1) continue;
    const weight = rows.weights === null ? 1 : rows.weights[row]!;
    if (label === 1) positives[group]! += weight;
    else negatives[group]! += weight;
  }
  return { positives, negatives };
}

class GroupScan {
  private score = NaN;
  private tiedPositives = 0;
  private tiedNegatives = 0;
  private tiedPositiveRows = 0;
  private tiedNegativeRows = 0;
  private positivesAbove = 0;
  private negativesAbove = 0;
  private positiveRows = 0;
  private negativeRows = 0;
  private u2 = 0;
  private positiveSquares = 0;
  private negativeSquares = 0;
  private averagePrecision = 0;
  private separation = 0;

  constructor(
    private readonly positives: number,
    private readonly negatives: number,
  ) {}

  add(score: number, label: number, weight: number): void {
    if (score !== this.score) {
      this.endTie();
      this.score = score;
    }
    if (label === 1) {
      this.tiedPositives += weight;
      this.tiedPositiveRows++;
    } else {
      this.tiedNegatives += weight;
      this.tiedNegativeRows++;
    }
  }

  finish(): Ranks {
    this.endTie();
    const { positives, negatives, u2 } = this;
    const auc = u2 / (2 * positives * negatives);
    const variance =
      sampleVariance(this.positiveSquares / positives, auc, this.positiveRows) / this.positiveRows +
      sampleVariance(this.negativeSquares / negatives, auc, this.negativeRows) / this.negativeRows;
    return { positives, negatives, u2, variance, averagePrecision: this.averagePrecision, separation: this.separation };
  }

  private endTie(): void {
    const p = this.tiedPositives;
    const q = this.tiedNegatives;
    if (this.tiedPositiveRows + this.tiedNegativeRows === 0) return;
    const below = this.negatives - this.negativesAbove - q;
    this.u2 += p * (2 * below + q);
    this.positiveSquares += p * ((below + q / 2) / this.negatives) ** 2;
    this.negativeSquares += q * ((this.positivesAbove + p / 2) / this.positives) ** 2;
    this.positivesAbove += p;
    this.negativesAbove += q;
    this.positiveRows += this.tiedPositiveRows;
    this.negativeRows += this.tiedNegativeRows;
    if (p > 0) this.averagePrecision += (p / this.positives) * (this.positivesAbove / (this.positivesAbove + this.negativesAbove));
    this.separation = Math.max(this.separation, this.positivesAbove / this.positives - this.negativesAbove / this.negatives);
    this.tiedPositives = this.tiedNegatives = this.tiedPositiveRows = this.tiedNegativeRows = 0;
  }
}

function sampleVariance(meanOfSquares: number, mean: number, n: number): number {
  return n > 1 ? (Math.max(0, meanOfSquares - mean * mean) * n) / (n - 1) : NaN;
}
