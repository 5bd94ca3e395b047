import { calibratedThreshold, chooseCut, type Goal } from '../../analysis/choose-threshold.ts';
import { crossFitted, foldCuts } from '../../analysis/cross-fit-threshold.ts';
import { blockEnds, coarseCuts, drawCuts, middleOf, rechosen } from '../../analysis/threshold-blocks.ts';
import { countsAt, cutAt, selectedAt } from '../../analysis/threshold-cuts.ts';
import { percentileInterval } from '../../stats/intervals.ts';
import type { MatrixDraws } from '../metrics/matrix-value.ts';
import type { Sampling } from '../metrics/wanted.ts';
import { noPoint, pointOf, type At, type Measure, type Point } from './point.ts';
import { rowsOfSide, type Sides, type SideRows } from './sides.ts';
import { measured, nameOf, type Strategy } from './strategy.ts';

/** One class of one slice: its thresholds and what each gives. */
export interface Unit {
  readonly code: number;
  /** '' for a binary task. */
  readonly className: string;
  readonly slice: string;
  readonly label: string;
  readonly by: string;
  readonly choosing: SideRows | null;
  readonly measuring: SideRows | null;
  /** Index of the chosen cut among those of the rows to choose on; −1 where there is none. */
  readonly chosenCut: number;
  readonly points: readonly Point[];
  /** The threshold, and what it is chosen for, when it is chosen anew on every replicate. */
  readonly choice: readonly Measure[];
}

export interface UnitAsked extends Pick<Unit, 'code' | 'className' | 'slice' | 'label' | 'by'> {
  /** Number of the partition; 0 is all rows. */
  readonly partition: number;
  readonly live: number | null;
  /** The threshold chosen on all rows, for a slice. */
  readonly shared: number | null;
  /** Sum of weights of all rows of the class that are measured. */
  readonly total: number;
}

export interface UnitOptions {
  readonly sides: Sides;
  readonly strategy: Strategy;
  readonly sampling: Sampling;
  readonly draws: MatrixDraws;
  /** Cuts that replicates are drawn of, at most. */
  readonly blocks: number;
}

export const folds = 5;

export function unitOf(asked: UnitAsked, options: UnitOptions): Unit {
  const { sides, strategy, sampling, draws } = options;
  const { code, className, slice, label, by, partition } = asked;
  const base = { code, className, slice, label, by };
  const choosing = rowsOfSide(sides.choosing, code, partition, slice);
  const measuring = rowsOfSide(sides.measuring, code, partition, slice);
  const why = whyNone(choosing, measuring);
  if (why !== '') {
    const chosen = noPoint('chosen', strategy, why, measuring?.cuts.rows ?? 0);
    return { ...base, choosing, measuring, chosenCut: -1, points: [chosen], choice: [] };
  }
  const { cuts } = measuring!;
  const goal = strategy.goal(asked.total);
  const key = `${strategy.key} ${strategy.kind === 'top' ? asked.total : ''} ${code} ${partition} ${slice} ${by}`;
  const memo = <T>(name: string, make: () => T): T =>
    sides.choosing.memo(`threshold ${name} ${sides.choosing.mask?.key ?? ''} ${key}`, make);
  const chosenCut = memo('chosen', () => chooseCut(choosing!.cuts, goal));
  const setting = { strategy, sampling, draws, effective: cuts.effective };
  const choice = chosenCut === -1 ? [] : choiceOf(asked, choosing!, goal, options);
  const own = chosenCut === -1 ? null : choice[0]!;
  const chosen =
    own === null
      ? noPoint('chosen', strategy, 'no-such-threshold', cuts.rows)
      : pointOf('chosen', own, countsAt(cuts, cutAt(cuts, own.value)), setting, null);
  const reference = own === null ? null : chosen.counts;
  const points: Point[] = [chosen];
  if (sides.apart === '' && own !== null) points.push(crossFit(asked, choosing!, goal, options, setting, chosen));
  const probable = cuts.threshold.at(-1)! >= 0 && cuts.threshold[1]! <= 1;
  const fixed: readonly (readonly [At, number | null])[] = [
    ['shared', asked.shared],
    ['live', asked.live],
    ['default', probable ? 0.5 : null],
    ['calibrated', strategy.costs === null || !probable ? null : calibratedThreshold(strategy.costs)],
  ];
  for (const [at, threshold] of fixed) {
    if (threshold === null || Number.isNaN(threshold)) continue;
    const plain = { metric: 'threshold', n: cuts.rows, value: threshold, low: NaN, high: NaN, method: 'given', reason: '' };
    points.push(pointOf(at, plain, countsAt(cuts, cutAt(cuts, threshold)), setting, reference));
  }
  return { ...base, choosing, measuring, chosenCut, points, choice };
}

