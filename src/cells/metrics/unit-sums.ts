import type { MeanMetric, Parameters } from '../../metrics/metric.ts';
import { unitSpreads, type RowSums, type SliceSpread, type Units } from '../../stats/unit-spread.ts';
import type { Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';
import { leastUnits, unitWord } from './units.ts';

/** Cells beyond which their products by pairs take too much room. */
const mostCells = 100;

/** Spreads of a run over its units, each made once. */
export class UnitSums {
  constructor(
    readonly units: Units,
    private readonly statistics: Statistics,
  ) {}

  /** `cluster`, `stratified`, or both. */
  get word(): string {
    return unitWord(this.units);
  }

  /** Spread of the confusion cells by slice; null for too many cells, and without predictions. */
  counts(partition: Partition): readonly SliceSpread[] | null {
    const { data, predicted } = this.statistics;
    const classes = Math.max(2, data.classes.length);
    const size = classes * classes;
    if (predicted === null || size > mostCells) return null;
    const { actual, weights } = data;
    const add: RowSums['add'] = (row, into, at) => {
      const own = actual[row]!;
      const guess = predicted[row]!;
      if (own < 0 || guess < 0) return false;
      into[at + own * classes + guess]! += weights === null ? 1 : weights[row]!;
      return true;
    };
    return this.statistics.once(`spread ${partition.by} ${partition.key}`, () => this.spreads(partition, { size, add }));
  }

  /** Spread of Σ w·loss and Σ w by slice; null without losses. */
  means(partition: Partition, metric: MeanMetric, parameters: Parameters): readonly SliceSpread[] | null {
    const losses = this.statistics.losses(metric, parameters);
    if (losses === null) return null;
    const { weights } = this.statistics.data;
    const add: RowSums['add'] = (row, into, at) => {
      const loss = losses[row]!;
      const weight = weights === null ? 1 : weights[row]!;
      if (!Number.isFinite(loss) || weight === 0) return false;
      into[at]! += weight * loss;
      into[at + 1]! += weight;
      return true;
    };
    const key = `spread ${metric.name} ${JSON.stringify(parameters)} ${partition.by} ${partition.key}`;
    return this.statistics.once(key, () => this.spreads(partition, { size: 2, add }));
  }

  /**
   * Spread of two sums by slice: the parts of positives and of negatives in an AUC less its value. Their sum over a unit is what
   * Obuchowski's form of DeLong squares. Obuchowski (1997).
   */
  auc(partition: Partition, parts: Float64Array): readonly SliceSpread[] {
    const add: RowSums['add'] = (row, into, at) => {
      const part = parts[row]!;
      if (Number.isNaN(part)) return false;
      into[at]! += part;
      return true;
    };
    return this.spreads(partition, { size: 1, add });
  }

  /** `unstable-interval` where there are too few clusters to know how they spread. */
  reason(units: number): 'unstable-interval' | '' {
    return this.units.clustered && units < leastUnits ? 'unstable-interval' : '';
  }

  private spreads({ codes, slices }: Partition, rows: RowSums): readonly SliceSpread[] {
    return unitSpreads(this.units, codes, slices.length, rows);
  }
}
