import type { RankedList } from '../../metrics/metric.ts';
import type { QueryData } from './prepare-queries.ts';

/** Lists of items shown, each of one query and, where queries are parted, of one slice. */
export interface QueryLists {
  readonly lists: readonly RankedList[];
  /** Mean weight of a list's rows. */
  readonly weights: Float64Array | null;
  readonly query: Int32Array;
  /** Slice of each list, −1 for none. */
  readonly groups: Int32Array;
}

/**
 * Ranks the rows of each query, the highest score first; of equal scores the less relevant item stands first, so that ties
 * count against the model. With `codes` each slice of a query is a list of its own, and rows in no slice are in none.
 */
export function queryLists(data: QueryData, weights: Float64Array | null, codes: Int32Array | null): QueryLists {
  const { query, scores, relevance, items } = data;
  const group = (row: number): number => (codes === null ? 0 : codes[row]!);
  const kept = Uint32Array.from(Array.from(query.keys()).filter((row) => query[row]! >= 0 && group(row) >= 0));
  const order = kept.sort(
    (a, b) =>
      query[a]! - query[b]! ||
      group(a) - group(b) ||
      descending(scores[a]!, scores[b]!) ||
      relevance[a]! - relevance[b]! ||
      (items === null ? 0 : items[a]! - items[b]!) ||
      a - b,
  );
  const lists: RankedList[] = [];
  const queries: number[] = [];
  const groups: number[] = [];
  const sums: number[] = [];
  for (let from = 0; from < order.length;) {
    const first = order[from]!;
    let to = from;
    while (to < order.length && query[order[to]!] === query[first] && group(order[to]!) === group(first)) to++;
    const rows = order.subarray(from, to);
    lists.push(listOf(data, rows));
    queries.push(query[first]!);
    groups.push(group(first));
    if (weights !== null) sums.push(rows.reduce((sum, row) => sum + weights[row]!, 0) / rows.length);
    from = to;
  }
  return {
    lists,
    weights: weights === null ? null : Float64Array.from(sums),
    query: Int32Array.from(queries),
    groups: Int32Array.from(groups),
  };
}

/** Infinite scores have no difference. */
function descending(a: number, b: number): number {
  return a === b ? 0 : a > b ? -1 : 1;
}

function listOf({ relevance, scores, items, popularity, features, query }: QueryData, rows: Uint32Array): RankedList {
  const take = (values: Float64Array | null): Float64Array =>
    values === null ? new Float64Array(0) : Float64Array.from(rows, (row) => values[row]!);
  const width = features === null ? 0 : features.length / query.length;
  const taken = new Float64Array(rows.length * width);
  if (features !== null) for (const [at, row] of rows.entries()) taken.set(features.subarray(row * width, (row + 1) * width), at * width);
  return {
    relevance: take(relevance),
    scores: take(scores),
    items: items === null ? new Int32Array(0) : Int32Array.from(rows, (row) => items[row]!),
    popularity: take(popularity),
    features: taken,
  };
}

/** The slice of each query where all its rows are in one, −1 for none; null where slices part a query. */
export function groupOfQueries({ query, count }: QueryData, codes: Int32Array | null): Int32Array | null {
  if (codes === null) return new Int32Array(count);
  const groups = new Int32Array(count).fill(-2);
  for (let row = 0; row < query.length; row++) {
    const own = query[row]!;
    if (own < 0) continue;
    if (groups[own] === -2) groups[own] = codes[row]!;
    else if (groups[own] !== codes[row]) return null;
  }
  return groups;
}
