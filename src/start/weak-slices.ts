import type { ChosenMetric } from './metric-choice.ts';
import type { MeasuredFacts } from './plan.ts';
import { fewestRows, type MeasuredNumber } from './todays-level.ts';

/** A slice by one metric, and whether it falls behind the rows outside it beyond chance. */
export interface WeakSlice extends MeasuredNumber {
  readonly isConvincing: boolean;
}

/** The slices by a metric, the weakest first, those that fall behind beyond chance before all others; of thirty rows or more. */
export function weakSlices({ numbers, gaps }: MeasuredFacts, metric: ChosenMetric): readonly WeakSlice[] {
  if (metric.better === 'neither') return [];
  const sign = metric.better === 'higher' ? 1 : -1;
  const counts = (one: MeasuredNumber): boolean =>
    one.metric === metric.name && one.class === '' && one.slice !== 'all' && one.n >= fewestRows && Number.isFinite(one.value);
  const behind = new Set(gaps.filter((gap) => counts(gap) && gap.q < 0.05 && sign * gap.value < 0).map(({ slice }) => slice));
  return numbers
    .filter(counts)
    .map((one) => ({ ...one, isConvincing: behind.has(one.slice) }))
    .sort((a, b) => Number(b.isConvincing) - Number(a.isConvincing) || sign * (a.value - b.value));
}
