import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cutsOf, drawnCuts, type Cuts } from '../../src/analysis/threshold-cuts.ts';
import {
  countPoints,
  detPoints,
  gainPoints,
  precisionRecallPoints,
  rocPoints,
  separationPoints,
} from '../../src/analysis/threshold-curves.ts';
import { rankRows, scanRanks } from '../../src/metrics/scan-ranks.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';

type Peer = Readonly<Record<string, readonly (number | 'inf')[]>>;

interface Case {
  readonly name: string;
  readonly labels: readonly number[];
  readonly scores: readonly number[];
  readonly weights: readonly number[] | null;
  readonly roc: Peer;
  readonly precision_recall: Peer;
  readonly det: Peer;
}

const { cases } = JSON.parse(readFileSync('tests/reference/threshold-curves.json', 'utf8')) as { cases: readonly Case[] };

function cutsFor({ labels, scores, weights }: Pick<Case, 'labels' | 'scores' | 'weights'>): Cuts {
  const rows = rankRows(Float64Array.from(scores), Int32Array.from(labels), 1, weights === null ? null : Float64Array.from(weights));
  return cutsOf(rows);
}

function every(cuts: Cuts): Uint32Array {
  return Uint32Array.from(cuts.threshold, (_, at) => at);
}

function expectClose(ours: ArrayLike<number>, peer: readonly (number | 'inf')[]): void {
  expect(ours).toHaveLength(peer.length);
  for (const [at, value] of peer.entries()) {
    if (value === 'inf') expect(ours[at]).toBe(Infinity);
    else expect(Math.abs(ours[at]! - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
  }
}

describe('curves against scikit-learn', () => {
  it.each(cases)('$name', (one) => {
    const cuts = cutsFor(one);
    const roc = rocPoints(cuts, every(cuts));
    for (const name of ['threshold', 'fpr', 'tpr'] as const) expectClose(roc[name], one.roc[name]!);
    const pr = precisionRecallPoints(cuts, every(cuts));
    for (const name of ['threshold', 'recall', 'precision'] as const) {
      const peer = one.precision_recall[name]!;
      expectClose(pr[name].subarray(1).reverse(), name === 'threshold' ? peer : peer.slice(0, -1));
    }
    expect(pr.recall[0]).toBe(0);
    expect(pr.precision[0]).toBeNaN();
  });

  it.each(cases)('det: $name, at the thresholds that the peer keeps', (one) => {
    const cuts = cutsFor(one);
    const det = detPoints(cuts, every(cuts));
    const kept = one.det['threshold']!.map((threshold) => det.threshold.indexOf(threshold === 'inf' ? Infinity : threshold));
    expect(kept).not.toContain(-1);
    expectClose(
      kept.map((at) => det.fpr[at]!),
      one.det['fpr']!,
    );
    expectClose(
      kept.map((at) => det.fnr[at]!),
      one.det['fnr']!,
    );
  });
});

describe('gain, lift, separation and counts', () => {
  const cuts = cutsFor({ labels: [1, 1, 0, 1, 0], scores: [0.9, 0.8, 0.8, 0.3, 0.1], weights: null });

  it('are worked out by hand', () => {
    const { selected, gain, lift } = gainPoints(cuts, every(cuts));
    expect([...selected]).toEqual([0, 0.2, 0.6, 0.8, 1]);
    expect([...gain]).toEqual([0, 1 / 3, 2 / 3, 1, 1]);
    expect([...lift].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([NaN, 1.666666667, 1.111111111, 1.25, 1]);
    const { tp, fp, fn, tn } = countPoints(cuts, every(cuts));
    expect([[...tp], [...fp], [...fn], [...tn]]).toEqual([
      [0, 1, 2, 3, 3],
      [0, 0, 1, 1, 2],
      [3, 2, 1, 0, 0],
      [2, 2, 1, 1, 0],
    ]);
  });

  it('have the Kolmogorov–Smirnov statistic as the largest distance', () => {
    for (const one of cases) {
      const all = cutsFor(one);
      const rows = rankRows(Float64Array.from(one.scores), Int32Array.from(one.labels), 1, one.weights && Float64Array.from(one.weights));
      expect(Math.max(...separationPoints(all, every(all)).separation)).toBeCloseTo(scanRanks(rows, null).separation, 12);
    }
  });
});

describe('the points that are drawn', () => {
  it('are all of few, and of many the ends and a part that stays near the curve', () => {
    const few = cutsFor(cases[0]!);
    expect([...drawnCuts(few, 100)]).toEqual([...every(few)]);
    const scores = Array.from({ length: 20_000 }, (_, row) => counterUniform(1, 0, row));
    const many = cutsFor({ labels: scores.map((score, row) => +(counterUniform(1, 1, row) < score)), scores, weights: null });
    const drawn = drawnCuts(many, 300);
    expect(drawn.length).toBeLessThanOrEqual(302);
    expect(drawn.length).toBeGreaterThan(200);
    expect([drawn[0], drawn.at(-1)]).toEqual([0, many.threshold.length - 1]);
    const gaps = [...drawn.slice(1)].map((at, before) => at - drawn[before]!);
    expect(Math.max(...gaps)).toBeLessThan(20_000 / 100);
  });
});
