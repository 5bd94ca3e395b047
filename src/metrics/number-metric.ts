import { takesNothing, withoutRows } from './described.ts';
import type { Described, MeanMetric, RowsMetric } from './metric.ts';

type Given = Pick<Described, 'name' | 'title' | 'formula' | 'better' | 'range'> &
  Partial<Pick<Described, 'parameters' | 'accepts' | 'undefinedWhen' | 'needs' | 'interval'>>;

const usual = { tasks: ['regression'], ...takesNothing, needs: 'labels and predictions that are numbers' } as const;

/** A mean over rows of a loss of label and prediction. */
export function meanOf(
  part: Given & Pick<MeanMetric, 'loss'> & Partial<Pick<MeanMetric, 'finish' | 'undefinedBecause' | 'boundsLoss' | 'share'>>,
): MeanMetric {
  return { from: 'moments', ...usual, interval: 'Student', ...part, undefinedWhen: { ...withoutRows, ...part.undefinedWhen } };
}

/** A metric of labels and predictions together. */
export function rowsMetric(part: Given & Pick<RowsMetric, 'compute'>): RowsMetric {
  return {
    from: 'rows',
    ...usual,
    interval: 'percentiles of a bootstrap of rows',
    ...part,
    undefinedWhen: { ...withoutRows, ...part.undefinedWhen },
  };
}

/** One whose sorting is done once for all weights. */
export function preparedMetric(part: Given, prepare: NonNullable<RowsMetric['prepare']>): RowsMetric {
  return { ...rowsMetric({ ...part, compute: (rows, parameters) => prepare(rows, parameters)(rows.weights) }), prepare };
}
