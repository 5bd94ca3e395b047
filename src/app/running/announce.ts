import type { Workbench } from '../workbench.svelte.ts';

/** What a run came to, said once at its end: how checks stand, what failed, what did not run. */
export function announcement({
  counts,
  troubled,
  stopped,
  stale,
}: {
  readonly counts: Workbench['counts'];
  readonly troubled: readonly { readonly cell: string; readonly state: string }[];
  readonly stopped: readonly string[];
  readonly stale: number;
}): string {
  const failed = troubled.filter(({ state }) => state === 'failed').map(({ cell }) => cell);
  const needing = troubled.filter(({ state }) => state === 'needs-file').map(({ cell }) => cell);
  const checks = counts.fail + counts.error + counts.warn + counts['not-enough-data'] + counts.pass;
  const verdicts = [
    [counts.fail + counts.error, 'fails', 'fail'],
    [counts.warn, 'warns', 'warn'],
    [counts['not-enough-data'], 'has not enough data', 'have not enough data'],
    [counts.pass, 'passes', 'pass'],
  ] as const;
  const said = verdicts.flatMap(([count, one, many]) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]));
  return [
    stopped.length > 0 ? `Stopped. ${list(stopped)} did not run.` : 'Run ended.',
    failed.length > 0 ? `${list(failed)} failed.` : '',
    needing.length > 0 ? `${list(needing)} ${needing.length === 1 ? 'needs' : 'need'} a file.` : '',
    checks > 0 ? `Of ${checks} ${checks === 1 ? 'check' : 'checks'} ${said.join(', ')}.` : '',
    stale > 0 && stopped.length === 0 ? `${stale} stale.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Names in a row, the fourth and later only counted. */
export function list(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
