import type { MeanMetric, OrderMetric, RanksMetric, RowsMetric } from '../../metrics/metric.ts';
import { takeOrdered } from '../../metrics/scan-ranks.ts';
import { counterHash, counterUniform } from '../../stats/counter-random.ts';
import { normalQuantile } from '../../stats/distributions.ts';
import { resampledOrder, resampledRows, resampledValues, sampleVariance } from '../metrics/estimate.ts';
import type { Column } from '../metrics/estimates.ts';
import { matrixValue } from '../metrics/matrix-value.ts';
import { blocksReplicates } from '../metrics/rank-blocks.ts';
import type { Statistics } from '../metrics/statistics.ts';
import type { Sampling } from '../metrics/wanted.ts';
import { drawJoint, drawShuffled, type DrawnCells } from './drawn-cells.ts';
import type { Scope } from './scopes.ts';

/** A metric in the groups of a scope: as measured, resampled, and as if rows had been dealt to the groups at random. */
export interface GroupNumbers {
  /** One value a kept group. */
  readonly values: Float64Array;
  readonly overall: number;
  /** Replicates of one group each; the same replicate of all groups belongs together. */
  readonly replicates: readonly Float64Array[];
  /** Replicates of the whole; null where it is held at its value. */
  readonly overalls: Float64Array | null;
  readonly shuffled: readonly Float64Array[];
  readonly method: string;
}

/** What all metrics of a scope share. */
export interface Drawing {
  readonly statistics: Statistics;
  readonly scope: Scope;
  /** Groups large enough to be set against each other, by their codes. */
  readonly kept: readonly number[];
  readonly sampling: Sampling;
  /** Draws of the kept groups' matrices; null where nothing is predicted. */
  readonly joint: DrawnCells | null;
  readonly dealt: DrawnCells | null;
}

/** Draws once for all metrics of a scope. */
export function drawScope(statistics: Statistics, scope: Scope, kept: readonly number[], sampling: Sampling): Drawing {
  const base = { statistics, scope, kept, sampling };
  const matrices = statistics.counts(scope.groups);
  if (matrices === null || kept.length === 0 || sampling.method === 'none') return { ...base, joint: null, dealt: null };
  const own = kept.map((group) => matrices[group]!);
  const effective = statistics.effective(scope.whole)?.[0] ?? 1;
  return {
    ...base,
    joint: drawJoint(own, effective, sampling.replicates, sampling.seed),
    dealt: drawShuffled(own, effective, sampling.replicates, counterHash(sampling.seed, 1, own.length)),
  };
}

/** The numbers of one column in a scope; null where its input is missing. */
export function groupNumbers(column: Column, drawing: Drawing): GroupNumbers | null {
  const { metric } = column.wanted;
  switch (metric.from) {
    case 'counts':
    case 'matrix':
      return countsNumbers(column, drawing);
    case 'moments':
      return meanNumbers(metric, column, drawing);
    case 'ranks':
      return column.code === null ? null : rankNumbers(metric, column.code, drawing);
    case 'order':
      return column.code === null ? null : orderNumbers(metric, column, column.code, drawing);
    case 'rows':
      return rowsNumbers(metric, column, drawing);
    default:
      return null;
  }
}

function countsNumbers({ wanted, code }: Column, { statistics, scope, kept, joint, dealt }: Drawing): GroupNumbers | null {
  const matrices = statistics.counts(scope.groups);
  const whole = statistics.counts(scope.whole)?.[0];
  if (matrices === null || whole === undefined) return null;
  const classes = Math.sqrt(whole.length);
  const valueOf = (cells: Float64Array): number => matrixValue(wanted, cells, classes, code).value;
  const overalls = joint === null ? null : new Float64Array(joint.replicates);
  if (joint !== null && overalls !== null) {
    const sum = new Float64Array(joint.cells);
    for (let replicate = 0; replicate < joint.replicates; replicate++) {
      sum.fill(0);
      for (let at = 0; at < joint.groups * joint.cells; at++)
        sum[at % joint.cells]! += joint.values[replicate * joint.groups * joint.cells + at]!;
      overalls[replicate] = valueOf(sum);
    }
  }
  return {
    values: Float64Array.from(kept, (group) => valueOf(matrices[group]!)),
    overall: valueOf(whole),
    replicates: kept.map((_, at) => replicatesIn(joint, at, valueOf)),
    overalls,
    shuffled: kept.map((_, at) => replicatesIn(dealt, at, valueOf)),
    method: `multinomial bootstrap, ${joint?.replicates ?? 0}`,
  };
}

function replicatesIn(drawn: DrawnCells | null, group: number, valueOf: (cells: Float64Array) => number): Float64Array {
  if (drawn === null) return new Float64Array(0);
  const { replicates, groups, cells, values } = drawn;
  return Float64Array.from({ length: replicates }, (_, replicate) => {
    const from = (replicate * groups + group) * cells;
    return valueOf(values.subarray(from, from + cells));
  });
}

