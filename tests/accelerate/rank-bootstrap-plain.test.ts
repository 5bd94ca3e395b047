import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashUnit, replicateKeys, weightOfHash } from '../../src/accelerate/poisson-weight.ts';
import { rankBootstrapPlain } from '../../src/accelerate/rank-bootstrap-plain.ts';
import { packRanks } from '../../src/accelerate/rank-bootstrap.ts';

const never = new AbortController().signal;

/** All pairs, by definition: 2 for a positive above a negative, 1 for a tie, times both weights. */
function byPairs(scores: readonly number[], labels: readonly number[], seed: number, replicate: number): [number, number, number] {
  const keys = replicateKeys(seed, replicate, replicate + 1);
  const weights = scores.map((_, unit) => weightOfHash(hashUnit(unit, keys[0]!, keys[1]!)));
  let [positives, negatives, u2] = [0, 0, 0];
  scores.forEach((a, i) => {
    if (labels[i] === 0) negatives += weights[i]!;
    if (labels[i] === 0) return;
    positives += weights[i]!;
    scores.forEach((b, j) => {
      if (labels[j] === 0) u2 += weights[i]! * weights[j]! * (a > b ? 2 : a === b ? 1 : 0);
    });
  });
  return [positives, negatives, u2];
}

describe('rankBootstrapPlain', () => {
  it('counts pairs as their definition does', async () => {
    const data = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 1 })), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(data, fc.integer({ min: 0, max: 0xffffffff }), async (pairs, seed) => {
        const scores = pairs.map(([score]) => score);
        const labels = pairs.map(([, label]) => label);
        const counts = await rankBootstrapPlain({ rows: packRanks(scores, labels), replicates: 5, seed }, never);
        for (let r = 0; r < 5; r++) {
          expect([counts.positives[r], counts.negatives[r], counts.u2[r]]).toEqual(byPairs(scores, labels, seed, r));
        }
      }),
    );
  });

  it('spreads the AUC as its known variance says', async () => {
    const n = 2000;
    const labels = Array.from({ length: n }, (_, row) => row % 2);
    const scores = labels.map((label, row) => label * 0.4 + ((row * 7919) % 1000) / 1000);
    const counts = await rankBootstrapPlain({ rows: packRanks(scores, labels), replicates: 2000, seed: 1 }, never);
    const aucs = Array.from(counts.u2, (u2, r) => u2 / (2 * counts.positives[r]! * counts.negatives[r]!));
    const mean = aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length;
    const sd = Math.sqrt(aucs.reduce((sum, auc) => sum + (auc - mean) ** 2, 0) / (aucs.length - 1));
    expect(mean).toBeCloseTo(truth(scores, labels).auc, 3);
    expect(sd / truth(scores, labels).se).toBeGreaterThan(0.94);
    expect(sd / truth(scores, labels).se).toBeLessThan(1.06);
  });

  it('stops when it is aborted', async () => {
    const rows = packRanks(
      Array.from({ length: 100_000 }, (_, row) => row),
      new Uint8Array(100_000),
    );
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('enough', 'AbortError')), 5);
    await expect(rankBootstrapPlain({ rows, replicates: 100_000, seed: 1 }, controller.signal)).rejects.toThrow('enough');
  });
});

/** AUC and DeLong's standard error, by their definition. */
function truth(scores: readonly number[], labels: readonly number[]): { auc: number; se: number } {
  const positives = scores.filter((_, row) => labels[row] === 1);
  const negatives = scores.filter((_, row) => labels[row] === 0);
  const share = (a: number, b: number): number => (a > b ? 1 : a === b ? 0.5 : 0);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = (values: readonly number[]): number => mean(values.map((value) => (value - mean(values)) ** 2));
  const above = positives.map((p) => mean(negatives.map((q) => share(p, q))));
  const below = negatives.map((q) => mean(positives.map((p) => share(p, q))));
  return { auc: mean(above), se: Math.sqrt(variance(above) / positives.length + variance(below) / negatives.length) };
}
