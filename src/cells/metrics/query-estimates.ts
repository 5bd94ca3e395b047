import type { Catalogue, ListsMetric, QueriesMetric, RankedList } from '../../metrics/metric.ts';
import { BodyError } from '../kind.ts';
import { extremeEstimate, resampledEstimate, type Estimate, type Resampled } from './estimate.ts';
import { allRows, type Partition } from './partition.ts';
import type { QueryData } from './prepare-queries.ts';
import { groupOfQueries, queryLists, type QueryLists } from './query-lists.ts';
import type { Statistics } from './statistics.ts';
import { unitEstimates, type UnitValues } from './unit-estimates.ts';
import type { Sampling, Wanted } from './wanted.ts';

/** Estimates of a metric of queries for every slice; null where what it reads is missing. */
export function queryEstimates(
  wanted: Wanted,
  statistics: Statistics,
  partition: Partition,
  sampling: Sampling,
): readonly Estimate[] | null {
  const { metric, parameters } = wanted;
  const { queries, weights } = statistics.data;
  if (queries === null) return null;
  if (metric.from === 'queries') {
    const units = queryUnits(wanted, statistics, partition) ?? partedUnits(wanted, statistics, partition);
    return units === null ? null : unitEstimates(units, partition.slices.length, sampling);
  }
  if (metric.from !== 'lists' || queries.items === null) return null;
  const made = statistics.memo(`lists ${partition.by} ${partition.key}`, () => queryLists(queries, weights, partition.codes));
  return partition.slices.map((_, group) => {
    const own = resampledLists(metric, parameters, made, group, catalogueOf(queries));
    return metric.extreme === true ? extremeEstimate(own) : resampledEstimate(own, sampling, partition.slices.length);
  });
}

function catalogueOf({ itemCount, users }: QueryData): Catalogue {
  return { items: itemCount, users };
}

function resampledLists(
  metric: ListsMetric,
  parameters: Wanted['parameters'],
  made: QueryLists,
  group: number,
  catalogue: Catalogue,
): Resampled {
  const at = Array.from(made.lists.keys()).filter((list) => made.groups[list] === group);
  const lists: readonly RankedList[] = at.map((list) => made.lists[list]!);
  const weights = made.weights === null ? null : Float64Array.from(at, (list) => made.weights![list]!);
  return { n: lists.length, weights, compute: (drawn) => metric.compute(lists, drawn, parameters, catalogue) };
}

/** Whether the table holds what a metric of queries reads; throws `BodyError` where only the body can say it. */
function isReadable({ name, reads }: QueriesMetric, { popularity, features, users }: QueryData): boolean {
  if (name === 'novelty' && Number.isNaN(users))
    throw new BodyError('novelty needs the number of users in training', ['metrics'], 'say users: and how many');
  return reads === 'relevance' || (reads === 'popularity' ? popularity !== null : features !== null);
}

/** Values by query where slices part no query; null where they do, or where what it reads is missing. */
export function queryUnits({ metric, parameters }: Wanted, statistics: Statistics, partition: Partition): UnitValues | null {
  const { queries, weights } = statistics.data;
  if (queries === null || metric.from !== 'queries' || !isReadable(metric, queries)) return null;
  const groups = groupOfQueries(queries, partition.codes);
  if (groups === null) return null;
  const whole = statistics.memo(`lists ${allRows.by} ${allRows.key}`, () => queryLists(queries, weights, null));
  const values = statistics.memo(`queries ${metric.name} ${JSON.stringify(parameters)}`, () =>
    valuesOf(metric, parameters, whole, queries),
  );
  const { leftOutBecause, share = false } = metric;
  return { values, weights: whole.weights, groups: whole.query.map((own) => groups[own]!), share, leftOutBecause };
}

/** Values by query and slice, of the rows that the slice holds of the query. */
function partedUnits({ metric, parameters }: Wanted, statistics: Statistics, partition: Partition): UnitValues | null {
  const { queries, weights } = statistics.data;
  if (queries === null || metric.from !== 'queries' || !isReadable(metric, queries)) return null;
  const parts = queryLists(queries, weights, partition.codes);
  const { leftOutBecause, share = false } = metric;
  return { values: valuesOf(metric, parameters, parts, queries), weights: parts.weights, groups: parts.groups, share, leftOutBecause };
}

function valuesOf(metric: QueriesMetric, parameters: Wanted['parameters'], { lists }: QueryLists, queries: QueryData): Float64Array {
  return Float64Array.from(lists, (list) => metric.valueOf(list, parameters, catalogueOf(queries)));
}
