import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftOut, type Tags, type TagsMetric } from '../../src/metrics/metric.ts';
import { multilabelMetrics } from '../../src/metrics/multilabel.ts';

type Bits = readonly (readonly number[])[];

function tagsOf(actual: Bits, scores: Bits): Tags {
  const flat = (rows: Bits): number[] => rows.flat();
  return {
    labels: actual[0]?.length ?? 0,
    actual: Uint8Array.from(flat(actual)),
    predicted: Uint8Array.from(flat(scores), (score) => +(score >= 0.5)),
    scores: Float64Array.from(flat(scores)),
  };
}

function values(metric: TagsMetric, actual: Bits, scores: Bits): number[] {
  const tags = tagsOf(actual, scores);
  return actual.map((_, row) => metric.valueOf(tags, row, metric.parameters));
}

function mean(name: string, actual: Bits, scores: Bits): number {
  const own = values(
    multilabelMetrics.find((metric) => metric.name === name)!,
    actual,
    scores,
  ).filter((value) => value !== leftOut);
  return own.reduce((sum, value) => sum + value, 0) / own.length;
}

const y = [
  [1, 0, 1],
  [0, 1, 0],
  [1, 1, 0],
  [0, 0, 1],
  [1, 0, 0],
  [0, 1, 1],
];
const s = [
  [0.9, 0.2, 0.4],
  [0.3, 0.6, 0.1],
  [0.7, 0.4, 0.2],
  [0.5, 0.5, 0.8],
  [0.2, 0.3, 0.6],
  [0.1, 0.9, 0.7],
];

describe('metrics of several labels equal scikit-learn 1.9.1', () => {
  it.each([
    ['subset_accuracy', 1 / 3],
    ['hamming_loss', 1 / 3],
    ['label_ranking_average_precision', 0.8888888888888888],
    ['label_ranking_loss', 0.16666666666666666],
    ['coverage_error', 1.8333333333333333],
  ])('%s', (name, value) => expect(mean(name, y, s)).toBeCloseTo(value, 12));
});

describe('a row that has no value', () => {
  it('has no label to rank, or all of them', () => {
    const of = (name: string, row: readonly number[]): number => mean(name, [row], [[0.2, 0.3, 0.4]]);
    for (const name of ['label_ranking_average_precision', 'label_ranking_loss', 'coverage_error']) expect(of(name, [0, 0, 0])).toBeNaN();
    expect(of('label_ranking_loss', [1, 1, 1])).toBeNaN();
    expect(of('coverage_error', [1, 1, 1])).toBe(3);
  });
});

describe('ties', () => {
  it('count against the model', () => {
    expect(mean('label_ranking_average_precision', [[1, 0, 0, 0]], [[0.5, 0.5, 0.5, 0.5]])).toBe(0.25);
    expect(mean('label_ranking_loss', [[1, 0]], [[0.5, 0.5]])).toBe(1);
    expect(mean('coverage_error', [[1, 0, 0]], [[0.5, 0.5, 0.2]])).toBe(2);
  });
});

const rows = fc.array(fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 6 })), { minLength: 4, maxLength: 4 }), {
  minLength: 1,
  maxLength: 12,
});

describe.each(multilabelMetrics.map((metric): [string, TagsMetric] => [metric.name, metric]))('%s', (_, metric) => {
  const split = (list: readonly (readonly (readonly [number, number])[])[], scale: (score: number) => number): [Bits, Bits] => [
    list.map((row) => row.map(([own]) => own)),
    list.map((row) => row.map(([, score]) => scale(score))),
  ];
  it('is within its range, or leaves the row out', () => {
    fc.assert(
      fc.property(rows, (list) => {
        for (const value of values(metric, ...split(list, (score) => score / 6)))
          expect(value === leftOut || (value >= metric.range[0] && value <= metric.range[1])).toBe(true);
      }),
    );
  });
  it('does not depend on the order of the labels', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const plain = values(metric, ...split(list, (score) => score / 6));
        const turned = values(
          metric,
          ...split(
            list.map((row) => [...row].reverse()),
            (score) => score / 6,
          ),
        );
        for (const [row, value] of plain.entries()) expect(turned[row] === value || Math.abs(turned[row]! - value) < 1e-12).toBe(true);
      }),
    );
  });
  if (metric.reads === 'scores')
    it('is the same for any growing function of the scores', () => {
      fc.assert(
        fc.property(rows, (list) => {
          expect(values(metric, ...split(list, (score) => Math.exp(score) - 9))).toEqual(values(metric, ...split(list, (score) => score)));
        }),
      );
    });
});
