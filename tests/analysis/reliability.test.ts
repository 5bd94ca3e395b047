import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binErrors, calibratedDraws, debiasedError } from '../../src/analysis/calibration-errors.ts';
import { calibrationMoments } from '../../src/analysis/calibration-moments.ts';
import { foldsOf, noFold } from '../../src/analysis/folds.ts';
import { scoreGroups } from '../../src/analysis/isotonic.ts';
import { reliabilityBins } from '../../src/analysis/reliability.ts';
import { scoreCells } from '../../src/analysis/score-cells.ts';
import { binnedDecomposition, brierLoss, isotonicDecomposition, logLoss } from '../../src/analysis/score-decomposition.ts';
import { calibrationBins, equalWidthBins } from '../../src/metrics/calibration.ts';
import { rankRows, type RankRows } from '../../src/metrics/scan-ranks.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';

const rows = fc.array(fc.record({ p: fc.integer({ min: 0, max: 40 }), y: fc.boolean(), w: fc.integer({ min: 1, max: 5 }) }), {
  minLength: 1,
  maxLength: 120,
});

function orderedOf(drawn: readonly { readonly p: number; readonly y: boolean; readonly w: number }[], weighted: boolean): RankRows {
  return rankRows(
    Float64Array.from(drawn, ({ p }) => p / 40),
    Int32Array.from(drawn, ({ y }) => +y),
    1,
    weighted ? Float64Array.from(drawn, ({ w }) => w) : null,
  );
}

describe('reliabilityBins', () => {
  it('cuts as the metrics do', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 20 }), fc.boolean(), (drawn, most, weighted) => {
        const ordered = orderedOf(drawn, weighted);
        for (const [binning, theirs] of [
          ['quantile', calibrationBins(ordered, most)],
          ['uniform', equalWidthBins(ordered, most)],
        ] as const) {
          const bins = reliabilityBins(ordered, most, binning);
          expect(bins.map(({ n }) => n)).toEqual(theirs.map(({ n }) => n));
          for (const [at, bin] of bins.entries()) {
            expect(bin.meanScore).toBeCloseTo(theirs[at]!.score / theirs[at]!.weight, 12);
            expect(bin.observed).toBeCloseTo(theirs[at]!.positive / theirs[at]!.weight, 12);
          }
        }
      }),
    );
  });
});

describe('decompositions', () => {
  it('add up to the score', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (drawn, weighted) => {
        const ordered = orderedOf(drawn, weighted);
        const { brier, log } = calibrationMoments(ordered);
        const bins = binnedDecomposition(reliabilityBins(ordered, 6, 'quantile'));
        const five = bins.reliability - bins.resolution + bins.uncertainty + bins.withinVariance - 2 * bins.withinCovariance;
        expect(Math.abs(five - brier.mean)).toBeLessThan(1e-12);
        for (const [loss, mean] of [
          [brierLoss, brier.mean],
          [logLoss, log.mean],
        ] as const) {
          const parts = isotonicDecomposition(scoreGroups(ordered), loss);
          expect(Math.abs(parts.miscalibration - parts.discrimination + parts.uncertainty - mean)).toBeLessThan(1e-12 * Math.max(1, mean));
          expect(Math.min(parts.miscalibration, parts.discrimination)).toBeGreaterThan(-1e-12);
        }
      }),
    );
  });
});

describe('calibratedDraws', () => {
  const options = { replicates: 400, seed: 3, level: 0.95 };
  const drawn = (n: number, seed: number): RankRows => {
    const p = Float64Array.from({ length: n }, (_, row) => counterUniform(seed, 0, row));
    return rankRows(
      p,
      Int32Array.from(p, (score, row) => +(counterUniform(seed, 1, row) < score)),
      1,
      null,
    );
  };

  it('rejects calibrated scores about as often as it says', () => {
    let rejected = 0;
    let bias = 0;
    let debiased = 0;
    for (let seed = 0; seed < 200; seed++) {
      const ordered = drawn(300, seed);
      const bins = reliabilityBins(ordered, 10, 'quantile');
      const { expected } = binErrors(bins);
      bias += expected / 200;
      debiased += debiasedError(bins) / 200;
      if (calibratedDraws(scoreCells(ordered, bins), bins, expected, { ...options, replicates: 200 }).p <= 0.05) rejected++;
    }
    expect(rejected).toBeGreaterThan(1);
    expect(rejected).toBeLessThan(22);
    expect(debiased).toBeLessThan(0.7 * bias);
  });

  it('has the level of a direct simulation by rows', () => {
    const ordered = drawn(500, 77);
    const bins = reliabilityBins(ordered, 15, 'quantile');
    const direct = Array.from({ length: 400 }, (_, replicate) => {
      const again = rankRows(
        ordered.scores,
        Int32Array.from(ordered.scores, (score, row) => +(counterUniform(replicate, 5, row) < score)),
        1,
        null,
      );
      return binErrors(reliabilityBins(again, 15, 'quantile')).expected;
    }).sort((a, b) => a - b);
    const { expected } = calibratedDraws(scoreCells(ordered, bins), bins, 0, options);
    expect(expected / direct[379]!).toBeGreaterThan(0.93);
    expect(expected / direct[379]!).toBeLessThan(1.07);
  });
});

describe('foldsOf', () => {
  it('spreads each class evenly, and keeps clusters whole', () => {
    const classes = Int32Array.from({ length: 103 }, (_, row) => (row % 10 === 9 ? -1 : row % 3));
    const folds = foldsOf(classes, 5, 2, null);
    for (const own of [0, 1, 2]) {
      const counts = [0, 1, 2, 3, 4].map((fold) => classes.filter((code, row) => code === own && folds[row] === fold).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect([...folds].filter((fold) => fold === noFold)).toHaveLength(10);
    const clusters = Int32Array.from(classes.keys()).map((row) => Math.floor(row / 4));
    const whole = foldsOf(classes, 5, 2, clusters);
    for (const [row, fold] of whole.entries()) {
      const first = whole.findIndex((other, at) => clusters[at] === clusters[row] && other !== noFold);
      if (fold !== noFold) expect(fold).toBe(whole[first]);
    }
    expect(new Set(whole)).toEqual(new Set([0, 1, 2, 3, 4, noFold]));
  });
});
