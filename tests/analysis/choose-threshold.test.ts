import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibratedThreshold, chooseCut, costPerRow, fullestWithin, leastCost, type Goal } from '../../src/analysis/choose-threshold.ts';
import { countsAt, cutAt, cutsOf } from '../../src/analysis/threshold-cuts.ts';
import type { BinaryCounts } from '../../src/metrics/metric.ts';
import { rankRows } from '../../src/metrics/scan-ranks.ts';

interface Sample {
  readonly scores: readonly number[];
  readonly labels: readonly number[];
}

const sample = fc
  .array(fc.tuple(fc.constantFrom(-Infinity, -2, -0, 0, 0.25, 0.5, 0.75, 1, Infinity), fc.integer({ min: 0, max: 1 })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows): Sample => ({ scores: rows.map(([score]) => score), labels: rows.map(([, label]) => label) }));

function cutsFor({ scores, labels }: Sample, weights: Float64Array | null = null) {
  return cutsOf(rankRows(Float64Array.from(scores), Int32Array.from(labels), 1, weights));
}

/** Counts by the rule itself: a score from the threshold up is positive. */
function countBy({ scores, labels }: Sample, threshold: number): BinaryCounts {
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const [row, score] of scores.entries()) {
    if (score >= threshold) counts[labels[row] === 1 ? 'tp' : 'fp']++;
    else counts[labels[row] === 1 ? 'fn' : 'tn']++;
  }
  return counts;
}

/** Of all thresholds that matter the lowest of those with the most gain. */
function byTrying(rows: Sample, goal: Goal): number | null {
  const tried = [...new Set([...rows.scores.map((score) => (score === 0 ? 0 : score)), Infinity])].sort((a, b) => a - b);
  let best = -Infinity;
  let found: number | null = null;
  for (const threshold of tried) {
    const counts = countBy(rows, threshold);
    if (!goal.allows(counts)) continue;
    const gain = goal.gain(counts);
    if (gain > best + 1e-12) {
      best = gain;
      found = threshold;
    }
  }
  return found;
}

const always = (): boolean => true;
const goals: Readonly<Record<string, Goal>> = {
  f1: { gain: ({ tp, fp, fn }) => (2 * tp) / (2 * tp + fp + fn), allows: always },
  informedness: { gain: ({ tp, fp, fn, tn }) => tp / (tp + fn) - fp / (fp + tn), allows: always },
  cost: leastCost({ tp: -1, fp: 2, fn: 5, tn: 0 }),
  precisionAtRecall: { gain: ({ tp, fp }) => tp / (tp + fp), allows: ({ tp, fn }) => tp / (tp + fn) >= 0.5 },
  recallAtFalsePositiveRate: { gain: ({ tp, fn }) => tp / (tp + fn), allows: ({ fp, tn }) => fp / (fp + tn) <= 0.3 },
  top: fullestWithin(0.4),
};

