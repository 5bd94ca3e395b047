import { reliabilityBins } from '../../analysis/reliability.ts';
import { calibrationBlock, classesAnd, decompositionBlock, differenceBlocks } from './blocks.ts';
import { domainOf, linesChart, reliabilityChart, scoresChart } from './charts.ts';
import { afterSentence, conclusionOf } from './conclusion.ts';
import type { Difference } from './differences.ts';
import type { Recalibrated } from './recalibrate.ts';
import type { Calibration } from './views.ts';
import type { AnalysisBlock, AnalysisOutput } from '../output.ts';
import type { Sampling } from '../metrics/wanted.ts';

const mostLines = 4;
const fewestRows = 100;
const lineBins = 6;

/** A method with what became of the scores. */
export interface After {
  readonly made: Recalibrated;
  readonly calibrations: readonly Calibration[];
  readonly differences: readonly Difference[];
}

export interface Shown {
  readonly multiclass: boolean;
  readonly calibrations: readonly Calibration[];
  readonly after: readonly After[];
  /** Where maps were fitted, as `across 5 folds`. */
  readonly how: string;
  readonly sampling: Sampling;
  readonly notes: readonly string[];
}

/** The whole of what the cell shows. */
export function calibrationOutput({ multiclass, calibrations, after, how, sampling, notes }: Shown): AnalysisOutput {
  const { level } = sampling;
  const whole = calibrations[0]!;
  const first = after[0];
  const blocks: AnalysisBlock[] = [conclusionOf(whole, multiclass ? 'The highest scores' : 'The scores', level)];
  for (const { made, differences } of after) if (made.problem === '') blocks.push(afterSentence(differences, made.method, how));
  blocks.push(...mainCharts(whole, first, level));
  blocks.push(calibrationBlock(calibrations, multiclass, sampling));
  const classes = calibrations.filter(({ curve }) => curve.slice === 'all' && curve.className !== '');
  const slices = calibrations.filter(({ curve }) => curve.slice !== 'all' && curve.className === '');
  const lines = [
    ...linesOf(classes, null, 'By class', ({ curve }) => curve.className),
    ...linesOf(slices, whole, 'By slice', ({ curve }) => curve.label),
  ];
  if (lines.length > 0) blocks.push({ block: 'charts', title: '', charts: lines });
  blocks.push(...differenceBlocks(after, multiclass));
  const decomposed = classesAnd(calibrations, multiclass);
  if (decomposed.some(({ curve }) => curve.reason === '')) blocks.push(decompositionBlock(decomposed, sampling));
  return { type: 'table', layout: 'analysis', blocks, level, notes };
}

function mainCharts(whole: Calibration, first: After | undefined, level: number): AnalysisBlock[] {
  const later = first?.calibrations[0]?.curve;
  const curves = [whole.curve, ...(later === undefined ? [] : [later])].filter(({ bins }) => bins.length > 0);
  if (curves.length === 0) return [];
  const domain = domainOf(curves);
  const before =
    whole.curve.bins.length === 0
      ? []
      : [reliabilityChart(whole.curve, level, first === undefined ? 'Reliability' : 'Reliability before', domain)];
  const scores = scoresChart(whole.curve, first === undefined ? 'Scores' : 'Scores before');
  if (later === undefined || later.bins.length === 0) return [{ block: 'charts', title: '', charts: [...before, scores] }];
  const method = first!.made.method;
  return [
    { block: 'charts', title: '', charts: [...before, reliabilityChart(later, level, `Reliability after ${method}`, domain)] },
    { block: 'charts', title: '', charts: [scores, scoresChart(later, `Scores after ${method}`)] },
  ];
}

function linesOf(
  calibrations: readonly Calibration[],
  whole: Calibration | null,
  title: string,
  name: (calibration: Calibration) => string,
): ReturnType<typeof linesChart>[] {
  const drawn = calibrations
    .filter(({ curve }) => curve.bins.length > 1 && curve.ordered.scores.length >= fewestRows)
    .sort((a, b) => b.curve.ordered.scores.length - a.curve.ordered.scores.length)
    .slice(0, mostLines);
  if (drawn.length === 0) return [];
  const coarse = (curve: Calibration['curve']): Calibration['curve'] => ({
    ...curve,
    bins: reliabilityBins(curve.ordered, lineBins, 'quantile'),
    draws: null,
  });
  const named = drawn.map((calibration) => ({ name: name(calibration), curve: coarse(calibration.curve) }));
  return [linesChart(named, whole === null ? null : coarse(whole.curve), title)];
}
