import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftOut, type QueriesMetric, type RankedList } from '../../src/metrics/metric.ts';
import { retrievalMetrics } from '../../src/metrics/retrieval.ts';

/** The highest score first; of equal scores the less relevant item. */
function listOf(relevance: readonly number[], scores: readonly number[]): RankedList {
  const order = relevance.map((_, at) => at).sort((a, b) => scores[b]! - scores[a]! || relevance[a]! - relevance[b]!);
  const none = new Float64Array(0);
  return {
    relevance: Float64Array.from(order, (at) => relevance[at]!),
    scores: Float64Array.from(order, (at) => scores[at]!),
    items: new Int32Array(0),
    popularity: none,
    features: none,
  };
}

function value(
  name: string,
  relevance: readonly number[],
  scores: readonly number[],
  parameters: Readonly<Record<string, number>> = {},
): number {
  const metric = retrievalMetrics.find((candidate) => candidate.name === name)!;
  return metric.valueOf(listOf(relevance, scores), { ...metric.parameters, ...parameters }, { items: 0, users: NaN });
}

describe('discounted gains equal scikit-learn 1.9.1, ties included', () => {
  it.each([
    ['ndcg', [3, 2, 0, 0, 1], [0.5, 0.5, 0.8, 0.1, 0.5], 3, 0.4749950106150897],
    ['ndcg', [0, 1, 0, 2, 0], [0.1, 0.2, 0.3, 0.4, 0.5], 3, 0.4796249331362628],
    ['dcg', [3, 2, 0, 0, 1], [0.5, 0.5, 0.8, 0.1, 0.5], 3, 2.2618595071429146],
    ['dcg', [0, 1, 0, 2, 0], [0.1, 0.2, 0.3, 0.4, 0.5], 3, 1.2618595071429146],
    ['ndcg', [3, 2, 0, 0, 1], [0.5, 0.5, 0.8, 0.1, 0.5], 10, 0.6558808840548108],
    ['ndcg', [0, 1, 0, 2, 0], [0.1, 0.2, 0.3, 0.4, 0.5], 10, 0.6433224083306326],
  ])('%s of %j', (name, relevance, scores, k, wanted) => expect(value(name, relevance, scores, { k })).toBeCloseTo(wanted, 12));
  it('take exponential gains', () => {
    const wanted = (3 / Math.log2(2) + 7 / Math.log2(3)) / (7 / Math.log2(2) + 3 / Math.log2(3));
    expect(value('ndcg', [3, 2], [0.1, 0.2], { gain: 1 })).toBeCloseTo(wanted, 12);
  });
});

describe('metrics of a list worked by hand', () => {
  // Relevant at places 2, 3 and 6.
  const relevance = [0, 1, 2, 0, 0, 1];
  const scores = [6, 5, 4, 3, 2, 1];
  it.each([
    ['mean_reciprocal_rank', { k: 10 }, 1 / 2],
    ['mean_reciprocal_rank', { k: 1 }, 0],
    ['hit_rate', { k: 1 }, 0],
    ['hit_rate', { k: 2 }, 1],
    ['precision_at_k', { k: 3 }, 2 / 3],
    ['precision_at_k', { k: 10 }, 3 / 10],
    ['recall_at_k', { k: 3 }, 2 / 3],
    ['f_at_k', { k: 4 }, (2 * (2 / 4) * (2 / 3)) / (2 / 4 + 2 / 3)],
    ['r_precision', {}, 2 / 3],
    ['map_at_k', { k: 10 }, (1 / 2 + 2 / 3 + 3 / 6) / 3],
    ['map_at_k', { k: 2 }, 1 / 2 / 2],
    ['map_at_k', { k: 2, trec: 1 }, 1 / 2 / 3],
  ])('%s %j', (name, parameters, wanted) => expect(value(name, relevance, scores, parameters)).toBeCloseTo(wanted, 12));
  it('count equal scores against the model', () => {
    expect(value('mean_reciprocal_rank', [1, 0, 0], [0.5, 0.5, 0.5])).toBeCloseTo(1 / 3, 12);
    expect(value('precision_at_k', [1, 0, 0], [0.5, 0.5, 0.5], { k: 1 })).toBe(0);
  });
});

describe('a query', () => {
  it('without a relevant item, or of one item for NDCG, is left out', () => {
    for (const metric of retrievalMetrics) expect(value(metric.name, [0, 0], [1, 2])).toBe(leftOut);
    expect(value('ndcg', [1], [1])).toBe(leftOut);
  });
  it('with relevance below 0 has no value', () => {
    for (const metric of retrievalMetrics) expect(value(metric.name, [-1, 1], [1, 2])).toBeNaN();
  });
});

describe.each(retrievalMetrics.map((metric): [string, QueriesMetric] => [metric.name, metric]))('%s', (name, metric) => {
  const list = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 12 });
  const k = fc.integer({ min: 1, max: 14 });
  const parameters = (cut: number): Readonly<Record<string, number>> => (Object.hasOwn(metric.parameters, 'k') ? { k: cut } : {});
  it('is within its range, and the same for any order of rows and any growing function of scores', () => {
    fc.assert(
      fc.property(list, k, (rows, cut) => {
        const [relevance, scores] = [rows.map(([own]) => own), rows.map(([, score]) => score)];
        const plain = value(name, relevance, scores, parameters(cut));
        expect(plain === leftOut || (plain >= metric.range[0] && plain <= metric.range[1] + 1e-12)).toBe(true);
        const grown = scores.map((score) => Math.exp(score) - 3);
        const turned = value(name, [...relevance].reverse(), [...grown].reverse(), parameters(cut));
        expect(turned === plain || Math.abs(turned - plain) < 1e-12).toBe(true);
      }),
    );
  });
  it('is best for the best order', () => {
    fc.assert(
      fc.property(list, k, (rows, cut) => {
        const relevance = rows.map(([own]) => own);
        const best = value(name, relevance, relevance, parameters(cut));
        const given = value(
          name,
          relevance,
          rows.map(([, score]) => score),
          parameters(cut),
        );
        expect(given <= best + 1e-12).toBe(true);
      }),
    );
  });
});
