import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationBins, calibrationMetrics } from '../../src/metrics/calibration.ts';
import type { Ordered } from '../../src/metrics/metric.ts';

function ordered(scores: readonly number[], labels: readonly number[]): Ordered {
  const rows = scores.map((score, row) => ({ score, label: labels[row]! })).sort((a, b) => b.score - a.score);
  return {
    scores: Float64Array.from(rows, (row) => row.score),
    positive: Uint8Array.from(rows, (row) => row.label),
    weights: null,
  };
}

const p = [0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.6, 0.65, 0.7, 0.8, 0.85, 0.9, 0.95];
const y = [0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1];
const [ece] = calibrationMetrics;

describe('expected calibration error', () => {
  it('equals the worked example in five bins of equal count', () => {
    expect(ece!.compute(ordered(p, y), { bins: 5 }).value).toBeCloseTo(2 / 15, 12);
  });

  it('is 0 where every bin keeps its promise', () => {
    expect(ece!.compute(ordered([0.5, 0.5, 1, 0], [1, 0, 1, 0]), { bins: 15 }).value).toBe(0);
  });

  it('has no value for scores that are no probabilities', () => {
    expect(ece!.compute(ordered([0.2, 1.2], [0, 1]), { bins: 15 })).toEqual({ value: NaN, reason: 'out-of-domain' });
    expect(ece!.compute(ordered([-0.2, -0.1], [0, 1]), { bins: 15 })).toEqual({ value: NaN, reason: 'out-of-domain' });
  });
});

describe('calibrationBins', () => {
  it('never part equal scores, and hold every row once', () => {
    const scores = fc.array(
      fc.integer({ min: 0, max: 12 }).map((value) => value / 12),
      { minLength: 1, maxLength: 120 },
    );
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 20 }), (list, most) => {
        const rows = ordered(
          list,
          list.map((_, row) => row % 2),
        );
        const bins = calibrationBins(rows, most);
        expect(bins.length).toBeLessThanOrEqual(most);
        expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(list.length);
        let from = list.length;
        for (const bin of bins) {
          const edge = from - bin.n;
          if (edge > 0) expect(rows.scores[edge - 1]).not.toBe(rows.scores[edge]);
          from = edge;
        }
      }),
    );
  });

  it('hold equal counts where no scores are equal', () => {
    expect(calibrationBins(ordered(p, y), 5).map((bin) => bin.n)).toEqual([3, 3, 3, 3, 3]);
  });

  it('after a long run of equal scores go on at the next quantile', () => {
    const scores = [...Array<number>(50).fill(0.1), ...Array.from({ length: 50 }, (_, row) => 0.2 + row / 100)];
    expect(
      calibrationBins(
        ordered(
          scores,
          scores.map(() => 1),
        ),
        10,
      ).map((bin) => bin.n),
    ).toEqual([50, 10, 10, 10, 10, 10]);
  });
});
