import type { BinaryCounts, Computed, CountsMetric, Reason } from '../../metrics/metric.ts';
import { multinomialDraw } from '../../stats/binomial-draw.ts';
import { uniformStream } from '../../stats/counter-random.ts';
import type { Average, Sampling, Wanted } from './wanted.ts';

/** One class against the rest; each count is a sum of its own cells, since differences of sums would lose the digits of small weights. */
export function oneAgainstRest(matrix: Float64Array, classes: number, code: number): BinaryCounts {
  let fp = 0;
  let fn = 0;
  let tn = 0;
  for (let actual = 0; actual < classes; actual++) {
    if (actual === code) continue;
    for (let predicted = 0; predicted < classes; predicted++) {
      if (predicted !== code) tn += matrix[actual * classes + predicted]!;
    }
    fp += matrix[actual * classes + code]!;
    fn += matrix[code * classes + actual]!;
  }
  return { tp: matrix[code * classes + code]!, fp, fn, tn };
}

/** Every class against the rest, in one pass over the cells: what a row holds beside one class is what stands before and after it. */
export function eachAgainstRest(matrix: Float64Array, classes: number): readonly BinaryCounts[] {
  const [fp, fn, tn] = [new Float64Array(classes), new Float64Array(classes), new Float64Array(classes)];
  const after = new Float64Array(classes + 1);
  for (let actual = 0; actual < classes; actual++) {
    const from = actual * classes;
    for (let code = classes - 1; code >= 0; code--) after[code] = after[code + 1]! + matrix[from + code]!;
    let before = 0;
    for (let code = 0; code < classes; code++) {
      const beside = before + after[code + 1]!;
      const cell = matrix[from + code]!;
      if (code === actual) fn[code] = beside;
      else {
        fp[code]! += cell;
        tn[code]! += beside;
      }
      before += cell;
    }
  }
  return Array.from(fp, (_, code) => ({ tp: matrix[code * classes + code]!, fp: fp[code]!, fn: fn[code]!, tn: tn[code]! }));
}

/** The metric of a confusion matrix, for one class or averaged over classes; classes where it is undefined are left out of a mean. */
export function matrixValue(wanted: Wanted, matrix: Float64Array, classes: number, code: number | null): Computed {
  const { metric, parameters, average } = wanted;
  if (metric.from === 'matrix') return metric.compute(matrix, classes, parameters);
  if (metric.from !== 'counts') throw new Error(`${metric.name} is not made from counts`);
  if (code !== null) return metric.compute(oneAgainstRest(matrix, classes, code), parameters);
  return averageOf(metric, parameters, average, eachAgainstRest(matrix, classes));
}

/** The metric of counts averaged over classes or labels; those where it is undefined are left out of a mean. */
export function averageOf(
  metric: CountsMetric,
  parameters: Wanted['parameters'],
  average: Average,
  each: readonly BinaryCounts[],
): Computed {
  if (average === 'micro') {
    const sum = (key: keyof BinaryCounts): number => each.reduce((total, counts) => total + counts[key], 0);
    return metric.compute({ tp: sum('tp'), fp: sum('fp'), fn: sum('fn'), tn: sum('tn') }, parameters);
  }
  let weightSum = 0;
  let total = 0;
  let reason: Reason | undefined;
  for (const counts of each) {
    const { value, reason: why } = metric.compute(counts, parameters);
    const weight = average === 'weighted' ? counts.tp + counts.fn : 1;
    if (Number.isNaN(value)) reason = why;
    else if (weight > 0) {
      total += weight * value;
      weightSum += weight;
    }
  }
  return weightSum > 0
    ? { value: total / weightSum }
    : { value: NaN, reason: reason ?? (average === 'weighted' ? 'no-positives' : 'no-rows') };
}

/** Numerator and denominator where the metric is a share of independent rows; null where it is not. */
export function ratioOf(
  { metric }: Wanted,
  matrix: Float64Array,
  classes: number,
  code: number | null,
): readonly [numerator: number, denominator: number] | null {
  if (metric.from === 'matrix') return metric.ratio?.(matrix, classes) ?? null;
  if (metric.from !== 'counts' || code === null) return null;
  return metric.ratio?.(oneAgainstRest(matrix, classes, code)) ?? null;
}

const mostHeld = 4e6;
const mostCells = 2e7;

/**
 * Multinomial draws of confusion matrices, shared by all metrics of a run: `effective` turns weights into rows. Draws of a
 * large matrix are made again for each metric instead of held, and there are fewer of them (at least 100).
 */
export class MatrixDraws {
  private readonly held = new WeakMap<Float64Array, Float64Array>();
  constructor(
    readonly sampling: Sampling,
    private readonly classes: number,
  ) {}

  get replicates(): number {
    const { replicates } = this.sampling;
    return Math.min(replicates, Math.max(100, Math.floor(mostCells / this.classes ** 2)));
  }

  /** The metric over the draws of one matrix; another `stream` draws independently. */
  values(wanted: Wanted, matrix: Float64Array, code: number | null, effective: number, stream: 0 | 1): Float64Array {
    const { replicates } = this;
    const cells = matrix.length;
    const draws = replicates * cells <= mostHeld ? this.drawsOf(matrix, effective, stream) : null;
    const drawn = new Float64Array(cells);
    const values = new Float64Array(replicates);
    for (let replicate = 0; replicate < replicates; replicate++) {
      if (draws === null) this.draw(matrix, effective, stream, replicate, drawn);
      else for (let cell = 0; cell < cells; cell++) drawn[cell] = draws[replicate * cells + cell]!;
      values[replicate] = matrixValue(wanted, drawn, this.classes, code).value;
    }
    return values;
  }

  private drawsOf(matrix: Float64Array, effective: number, stream: 0 | 1): Float64Array {
    const known = this.held.get(matrix);
    if (known !== undefined) return known;
    const cells = matrix.length;
    const drawn = new Float64Array(cells);
    const draws = new Float64Array(this.replicates * cells);
    for (let replicate = 0; replicate < this.replicates; replicate++) {
      this.draw(matrix, effective, stream, replicate, drawn);
      for (let cell = 0; cell < cells; cell++) draws[replicate * cells + cell] = drawn[cell]!;
    }
    this.held.set(matrix, draws);
    return draws;
  }

  private draw(matrix: Float64Array, effective: number, stream: 0 | 1, replicate: number, into: Float64Array): Float64Array {
    const scaled = effective === 1 ? matrix : matrix.map((cell) => cell * effective);
    return multinomialDraw(scaled, into, uniformStream(this.sampling.seed, 2 * replicate + stream));
  }
}
