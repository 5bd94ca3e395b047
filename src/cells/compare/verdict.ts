import type { Described } from '../../metrics/metric.ts';
import type { Difference } from './difference.ts';

export type Verdict = 'better' | 'not worse' | 'worse' | 'undecided' | 'not enough data' | '';

/**
 * What a difference says of the model. Better: the interval lies on the good side of 0, and so does q. Not worse: the interval
 * does not reach `margin` to the bad side. Worse: it lies on the bad side of 0, and q agrees. Otherwise undecided; nothing where
 * the metric has no good side.
 */
export function verdictOf(difference: Difference, better: Described['better'], margin: number, q: number, level: number): Verdict {
  if (better === 'neither' || Number.isNaN(difference.low) || Number.isNaN(difference.high)) return '';
  const [low, high] = better === 'higher' ? [difference.low, difference.high] : [-difference.high, -difference.low];
  const corrected = q <= 1 - level + 1e-12;
  if (low > 0 && corrected) return 'better';
  if (margin > 0 && low > -margin) return 'not worse';
  return high < 0 && corrected ? 'worse' : 'undecided';
}
