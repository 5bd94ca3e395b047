import { describe, expect, it } from 'vitest';
import { blocksReplicates } from '../../src/cells/metrics/rank-blocks.ts';
import { rankingMetrics } from '../../src/metrics/ranking.ts';
import { rankRows, scanRanks } from '../../src/metrics/scan-ranks.ts';
import { counterHash, counterUniform, poissonWeight } from '../../src/stats/counter-random.ts';
import { percentileInterval } from '../../src/stats/intervals.ts';

/** Rare positives that a model finds tolerably well. */
function sample(n: number, share: number): { scores: Float64Array; actual: Int32Array } {
  const actual = Int32Array.from({ length: n }, (_, row) => +(counterUniform(2, 0, row) < share));
  const scores = Float64Array.from(actual, (label, row) => Math.round(200 * (0.6 * counterUniform(2, 1, row) + 0.35 * label)) / 200);
  return { scores, actual };
}

describe('replicates by blocks agree with a Poisson(1) weight on every row', () => {
  it.each([
    [150, 0.4],
    [1500, 0.1],
    [4000, 0.5],
  ])('for %d rows, a share of %d positive', (n, share) => {
    const { scores, actual } = sample(n, share);
    const rows = rankRows(scores, actual, 1, null);
    const ranks = scanRanks(rows, null);
    const sampling = { level: 0.95, replicates: 1000, seed: 4, method: 'auto' as const };
    for (const metric of rankingMetrics) {
      const blocks = percentileInterval(blocksReplicates(metric, ranks, rows, null, 1, sampling, 0), 0.95);
      const plain = Float64Array.from({ length: 1000 }, (_, replicate) => {
        const weights = Float64Array.from(rows.rows, (row) => poissonWeight(counterHash(9, replicate, row)));
        return metric.compute(scanRanks({ ...rows, weights }, null)).value;
      });
      const wanted = percentileInterval(plain, 0.95);
      const width = wanted.high - wanted.low;
      expect(Math.abs(blocks.low - wanted.low)).toBeLessThan(0.15 * width);
      expect(Math.abs(blocks.high - wanted.high)).toBeLessThan(0.15 * width);
    }
  });
});
