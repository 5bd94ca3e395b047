import { costPerRow, fullestWithin, leastCost, type Costs, type Goal } from '../../analysis/choose-threshold.ts';
import { metrics } from '../../metrics/index.ts';
import type { BinaryCounts, CountsMetric, MatrixMetric } from '../../metrics/metric.ts';
import { nearest } from '../../trust/nearest.ts';
import type { Wanted } from '../metrics/wanted.ts';
import { BodyError, type Inputs } from '../kind.ts';
import { numberOf } from './given.ts';
import type { Choose } from './schema.ts';

/** What a threshold is chosen for, and what is shown of how well it does. */
export interface Strategy {
  /** What it depends on. */
  readonly key: string;
  readonly kind: 'max' | 'cost' | 'least' | 'most' | 'top';
  /** The metric that is measured, or the cost of a row. */
  readonly objective: Wanted | null;
  readonly costs: Costs | null;
  /** The bound of a constraint and the metric that is bound; the capacity. */
  readonly bound: number;
  readonly bounded: Wanted | null;
  /** `total` is the sum of weights that a capacity is counted against. */
  goal(total: number): Goal;
}

type CellsMetric = CountsMetric | MatrixMetric;
type Named = string | { readonly fbeta: { readonly beta: number } };
type Path = readonly (string | number)[];

const kinds = ['max', 'cost', 'recall', 'precision', 'false_positive_rate', 'top'] as const;

/** The one strategy of the body; throws `BodyError` for none and for several. */
export function checkChoose(choose: Choose): void {
  const given = kinds.filter((kind) => choose[kind] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? 'names no strategy' : `names ${given.join(' and ')}`;
    throw new BodyError(`choose ${found}`, ['choose'], `give one of ${kinds.join(', ')}`);
  }
  const bound = given[0] !== 'max' && given[0] !== 'cost' && given[0] !== 'top';
  if (choose.best !== undefined && !bound) throw new BodyError(`${given[0]} takes no best`, ['choose', 'best']);
  if (choose.max !== undefined) metricNamed(choose.max, ['choose', 'max'], true);
  if (choose.best !== undefined) metricNamed(choose.best, ['choose', 'best'], true);
}

export function strategyOf(choose: Choose, inputs: Inputs): Strategy {
  if (choose.cost !== undefined) return byCost(choose.cost, inputs);
  if (choose.top !== undefined) return byCapacity(numberOf(choose.top, inputs, ['choose', 'top']));
  if (choose.max !== undefined) {
    const objective = metricNamed(choose.max, ['choose', 'max'], true);
    return {
      ...plain,
      kind: 'max',
      key: keyOf('max', objective),
      objective,
      goal: () => ({ gain: valueOf(objective), allows: () => true }),
    };
  }
  const name = kinds.find((kind) => choose[kind] !== undefined) as 'recall' | 'precision' | 'false_positive_rate';
  const bound = numberOf(choose[name]!, inputs, ['choose', name]);
  if (!(bound >= 0 && bound <= 1)) throw new BodyError(`${name} lies between 0 and 1; found ${bound}`, ['choose', name]);
  const bounded = metricNamed(name, ['choose', name], false);
  const objective = metricNamed(choose.best ?? (name === 'recall' ? 'precision' : 'recall'), ['choose', 'best'], true);
  const kind = name === 'false_positive_rate' ? 'most' : 'least';
  const measured = valueOf(bounded);
  const slack = 1e-12;
  const allows = (counts: BinaryCounts): boolean =>
    kind === 'least' ? measured(counts) >= bound - slack : measured(counts) <= bound + slack;
  const key = `${keyOf(name, objective)} ${bound}`;
  return { ...plain, kind, key, objective, bound, bounded, goal: () => ({ gain: valueOf(objective), allows }) };
}

const plain = { costs: null, bound: NaN, bounded: null } as const;

function byCost(given: NonNullable<Choose['cost']>, inputs: Inputs): Strategy {
  const cost = (cell: 'tp' | 'fp' | 'fn' | 'tn'): number => {
    const own = given[cell];
    return own === undefined ? 0 : numberOf(own, inputs, ['choose', 'cost', cell]);
  };
  const costs = { tp: cost('tp'), fp: cost('fp'), fn: cost('fn'), tn: cost('tn') };
  return { ...plain, kind: 'cost', key: `cost ${JSON.stringify(costs)}`, objective: null, costs, goal: () => leastCost(costs) };
}

function byCapacity(top: number): Strategy {
  if (!(top > 0))
    throw new BodyError(`a capacity is above 0; found ${top}`, ['choose', 'top'], 'give a number of rows, or a share below 1');
  const objective = metricNamed('recall', ['choose', 'top'], false);
  return { ...plain, kind: 'top', key: `top ${top}`, objective, bound: top, goal: (total) => fullestWithin(top < 1 ? top : top / total) };
}

function keyOf(kind: string, { metric, parameters }: Wanted): string {
  return JSON.stringify([kind, metric.name, parameters]);
}

/** A metric of confusion counts by name; `choosing`: one of which more is better. */
export function metricNamed(named: Named, path: Path, choosing: boolean): Wanted {
  const name = typeof named === 'string' ? named : 'fbeta';
  const fitting = metrics.filter(
    (metric): metric is CellsMetric =>
      (metric.from === 'counts' || metric.from === 'matrix') &&
      metric.tasks.includes('binary') &&
      (!choosing || metric.better === 'higher'),
  );
  const metric = fitting.find((candidate) => candidate.name === name);
  if (metric === undefined) {
    const names = fitting.map((candidate) => candidate.name);
    const near = nearest(name, names);
    const why = metrics.some((candidate) => candidate.name === name) ? `no threshold is chosen by ${name}` : `no metric ${name}`;
    throw new BodyError(why, path, near === undefined ? `there are ${names.join(', ')}` : `the nearest name is ${near}`, near);
  }
  return { metric, average: 'macro', parameters: { ...metric.parameters, ...(typeof named === 'string' ? {} : named.fbeta) } };
}

/** The metric as a function of counts. */
export function valueOf({ metric, parameters }: Wanted): (counts: BinaryCounts) => number {
  if (metric.from === 'counts') return (counts) => metric.compute(counts, parameters).value;
  if (metric.from !== 'matrix') throw new Error(`${metric.name} is not made from counts`);
  const cells = new Float64Array(4);
  return ({ tp, fp, fn, tn }) => {
    cells[0] = tn;
    cells[1] = fp;
    cells[2] = fn;
    cells[3] = tp;
    return metric.compute(cells, 2, parameters).value;
  };
}

/** What the strategy measures, as a function of counts. */
export function measured({ objective, costs }: Strategy): (counts: BinaryCounts) => number {
  if (objective !== null) return valueOf(objective);
  return (counts) => costPerRow(counts, costs!);
}

export function nameOf({ objective }: Strategy): string {
  return objective === null ? 'cost' : objective.metric.name;
}

export function titleOf({ objective }: Strategy): string {
  return objective === null ? 'Cost a row' : objective.metric.title;
}
