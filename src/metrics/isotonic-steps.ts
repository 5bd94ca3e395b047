import type { Ordered } from './metric.ts';

/** Neighbouring rows in the order of scores with one share of positives. */
export interface IsotonicStep {
  readonly weight: number;
  readonly share: number;
}

/**
 * Isotonic regression of labels on scores by pooling neighbours that break the order (Ayer et al. 1955); equal scores are
 * one. Steps in ascending order of score; rows of weight 0 are in none.
 */
export function isotonicSteps({ scores, positive, weights }: Ordered): IsotonicStep[] {
  const steps: { weight: number; positive: number }[] = [];
  for (let at = scores.length - 1; at >= 0;) {
    const score = scores[at]!;
    const step = { weight: 0, positive: 0 };
    for (; at >= 0 && scores[at] === score; at--) {
      const weight = weights === null ? 1 : weights[at]!;
      step.weight += weight;
      step.positive += weight * positive[at]!;
    }
    if (step.weight === 0) continue;
    for (let last = steps.at(-1); last !== undefined && last.positive * step.weight >= step.positive * last.weight; last = steps.at(-1)) {
      step.weight += last.weight;
      step.positive += last.positive;
      steps.pop();
    }
    steps.push(step);
  }
  return steps.map((step) => ({ weight: step.weight, share: step.positive / step.weight }));
}
