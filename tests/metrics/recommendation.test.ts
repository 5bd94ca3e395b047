import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftOut, type Computed, type RankedList } from '../../src/metrics/metric.ts';
import { recommendationMetrics } from '../../src/metrics/recommendation.ts';

function listOf(items: readonly number[], popularity: readonly number[] = [], features: readonly number[] = []): RankedList {
  const scores = Float64Array.from(items, (_, at) => items.length - at);
  return {
    relevance: new Float64Array(items.length),
    scores,
    items: Int32Array.from(items),
    popularity: Float64Array.from(popularity),
    features: Float64Array.from(features),
  };
}

function ofLists(
  name: string,
  lists: readonly (readonly number[])[],
  items: number,
  k = 10,
  weights: readonly number[] | null = null,
): Computed {
  const metric = recommendationMetrics.find((candidate) => candidate.name === name)!;
  if (metric.from !== 'lists') throw new Error(`${name} is made of one list`);
  return metric.compute(
    lists.map((list) => listOf(list)),
    weights === null ? null : Float64Array.from(weights),
    { k },
    { items, users: NaN },
  );
}

function ofList(name: string, list: RankedList, k = 10, users = NaN): number {
  const metric = recommendationMetrics.find((candidate) => candidate.name === name)!;
  if (metric.from !== 'queries') throw new Error(`${name} is made of all lists`);
  return metric.valueOf(list, { k }, { items: 0, users });
}

describe('metrics of all lists', () => {
  it('catalogue_coverage counts the items shown', () => {
    expect(
      ofLists(
        'catalogue_coverage',
        [
          [0, 1],
          [1, 2],
        ],
        5,
      ),
    ).toEqual({ value: 0.6 });
    expect(
      ofLists(
        'catalogue_coverage',
        [
          [0, 1],
          [1, 2],
        ],
        5,
        1,
      ),
    ).toEqual({ value: 0.4 });
  });
  it('exposure_gini is 0 for even exposure and nears 1 for one item', () => {
    expect(
      ofLists(
        'exposure_gini',
        [
          [0, 1],
          [2, 3],
        ],
        4,
      ).value,
    ).toBeCloseTo(0, 12);
    expect(ofLists('exposure_gini', [[0], [0], [0]], 4).value).toBeCloseTo(0.75, 12);
    // Mean absolute difference over twice the mean, of exposures 2, 1, 0.
    expect(ofLists('exposure_gini', [[0, 1], [0]], 3).value).toBeCloseTo((2 * (1 + 2 + 1)) / 9 / (2 * 1), 12);
  });
  it('personalisation is 1 − the mean overlap of all pairs', () => {
    const items = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(items, { minLength: 2, maxLength: 8 }), (lists) => {
        const overlaps: number[] = [];
        for (const [one, list] of lists.entries())
          for (const other of lists.slice(0, one))
            overlaps.push(list.filter((item) => other.includes(item)).length / Math.sqrt(list.length * other.length));
        const wanted = 1 - overlaps.reduce((sum, own) => sum + own, 0) / overlaps.length;
        expect(ofLists('personalisation', lists, 10).value).toBeCloseTo(wanted, 10);
      }),
    );
    expect(ofLists('personalisation', [[1, 2]], 5)).toEqual({ value: NaN, reason: 'too-few-rows' });
  });
  it('leave lists of weight 0 out', () => {
    expect(
      ofLists(
        'catalogue_coverage',
        [
          [0, 1],
          [1, 2],
        ],
        5,
        10,
        [1, 0],
      ),
    ).toEqual({ value: 0.4 });
    expect(ofLists('exposure_gini', [[0]], 2, 10, [0])).toEqual({ value: NaN, reason: 'zero-weight' });
  });
});

describe('metrics of one list', () => {
  it('average_popularity and novelty read how often items were chosen', () => {
    expect(ofList('average_popularity', listOf([0, 1, 2], [8, 4, 100]), 2)).toBe(6);
    expect(ofList('novelty', listOf([0, 1], [8, 4]), 10, 16)).toBeCloseTo((1 + 2) / 2, 12);
    expect(ofList('novelty', listOf([0, 1], [8, 0]), 10, 16)).toBeNaN();
  });
  it('diversity is the mean cosine distance of pairs', () => {
    expect(ofList('diversity', listOf([0, 1, 2], [], [1, 0, 0, 2, 3, 0]))).toBeCloseTo(2 / 3, 12);
    expect(ofList('diversity', listOf([0], [], [1, 0]))).toBe(leftOut);
    expect(ofList('diversity', listOf([0, 1], [], [0, 0, 1, 1]))).toBeNaN();
  });
});
