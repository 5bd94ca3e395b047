import type { BinaryCounts } from '../metrics/metric.ts';
import { multinomialDraw } from '../stats/binomial-draw.ts';
import { uniformStream } from '../stats/counter-random.ts';

/**
 * Replicates of value(first) − value(second) of two thresholds on the same rows: the rows above both, between and below both,
 * of either class, are drawn together (multinomial), so that what the two share cancels. `effective` turns weights into rows.
 */
export function thresholdDifferences(
  first: BinaryCounts,
  second: BinaryCounts,
  valueOf: (counts: BinaryCounts) => number,
  effective: number,
  replicates: number,
  seed: number,
): Float64Array {
  const higher = first.tp + first.fp <= second.tp + second.fp ? first : second;
  const lower = higher === first ? second : first;
  const cells = Float64Array.of(
    higher.tp,
    Math.max(0, lower.tp - higher.tp),
    lower.fn,
    higher.fp,
    Math.max(0, lower.fp - higher.fp),
    lower.tn,
  ).map((cell) => cell * effective);
  const drawn = new Float64Array(6);
  const differences = new Float64Array(replicates);
  const sign = higher === first ? 1 : -1;
  for (let replicate = 0; replicate < replicates; replicate++) {
    multinomialDraw(cells, drawn, uniformStream(seed, 2 * replicate));
    const [above, between, below, otherAbove, otherBetween, otherBelow] = drawn as unknown as readonly number[] & { length: 6 };
    const high = valueOf({ tp: above!, fn: between! + below!, fp: otherAbove!, tn: otherBetween! + otherBelow! });
    const low = valueOf({ tp: above! + between!, fn: below!, fp: otherAbove! + otherBetween!, tn: otherBelow! });
    differences[replicate] = sign * (high - low);
  }
  return differences;
}
