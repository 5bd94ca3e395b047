import { describe, expect, it } from 'vitest';
import { kernelsPlain as kernels } from '../../src/accelerate/kernels-plain.ts';
import { labelsFor, troublesome } from './score-samples.ts';

/** Twice the Mann–Whitney count over all pairs. */
function pairsOf(scores: Float64Array, positive: Uint8Array): number {
  let u2 = 0;
  for (const [one, label] of positive.entries()) {
    for (let other = 0; label === 1 && other < scores.length; other++) {
      if (positive[other] === 0) u2 += 2 * +(scores[one]! > scores[other]!) + +(scores[one] === scores[other]);
    }
  }
  return u2;
}

describe('the plain kernels', () => {
  it.each(Object.keys(troublesome))('count every pair: %s', (name) => {
    const scores = troublesome[name]!;
    const positive = labelsFor(scores.length);
    const positives = positive.reduce((sum, label) => sum + label, 0);
    expect(kernels.rankSums(scores, positive)).toEqual({
      positives,
      negatives: scores.length - positives,
      u2: pairsOf(scores, positive),
    });
  });

  it('give what is worked out by hand', () => {
    const scores = Float64Array.of(0.9, 0.8, 0.8, 0.3);
    const positive = Uint8Array.of(1, 0, 1, 0);
    expect(kernels.averagePrecision(scores, positive)).toBeCloseTo(0.5 + 0.5 * (2 / 3), 15);
    expect(kernels.averagePrecision(scores, new Uint8Array(4))).toBeNaN();
    expect(kernels.confusion(scores, positive, 0.8)).toEqual({ tp: 2, fp: 1, fn: 0, tn: 1 });
    expect(kernels.brierScore(scores, positive)).toBeCloseTo((0.01 + 0.64 + 0.04 + 0.09) / 4, 15);
    expect(kernels.logLoss(scores, positive)).toBeCloseTo(-(Math.log(0.9) + Math.log(0.2) + Math.log(0.8) + Math.log(0.7)) / 4, 15);
    expect(kernels.groupConfusion(scores, positive, 0.8, Uint8Array.of(0, 0, 1, 9), 2)).toEqual(Float64Array.of(0, 1, 0, 1, 0, 0, 0, 1));
    expect(kernels.pairCounts(Uint8Array.of(0, 1, 1), Uint8Array.of(1, 1, 0), 2)).toEqual(Float64Array.of(0, 1, 1, 1));
    expect(kernels.scoreBins(scores, positive, 2)).toMatchObject({
      rows: Float64Array.of(1, 3),
      positives: Float64Array.of(0, 2),
    });
  });

  it('have no value of probabilities where a score is none', () => {
    expect(kernels.logLoss(Float64Array.of(0.2, 1.1), Uint8Array.of(0, 1))).toBeNaN();
    expect(kernels.brierScore(Float64Array.of(NaN), Uint8Array.of(0))).toBeNaN();
    expect(kernels.brierScore(new Float64Array(0), new Uint8Array(0))).toBeNaN();
    expect(kernels.scoreBins(Float64Array.of(-0.1), Uint8Array.of(0), 3)).toBeNull();
  });
});
