import type { CellResult } from '../../engine/result.ts';
import { formatSeconds } from '../state-sentence.ts';

/** Places of the cells that wait, in the order in which they will run. */
export function queueOf(results: ReadonlyMap<string, CellResult>, cells: readonly string[]): ReadonlyMap<string, number> {
  const waiting = cells.filter((id) => results.get(id)?.state === 'queued');
  return new Map(waiting.map((id, at) => [id, at + 1]));
}

/** Seconds left of a running cell: what it says itself, else what it took the last time less what has gone by. */
export function secondsLeft(result: CellResult, secondsGone: number): number | null {
  if (result.progress?.secondsLeft !== undefined) return result.progress.secondsLeft;
  if (result.estimate === undefined) return null;
  return Math.max(0, result.estimate - secondsGone);
}

/** Time left in words; nothing once it takes longer than expected. */
export function leftInWords(seconds: number | null): string {
  if (seconds === null || seconds < 0.7) return '';
  return `about ${formatSeconds(seconds)} left`;
}

/** How far a running cell is, 0 to 1: what it says itself, else by the time that it took before; null where neither is known. */
export function shareDone(result: CellResult, secondsGone: number): number | null {
  if (result.progress !== undefined && result.progress.share > 0) return Math.min(1, result.progress.share);
  if (result.estimate === undefined || result.estimate <= 0) return null;
  return Math.min(0.95, secondsGone / result.estimate);
}
