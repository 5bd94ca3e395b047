import type { AnalysisBlock, AnalysisCell, AnalysisColumn, AnalysisRow, EstimateValue } from '../output.ts';
import type { Sampling } from '../metrics/wanted.ts';
import { countText, numberText } from '../number-text.ts';
import type { CalibrationName, CalibrationNumber } from './numbers.ts';
import { describedNumbers } from './described-numbers.ts';
import type { After } from './show.ts';
import type { Calibration } from './views.ts';

type Estimates = Extract<AnalysisBlock, { block: 'estimates' }>;

const mostRows = 60;

const mainNames: readonly CalibrationName[] = [
  'expected_calibration_error',
  'calibration_in_the_large',
  'calibration_slope',
  'brier_score',
  'log_loss',
];

const partNames: readonly CalibrationName[] = [
  'brier_miscalibration',
  'brier_discrimination',
  'brier_uncertainty',
  'log_loss_miscalibration',
  'log_loss_discrimination',
  'log_loss_uncertainty',
];

/** All rows, classes and slices, one row each, with the numbers that say whether they are calibrated. */
export function calibrationBlock(calibrations: readonly Calibration[], multiclass: boolean, sampling: Sampling): Estimates {
  const columns: AnalysisColumn[] = [
    { title: '', kind: 'text' },
    { title: 'Rows', kind: 'number' },
    ...mainNames.map((name) => columnOf(name)),
  ];
  columns.splice(3, 0, {
    title: 'By chance',
    kind: 'number',
    help: `Calibrated scores show an error below this in ${numberText(100 * sampling.level)}% of draws.`,
  });
  const shown = calibrations.filter(({ curve }) => curve.className === '' || curve.slice === 'all').slice(0, mostRows);
  const rows = shown.map(({ curve, numbers }): AnalysisRow => {
    const own = numbers[0]!;
    const cells: AnalysisCell[] = [
      nameOf(curve, multiclass),
      curve.ordered.scores.length,
      ...mainNames.map((name) => estimateOf(numbers, name, sampling)),
    ];
    cells.splice(3, 0, Number.isNaN(own.calibrated) ? null : own.calibrated);
    return { ...(curve.by === '' ? (curve.className === '' ? {} : { by: 'class against the rest' }) : { by: curve.by }), cells };
  });
  return { block: 'estimates', title: 'Calibration', columns, rows };
}

function nameOf({ className, slice, label }: Calibration['curve'], multiclass: boolean): string {
  if (className !== '') return className;
  return slice === 'all' ? (multiclass ? 'Highest class' : 'All rows') : label;
}

/** The curves that losses are taken apart for: the positive class, or each class of several. */
export function classesAnd(calibrations: readonly Calibration[], multiclass: boolean): readonly Calibration[] {
  return calibrations.filter(({ curve }) => curve.slice === 'all' && (curve.className !== '') === multiclass);
}

/** The parts of Brier score and log loss. */
export function decompositionBlock(calibrations: readonly Calibration[], sampling: Sampling): Estimates {
  return {
    block: 'estimates',
    title: 'Losses taken apart',
    columns: [{ title: '', kind: 'text' }, ...partNames.map((name) => columnOf(name))],
    rows: calibrations.slice(0, mostRows).map(({ curve, numbers }) => ({
      cells: [nameOf(curve, curve.className !== ''), ...partNames.map((name) => estimateOf(numbers, name, sampling))],
    })),
  };
}

function columnOf(name: CalibrationName): AnalysisColumn {
  const { title, formula, better, ideal } = describedNumbers[name];
  return { title, kind: 'estimate', help: formula, better, ...(ideal === undefined ? {} : { reference: ideal }) };
}

function estimateOf(numbers: readonly CalibrationNumber[], name: CalibrationName, sampling: Sampling): EstimateValue {
  const { value, low, high, n, method, reason, calibrated, p } = numbers.find(({ metric }) => metric === name)!;
  const working: [string, string][] = [
    ['Formula', describedNumbers[name].formula],
    ['Rows', numberText(n)],
  ];
  if (method !== '' && method !== 'none') working.push(['Interval', `${method} · ${numberText(100 * sampling.level)}%`]);
  if (/bootstrap/.test(method) || !Number.isNaN(calibrated)) working.push(['Seed', String(sampling.seed)]);
  if (!Number.isNaN(calibrated)) working.push(['Calibrated scores stay below', numberText(calibrated)]);
  if (!Number.isNaN(p)) working.push(['p if calibrated', p < 0.0005 ? 'below 0.001' : p.toFixed(3)]);
  return { value, low, high, working, ...(reason === '' ? {} : { reason }) };
}

/** What each method makes of the scores, beside the scores as they were, and the differences. */
export function differenceBlocks(after: readonly After[], multiclass: boolean): Estimates[] {
  const measured = after.filter(({ differences }) => differences.length > 0);
  const first = measured[0];
  if (first === undefined) return [];
  const titles: Readonly<Record<string, string>> = {
    expected_calibration_error: 'Calibration error',
    top_label_calibration_error: 'Calibration error',
    brier_score: 'Brier score',
    log_loss: 'Log loss',
    roc_auc: 'AUC',
  };
  const names = first.differences.map(({ metric }) => metric);
  const number = (name: string): AnalysisColumn => ({ title: titles[name] ?? name, kind: 'number' });
  const values: AnalysisRow[] = [
    { cells: ['before', ...first.differences.map(({ before }) => numberOrNull(before))] },
    ...measured.map(({ made, differences }) => ({ cells: [made.method, ...differences.map(({ after: value }) => numberOrNull(value))] })),
  ];
  const changes = measured.map(({ made, differences }): AnalysisRow => ({
    cells: [
      made.method,
      ...differences.map(({ value, low, high, n, method, reason, verdict }): EstimateValue => ({
        value,
        low,
        high,
        ...(reason === '' ? {} : { reason }),
        ...(verdict === '' ? {} : { verdict }),
        working: [
          ['Rows', countText(n, 'row')],
          ['Interval', method],
        ],
      })),
    ],
  }));
  const ofWhat = multiclass ? ', of the highest class and of all classes' : '';
  return [
    {
      block: 'estimates',
      title: `Before and after${ofWhat}`,
      columns: [{ title: 'Scores', kind: 'text' }, ...names.map(number)],
      rows: values,
    },
    {
      block: 'estimates',
      title: 'Difference to before, on the same rows',
      columns: [
        { title: 'Method', kind: 'text' },
        ...names.map((name): AnalysisColumn => ({
          title: titles[name] ?? name,
          kind: 'estimate',
          reference: 0,
          better: name === 'roc_auc' ? 'higher' : 'lower',
        })),
      ],
      rows: changes,
    },
  ];
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
