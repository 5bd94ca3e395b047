import { columnOf } from '../frame/frame.ts';
import { quantileSorted } from '../stats/intervals.ts';
import { classCodes, numbersAt } from './agreement.ts';
import type { PlannedThreshold } from './plan.ts';
import type { Judged } from './row-errors.ts';

/** A threshold that decides for fewer rows than this share decides nothing. */
const leastShare = 0.005;

/**
 * Where the threshold of a binary score starts: where the predictions of the table were cut, else at 0.5, else where as many
 * rows lie above it as are positive. Null where there is no score.
 */
export function planThreshold(judged: Judged, rows: Uint32Array, cell: string): PlannedThreshold | null {
  const { frame, task, positive, classes, isProbability } = judged;
  const { label, score, prediction } = frame.roles;
  const only = positive === null ? undefined : (score?.get(positive) ?? score?.get(''));
  if (task !== 'binary' || only === undefined || label === undefined || positive === null) return null;
  const scores = numbersAt(columnOf(frame, only), rows);
  const sorted = scores.filter((value) => Number.isFinite(value)).sort();
  if (sorted.length === 0) return null;
  const range = isProbability ? { min: 0, max: 1, step: 0.01 } : wideRange(sorted);
  const start = (value: number, why: string): PlannedThreshold => ({ cell, ...range, value: within(value, range), why });
  const guessed = prediction === undefined ? null : classCodes(columnOf(frame, prediction), classes, rows);
  const cut = guessed === null ? null : cutOf(scores, guessed, classes.indexOf(positive));
  if (cut !== null) return start(cut, 'the predictions of the table were cut');
  const above = sorted.filter((value) => value >= 0.5).length / sorted.length;
  if (isProbability && above >= leastShare && above <= 1 - leastShare) return start(0.5, 'a row is as likely positive as not by its score');
  const actual = classCodes(columnOf(frame, label), classes, rows);
  const known = actual.filter((code) => code >= 0);
  const base = known.filter((code) => code === classes.indexOf(positive)).length / Math.max(1, known.length);
  const value = quantileSorted(sorted, 1 - base);
  return start(
    value,
    isProbability ? 'as many rows lie above it as are positive, since 0.5 decides nothing' : 'as many rows lie above it as are positive',
  );
}

/** Where predictions follow the score: 0.5 where that parts them, else between the nearest scores of either side; null where they do not follow. */
function cutOf(scores: Float64Array, guessed: Int32Array, positive: number): number | null {
  let below = -Infinity;
  let above = Infinity;
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at]!;
    if (guessed[at]! < 0 || Number.isNaN(score)) continue;
    if (guessed[at] === positive) above = Math.min(above, score);
    else below = Math.max(below, score);
  }
  if (!(below < above) || below === -Infinity || above === Infinity) return null;
  if (below < 0.5 && 0.5 <= above) return 0.5;
  const middle = (below + above) / 2;
  for (let digits = 1; digits <= 6; digits++) {
    const rounded = Number(middle.toFixed(digits));
    if (rounded > below && rounded <= above) return rounded;
  }
  return middle;
}

function wideRange(sorted: Float64Array): { min: number; max: number; step: number } {
  const low = sorted[0]!;
  const high = sorted.at(-1)!;
  const step = high > low ? 10 ** Math.floor(Math.log10((high - low) / 50)) : 1;
  return { min: tidy(Math.floor(low / step) * step), max: tidy(Math.ceil(high / step) * step + (high > low ? 0 : step)), step: tidy(step) };
}

function within(value: number, { min, max, step }: { min: number; max: number; step: number }): number {
  const near = tidy(Math.round(value / step) * step);
  const exact = Math.abs(near - value) < step / 1000 ? near : value === Math.trunc(value * 1000) / 1000 ? value : near;
  const kept = Math.min(max, Math.max(min, exact));
  // A threshold at the end of its range decides nothing.
  return kept === min && value > min ? tidy(Number(value.toPrecision(2))) : kept;
}

function tidy(value: number): number {
  return Number(value.toPrecision(10));
}
