import { BodyError, type Inputs } from '../kind.ts';
import type { Prepared } from './prepare.ts';

/** The threshold that a body gives as a number or as $input; null where it gives none. */
export function thresholdOf(threshold: number | string | undefined, inputs: Inputs): number | null {
  if (threshold === undefined) return null;
  const value = typeof threshold === 'number' ? threshold : inputs.values.get(threshold.slice(1));
  if (typeof value !== 'number') throw new BodyError(`the threshold ${threshold} is no number`, ['threshold']);
  return value;
}

/** The threshold that binary scores are cut at; null where recorded predictions stand. */
export function decisionThreshold({ task, scores, positive, predicted }: Prepared, threshold: number | null): number | null {
  if (task !== 'binary' || (scores[positive] ?? null) === null) return null;
  return threshold ?? (predicted === null ? 0.5 : null);
}
