import { packRanks } from '../src/accelerate/rank-bootstrap.ts';
import { counterHash, counterUniform } from '../src/stats/counter-random.ts';

/** Rows of a binary classifier with slices, and of one of ten classes. */
export interface MetricsData {
  readonly scores: Float64Array;
  /** Scores of which one is far from all others, and those near each other: what fast keys are worst at. */
  readonly worst: Float64Array;
  readonly positive: Uint8Array;
  readonly predicted: Uint8Array;
  readonly actual10: Uint8Array;
  readonly predicted10: Uint8Array;
  readonly groups: Uint8Array;
  /** Fourteen columns that make a hundred slices together. */
  readonly features: readonly Uint8Array[];
}

/** Values of each of the fourteen columns. */
export const featureSizes: readonly number[] = [8, 8, 8, 8, 8, 8, 8, 8, 6, 6, 6, 6, 6, 6];
export const groupCount = 50;

/** Labels by a coin, scores that lean to the label; the same on every machine. */
export function drawMetrics(rows: number): MetricsData {
  const scores = new Float64Array(rows);
  const worst = new Float64Array(rows);
  const positive = new Uint8Array(rows);
  const predicted = new Uint8Array(rows);
  const actual10 = new Uint8Array(rows);
  const predicted10 = new Uint8Array(rows);
  const groups = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = counterHash(1, 0, row) & 1;
    positive[row] = label;
    scores[row] = 0.7 * counterUniform(1, 2, row) + 0.3 * label * counterUniform(1, 3, row);
    worst[row] = row === 77 ? 1e300 : 1 + 1e-12 * scores[row]!;
    predicted[row] = +(scores[row]! >= 0.5);
    actual10[row] = counterHash(1, 4, row) % 10;
    predicted10[row] = counterUniform(1, 5, row) < 0.7 ? actual10[row]! : counterHash(1, 6, row) % 10;
    groups[row] = Math.floor(groupCount * counterUniform(1, 1, row) ** 1.5);
  }
  const features = featureSizes.map((size, feature) => {
    const codes = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) codes[row] = counterHash(2, feature, row) % size;
    return codes;
  });
  return { scores, worst, positive, predicted, actual10, predicted10, groups, features };
}

export const bootstrapSeed = 1;

/** The first hundred thousand rows as the bootstrap reads them. */
export function bootstrapRows({ scores, positive }: MetricsData): Uint32Array {
  return packRanks(scores.subarray(0, 100_000), positive.subarray(0, 100_000));
}
