import { groupAggregate, type AggregateKind } from '../../analysis/group-aggregate.ts';
import { percentileInterval, quantileSorted } from '../../stats/intervals.ts';
import { benjaminiHochberg } from '../../stats/tests.ts';
import type { Column } from '../metrics/estimates.ts';
import type { GroupNumbers } from './group-numbers.ts';
import type { FairnessBody } from './schema.ts';
import type { Scope } from './scopes.ts';

/** One number over the groups of a scope. */
export interface Aggregate {
  readonly metric: string;
  readonly title: string;
  readonly className: string;
  readonly scope: Scope;
  readonly kind: AggregateKind | 'signed' | 'index';
  readonly n: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
  readonly reason: string;
  /** Labels of the groups with the least and the most. */
  readonly lowGroup: string;
  readonly highGroup: string;
  readonly excluded: string;
  /** What shuffled group labels reach in 95 % of cases: at most for a difference, at least for a ratio. */
  readonly chance: number;
  readonly p: number;
}

/** A metric's numbers in the groups of a scope. */
export interface Measured {
  readonly column: Column;
  readonly numbers: GroupNumbers | null;
}

/** What stands in every aggregate of a scope. */
export interface About {
  readonly scope: Scope;
  /** Labels of the kept groups. */
  readonly labels: readonly string[];
  /** Groups that are too small, by name. */
  readonly small: readonly string[];
  readonly n: number;
  readonly level: number;
  readonly body: FairnessBody;
}

interface Wanted {
  readonly metric: string;
  readonly title: string;
  readonly kind: AggregateKind;
  /** One metric, or two whose aggregates are joined. */
  readonly parts: readonly Measured[];
}

/** Fairlearn's fairness metrics of predictions, from selection rate, recall and false-positive rate. */
export function parityAggregates(
  rates: { readonly selection: Measured; readonly recall: Measured; readonly fpr: Measured },
  about: About,
): readonly Aggregate[] {
  const { selection, recall, fpr } = rates;
  return (['difference', 'ratio'] as const).flatMap((kind) => [
    aggregateOf({ metric: `demographic_parity_${kind}`, title: `Demographic parity ${kind}`, kind, parts: [selection] }, about),
    aggregateOf({ metric: `equal_opportunity_${kind}`, title: `Equal opportunity ${kind}`, kind, parts: [recall] }, about),
    aggregateOf({ metric: `equalized_odds_${kind}`, title: `Equalised odds ${kind}`, kind, parts: [recall, fpr] }, about),
  ]);
}

/** Least, most, difference and ratio of one metric. */
export function metricAggregates(measured: Measured, about: About): readonly Aggregate[] {
  const { metric } = measured.column.wanted;
  const words: Readonly<Record<AggregateKind, string>> = {
    group_min: 'least',
    group_max: 'most',
    difference: 'difference',
    ratio: 'ratio',
  };
  return (['group_min', 'group_max', 'difference', 'ratio'] as const).map((kind) =>
    aggregateOf({ metric: `${metric.name}_${kind}`, title: `${metric.title}, ${words[kind]}`, kind, parts: [measured] }, about),
  );
}

