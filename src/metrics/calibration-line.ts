import { lackOfProbabilities, needsProbabilities, whenOutside } from './calibration.ts';
import { takesNothing } from './described.ts';
import type { Computed, OrderMetric, Ordered } from './metric.ts';

const nearest = 2.220446049250313e-16;

interface Line {
  readonly slope: number;
  readonly intercept: number;
}

function logit(p: number): number {
  const held = Math.min(1 - nearest, Math.max(nearest, p));
  return Math.log(held) - Math.log1p(-held);
}

function likelihoodOf(x: Float64Array, { positive, weights }: Ordered, { slope, intercept }: Line): number {
  let sum = 0;
  for (let at = 0; at < x.length; at++) {
    const weight = weights === null ? 1 : weights[at]!;
    if (weight === 0) continue;
    const z = (positive[at] === 1 ? 1 : -1) * (intercept + slope * x[at]!);
    sum -= weight * (z > 0 ? Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)) - z);
  }
  return sum;
}

/** Logistic regression of labels on the logit of scores by Newton's steps, halved where they overshoot; null where it does not settle. */
function lineOf(ordered: Ordered): Line | null {
  const { scores, positive, weights } = ordered;
  const x = Float64Array.from(scores, logit);
  let line: Line = { slope: 1, intercept: 0 };
  let likelihood = likelihoodOf(x, ordered, line);
  for (let step = 0; step < 60; step++) {
    let g0 = 0;
    let g1 = 0;
    let h00 = 0;
    let h01 = 0;
    let h11 = 0;
    for (let at = 0; at < x.length; at++) {
      const weight = weights === null ? 1 : weights[at]!;
      const p = 1 / (1 + Math.exp(-(line.intercept + line.slope * x[at]!)));
      const residual = weight * (positive[at]! - p);
      const curvature = weight * p * (1 - p);
      g0 += residual;
      g1 += residual * x[at]!;
      h00 += curvature;
      h01 += curvature * x[at]!;
      h11 += curvature * x[at]! * x[at]!;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-14 * h00 * h11)) return null;
    const d0 = (h11 * g0 - h01 * g1) / determinant;
    const d1 = (h00 * g1 - h01 * g0) / determinant;
    let scale = 1;
    let next: Line;
    let reached: number;
    do {
      next = { intercept: line.intercept + scale * d0, slope: line.slope + scale * d1 };
      reached = likelihoodOf(x, ordered, next);
      scale /= 2;
    } while (!(reached >= likelihood - 1e-12 * Math.abs(likelihood)) && scale > 1e-10);
    line = next;
    likelihood = reached;
    if (Math.abs(d0) + Math.abs(d1) < 1e-10 * (1 + Math.abs(line.intercept) + Math.abs(line.slope))) return line;
  }
  return null;
}

/** Whether some score parts the classes, so that the slope has no bound. */
function isSeparated({ scores, positive, weights }: Ordered): boolean {
  let leastPositive = Infinity;
  let mostPositive = -Infinity;
  let leastNegative = Infinity;
  let mostNegative = -Infinity;
  for (let at = 0; at < scores.length; at++) {
    if (weights !== null && weights[at] === 0) continue;
    if (positive[at] === 1) {
      leastPositive = Math.min(leastPositive, scores[at]!);
      mostPositive = Math.max(mostPositive, scores[at]!);
    } else {
      leastNegative = Math.min(leastNegative, scores[at]!);
      mostNegative = Math.max(mostNegative, scores[at]!);
    }
  }
  return leastPositive >= mostNegative || leastNegative >= mostPositive;
}

function hasBoth({ positive, weights }: Ordered): boolean {
  const seen = [false, false];
  for (let at = 0; at < positive.length; at++) if (weights === null || weights[at]! > 0) seen[positive[at]!] = true;
  return seen[0] === true && seen[1] === true;
}

function isConstant({ scores, weights }: Ordered): boolean {
  const first = scores.findIndex((_, at) => weights === null || weights[at]! > 0);
  return scores.every((score, at) => score === scores[first] || (weights !== null && weights[at] === 0));
}

function lined(part: Pick<OrderMetric, 'name' | 'title' | 'formula'>, of: (line: Line) => number): OrderMetric {
  return {
    from: 'order',
    better: 'neither',
    range: [-Infinity, Infinity],
    tasks: ['binary'],
    ...takesNothing,
    needs: needsProbabilities,
    undefinedWhen: {
      ...whenOutside,
      'one-class': 'the labels hold one class only',
      'constant-prediction': 'all scores are equal',
      'separated-classes': 'a score parts the classes, so that the slope has no bound',
    },
    interval: 'percentiles of a bootstrap of rows',
    ...part,
    compute(ordered): Computed {
      const reason = lackOfProbabilities(ordered);
      if (reason !== null) return { value: NaN, reason };
      if (!hasBoth(ordered)) return { value: NaN, reason: 'one-class' };
      if (isConstant(ordered)) return { value: NaN, reason: 'constant-prediction' };
      if (isSeparated(ordered)) return { value: NaN, reason: 'separated-classes' };
      const line = lineOf(ordered);
      return line === null ? { value: NaN, reason: 'separated-classes' } : { value: of(line) };
    },
  };
}

/** The line of labels over the logit of scores, and the sum of scores over that of labels. */
export const calibrationLineMetrics: readonly OrderMetric[] = [
  lined(
    {
      name: 'calibration_slope',
      title: 'Calibration slope',
      formula:
        'slope of a logistic regression of labels on logit p, ideally 1; below 1 the scores are too extreme; p held within 2.2e-16 of 0 and 1',
    },
    (line) => line.slope,
  ),
  lined(
    {
      name: 'calibration_intercept',
      title: 'Calibration intercept',
      formula: 'intercept of a logistic regression of labels on logit p, ideally 0; p held within 2.2e-16 of 0 and 1',
    },
    (line) => line.intercept,
  ),
  {
    from: 'order',
    name: 'calibration_sum_ratio',
    title: 'Calibration sum ratio',
    formula: 'Σp / Σy, ideally 1; above 1 the scores promise too much',
    better: 'neither',
    range: [0, Infinity],
    tasks: ['binary'],
    ...takesNothing,
    needs: needsProbabilities,
    undefinedWhen: { ...whenOutside, 'no-positives': 'no row is positive' },
    interval: 'percentiles of a bootstrap of rows',
    compute(ordered) {
      const reason = lackOfProbabilities(ordered);
      if (reason !== null) return { value: NaN, reason };
      let promised = 0;
      let kept = 0;
      for (let at = 0; at < ordered.scores.length; at++) {
        const weight = ordered.weights === null ? 1 : ordered.weights[at]!;
        promised += weight * ordered.scores[at]!;
        kept += weight * ordered.positive[at]!;
      }
      return kept > 0 ? { value: promised / kept } : { value: NaN, reason: 'no-positives' };
    },
  },
];
