import { defaultMetrics, metrics } from '../../metrics/index.ts';
import { classCostMetrics } from '../../metrics/class-costs.ts';
import type { Metric, Parameters } from '../../metrics/metric.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError } from '../kind.ts';
import { costsOf } from './costs.ts';
import { parametersFor } from './parameters.ts';
import type { Prepared } from './prepare.ts';
import type { MetricsBody } from './schema.ts';

export type Average = 'macro' | 'weighted' | 'micro' | 'samples' | 'none';

/** How intervals are made. */
export interface Sampling {
  readonly level: number;
  readonly replicates: number;
  readonly seed: number;
  readonly method: 'auto' | 'bootstrap' | 'none';
  /** Of shares; Wilson unless said. */
  readonly proportion?: 'wilson' | 'clopper_pearson';
  /** Column of what rows are drawn together with. */
  readonly cluster?: string;
  /** Column of what is drawn within, or `label`. */
  readonly stratify?: string;
}

/** One metric as the body asks for it. */
export interface Wanted {
  readonly metric: Metric;
  readonly parameters: Parameters;
  readonly average: Average;
}

type Task = Prepared['task'];
type Options = Readonly<Record<string, string | number | boolean>>;
type Path = readonly (string | number)[];

/** What metrics of costs, and of scores, depend on beside the body. */
type About = Pick<Prepared, 'classes' | 'positive'> & Partial<Pick<Prepared, 'singlePrecision'>>;

/** Finds the metrics that the body names; throws `BodyError` for unknown ones and for those of another task. */
export function wantedMetrics(body: MetricsBody, task: Task, about?: About): readonly Wanted[] {
  const asked = body.metrics ?? defaultMetrics[task];
  const usual = body.average ?? 'macro';
  const wanted = asked.flatMap((item, index) => {
    if (typeof item === 'string') return [wantedMetric(item, {}, usual, task, ['metrics', index])];
    return Object.entries(item).map(([name, options]) => wantedMetric(name, options, usual, task, ['metrics', index, name]));
  });
  return about === undefined ? wanted : wanted.map((one) => ofData(one, body, task, about));
}

/** The metric under the costs of the body, and for the precision of the scores. */
function ofData(wanted: Wanted, body: MetricsBody, task: Task, about: About): Wanted {
  const { metric, parameters } = wanted;
  if (body.costs !== undefined && (metric.name === 'mean_cost' || metric.name === 'total_cost')) {
    const costs = costsOf(body.costs, { task, ...about });
    return { ...wanted, metric: classCostMetrics(costs).find(({ name }) => name === metric.name)! };
  }
  if (metric.name === 'log_loss' && about.singlePrecision === true && parameters['eps'] === metric.parameters['eps'])
    return { ...wanted, parameters: { ...parameters, eps: singleEps } };
  return wanted;
}

/** scikit-learn's bound for scores of 32 bits, which cannot come nearer to 1. */
const singleEps = 1.1920928955078125e-7;

function wantedMetric(name: string, options: Options, usual: Average, task: Task, path: Path): Wanted {
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
  const averages = averagesOf(metric, task);
  if (average !== undefined && !averages.some((known) => known === average)) {
    const hint = averages.length === 0 ? undefined : `it takes ${averages.join(' or ')}`;
    throw new BodyError(`${name} takes no average ${String(average)}`, [...path, 'average'], hint);
  }
  const chosen = (average as Average | undefined) ?? (averages.includes(usual) ? usual : 'macro');
  return { metric, average: chosen, parameters: parametersFor(metric, rest, path) };
}

/** How the classes of a metric may become one number, or none. */
function averagesOf({ from }: Metric, task: Task): readonly Average[] {
  if (from === 'counts')
    return task === 'multilabel' ? ['macro', 'weighted', 'micro', 'samples', 'none'] : ['macro', 'weighted', 'micro', 'none'];
  return from === 'ranks' || from === 'order' ? ['macro', 'weighted', 'none'] : [];
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
