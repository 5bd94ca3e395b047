import { describe, expect, it } from 'vitest';
import { chooseCut, leastCost, type Goal } from '../../src/analysis/choose-threshold.ts';
import { crossFitted, foldCuts, foldOf } from '../../src/analysis/cross-fit-threshold.ts';
import { blockEnds, coarseCuts, drawCuts, middleOf, rechosen, replicateCuts } from '../../src/analysis/threshold-blocks.ts';
import { cutsOf } from '../../src/analysis/threshold-cuts.ts';
import { thresholdDifferences } from '../../src/analysis/threshold-difference.ts';
import { rankRows } from '../../src/metrics/scan-ranks.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';

function rowsFor(count: number, digits = 3) {
  const scale = 10 ** digits;
  const scores = Float64Array.from({ length: count }, (_, row) => Math.round(scale * counterUniform(4, 0, row)) / scale);
  const labels = Int32Array.from({ length: count }, (_, row) => +(counterUniform(4, 1, row) < scores[row]!));
  return { scores, labels, rows: rankRows(scores, labels, 1, null) };
}

const cost = leastCost({ tp: 0, fp: 1, fn: 2, tn: 0 });

describe('blocks of cuts', () => {
  it('end at cuts, cover all rows and are every cut where there are few', () => {
    const { rows } = rowsFor(3000);
    const cuts = cutsOf(rows);
    const coarse = coarseCuts(cuts, blockEnds(cuts, 100));
    expect(coarse.threshold.length).toBeLessThanOrEqual(102);
    expect(coarse.threshold.length).toBeGreaterThan(80);
    expect([coarse.tp.at(-1), coarse.fp.at(-1)]).toEqual([cuts.positives, cuts.negatives]);
    for (const [at, threshold] of coarse.threshold.entries()) {
      const own = cuts.threshold.indexOf(threshold);
      expect(coarse.tp[at]).toBe(cuts.tp[own]);
    }
    expect(blockEnds(cuts, 1e6)).toHaveLength(cuts.threshold.length);
  });

  it('are drawn with the mean and the variance of Poisson weights of their rows', () => {
    const cuts = cutsOf(rowsFor(400).rows);
    const coarse = coarseCuts(cuts, blockEnds(cuts, 20));
    const draws = drawCuts(coarse, 4000, 1);
    const last = coarse.threshold.length - 1;
    const totals = Array.from({ length: draws.replicates }, (_, replicate) => replicateCuts(draws, replicate).tp[last]!);
    const mean = totals.reduce((sum, total) => sum + total, 0) / totals.length;
    const variance = totals.reduce((sum, total) => sum + (total - mean) ** 2, 0) / totals.length;
    expect(Math.abs(mean / cuts.positives - 1)).toBeLessThan(0.01);
    expect(Math.abs(variance / cuts.positives - 1)).toBeLessThan(0.1);
  });
});

describe('the choice made anew', () => {
  it('falls around the choice itself, and does better on its own draw than any fixed threshold', () => {
    const cuts = cutsOf(rowsFor(800).rows);
    const draws = drawCuts(cuts, 300, 2);
    const again = rechosen(draws, cost, (counts) => -cost.gain(counts));
    const { low, high, share } = middleOf(again.threshold, 0.95);
    const chosen = chooseCut(cuts, cost);
    expect(share).toBe(1);
    expect(low).toBeLessThanOrEqual(cuts.threshold[chosen]!);
    expect(high).toBeGreaterThanOrEqual(cuts.threshold[chosen]!);
    for (let replicate = 0; replicate < 300; replicate++) {
      const own = replicateCuts(draws, replicate);
      const fixed = { tp: own.tp[chosen]!, fp: own.fp[chosen]!, fn: own.positives - own.tp[chosen]!, tn: own.negatives - own.fp[chosen]! };
      expect(again.value[replicate]!).toBeLessThanOrEqual(-cost.gain(fixed) + 1e-12);
    }
  });

  it('takes ends among the values, and counts those that are none', () => {
    expect(middleOf(Float64Array.of(NaN, 3, 1, 2, Infinity), 0.5)).toEqual({ low: 1, high: Infinity, share: 0.8 });
    expect(middleOf(Float64Array.of(NaN), 0.95)).toEqual({ low: NaN, high: NaN, share: 0 });
  });
});

describe('cross-fitting', () => {
  it('counts each fold at the threshold that the other rows choose', () => {
    const { scores, labels, rows } = rowsFor(200, 2);
    const cuts = cutsOf(rows);
    const fitted = crossFitted(cuts, foldCuts(cuts, rows, null, 5, 7), cost)!;
    const expected = { tp: 0, fp: 0, fn: 0, tn: 0 };
    const all = [...scores.keys()];
    for (let fold = 0; fold < 5; fold++) {
      const rest = all.filter((row) => foldOf(7, row, 5) !== fold);
      let best = Infinity;
      let threshold = NaN;
      for (const tried of [...new Set(scores), Infinity].sort((a, b) => a - b)) {
        const paid = rest.reduce((sum, row) => sum + (scores[row]! >= tried ? 1 - labels[row]! : 2 * labels[row]!), 0);
        if (paid < best) {
          best = paid;
          threshold = tried;
        }
      }
      for (const row of all.filter((each) => foldOf(7, each, 5) === fold)) {
        const positive = scores[row]! >= threshold;
        expected[positive ? (labels[row] === 1 ? 'tp' : 'fp') : labels[row] === 1 ? 'fn' : 'tn']++;
      }
    }
    expect(fitted.counts).toEqual(expected);
  });

  it('is none where a fold finds no threshold', () => {
    const { rows } = rowsFor(50);
    const cuts = cutsOf(rows);
    const never: Goal = { gain: () => NaN, allows: () => true };
    expect(crossFitted(cuts, foldCuts(cuts, rows, null, 5, 1), never)).toBeNull();
  });
});

describe('the difference of two thresholds', () => {
  it('is drawn on the same rows: what both share cancels', () => {
    const first = { tp: 60, fp: 20, fn: 40, tn: 180 };
    const second = { tp: 65, fp: 30, fn: 35, tn: 170 };
    const value = ({ tp, fp, fn, tn }: typeof first): number => (fp + 2 * fn) / (tp + fp + fn + tn);
    const draws = thresholdDifferences(first, second, value, 1, 4000, 1);
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const sd = Math.sqrt(draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length);
    // Of 300 rows 5 positives (2 less dear) and 10 negatives (1 dearer) lie between the thresholds.
    expect(Math.abs(mean - (2 * 5 - 10) / 300)).toBeLessThan(0.001);
    expect(Math.abs(sd / (Math.sqrt((5 * 4 + 10) / 300) / Math.sqrt(300)) - 1)).toBeLessThan(0.05);
    const other = thresholdDifferences(second, first, value, 1, 4000, 1);
    expect(other.every((draw, at) => draw + draws[at]! === 0)).toBe(true);
    expect(thresholdDifferences(first, first, value, 1, 100, 1).every((draw) => draw === 0)).toBe(true);
  });
});
