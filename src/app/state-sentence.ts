import type { CellResult } from '../engine/result.ts';
import { formatDuration } from './outputs/format-number.ts';

/** What the margin says of a cell: one short line under its name; `place` is its place among those that wait. */
export function stateSentence(result: CellResult | undefined, place?: number): string {
  if (result === undefined) return 'not run yet';
  switch (result.state) {
    case 'queued':
      return place === undefined ? 'queued' : `queued, ${ordinal(place)} in line`;
    case 'running':
      return runningSentence(result);
    case 'done':
      return [result.ms === undefined ? '' : formatDuration(result.ms), result.backend ?? ''].filter((part) => part !== '').join(', ');
    case 'stale':
      if (result.output === undefined) return 'not run';
      return result.estimate === undefined ? 'from earlier inputs' : `from earlier inputs; takes about ${formatSeconds(result.estimate)}`;
    case 'failed':
      return `line ${result.error?.line ?? '?'}`;
    case 'blocked':
      return result.error?.message ?? 'waits';
    case 'needs-file':
    case 'needs-permission':
      return result.error?.code === undefined ? (result.error?.needs ?? '') : 'to run its code';
  }
}

/** A place in a line in words: 1st, 2nd, 3rd, 11th. */
export function ordinal(place: number): string {
  const teen = place % 100 > 10 && place % 100 < 14;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${ending}`;
}

function runningSentence({ progress }: CellResult): string {
  if (progress === undefined) return 'running';
  const left = progress.secondsLeft === undefined ? '' : `, about ${formatSeconds(progress.secondsLeft)} left`;
  return `${Math.round(progress.share * 100)}%${left}`;
}

/** Seconds in words: `6 s`, `2 min`. */
export function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}

/** A sentence as the page shows it: a capital letter first, save for an address, and a full stop last. */
export function asSentence(text: string): string {
  if (text === '') return '';
  const first = /^https?:/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
}