describe('choosing a threshold', () => {
  for (const [name, goal] of Object.entries(goals)) {
    it(`finds the best ${name} that trying every threshold finds`, () => {
      fc.assert(
        fc.property(sample, (rows) => {
          const cuts = cutsFor(rows);
          const at = chooseCut(cuts, goal);
          const tried = byTrying(rows, goal);
          if (tried === null) return at === -1;
          expect(at).not.toBe(-1);
          expect(cuts.threshold[at]! + 0).toBe(tried + 0);
          expect(countsAt(cuts, at)).toEqual(countBy(rows, tried));
          return true;
        }),
      );
    });
  }

  it('takes the lowest of thresholds that do equally well, although rounding parts them', () => {
    const cuts = cutsFor({ scores: [0.9, 0.8, 0.7, 0.6], labels: [1, 0, 1, 0] });
    const gains = [0, 0.1 + 0.2, 0, 0.3, 0];
    const goal: Goal = { gain: ({ tp, fp }) => gains[tp + fp]!, allows: always };
    expect(cuts.threshold[chooseCut(cuts, goal)]).toBe(0.7);
  });

  it('never parts a tie to use a capacity up', () => {
    const scores = [0.9, 0.8, 0.5, 0.5, 0.5, 0.1];
    const cuts = cutsFor({ scores, labels: [1, 0, 1, 0, 1, 0] });
    expect(cuts.threshold[chooseCut(cuts, fullestWithin(4 / 6))]).toBe(0.8);
    expect(cuts.threshold[chooseCut(cuts, fullestWithin(5 / 6))]).toBe(0.5);
    expect(cuts.threshold[chooseCut(cuts, fullestWithin(0.5 / 6))]).toBe(Infinity);
  });

  it('is none where no threshold is allowed, and none without rows', () => {
    expect(chooseCut(cutsFor({ scores: [0.1, 0.2], labels: [1, 0] }), { gain: () => 1, allows: () => false })).toBe(-1);
    expect(chooseCut(cutsFor({ scores: [], labels: [] }), leastCost({ tp: 0, fp: 1, fn: 1, tn: 0 }))).toBe(-1);
  });

  it('gives a whole number of copies of a row the place of its weight', () => {
    fc.assert(
      fc.property(sample, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 30, maxLength: 30 }), (rows, copies) => {
        const weights = Float64Array.from(rows.scores, (_, row) => copies[row]!);
        const repeated = {
          scores: rows.scores.flatMap((score, row) => Array<number>(copies[row]!).fill(score)),
          labels: rows.labels.flatMap((label, row) => Array<number>(copies[row]!).fill(label)),
        };
        const weighted = cutsFor(rows, weights);
        const plain = cutsFor(repeated);
        expect([...weighted.threshold]).toEqual([...plain.threshold]);
        expect([...weighted.tp]).toEqual([...plain.tp]);
        expect([...weighted.fp]).toEqual([...plain.fp]);
      }),
    );
  });
});

describe('counts at a threshold', () => {
  it('are those of the rule: a score from the threshold up is positive', () => {
    fc.assert(
      fc.property(sample, fc.constantFrom(-Infinity, -3, -2, 0, 0.3, 0.5, 0.9, 1, 2, Infinity), (rows, threshold) => {
        const cuts = cutsFor(rows);
        expect(countsAt(cuts, cutAt(cuts, threshold))).toEqual(
          countBy(rows, threshold > Math.max(...rows.scores) ? threshold : Math.max(threshold, Math.min(...rows.scores))),
        );
      }),
    );
  });
});

describe('costs', () => {
  it('are the mean over rows, and have no value without rows', () => {
    expect(costPerRow({ tp: 2, fp: 3, fn: 1, tn: 4 }, { tp: -1, fp: 2, fn: 10, tn: 0.5 })).toBeCloseTo((-2 + 6 + 10 + 2) / 10, 15);
    expect(costPerRow({ tp: 0, fp: 0, fn: 0, tn: 0 }, { tp: 0, fp: 1, fn: 1, tn: 0 })).toBeNaN();
  });

  it('are even at the threshold that is right for calibrated scores', () => {
    for (const costs of [
      { tp: 0, fp: 1, fn: 4, tn: 0 },
      { tp: -2, fp: 1, fn: 3, tn: -0.5 },
    ]) {
      const p = calibratedThreshold(costs);
      expect(p * costs.tp + (1 - p) * costs.fp).toBeCloseTo(p * costs.fn + (1 - p) * costs.tn, 12);
    }
    expect(calibratedThreshold({ tp: 0, fp: 1, fn: 4, tn: 0 })).toBeCloseTo(0.2, 15);
    expect(calibratedThreshold({ tp: 9, fp: 1, fn: 4, tn: 0 })).toBeNaN();
    expect(calibratedThreshold({ tp: 0, fp: 0, fn: 0, tn: 0 })).toBeNaN();
  });
});
