import { benjaminiHochberg } from '../../stats/tests.ts';
import type { Units } from '../../stats/unit-mean.ts';
import { detectableDifference, rowsToDecide } from '../../stats/power.ts';
import type { Column } from '../metrics/estimates.ts';
import { leastRows } from '../metrics/gaps.ts';
import type { Partition, Slice } from '../metrics/partition.ts';
import { churnEstimates, type ChurnEstimates } from './churn.ts';
import { standardError, swapped, type Difference, type How } from './difference.ts';
import { differencesOf } from './differences.ts';
import { Pair, type Side } from './pair.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import type { Memo } from '../metrics/memo.ts';

/** One model against the reference in one slice by one metric. */
export interface Judged {
  readonly column: Column;
  readonly model: Side;
  readonly partition: Partition;
  readonly slice: Slice;
  /** Model less reference; `first` is the reference. */
  readonly difference: Difference;
  readonly margin: number;
  /** p corrected over all comparisons of the cell. */
  readonly q: number;
  readonly verdict: Verdict;
  /** Smallest difference that this many rows would show in four of five repetitions. */
  readonly detectable: number;
  /** Rows of the slice at which the margin, or without one the observed difference, would be shown as often. */
  readonly rowsNeeded: number;
  /** Rows of the slice, and groups where rows come in groups. */
  readonly rows: number;
  readonly units: number;
}

/** How two models' decisions and scores differ in the slices of a partition. */
export interface Churned {
  readonly model: Side;
  readonly partition: Partition;
  readonly churn: readonly ChurnEstimates[];
}

/** Everything that a compare cell computed. */
export interface Comparison {
  readonly reference: Side;
  readonly models: readonly Side[];
  readonly pairs: readonly Pair[];
  readonly columns: readonly Column[];
  readonly partitions: readonly Partition[];
  readonly judged: readonly Judged[];
  readonly churned: readonly Churned[];
  /** Comparisons that have a p. */
  readonly comparisons: number;
  readonly how: How;
  readonly notes: readonly string[];
}

/** What is compared, and how. */
export interface Plan {
  readonly sides: readonly Side[];
  readonly reference: number;
  readonly columns: readonly Column[];
  readonly partitions: readonly Partition[];
  readonly units: Units | null;
  readonly marginOf: (metric: string) => number;
  readonly how: How;
  readonly memo: Memo;
  readonly notes: readonly string[];
  readonly progress: (share: number, what: string) => void;
}

type Measured = Omit<Judged, 'q' | 'verdict'>;

/** Compares every model with the reference by every metric in every slice, then corrects p over all of them (Benjamini and Hochberg). */
export async function compared(plan: Plan): Promise<Comparison> {
  const { sides, reference, columns, partitions, how } = plan;
  const measured: Measured[] = [];
  const churned: Churned[] = [];
  const pairs: Pair[] = [];
  for (const [at, side] of sides.entries()) {
    if (at === reference) continue;
    const fromFirst = reference < at;
    // The same pair whichever of the two is the reference, so that its draws are the same and only the sign changes.
    const pair = new Pair(sides[Math.min(at, reference)]!, sides[Math.max(at, reference)]!, plan.units, plan.memo);
    pairs.push(pair);
    for (const [c, column] of columns.entries()) {
      plan.progress((pairs.length - 1 + c / columns.length) / (sides.length - 1), `comparing ${column.wanted.metric.name}`);
      for (const partition of partitions) measured.push(...(await measuredIn(partition, column, side, pair, fromFirst, plan)));
    }
    for (const partition of partitions) {
      await how.breathe();
      churned.push({ model: side, partition, churn: churnEstimates(pair, partition, how.level, fromFirst) });
    }
  }
  const q = benjaminiHochberg(measured.map(({ difference }) => difference.p));
  return {
    reference: sides[reference]!,
    models: sides.filter((_, at) => at !== reference),
    pairs,
    columns,
    partitions,
    judged: measured.map((own, at) => ({ ...own, q: q[at]!, verdict: judgement(own, q[at]!, how.level) })),
    churned,
    comparisons: q.reduce((count, own) => count + +!Number.isNaN(own), 0),
    how,
    notes: plan.notes,
  };
}

function judgement({ column, difference, margin, units }: Measured, q: number, level: number): Verdict {
  const { better } = column.wanted.metric;
  return units < leastRows && better !== 'neither' ? 'not enough data' : verdictOf(difference, better, margin, q, level);
}

async function measuredIn(
  partition: Partition,
  column: Column,
  model: Side,
  pair: Pair,
  fromFirst: boolean,
  plan: Plan,
): Promise<Measured[]> {
  const differences = await differencesOf(column, pair, partition, plan.how);
  const sizes = pair.kept(`units ${partition.by} ${partition.key}`, () => unitsIn(partition, pair, plan.units));
  const margin = plan.marginOf(column.wanted.metric.name);
  const { level } = plan.how;
  return partition.slices.map((slice, group) => {
    const difference = fromFirst ? differences[group]! : swapped(differences[group]!);
    const se = standardError(difference, level);
    const target = margin > 0 ? margin : difference.value;
    const size = pair.first.statistics.sizes(partition)[group]!;
    return {
      column,
      model,
      partition,
      slice,
      difference,
      margin,
      detectable: detectableDifference(se, level),
      rowsNeeded: se > 0 && target !== 0 ? Math.ceil(rowsToDecide(size, se, target, level)) : NaN,
      rows: size,
      units: sizes[group]!,
    };
  });
}

/** Rows of each slice, or groups where rows come in groups. */
function unitsIn(partition: Partition, pair: Pair, units: Units | null): ArrayLike<number> {
  if (units === null) return pair.first.statistics.sizes(partition);
  const { codes } = partition;
  const seen = partition.slices.map(() => new Set<number>());
  for (let row = 0; row < units.codes.length; row++) {
    const group = codes === null ? 0 : codes[row]!;
    if (group >= 0) seen[group]!.add(units.codes[row]!);
  }
  return seen.map((set) => set.size);
}
