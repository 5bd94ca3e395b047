import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { betaMap } from '../../src/analysis/beta-calibration.ts';
import { calibrationLine } from '../../src/analysis/calibration-moments.ts';
import { isotonicMap, isotonicValue, pooled, scoreGroups } from '../../src/analysis/isotonic.ts';
import { logit, sigmoid } from '../../src/analysis/logit.ts';
import { plattMap } from '../../src/analysis/platt.ts';
import { recalibratorOf } from '../../src/analysis/recalibrator.ts';
import { reliabilityBins } from '../../src/analysis/reliability.ts';
import { brierLoss, isotonicDecomposition } from '../../src/analysis/score-decomposition.ts';
import { temperatureOf } from '../../src/analysis/temperature.ts';
import { rankRows, scanRanks, type RankRows } from '../../src/metrics/scan-ranks.ts';

interface Case {
  readonly name: string;
  readonly scores: readonly number[];
  readonly labels: readonly number[];
  readonly weights: readonly number[] | null;
  readonly isotonic: { readonly grid: readonly number[]; readonly values: readonly number[] };
  readonly platt: readonly [number, number];
  readonly temperature: number;
  readonly beta: readonly [number, number, number];
  readonly beta_loss: number;
  readonly miscalibration: number;
  readonly discrimination: number;
  readonly line?: readonly [number, number];
  readonly errors?: readonly [number, number];
  readonly share?: readonly number[];
  readonly mean?: readonly number[];
}

const reference = JSON.parse(readFileSync(new URL('../reference/recalibration.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
  readonly heated: readonly {
    readonly scores: readonly (readonly number[])[];
    readonly labels: readonly number[];
    readonly temperature: number;
  }[];
};

function rankedOf(scores: readonly number[], labels: readonly number[], weights: readonly number[] | null = null): RankRows {
  return rankRows(Float64Array.from(scores), Int32Array.from(labels), 1, weights === null ? null : Float64Array.from(weights));
}

describe.each(reference.cases)('$name', ({ scores, labels, weights, ...peer }) => {
  const ordered = rankedOf(scores, labels, weights);

  it('has the isotonic map of scikit-learn', () => {
    const map = isotonicMap(ordered);
    for (const [at, score] of peer.isotonic.grid.entries()) expect(isotonicValue(map, score)).toBeCloseTo(peer.isotonic.values[at]!, 12);
  });

  it('has the sigmoid of scikit-learn', () => {
    const { slope, intercept } = plattMap(ordered.scores.map(logit), ordered);
    expect(slope).toBeCloseTo(peer.platt[0], 3);
    expect(intercept).toBeCloseTo(peer.platt[1], 3);
  });

  it('has the temperature that a search finds', () => {
    expect(temperatureOf([ordered.scores], ordered.positive, ordered.weights) / peer.temperature).toBeCloseTo(1, 5);
  });

  it('has a beta map that loses no more than a bounded search finds', () => {
    const { a, b, c } = betaMap(ordered);
    expect(Math.min(a, b)).toBeGreaterThanOrEqual(0);
    let loss = 0;
    for (const [at, p] of ordered.scores.entries()) {
      const q = sigmoid(a * Math.log(p) - b * Math.log1p(-p) + c);
      loss -= (ordered.weights?.[at] ?? 1) * Math.log(ordered.positive[at] === 1 ? q : 1 - q);
    }
    expect(loss).toBeLessThanOrEqual(peer.beta_loss * (1 + 1e-7));
    expect(a).toBeCloseTo(peer.beta[0], 2);
    expect(b).toBeCloseTo(peer.beta[1], 2);
  });

  it('has the isotonic decomposition of the Brier score', () => {
    const parts = isotonicDecomposition(scoreGroups(ordered), brierLoss);
    expect(parts.miscalibration).toBeCloseTo(peer.miscalibration, 12);
    expect(parts.discrimination).toBeCloseTo(peer.discrimination, 12);
  });
});

it.each(reference.cases.filter(({ line }) => line !== undefined))(
  'has the line and the curve of its peers: $name',
  ({ scores, labels, ...peer }) => {
    const ordered = rankedOf(scores, labels);
    const { coefficients, covariance } = calibrationLine(ordered);
    for (const at of [0, 1] as const) {
      expect(coefficients[at]).toBeCloseTo(peer.line![at], 8);
      expect(Math.sqrt(covariance[at]![at]!)).toBeCloseTo(peer.errors![at], 6);
    }
    const bins = reliabilityBins(ordered, 10, 'uniform');
    expect(bins.map(({ observed }) => observed)).toEqual(peer.share!.map((share) => expect.closeTo(share, 12) as number));
    expect(bins.map(({ meanScore }) => meanScore)).toEqual(peer.mean!.map((mean) => expect.closeTo(mean, 12) as number));
  },
);

it.each(reference.heated)('has the temperature of several classes', ({ scores, labels, temperature }) => {
  const columns = scores[0]!.map((_, code) => Float64Array.from(scores, (row) => row[code]!));
  expect(temperatureOf(columns, labels, null) / temperature).toBeCloseTo(1, 5);
});

describe('pooled', () => {
  it('is no worse than any non-decreasing values on a grid, and does not decrease', () => {
    const values = fc.array(fc.record({ y: fc.integer({ min: 0, max: 3 }), w: fc.integer({ min: 1, max: 3 }) }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(values, (rows) => {
        const y = rows.map((row) => row.y);
        const w = rows.map((row) => row.w);
        const fitted = [...pooled(Float64Array.from(y), Float64Array.from(w))];
        const loss = (candidate: readonly number[]): number =>
          candidate.reduce((sum, value, at) => sum + w[at]! * (value - y[at]!) ** 2, 0);
        for (let at = 1; at < fitted.length; at++) expect(fitted[at]!).toBeGreaterThanOrEqual(fitted[at - 1]!);
        expect(loss(fitted)).toBeLessThanOrEqual(Math.min(...rising(rows.length, 0).map(loss)) + 1e-9);
      }),
    );
  });
});

/** Every non-decreasing list of that length over steps of a third from 0 to 3. */
function rising(length: number, from: number): number[][] {
  if (length === 0) return [[]];
  const lists: number[][] = [];
  for (let step = from; step <= 9; step++) for (const rest of rising(length - 1, step)) lists.push([step / 3, ...rest]);
  return lists;
}

it('keeps the AUC by every map that rises', () => {
  const rows = fc.array(fc.record({ p: fc.integer({ min: 1, max: 19 }), y: fc.boolean() }), { minLength: 6, maxLength: 60 });
  fc.assert(
    fc.property(rows, (drawn) => {
      const labels = drawn.map(({ y }) => +y);
      const order = rankedOf(
        drawn.map(({ p }) => p / 20),
        labels,
      );
      const ranks = scanRanks(order, null);
      for (const method of ['platt', 'temperature', 'beta'] as const) {
        const map = recalibratorOf(method, order, true);
        if (map?.rising !== true) continue;
        const values = drawn.map(({ p }) => map.valueOf(p / 20));
        if (new Set(values).size < new Set(drawn.map(({ p }) => p)).size) continue;
        expect(scanRanks(rankedOf(values, labels), null).u2).toBe(ranks.u2);
      }
    }),
  );
});
