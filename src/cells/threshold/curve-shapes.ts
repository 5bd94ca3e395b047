import type { CurveName } from './schema.ts';
import { titleOf, type Strategy } from './strategy.ts';

/** How a curve is drawn. */
export interface Shape {
  readonly x: string;
  readonly xTitle: string;
  readonly lines: readonly (readonly [field: string, label: string])[];
  readonly yTitle: string;
  /** The line of guessing: from (x, y) to (x, y). */
  readonly guess?: readonly [number, number, number, number];
  readonly band?: boolean;
  readonly unit?: boolean;
}

export function shapeOf(name: CurveName, strategy: Strategy): Shape {
  switch (name) {
    case 'objective':
      return { x: 'threshold', xTitle: 'Threshold', lines: [['value', '']], yTitle: titleOf(strategy), band: true };
    case 'cost':
      return { x: 'threshold', xTitle: 'Threshold', lines: [['value', '']], yTitle: 'Cost a row', band: true };
    case 'roc':
      return { x: 'fpr', xTitle: 'False-positive rate', lines: [['tpr', '']], yTitle: 'Recall', guess: [0, 0, 1, 1], unit: true };
    case 'precision_recall':
      return { x: 'recall', xTitle: 'Recall', lines: [['precision', '']], yTitle: 'Precision', unit: true };
    case 'det':
      return {
        x: 'fpr',
        xTitle: 'False-positive rate',
        lines: [['fnr', '']],
        yTitle: 'False-negative rate',
        guess: [0, 1, 1, 0],
        unit: true,
      };
    case 'gain':
      return {
        x: 'selected',
        xTitle: 'Share of rows selected',
        lines: [['gain', '']],
        yTitle: 'Share of positives among them',
        guess: [0, 0, 1, 1],
        unit: true,
      };
    case 'lift':
      return { x: 'selected', xTitle: 'Share of rows selected', lines: [['lift', '']], yTitle: 'Lift', guess: [0, 1, 1, 1] };
    case 'ks':
      return {
        x: 'threshold',
        xTitle: 'Threshold',
        lines: [
          ['tpr', 'Positives'],
          ['fpr', 'Negatives'],
        ],
        yTitle: 'Share of the class from the threshold up',
      };
    case 'counts':
      return {
        x: 'threshold',
        xTitle: 'Threshold',
        lines: [
          ['tp', 'TP'],
          ['fp', 'FP'],
          ['fn', 'FN'],
          ['tn', 'TN'],
        ],
        yTitle: 'Rows',
      };
  }
}

/** The curves that a body does not name: what is chosen by, and the curve that shows what it costs. */
export function usualCurves(strategy: Strategy): readonly CurveName[] {
  if (strategy.kind === 'cost') return ['cost', 'roc'];
  if (strategy.kind === 'top') return ['gain', 'precision_recall'];
  return strategy.kind === 'max' ? ['objective', 'roc'] : ['objective', 'precision_recall'];
}
