import { normalQuantile } from './distributions.ts';

/** How many standard errors a difference must be for 80 % power: 2.8 at 95 %. */
function reach(level: number): number {
  return normalQuantile(0.5 + level / 2) + normalQuantile(0.8);
}

/** The smallest true difference that a comparison with this standard error would show in four of five repetitions. */
export function detectableDifference(se: number, level: number): number {
  return reach(level) * se;
}

/** Rows, of the kind that n rows with this standard error were, at which a difference of `target` would be shown in four of five repetitions. */
export function rowsToDecide(n: number, se: number, target: number, level: number): number {
  return n * ((reach(level) * se) / Math.abs(target)) ** 2;
}
