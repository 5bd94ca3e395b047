import { matrixMetric } from './agreement.ts';
import type { Computed, MatrixMetric } from './metric.ts';

/** What each cell of a confusion matrix costs: K × K, row-major, rows the actual class. */
export type Costs = Float64Array;

function total(matrix: Float64Array, classes: number, costs: Costs | null): { readonly cost: number; readonly weight: number } {
  let cost = 0;
  let weight = 0;
  for (let cell = 0; cell < matrix.length; cell++) {
    const one = costs === null ? +(Math.floor(cell / classes) !== cell % classes) : costs[cell]!;
    if (matrix[cell]! > 0) cost += matrix[cell]! * one;
    weight += matrix[cell]!;
  }
  return { cost, weight };
}

function costMetric(costs: Costs | null, name: 'mean_cost' | 'total_cost', of: (cost: number, weight: number) => number): MatrixMetric {
  const mean = name === 'mean_cost';
  return {
    ...matrixMetric({
      name,
      title: mean ? 'Mean cost' : 'Total cost',
      formula: `Σ count·cost over the cells of the confusion matrix${mean ? ', divided by n' : ''}; costs as given, else 1 an error`,
      better: 'lower',
      range: [-Infinity, Infinity],
      undefinedWhen: {},
      compute(matrix, classes): Computed {
        const { cost, weight } = total(matrix, classes, costs);
        return weight > 0 ? { value: of(cost, weight) } : { value: NaN, reason: 'no-rows' };
      },
    }),
    needs: 'labels and predictions, or labels and scores with a threshold; and costs',
  };
}

/** The metrics of class costs, under the costs given; for null every error costs 1. */
export function classCostMetrics(costs: Costs | null): readonly MatrixMetric[] {
  return [costMetric(costs, 'mean_cost', (cost, weight) => cost / weight), costMetric(costs, 'total_cost', (cost) => cost)];
}