function aggregateOf({ metric, title, kind, parts }: Wanted, about: About): Aggregate {
  const known = parts.map(({ numbers }) => numbers);
  const base = { metric, title, kind, className: parts[0]!.column.className, scope: about.scope, n: about.n };
  if (known.some((numbers) => numbers === null)) return { ...base, ...nothing, reason: 'missing-scores', excluded: about.small.join(', ') };
  const numbers = known as readonly GroupNumbers[];
  const defined = about.labels.map((_, group) => group).filter((group) => numbers.some(({ values }) => !Number.isNaN(values[group])));
  const lost = about.labels.filter((_, group) => !defined.includes(group)).map((label) => `${label}: no value`);
  const excluded = [...about.small, ...lost].join(', ');
  if (defined.length < 2) return { ...base, ...nothing, reason: 'fewer-than-two-groups', excluded };
  const valueOf = (pick: (part: GroupNumbers, group: number) => number, overallOf: (part: GroupNumbers) => number): number => {
    const each = numbers.map((part) =>
      groupAggregate(
        kind,
        about.body.method,
        defined.map((group) => pick(part, group)),
        overallOf(part),
      ),
    );
    return joined(kind, each, about.body.agg);
  };
  const value = valueOf(
    (part, group) => part.values[group]!,
    (part) => part.overall,
  );
  if (Number.isNaN(value)) return { ...base, ...nothing, reason: 'undefined-in-a-group', excluded };
  const count = Math.min(...numbers.flatMap(({ replicates }) => defined.map((group) => replicates[group]!.length)));
  const drawn = Float64Array.from({ length: count }, (_, replicate) =>
    valueOf(
      (part, group) => part.replicates[group]![replicate]!,
      (part) => part.overalls?.[replicate] ?? part.overall,
    ),
  );
  const shuffled = Float64Array.from({ length: count }, (_, replicate) =>
    valueOf(
      (part, group) => part.shuffled[group]![replicate] ?? NaN,
      (part) => part.overall,
    ),
  );
  const { low, high, unstable } = count === 0 ? { low: NaN, high: NaN, unstable: false } : percentileInterval(drawn, about.level);
  const shown = numbers[0]!.values;
  const byValue = [...defined].sort((a, b) => shown[a]! - shown[b]!);
  return {
    ...base,
    value,
    low,
    high,
    method: `${numbers[0]!.method}, ${about.body.method.replace('_', ' ')}`,
    reason: unstable ? 'unstable-interval' : '',
    lowGroup: about.labels[byValue[0]!]!,
    highGroup: about.labels[byValue.at(-1)!]!,
    excluded,
    ...againstChance(kind, value, shuffled),
  };
}

const nothing = { value: NaN, low: NaN, high: NaN, method: '', lowGroup: '', highGroup: '', chance: NaN, p: NaN } as const;

/** Two parts as Fairlearn's equalised odds joins them. */
function joined(kind: AggregateKind, each: readonly number[], agg: FairnessBody['agg']): number {
  if (each.length === 1) return each[0]!;
  if (each.some((value) => Number.isNaN(value))) return NaN;
  if (agg === 'mean') return each.reduce((sum, value) => sum + value, 0) / each.length;
  return kind === 'ratio' ? Math.min(...each) : Math.max(...each);
}

function againstChance(kind: AggregateKind, value: number, shuffled: Float64Array): { chance: number; p: number } {
  const sorted = shuffled.filter((drawn) => !Number.isNaN(drawn)).sort();
  if (sorted.length === 0 || (kind !== 'difference' && kind !== 'ratio')) return { chance: NaN, p: NaN };
  const further = sorted.reduce((count, drawn) => count + +(kind === 'difference' ? drawn >= value : drawn <= value), 0);
  return { chance: quantileSorted(sorted, kind === 'difference' ? 0.95 : 0.05), p: (1 + further) / (sorted.length + 1) };
}

/** p corrected over all aggregates that have one. */
export function correctedOf(aggregates: readonly Aggregate[]): Float64Array {
  return benjaminiHochberg(aggregates.map(({ p }) => p));
}

/** A ratio against four fifths, a difference against chance. */
export function verdictOf({ kind, low, high, value }: Aggregate, q: number): 'better' | 'worse' | 'undecided' | undefined {
  if (Number.isNaN(value)) return undefined;
  if (kind === 'difference') return Number.isNaN(q) ? undefined : q <= 0.05 ? 'worse' : 'undecided';
  if (kind !== 'ratio' || Number.isNaN(low)) return undefined;
  return high < 0.8 ? 'worse' : low >= 0.8 ? 'better' : 'undecided';
}
