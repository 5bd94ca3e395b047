import type { BinaryCounts } from '../metrics/metric.ts';

/** Benefits of 0, 1 and 2 and how many rows have each: b = 1 + ŷ − y, so that a missed positive has none and a false alarm two. */
function benefitsOf({ tp, fp, fn, tn }: BinaryCounts): readonly (readonly [benefit: number, rows: number])[] {
  return [
    [0, fn],
    [1, tp + tn],
    [2, fp],
  ];
}

/**
 * Generalised entropy index of the benefits b = 1 + ŷ − y for α other than 0 and 1; the Theil index for α = 1. From 0, where
 * all rows have the same. NaN without rows, and where every benefit is 0. Speicher et al. (2018).
 */
export function entropyIndex(counts: BinaryCounts, alpha: number): number {
  const benefits = benefitsOf(counts);
  const n = counts.tp + counts.fp + counts.fn + counts.tn;
  const mean = benefits.reduce((sum, [benefit, rows]) => sum + benefit * rows, 0) / n;
  if (!(mean > 0)) return NaN;
  let sum = 0;
  for (const [benefit, rows] of benefits) {
    const share = benefit / mean;
    if (alpha === 1) sum += share === 0 ? 0 : rows * share * Math.log(share);
    else sum += rows * (share ** alpha - 1);
  }
  return alpha === 1 ? sum / n : sum / (n * alpha * (alpha - 1));
}
