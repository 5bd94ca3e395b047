import { readFileSync } from 'node:fs';
import { metrics } from '../../src/metrics/index.ts';
import type { PlainValue } from '../../src/cells/output.ts';

/** A number as the reference files hold it: NaN is null, infinities are words. */
export type Written = number | null | 'inf' | '-inf';

export function numberOf(written: Written): number {
  if (written === null) return NaN;
  return written === 'inf' ? Infinity : written === '-inf' ? -Infinity : written;
}

/** The cases of one of the files beside the scripts that made them. */
export function casesOf<Case>(name: string): readonly Case[] {
  return (JSON.parse(readFileSync(new URL(`./parity/${name}.json`, import.meta.url), 'utf8')) as { readonly cases: readonly Case[] }).cases;
}

/** Where the product's value and its peer's part on purpose: ours is not a number for `reason`, theirs is one that `peer` describes. */
export interface Difference {
  readonly metrics: readonly string[];
  readonly reason: string;
  readonly peer: (value: number) => boolean;
}

/** One number of the product beside that of its peer. */
export interface Compared {
  readonly input: string;
  readonly metric: string;
  readonly ours: PlainValue;
  readonly reason: PlainValue;
  readonly peer: Written;
}

/** Sentences on the numbers that differ by more than `relative` and are not among the differences that are explained. */
export function disagreements(compared: readonly Compared[], differences: readonly Difference[], relative = 1e-12): string[] {
  return compared
    .filter((pair) => !agrees(pair, relative) && !differences.some((difference) => explains(difference, pair)))
    .map(
      ({ input, metric, ours, reason, peer }) => `${input}: ${metric} is ${String(ours)} (${String(reason)}), the peer has ${String(peer)}`,
    );
}

/** The explained differences that no input shows: a list that is longer than what it explains. */
export function idle(compared: readonly Compared[], differences: readonly Difference[]): string[] {
  return differences
    .filter((difference) => !compared.some((pair) => explains(difference, pair)))
    .map(({ metrics: names, reason }) => `${names.join(', ')}: ${reason}`);
}

/** Where 1 is the most, differences are judged beside 1: values near 0 are what is left of numbers near 1. */
const bounded = new Set(metrics.filter(({ range }) => range[1] <= 1).map(({ name }) => name));

function agrees({ metric, ours, peer }: Compared, relative: number): boolean {
  const own = typeof ours === 'number' ? ours : NaN;
  const other = numberOf(peer);
  if (Number.isNaN(own) || Number.isNaN(other)) return Number.isNaN(own) && Number.isNaN(other);
  if (own === other) return true;
  const floor = bounded.has(metric.split(' ')[0]!) ? 1e-15 : 0;
  return Math.abs(own - other) <= relative * Math.max(Math.abs(own), Math.abs(other)) + floor;
}

function explains({ metrics: names, reason, peer }: Difference, pair: Compared): boolean {
  return names.includes(pair.metric.split(' ')[0]!) && pair.reason === reason && peer(numberOf(pair.peer));
}
