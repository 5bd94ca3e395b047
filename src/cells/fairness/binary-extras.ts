import { entropyIndex } from '../../analysis/entropy-index.ts';
import type { BinaryCounts } from '../../metrics/metric.ts';
import { percentileInterval } from '../../stats/intervals.ts';
import { oneAgainstRest } from '../metrics/matrix-value.ts';
import type { About, Aggregate } from './aggregates.ts';
import type { DrawnCells } from './drawn-cells.ts';
import type { Drawing } from './group-numbers.ts';

interface Extra {
  readonly metric: string;
  readonly title: string;
  readonly kind: 'signed' | 'index';
  valueOf(groups: readonly BinaryCounts[]): number;
}

/** Indexes of how unevenly benefits fall on rows, and, with a privileged group, AIF360's signed differences of the others from it. */
export function binaryExtras(drawing: Drawing, about: About, code: number, className: string): readonly Aggregate[] {
  const { statistics, scope, kept, joint } = drawing;
  const matrices = statistics.counts(scope.groups);
  if (matrices === null || kept.length === 0) return [];
  const classes = Math.sqrt(matrices[0]!.length);
  const countsOf = (cells: Float64Array): BinaryCounts => oneAgainstRest(cells, classes, code);
  const own = kept.map((group) => countsOf(matrices[group]!));
  const privileged = about.body.privileged === undefined ? -1 : about.labels.indexOf(String(about.body.privileged));
  return [...indexes, ...(privileged === -1 ? [] : signed(privileged))].map(({ metric, title, kind, valueOf }): Aggregate => {
    const value = valueOf(own);
    const drawn = joint === null ? new Float64Array(0) : replicatesOf(joint, (groups) => valueOf(groups.map(countsOf)));
    const { low, high } = drawn.length === 0 ? { low: NaN, high: NaN } : percentileInterval(drawn, about.level);
    const [least, most] = privileged === -1 ? ['', ''] : ['the others', about.labels[privileged]!];
    return {
      metric,
      title,
      kind,
      className,
      scope,
      n: about.n,
      value,
      low: Number.isNaN(value) ? NaN : low,
      high: Number.isNaN(value) ? NaN : high,
      method: `multinomial bootstrap, ${drawn.length}`,
      reason: Number.isNaN(value) ? 'undefined-in-a-group' : '',
      lowGroup: kind === 'signed' ? least : '',
      highGroup: kind === 'signed' ? most : '',
      excluded: about.small.join(', '),
      chance: NaN,
      p: NaN,
    };
  });
}

function replicatesOf(
  { replicates, groups, cells, values }: DrawnCells,
  valueOf: (groups: readonly Float64Array[]) => number,
): Float64Array {
  return Float64Array.from({ length: replicates }, (_, replicate) => {
    const from = replicate * groups * cells;
    return valueOf(Array.from({ length: groups }, (_group, at) => values.subarray(from + at * cells, from + (at + 1) * cells)));
  });
}

const indexes: readonly Extra[] = [
  index('generalized_entropy_index', 'Generalised entropy index', (counts) => entropyIndex(counts, 2)),
  index('theil_index', 'Theil index', (counts) => entropyIndex(counts, 1)),
  index('coefficient_of_variation', 'Coefficient of variation', (counts) => Math.sqrt(2 * entropyIndex(counts, 2))),
];

function index(metric: string, title: string, valueOf: (counts: BinaryCounts) => number): Extra {
  return { metric, title, kind: 'index', valueOf: (groups) => valueOf(pooled(groups)) };
}

function signed(privileged: number): readonly Extra[] {
  const gap =
    (rate: (counts: BinaryCounts) => number) =>
    (groups: readonly BinaryCounts[]): number =>
      rate(pooled(groups.filter((_, group) => group !== privileged))) - rate(groups[privileged]!);
  const selection = gap(({ tp, fp, fn, tn }) => (tp + fp) / (tp + fp + fn + tn));
  const tpr = gap(({ tp, fn }) => tp / (tp + fn));
  const fpr = gap(({ fp, tn }) => fp / (fp + tn));
  return [
    { metric: 'statistical_parity_difference', title: 'Selection rate, others − privileged', kind: 'signed', valueOf: selection },
    { metric: 'true_positive_rate_difference', title: 'Recall, others − privileged', kind: 'signed', valueOf: tpr },
    {
      metric: 'average_odds_difference',
      title: 'Average odds, others − privileged',
      kind: 'signed',
      valueOf: (groups) => (fpr(groups) + tpr(groups)) / 2,
    },
  ];
}

function pooled(groups: readonly BinaryCounts[]): BinaryCounts {
  const sum = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const { tp, fp, fn, tn } of groups) {
    sum.tp += tp;
    sum.fp += fp;
    sum.fn += fn;
    sum.tn += tn;
  }
  return sum;
}