function whyNone(choosing: SideRows | null, measuring: SideRows | null): string {
  if (measuring === null || choosing === null) return measuring === null ? 'missing-scores' : 'no rows to choose on';
  if (measuring.cuts.rows === 0 || choosing.cuts.rows === 0) return 'no-rows';
  const { positives, negatives } = choosing.cuts;
  return positives === 0 ? 'no-positives' : negatives === 0 ? 'no-negatives' : '';
}

/** The threshold with the interval of the choice, then what it is chosen for when the threshold is chosen anew each time. */
function choiceOf(
  asked: UnitAsked,
  choosing: SideRows,
  goal: Goal,
  { sides, strategy, sampling, blocks }: UnitOptions,
): readonly Measure[] {
  const { memo, mask } = sides.choosing;
  const { cuts } = choosing;
  const unit = `${mask?.key ?? ''} ${asked.code} ${asked.partition} ${asked.slice} ${asked.by}`;
  const drawn = `${unit} ${blocks} ${sampling.replicates} ${sampling.seed}`;
  const coarse = memo(`threshold coarse ${unit} ${blocks}`, () => coarseCuts(cuts, blockEnds(cuts, blocks)));
  const draws = memo(`threshold draws ${drawn}`, () => drawCuts(coarse, sampling.replicates, sampling.seed));
  const value = measured(strategy);
  const goalKey = `${strategy.key} ${strategy.kind === 'top' ? asked.total : ''}`;
  const chosen = memo(`threshold chosen ${drawn} ${goalKey}`, () => chooseCut(cuts, goal));
  const again = memo(`threshold rechosen ${drawn} ${goalKey}`, () => rechosen(draws, goal, value));
  const method = `bootstrap of the choice, ${sampling.replicates}`;
  const { share, ...ends } = middleOf(again.threshold, sampling.level);
  const reached = percentileInterval(again.value, sampling.level);
  const n = cuts.rows;
  return [
    { metric: 'threshold', n, value: cuts.threshold[chosen]!, ...ends, method, reason: share < 0.95 ? 'unstable-interval' : '' },
    {
      metric: nameOf(strategy),
      n,
      value: value(countsAt(cuts, chosen)),
      low: reached.low,
      high: reached.high,
      method,
      reason: reached.unstable ? 'unstable-interval' : '',
    },
  ];
}

/** What thresholds give that were chosen on the other folds. */
function crossFit(
  asked: UnitAsked,
  { rows, places, cuts }: SideRows,
  goal: Goal,
  { sides, strategy, sampling, blocks }: UnitOptions,
  setting: Parameters<typeof pointOf>[3],
  chosen: Point,
): Point {
  const { memo } = sides.choosing;
  const unit = `${asked.code} ${asked.partition} ${asked.slice} ${asked.by} ${blocks}`;
  const coarse = memo(`threshold coarse fit ${unit}`, () => coarseCuts(cuts, blockEnds(cuts, 4 * blocks)));
  const parts = memo(`threshold folds ${unit} ${sampling.seed}`, () => foldCuts(coarse, rows, places, folds, sampling.seed));
  const key = `${strategy.key} ${strategy.kind === 'top' ? asked.total : ''}`;
  const made = memo(`threshold crossfit ${unit} ${sampling.seed} ${key}`, () => ({ fitted: crossFitted(coarse, parts, goal) })).fitted;
  if (made === null) return noPoint('crossfit', strategy, 'no-such-threshold', cuts.rows);
  const sorted = [...made.thresholds].sort((a, b) => a - b);
  const own: Measure = {
    metric: 'threshold',
    n: cuts.rows,
    value: sorted[(folds - 1) / 2]!,
    low: sorted[0]!,
    high: sorted.at(-1)!,
    method: `median and range of ${folds} folds`,
    reason: '',
  };
  const point = pointOf('crossfit', own, made.counts, setting, null);
  const value = measured(strategy);
  const difference = value(made.counts) - value(chosen.counts);
  return {
    ...point,
    difference: { metric: nameOf(strategy), n: cuts.rows, value: difference, low: NaN, high: NaN, method: '', reason: '' },
  };
}

/** Places of a capacity that stay free, and the size of the tie that would not fit; sums of weights. */
export function capacityLeft(unit: Unit, share: number): { readonly taken: number; readonly free: number; readonly tie: number } {
  const { cuts } = unit.choosing!;
  const budget = share * (cuts.positives + cuts.negatives);
  const taken = selectedAt(cuts, unit.chosenCut);
  const next = unit.chosenCut + 1;
  const tie = next < cuts.threshold.length ? selectedAt(cuts, next) - taken : 0;
  return { taken, free: Math.max(0, budget - taken), tie };
}
