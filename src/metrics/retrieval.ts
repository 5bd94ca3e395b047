import { flag, oneOf, takes, takesNothing, withoutRows } from './described.ts';
import { leftOut, type Parameters, type QueriesMetric, type RankedList } from './metric.ts';

const cut = { doc: 'how many of the first items count', least: 1, most: 1_000_000, whole: true, usual: 10 } as const;

type Given = Pick<QueriesMetric, 'name' | 'title' | 'formula'> & Partial<Omit<QueriesMetric, 'valueOf'>>;

/** A metric of a query that has a relevant item; relevance below 0 has no value. */
function ofRelevant(given: Given, of: (list: RankedList, relevant: number, parameters: Parameters) => number): QueriesMetric {
  return {
    from: 'queries',
    better: 'higher',
    range: [0, 1],
    tasks: ['ranking'],
    ...takes({ k: cut }),
    needs: 'queries, the relevance of each item, and scores; of equal scores the less relevant item counts as the first',
    interval: 'Student over queries',
    reads: 'relevance',
    leftOutBecause: 'no-relevant-items',
    ...given,
    undefinedWhen: {
      ...withoutRows,
      'no-relevant-items': 'no query has a relevant item',
      'out-of-domain': 'a relevance is below 0',
    },
    valueOf(list, parameters) {
      let relevant = 0;
      for (const gain of list.relevance) {
        if (gain < 0) return NaN;
        relevant += +(gain > 0);
      }
      return relevant === 0 ? leftOut : of(list, relevant, parameters);
    },
  };
}

function hitsOf({ relevance }: RankedList, k: number): number {
  let hits = 0;
  for (let at = 0; at < Math.min(k, relevance.length); at++) hits += +(relevance[at]! > 0);
  return hits;
}

function gainOf(relevance: number, gain: number): number {
  return gain === 1 ? 2 ** relevance - 1 : relevance;
}

/** Discounted gains up to k; items of equal score share the mean gain of their places, as in scikit-learn. */
function discounted({ relevance, scores }: RankedList, k: number, gain: number): number {
  let sum = 0;
  for (let from = 0; from < relevance.length && from < k;) {
    let gains = 0;
    let discounts = 0;
    let to = from;
    for (; to < relevance.length && scores[to] === scores[from]; to++) {
      gains += gainOf(relevance[to]!, gain);
      if (to < k) discounts += 1 / Math.log2(to + 2);
    }
    sum += (gains / (to - from)) * discounts;
    from = to;
  }
  return sum;
}

function ideal({ relevance }: RankedList, k: number, gain: number): number {
  const sorted = relevance.slice().sort().reverse();
  let sum = 0;
  for (let at = 0; at < Math.min(k, sorted.length); at++) sum += gainOf(sorted[at]!, gain) / Math.log2(at + 2);
  return sum;
}

const gains = takes({ k: cut, gain: oneOf(['linear', 'exponential'], 'what relevance is worth: itself, or 2^relevance − 1') });

function averagePrecision({ relevance }: RankedList, relevant: number, k: number, trec: number): number {
  let hits = 0;
  let sum = 0;
  for (let at = 0; at < Math.min(k, relevance.length); at++) {
    if (relevance[at]! > 0) sum += ++hits / (at + 1);
  }
  return sum / (trec === 1 ? relevant : Math.min(k, relevant));
}

/** Metrics of the items shown for a query, as means over queries; queries without a relevant item are left out. */
export const retrievalMetrics: readonly QueriesMetric[] = [
  ofRelevant(
    {
      name: 'ndcg',
      title: 'NDCG',
      formula:
        'Σ over the first k of gain / log2(place + 1), divided by the best order’s; equal scores share their mean gain; queries of one item are left out',
      ...gains,
    },
    (list, _, { k = 10, gain = 0 }) => (list.relevance.length < 2 ? leftOut : discounted(list, k, gain) / ideal(list, k, gain)),
  ),
  ofRelevant(
    {
      name: 'dcg',
      title: 'DCG',
      formula: 'Σ over the first k of gain / log2(place + 1); equal scores share their mean gain',
      range: [0, Infinity],
      ...gains,
    },
    (list, _, { k = 10, gain = 0 }) => discounted(list, k, gain),
  ),
  ofRelevant(
    {
      name: 'mean_reciprocal_rank',
      title: 'Mean reciprocal rank',
      formula: '1 / place of the first relevant item, 0 where none is among the first k',
    },
    ({ relevance }, _, { k = 10 }) => {
      const first = relevance.findIndex((gain) => gain > 0);
      return first < k ? 1 / (first + 1) : 0;
    },
  ),
  ofRelevant(
    {
      name: 'hit_rate',
      title: 'Hit rate',
      formula: 'share of queries with a relevant item among the first k',
      share: true,
      interval: 'Wilson over queries',
    },
    (list, _, { k = 10 }) => +(hitsOf(list, k) > 0),
  ),
  ofRelevant(
    {
      name: 'precision_at_k',
      title: 'Precision at k',
      formula: 'relevant items among the first k, divided by k even where fewer are shown',
    },
    (list, _, { k = 10 }) => hitsOf(list, k) / k,
  ),
  ofRelevant(
    { name: 'recall_at_k', title: 'Recall at k', formula: 'relevant items among the first k, divided by all relevant items of the query' },
    (list, relevant, { k = 10 }) => hitsOf(list, k) / relevant,
  ),
  ofRelevant(
    { name: 'f_at_k', title: 'F at k', formula: '2·hits / (k + relevant): harmonic mean of precision and recall at k' },
    (list, relevant, { k = 10 }) => (2 * hitsOf(list, k)) / (k + relevant),
  ),
  ofRelevant(
    { name: 'r_precision', title: 'R-precision', formula: 'precision at k = number of relevant items of the query', ...takesNothing },
    (list, relevant) => hitsOf(list, relevant) / relevant,
  ),
  ofRelevant(
    {
      name: 'map_at_k',
      title: 'MAP at k',
      formula: '(1 / min(k, R))·Σ over the first k of relevant·precision at that place; trec divides by R',
      ...takes({ k: cut, trec: flag('whether the sum is divided by all relevant items, however many k are') }),
    },
    (list, relevant, { k = 10, trec = 0 }) => averagePrecision(list, relevant, k, trec),
  ),
];
