import { leftOut, type Computed, type Metric, type Moments, type Parameters, type Task } from '../../src/metrics/metric.ts';
import { rankRows, scanRanks } from '../../src/metrics/scan-ranks.ts';

/** Labels 0 … K − 1 with a score per class (classification), or numbers (regression). */
export interface Sample {
  readonly task: Task;
  readonly actual: readonly number[];
  /** By class; for binary only the score of class 1. For regression predictions, and lower and upper bounds where the metric reads them. */
  readonly scores: readonly (readonly number[])[];
  readonly weights: readonly number[] | null;
}

const classesOf = (sample: Sample): number => (sample.task === 'binary' ? 2 : sample.scores.length);

/** Evaluates a metric from first principles of its statistic: one class (1) against the rest, or the whole matrix. */
export function evaluate(metric: Metric, sample: Sample, parameters: Parameters = metric.parameters): Computed {
  switch (metric.from) {
    case 'counts':
      return metric.compute(countsOf(sample), parameters);
    case 'matrix':
      return metric.compute(matrixOf(sample), classesOf(sample), parameters);
    case 'ranks':
      return metric.compute(scanRanks(orderOf(sample), null));
    case 'order':
      return metric.compute(orderOf(sample), parameters);
    case 'rows':
      return metric.compute(
        { actual: Float64Array.from(sample.actual), predicted: Float64Array.from(sample.scores[0]!), weights: weightsOf(sample) },
        parameters,
      );
    case 'moments': {
      const { mean, n } = momentsOf(lossesOf(metric, sample, parameters), sample.weights);
      if (n === 0) return { value: NaN, reason: 'no-rows' };
      if (Number.isNaN(mean)) return { value: NaN, reason: metric.undefinedBecause ?? 'out-of-domain' };
      return { value: (metric.finish ?? ((value) => value))(mean) };
    }
    case 'tags':
    case 'queries':
    case 'lists':
      throw new Error(`${metric.name} reads more than labels and scores`);
  }
}

function weightsOf({ weights }: Sample): Float64Array | null {
  return weights === null ? null : Float64Array.from(weights);
}

function orderOf(sample: Sample): ReturnType<typeof rankRows> {
  const scores = sample.task === 'binary' ? sample.scores[0]! : sample.scores[1]!;
  return rankRows(Float64Array.from(scores), Int32Array.from(sample.actual), 1, weightsOf(sample));
}

function guess(sample: Sample, row: number): number {
  if (sample.task === 'binary') return +(sample.scores[0]![row]! >= 0.5);
  const own = sample.scores.map((scores) => scores[row]!);
  return own.indexOf(Math.max(...own));
}

export function matrixOf(sample: Sample): Float64Array {
  const classes = classesOf(sample);
  const matrix = new Float64Array(classes * classes);
  sample.actual.forEach((own, row) => (matrix[own * classes + guess(sample, row)]! += sample.weights?.[row] ?? 1));
  return matrix;
}

function countsOf(sample: Sample): { tp: number; fp: number; fn: number; tn: number } {
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
  sample.actual.forEach((own, row) => {
    const key = own === 1 ? (guess(sample, row) === 1 ? 'tp' : 'fn') : guess(sample, row) === 1 ? 'fp' : 'tn';
    counts[key] += sample.weights?.[row] ?? 1;
  });
  return counts;
}

function lossesOf(metric: Extract<Metric, { from: 'moments' }>, sample: Sample, parameters: Parameters): number[] {
  if (metric.boundsLoss !== undefined) {
    return sample.actual.map((own, row) => metric.boundsLoss!(own, sample.scores[1]![row]!, sample.scores[2]![row]!, parameters));
  }
  if (sample.task !== 'multiclass') return sample.actual.map((own, row) => metric.loss(own, sample.scores[0]![row]!, parameters));
  return sample.actual.map((own, row) => {
    const scores = sample.scores.map((column) => column[row]!);
    const score = scores[own]!;
    const above = scores.filter((other, code) => other > score || (other === score && code < own)).length;
    return metric.classLoss!({ score, squares: scores.reduce((sum, other) => sum + other * other, 0), above }, parameters);
  });
}

function momentsOf(losses: readonly number[], weights: readonly number[] | null): Pick<Moments, 'mean' | 'n'> {
  let sum = 0;
  let weight = 0;
  let n = 0;
  losses.forEach((loss, row) => {
    if (loss === leftOut) return;
    const own = weights?.[row] ?? 1;
    n++;
    weight += own;
    sum += own * loss;
  });
  return { mean: sum / weight, n };
}
