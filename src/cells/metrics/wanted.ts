import { defaultMetrics, metrics } from '../../metrics/index.ts';
import type { Metric, Parameters, Task } from '../../metrics/metric.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError } from '../kind.ts';
import type { MetricsBody } from './schema.ts';

export type Average = 'macro' | 'weighted' | 'micro' | 'none';

/** How intervals are made. */
export interface Sampling {
  readonly level: number;
  readonly replicates: number;
  readonly seed: number;
  readonly method: 'auto' | 'bootstrap' | 'none';
}

/** One metric as the body asks for it. */
export interface Wanted {
  readonly metric: Metric;
  readonly parameters: Parameters;
  readonly average: Average;
}

/** Finds the metrics that the body names; throws `BodyError` for unknown ones and for those of another task. */
export function wantedMetrics(body: MetricsBody, task: Task): readonly Wanted[] {
  const asked = body.metrics ?? defaultMetrics[task];
  return asked.flatMap((item, index) => {
    const average = body.average ?? 'macro';
    if (typeof item === 'string') return [wanted(item, {}, average, task, ['metrics', index])];
    return Object.entries(item).map(([name, options]) => wanted(name, options, average, task, ['metrics', index, name]));
  });
}

function wanted(
  name: string,
  options: {
    readonly beta?: number | undefined;
    readonly alpha?: number | undefined;
    readonly k?: number | undefined;
    readonly bins?: number | undefined;
    readonly average?: Average | undefined;
  },
  usual: Average,
  task: Task,
  path: readonly (string | number)[],
): Wanted {
  const metric = findMetric(name, path);
  if (!metric.tasks.includes(task)) {
    const fitting = metrics.filter((other) => other.tasks.includes(task)).map((other) => other.name);
    throw new BodyError(
      `${name} is a metric of ${metric.tasks.join(' and ')} tasks; this one is ${task}`,
      path,
      `there are ${fitting.join(', ')}`,
    );
  }
  const { average, ...rest } = options;
  const averages = averagesOf(metric);
  if (average !== undefined && !averages.includes(average)) {
    const hint = averages.length === 0 ? undefined : `it takes ${averages.join(' or ')}`;
    throw new BodyError(`${name} takes no average ${average}`, [...path, 'average'], hint);
  }
  const given = Object.entries(rest).filter((entry): entry is [string, number] => entry[1] !== undefined);
  const foreign = given.find(([key]) => !Object.hasOwn(metric.parameters, key));
  if (foreign !== undefined) throw new BodyError(`${name} takes no ${foreign[0]}`, [...path, foreign[0]]);
  return { metric, average: average ?? usual, parameters: { ...metric.parameters, ...Object.fromEntries(given) } };
}

/** How the classes of a metric may become one number, or none. */
function averagesOf({ from }: Metric): readonly Average[] {
  if (from === 'counts') return ['macro', 'weighted', 'micro', 'none'];
  return from === 'ranks' || from === 'order' ? ['macro', 'none'] : [];
}

function findMetric(name: string, path: readonly (string | number)[]): Metric {
  const metric = metrics.find((candidate) => candidate.name === name);
  if (metric !== undefined) return metric;
  const near = nearest(
    name,
    metrics.map((candidate) => candidate.name),
  );
  throw new BodyError(`no metric ${name}`, path, near === undefined ? undefined : `the nearest name is ${near}`, near);
}
