import type { Frame } from '../../frame/frame.ts';
import type { Sampling } from '../metrics/wanted.ts';
import type { AnalysisBlock, AnalysisOutput, ChartOutput } from '../output.ts';
import { chartOf } from './charts.ts';
import { usualCurves } from './curve-shapes.ts';
import { rowsBlock } from './rows.ts';
import type { CurveName } from './schema.ts';
import { sentenceOf, type Spoken } from './sentences.ts';
import type { Sides } from './sides.ts';
import type { Strategy } from './strategy.ts';
import type { Unit } from './unit.ts';

export interface Chosen {
  readonly units: readonly Unit[];
  readonly strategy: Strategy;
  readonly sampling: Sampling;
  readonly sides: Sides;
  readonly curves: ReadonlyMap<CurveName, Frame>;
  /** Curves that the body names. */
  readonly drawn: readonly CurveName[] | undefined;
}

const mostSentences = 8;

/** What the cell shows: a sentence a class, the thresholds side by side, and curves. */
export function outputOf({ units, strategy, sampling, sides, curves, drawn }: Chosen): AnalysisOutput {
  const { classes, positive } = sides.measuring.statistics.data;
  const title = positive === -1 ? '' : `A score from the threshold up counts as ${classes[positive]}`;
  const whole = units.filter(({ slice }) => slice === 'all');
  const spoken: Spoken = { strategy, apart: sides.apart, share: shareOf(strategy, whole[0]) };
  const blocks: AnalysisBlock[] = [
    ...whole.slice(0, mostSentences).map((unit) => sentenceOf(unit, spoken)),
    rowsBlock(units, { title, strategy, sampling, apart: sides.apart }),
    ...chartBlocks((drawn ?? usualCurves(strategy)).map((name) => chartOf(name, curves.get(name)!, units, strategy, classes))),
  ];
  return {
    type: 'table',
    layout: 'analysis',
    blocks,
    level: sampling.level,
    notes: sides.measuring.statistics.data.notes,
  };
}

function shareOf({ kind, bound }: Strategy, unit: Unit | undefined): number {
  if (kind !== 'top' || unit === undefined || unit.measuring === null) return NaN;
  const { positives, negatives } = unit.measuring.cuts;
  return bound < 1 ? bound : bound / (positives + negatives);
}

/** Two charts a block. */
function chartBlocks(charts: readonly (ChartOutput | null)[]): AnalysisBlock[] {
  const drawn = charts.filter((chart) => chart !== null);
  const blocks: AnalysisBlock[] = [];
  for (let at = 0; at < drawn.length; at += 2) blocks.push({ block: 'charts', title: '', charts: drawn.slice(at, at + 2) });
  return blocks;
}