/** Means of 30 rows and more are near enough to normal; each group draws on its own. */
function meanNumbers(metric: MeanMetric, { wanted }: Column, drawing: Drawing): GroupNumbers | null {
  const { statistics, scope, kept, sampling } = drawing;
  const moments = statistics.moments(scope.groups, metric, wanted.parameters);
  const whole = statistics.moments(scope.whole, metric, wanted.parameters)?.[0];
  if (moments === null || whole === undefined) return null;
  const finish = metric.finish ?? ((mean: number) => mean);
  const effective = statistics.effective(scope.whole)?.[0] ?? 1;
  const count = sampling.method === 'none' ? 0 : sampling.replicates;
  const draw = (group: number, mean: number, se: number, stream: number): Float64Array =>
    Float64Array.from({ length: count }, (_, replicate) =>
      finish(mean + se * normalQuantile(counterUniform(sampling.seed, 2 * replicate + stream, group))),
    );
  const seOf = (variance: number, group: number): number => Math.sqrt(variance / (moments[group]!.weight * effective));
  return {
    values: Float64Array.from(kept, (group) => (moments[group]!.n === 0 ? NaN : finish(moments[group]!.mean))),
    overall: finish(whole.mean),
    replicates: kept.map((group) => draw(group, moments[group]!.mean, seOf(sampleVariance(moments[group]!, effective), group), 0)),
    overalls: null,
    shuffled: kept.map((group) => draw(group, whole.mean, seOf(sampleVariance(whole, effective), group), 1)),
    method: `normal draws, ${count}`,
  };
}

function rankNumbers(metric: RanksMetric, code: number, drawing: Drawing): GroupNumbers | null {
  const { statistics, scope, kept } = drawing;
  const ranks = statistics.ranks(scope.groups, code);
  const rows = statistics.rankRows(code);
  const whole = statistics.ranks(scope.whole, code)?.[0];
  if (ranks === null || rows === null || whole === undefined) return null;
  const places = statistics.places(scope.groups, code);
  const effective = statistics.effective(scope.whole)?.[0] ?? 1;
  const values = Float64Array.from(kept, (group) => metric.compute(ranks[group]!).value);
  return recentred(values, metric.compute(whole).value, drawing, (at, sampling, stream) =>
    blocksReplicates(metric, ranks[kept[at]!]!, rows, places[kept[at]!]!, effective, sampling, stream),
  );
}

function orderNumbers(metric: OrderMetric, { wanted }: Column, code: number, drawing: Drawing): GroupNumbers | null {
  const { statistics, scope, kept } = drawing;
  const rows = statistics.rankRows(code);
  if (rows === null) return null;
  const places = statistics.places(scope.groups, code);
  const own = kept.map((group) => resampledOrder(metric, wanted.parameters, takeOrdered(rows, places[group]!)));
  const whole = resampledOrder(metric, wanted.parameters, takeOrdered(rows, statistics.places(scope.whole, code)[0]!));
  const values = Float64Array.from(own, (each) => each.compute(each.weights).value);
  return recentred(values, whole.compute(whole.weights).value, drawing, (at, sampling, stream) =>
    resampledValues(own[at]!, sampling, 2 * own.length, stream),
  );
}

function rowsNumbers(metric: RowsMetric, { wanted }: Column, drawing: Drawing): GroupNumbers | null {
  const { statistics, scope, kept } = drawing;
  const all = statistics.rows(scope.groups);
  const own = kept.map((group) => resampledRows(metric, wanted.parameters, all[group]!));
  const whole = resampledRows(metric, wanted.parameters, statistics.rows(scope.whole)[0]!);
  const values = Float64Array.from(own, (each) => each.compute(each.weights).value);
  return recentred(values, whole.compute(whole.weights).value, drawing, (at, sampling, stream) =>
    resampledValues(own[at]!, sampling, 2 * own.length, stream),
  );
}

type Replicates = (at: number, sampling: Sampling, stream: 0 | 1) => Float64Array;

/** Each group draws under a seed of its own; shuffled labels are other draws of it, moved to the value of the whole. */
function recentred(values: Float64Array, overall: number, { sampling }: Drawing, replicatesOf: Replicates): GroupNumbers {
  const draw = (at: number, stream: 0 | 1): Float64Array => {
    if (sampling.method === 'none' || Number.isNaN(values[at])) return new Float64Array(0);
    return replicatesOf(at, { ...sampling, seed: counterHash(sampling.seed, 7, at) }, stream);
  };
  const replicates = Array.from(values, (_, at) => draw(at, 0));
  return {
    values,
    overall,
    replicates,
    overalls: null,
    shuffled: Array.from(values, (value, at) => draw(at, 1).map((drawn) => drawn - value + overall)),
    method: `bootstrap, ${Math.max(0, ...replicates.map(({ length }) => length))}`,
  };
}
