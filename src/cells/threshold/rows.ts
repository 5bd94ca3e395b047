import { numberText } from '../number-text.ts';
import type { AnalysisBlock, AnalysisCell, AnalysisColumn, AnalysisRow, EstimateValue } from '../output.ts';
import type { Sampling } from '../metrics/wanted.ts';
import { metricsAt, type At, type Measure, type Point } from './point.ts';
import { nameOf, titleOf, type Strategy } from './strategy.ts';
import type { Unit } from './unit.ts';

const mostUnits = 60;

const labels: Readonly<Record<At, string>> = {
  chosen: 'Chosen',
  crossfit: 'Chosen on other rows',
  shared: 'Chosen for all rows',
  live: 'Live',
  default: 'Default',
  calibrated: 'Right if scores are calibrated',
};

export interface RowsOptions {
  readonly title: string;
  readonly strategy: Strategy;
  readonly sampling: Sampling;
  /** How the rows to choose on were set apart; '' where they are those that are measured. */
  readonly apart: string;
}

/** The thresholds of every class and slice side by side. */
export function rowsBlock(units: readonly Unit[], options: RowsOptions): Extract<AnalysisBlock, { block: 'estimates' }> {
  const { strategy } = options;
  const lower = strategy.objective === null;
  const several = units.length > 1;
  const others = metricsAt(strategy).slice(strategy.objective === null ? 0 : 1);
  const columns: AnalysisColumn[] = [
    { title: 'Threshold from', kind: 'text', help: 'A score from the threshold up is positive' },
    {
      title: 'Threshold',
      kind: 'estimate',
      help: 'Of thresholds that do equally well the lowest. The interval is of the choice: where it falls when it is made anew on resampled rows',
    },
    {
      title: titleOf(strategy),
      kind: 'estimate',
      better: lower ? 'lower' : 'higher',
      help: strategy.objective === null ? 'Mean cost of a row' : strategy.objective.metric.formula,
    },
    {
      title: 'Against the chosen',
      kind: 'estimate',
      better: lower ? 'lower' : 'higher',
      reference: 0,
      help: `${titleOf(strategy)} less that of the chosen threshold, on the same rows`,
    },
    ...others.map(({ metric }): AnalysisColumn => ({
      title: metric.title,
      kind: 'estimate',
      better: metric.better,
      help: metric.formula,
    })),
  ];
  const names = [nameOf(strategy), ...others.map(({ metric }) => metric.name)];
  const rows = units.slice(0, mostUnits).flatMap((unit) =>
    unit.points.map((point): AnalysisRow => {
      const measure = (name: string): Measure => point.measures.find(({ metric }) => metric === name)!;
      const cells: AnalysisCell[] = [
        labels[point.at],
        estimateOf(measure('threshold'), point, options),
        estimateOf(measure(names[0]!), point, options),
        point.difference === null ? null : differenceOf(point.difference, point, options),
        ...names.slice(1).map((name) => estimateOf(measure(name), point, options)),
      ];
      return { ...(several ? { by: headingOf(unit) } : {}), cells, ...(point.at === 'chosen' ? { chosen: true } : {}) };
    }),
  );
  return { block: 'estimates', title: options.title, columns, rows };
}

/** What a class and a slice is called above its rows. */
export function headingOf({ className, slice, label }: Unit): string {
  const where = slice === 'all' ? 'All rows' : slice;
  if (className === '') return slice === 'all' ? label : where;
  return slice === 'all' ? className : `${className}, ${where}`;
}

function estimateOf(measure: Measure, point: Point, options: RowsOptions): EstimateValue {
  const { value, low, high, reason } = measure;
  return { value, low, high, ...(reason === '' ? {} : { reason }), working: workingOf(measure, point, options) };
}

function differenceOf(difference: Measure, point: Point, options: RowsOptions): EstimateValue {
  const estimate = estimateOf(difference, point, options);
  const { value, low, high } = difference;
  const { kind } = options.strategy;
  if (options.apart === '' || (kind !== 'max' && kind !== 'cost') || Number.isNaN(low)) return estimate;
  if (low <= 0 && high >= 0) return { ...estimate, verdict: 'undecided' };
  return { ...estimate, verdict: value > 0 === (options.strategy.objective !== null) ? 'better' : 'worse' };
}

function workingOf(
  { n, method }: Measure,
  { counts, threshold, at }: Point,
  { strategy, sampling }: RowsOptions,
): EstimateValue['working'] {
  const { tp, fp, fn, tn } = counts;
  const { costs } = strategy;
  const lines: (readonly [string, string])[] = [
    ['Threshold', `${String(threshold).replace('-', '−')} (${labels[at].toLowerCase()})`],
    ['TP, FP', `${numberText(tp)}, ${numberText(fp)}`],
    ['FN, TN', `${numberText(fn)}, ${numberText(tn)}`],
    ['Rows', numberText(n)],
  ];
  if (costs !== null)
    lines.push(['Cost of TP, FP, FN, TN', [costs.tp, costs.fp, costs.fn, costs.tn].map((cost) => numberText(cost)).join(', ')]);
  if (method !== '' && method !== 'given') lines.push(['Interval', method]);
  if (method.includes('bootstrap')) lines.push(['Seed', String(sampling.seed)]);
  return lines;
}
