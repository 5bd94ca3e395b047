import { heldLog, logit } from './logit.ts';

const mostSteps = 100;
const hottest = 1e3;

/**
 * The temperature T > 0 at which softmax(ln p / T) loses least: Newton's method on 1/T, in which the log loss is convex,
 * held between 1/1000 and 1000. `classes` has one array of probabilities a class; `actual` the true class of each row.
 * Two classes may be given by one array, that of class 1. Guo et al. (2017).
 */
export function temperatureOf(classes: readonly Float64Array[], actual: ArrayLike<number>, weights: Float64Array | null): number {
  const slopeAt = classes.length === 1 ? slopeOfTwo(classes[0]!, actual, weights) : slopeOfMany(classes, actual, weights);
  let inverse = 1;
  let least = 1 / hottest;
  let most = hottest;
  for (let step = 0; step < mostSteps; step++) {
    const { slope, curve } = slopeAt(inverse);
    if (slope > 0) most = inverse;
    else least = inverse;
    const newton = inverse - slope / curve;
    const next = newton > least && newton < most ? newton : Math.sqrt(least * most);
    const moved = Math.abs(next - inverse);
    inverse = next;
    if (moved <= 1e-9 * inverse) break;
  }
  return 1 / inverse;
}

/** First and second derivative of the log loss in 1/T. */
interface Slope {
  readonly slope: number;
  readonly curve: number;
}

function slopeOfTwo(scores: Float64Array, actual: ArrayLike<number>, weights: Float64Array | null): (inverse: number) => Slope {
  const odds = scores.map(logit);
  return (inverse) => {
    let slope = 0;
    let curve = 0;
    for (let at = 0; at < odds.length; at++) {
      const w = weights === null ? 1 : weights[at]!;
      const x = odds[at]!;
      const p = 1 / (1 + Math.exp(-inverse * x));
      slope += w * (p - actual[at]!) * x;
      curve += w * p * (1 - p) * x * x;
    }
    return { slope, curve };
  };
}

function slopeOfMany(
  classes: readonly Float64Array[],
  actual: ArrayLike<number>,
  weights: Float64Array | null,
): (inverse: number) => Slope {
  const logs = classes.map((scores) => Float64Array.from(scores, heldLog));
  return (inverse) => slopeOver(logs, actual, weights, inverse);
}

function slopeOver(logs: readonly Float64Array[], actual: ArrayLike<number>, weights: Float64Array | null, inverse: number): Slope {
  const width = logs.length;
  const share = new Float64Array(width);
  let slope = 0;
  let curve = 0;
  for (let at = 0; at < actual.length; at++) {
    let largest = -Infinity;
    for (let code = 0; code < width; code++) largest = Math.max(largest, logs[code]![at]!);
    let total = 0;
    for (let code = 0; code < width; code++) total += share[code] = Math.exp(inverse * (logs[code]![at]! - largest));
    let mean = 0;
    for (let code = 0; code < width; code++) mean += (share[code]! / total) * (logs[code]![at]! - largest);
    let variance = 0;
    for (let code = 0; code < width; code++) variance += (share[code]! / total) * (logs[code]![at]! - largest - mean) ** 2;
    const w = weights === null ? 1 : weights[at]!;
    slope += w * (mean - (logs[actual[at]!]![at]! - largest));
    curve += w * variance;
  }
  return { slope, curve };
}

/** Writes softmax(ln p / T) of one row over `row`. */
export function heat(row: Float64Array, temperature: number): void {
  let largest = -Infinity;
  for (let code = 0; code < row.length; code++) largest = Math.max(largest, (row[code] = heldLog(row[code]!) / temperature));
  let total = 0;
  for (let code = 0; code < row.length; code++) total += row[code] = Math.exp(row[code]! - largest);
  for (let code = 0; code < row.length; code++) row[code]! /= total;
}
