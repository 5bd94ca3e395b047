import { churnOf, scoreDistance, symmetricDifference } from '../../analysis/churn.ts';
import type { JointCells } from '../../analysis/joint-cells.ts';
import { indexesByGroup } from '../../metrics/scan-ranks.ts';
import { wilson } from '../../stats/intervals.ts';
import { studentised, unitMean } from '../../stats/unit-mean.ts';
import { undefinedEstimate, type Estimate } from '../metrics/estimate.ts';
import type { Partition } from '../metrics/partition.ts';
import { take, type Pair } from './pair.ts';

/** How often, or how far, two models differ, whichever is right. */
export interface ChurnMetric {
  readonly name: string;
  readonly title: string;
  readonly formula: string;
}

const decisions: readonly ChurnMetric[] = [
  { name: 'flip_rate', title: 'Flip rate', formula: 'share of rows that the two decide differently' },
  { name: 'negative_flips', title: 'Negative flips', formula: 'share of rows right with the reference and wrong with the model' },
  { name: 'positive_flips', title: 'Positive flips', formula: 'share of rows wrong with the reference and right with the model' },
];

const scores: readonly ChurnMetric[] = [
  { name: 'score_churn', title: 'Score churn', formula: 'mean |p_A − p_B|; of several classes half the sum over them' },
  { name: 'symmetric_difference', title: 'Symmetric difference', formula: 'mean 2·|p_A − p_B| / |p_A + p_B|, 0 where both are 0' },
];

/** One measure of churn in every slice of a partition. */
export interface ChurnEstimates {
  readonly metric: ChurnMetric;
  readonly estimates: readonly Estimate[];
}

/** Churn by slice, from `reference` to the other model: of decisions by Wilson, of scores by Student. */
export function churnEstimates(pair: Pair, partition: Partition, level: number, fromFirst: boolean): readonly ChurnEstimates[] {
  const joint = pair.joint(partition);
  const effective = pair.first.statistics.effective(partition);
  const made: ChurnEstimates[] = [];
  for (const metric of joint === null ? [] : decisions) {
    const estimates = joint!.map((cells, group) => decisionChurn(metric.name, cells, effective?.[group] ?? 1, level, fromFirst));
    made.push({ metric, estimates });
  }
  for (const metric of scores) {
    const estimates = pair.kept(`churn ${metric.name} ${level} ${partition.by} ${partition.key}`, () =>
      scoreChurn(metric.name, pair, partition, level),
    );
    if (estimates !== null) made.push({ metric, estimates });
  }
  return made;
}

function decisionChurn(name: string, cells: JointCells, effective: number, level: number, fromFirst: boolean): Estimate {
  const { total, flips, negative, positive } = churnOf(cells);
  if (!(total > 0)) return undefinedEstimate('no-rows');
  const [lost, gained] = fromFirst ? [negative, positive] : [positive, negative];
  const count = name === 'flip_rate' ? flips : name === 'negative_flips' ? lost : gained;
  const interval = wilson(count * effective, total * effective, level);
  return { value: count / total, ...interval, n: cells.n, method: 'wilson', reason: '' };
}

function scoreChurn(name: string, pair: Pair, partition: Partition, level: number): readonly Estimate[] | null {
  const distances = distancesOf(name, pair);
  if (distances === null) return null;
  const { codes } = partition;
  const groupOf = (row: number): number => (Number.isNaN(distances[row]) ? -1 : codes === null ? 0 : codes[row]!);
  const { weights } = pair.data;
  return indexesByGroup(distances.length, groupOf, partition.slices.length).map((rows): Estimate => {
    if (rows.length === 0) return undefinedEstimate('no-rows');
    const units = pair.units === null ? null : { codes: Uint32Array.from(rows, (row) => pair.units!.codes[row]!), count: pair.units.count };
    const mean = unitMean(take(distances, rows), weights === null ? null : take(weights, rows), units);
    if (!Number.isFinite(mean.mean)) return undefinedEstimate('zero-denominator', rows.length);
    const { low, high } = studentised(mean.mean, mean, level);
    const reason = Number.isNaN(low) ? 'too-few-rows' : '';
    return { value: mean.mean, low: Math.max(0, low), high, n: rows.length, method: 'student', reason };
  });
}

/** Distance of the two scores by row, NaN where one is missing; null where the models have no scores to compare. */
function distancesOf(name: string, pair: Pair): Float64Array | null {
  const { task, positive, estimate } = pair.data;
  const other = pair.second.statistics.data;
  const distance = name === 'score_churn' ? scoreDistance : symmetricDifference;
  const between = (a: Float64Array, b: Float64Array): Float64Array => a.map((own, row) => distance(own, b[row]!));
  if (task === 'regression') return between(estimate, other.estimate);
  if (task === 'binary') {
    const first = pair.data.scores[positive] ?? null;
    const second = other.scores[positive] ?? null;
    return first === null || second === null ? null : between(first, second);
  }
  const columns = pair.data.scores.map((own, code) => [own, other.scores[code] ?? null] as const);
  if (name !== 'score_churn' || columns.length === 0 || columns.some(([a, b]) => a === null || b === null)) return null;
  const total = new Float64Array(pair.data.rows);
  for (const [a, b] of columns) for (let row = 0; row < total.length; row++) total[row]! += scoreDistance(a![row]!, b![row]!) / 2;
  return total;
}
