import { takes, withoutRows } from './described.ts';
import { leftOut, type ListsMetric, type Parameters, type QueriesMetric, type RankedList } from './metric.ts';

const shown = takes({ k: { doc: 'how many items of each query are shown', least: 1, most: 1_000_000, whole: true, usual: 10 } });

type Given = Pick<QueriesMetric, 'name' | 'title' | 'formula' | 'better' | 'range' | 'valueOf' | 'reads' | 'needs' | 'undefinedWhen'>;

function ofList(given: Given): QueriesMetric {
  return {
    from: 'queries',
    tasks: ['ranking'],
    ...shown,
    interval: 'Student over queries',
    leftOutBecause: 'too-few-rows',
    ...given,
    undefinedWhen: { ...withoutRows, ...given.undefinedWhen },
  };
}

function meanOf(count: number, of: (place: number) => number): number {
  let sum = 0;
  for (let place = 0; place < count; place++) sum += of(place);
  return count === 0 ? leftOut : sum / count;
}

function norm(features: Float64Array, from: number, width: number): number {
  let sum = 0;
  for (let at = from; at < from + width; at++) sum += features[at]! ** 2;
  return Math.sqrt(sum);
}

/** Mean of 1 − cosine over the pairs of the first k items. */
function diversityOf({ features, scores }: RankedList, k: number): number {
  const width = features.length / scores.length;
  const count = Math.min(k, scores.length);
  if (count < 2) return leftOut;
  let sum = 0;
  for (let one = 0; one < count; one++) {
    for (let other = 0; other < one; other++) {
      let product = 0;
      for (let at = 0; at < width; at++) product += features[one * width + at]! * features[other * width + at]!;
      sum += 1 - product / (norm(features, one * width, width) * norm(features, other * width, width));
    }
  }
  return sum / ((count * (count - 1)) / 2);
}

/** How often each item is shown, by weights of lists. */
function exposureOf(lists: readonly RankedList[], weights: Float64Array | null, items: number, k: number): Float64Array {
  const exposure = new Float64Array(items);
  for (const [list, { items: own }] of lists.entries()) {
    for (let place = 0; place < Math.min(k, own.length); place++) exposure[own[place]!]! += weights === null ? 1 : weights[list]!;
  }
  return exposure;
}

function giniOf(exposure: Float64Array): number {
  const sorted = exposure.slice().sort();
  let total = 0;
  let ranked = 0;
  for (let at = 0; at < sorted.length; at++) {
    total += sorted[at]!;
    ranked += (2 * (at + 1) - sorted.length - 1) * sorted[at]!;
  }
  return Math.max(0, ranked / (sorted.length * total));
}

/**
 * Mean cosine of the lists of two queries, in the number of items shown: the pairs that share an item are the square of the
 * sum over its lists less the sum of squares.
 */
function overlapOf(lists: readonly RankedList[], weights: Float64Array | null, items: number, k: number): number {
  const sums = new Float64Array(items);
  const squares = new Float64Array(items);
  let total = 0;
  let totalSquares = 0;
  for (const [list, { items: own }] of lists.entries()) {
    const weight = weights === null ? 1 : weights[list]!;
    total += weight;
    totalSquares += weight * weight;
    const first = own.subarray(0, k);
    const part = weight / Math.sqrt(first.length);
    for (const item of first) {
      sums[item]! += part;
      squares[item]! += part * part;
    }
  }
  let shared = 0;
  for (let item = 0; item < items; item++) shared += sums[item]! ** 2 - squares[item]!;
  return shared / (total * total - totalSquares);
}

type Of = (lists: readonly RankedList[], weights: Float64Array | null, items: number, k: number) => number;

function ofLists(
  given: Pick<ListsMetric, 'name' | 'title' | 'formula' | 'better' | 'interval'> & Partial<ListsMetric>,
  least: number,
  of: Of,
): ListsMetric {
  return {
    from: 'lists',
    range: [0, 1],
    tasks: ['ranking'],
    ...shown,
    needs: 'queries, scores, and the item of each row',
    ...given,
    undefinedWhen: { ...withoutRows, ...given.undefinedWhen },
    compute(lists, weights, { k = 10 }: Parameters, { items }) {
      if (lists.length === 0) return { value: NaN, reason: 'no-rows' };
      if (weights !== null && weights.every((weight) => weight === 0)) return { value: NaN, reason: 'zero-weight' };
      const present = weights === null ? lists.length : weights.reduce((count, weight) => count + +(weight > 0), 0);
      return present < least ? { value: NaN, reason: 'too-few-rows' } : { value: of(lists, weights, items, k) };
    },
  };
}

/** Metrics of what recommendations show, whether or not it is relevant. */
export const recommendationMetrics: readonly (QueriesMetric | ListsMetric)[] = [
  ofLists(
    {
      name: 'catalogue_coverage',
      title: 'Catalogue coverage',
      formula: 'share of the items of the table that are among the first k of some query',
      better: 'higher',
      interval: 'none; a count of what was seen cannot be resampled',
      extreme: true,
    },
    1,
    (lists, weights, items, k) => exposureOf(lists, weights, items, k).reduce((count, own) => count + +(own > 0), 0) / items,
  ),
  ofLists(
    {
      name: 'exposure_gini',
      title: 'Gini of exposure',
      formula: 'Σ (2i − m − 1)·c_i / (m·Σc) over how often the m items are shown, ascending; 0 is even',
      better: 'lower',
      interval: 'percentiles of a bootstrap of queries',
    },
    1,
    (lists, weights, items, k) => giniOf(exposureOf(lists, weights, items, k)),
  ),
  ofLists(
    {
      name: 'personalisation',
      title: 'Personalisation',
      formula: '1 − mean cosine of the first k items of two queries',
      better: 'higher',
      interval: 'percentiles of a bootstrap of queries',
      undefinedWhen: { 'too-few-rows': 'there is one query only' },
    },
    2,
    (lists, weights, items, k) => 1 - overlapOf(lists, weights, items, k),
  ),
  ofList({
    name: 'average_popularity',
    title: 'Average popularity',
    formula: 'mean training count of the first k items (ARP)',
    better: 'neither',
    range: [0, Infinity],
    reads: 'popularity',
    needs: 'queries, scores, and popularity: how often each item was chosen in training',
    undefinedWhen: {},
    valueOf: ({ popularity }, { k = 10 }) => meanOf(Math.min(k, popularity.length), (place) => popularity[place]!),
  }),
  ofList({
    name: 'novelty',
    title: 'Novelty',
    formula: 'mean −log2(popularity / users) of the first k items',
    better: 'higher',
    range: [-Infinity, Infinity],
    reads: 'popularity',
    needs: 'queries, scores, popularity: how often each item was chosen in training, and users: of how many',
    undefinedWhen: { 'out-of-domain': 'an item that is shown was never chosen in training' },
    valueOf: ({ popularity }, { k = 10 }, { users }) =>
      meanOf(Math.min(k, popularity.length), (place) => (popularity[place]! > 0 ? -Math.log2(popularity[place]! / users) : NaN)),
  }),
  ofList({
    name: 'diversity',
    title: 'Diversity',
    formula: 'mean 1 − cosine of the features of two of the first k items; lists of one item are left out',
    better: 'higher',
    range: [0, 2],
    reads: 'features',
    needs: 'queries, scores, and features of the items',
    undefinedWhen: { 'too-few-rows': 'no list has two items', 'out-of-domain': 'all features of an item are 0' },
    valueOf: (list, { k = 10 }) => diversityOf(list, k),
  }),
];
