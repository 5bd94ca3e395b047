import { betaRegularized } from './special.ts';

/** P(Z ≤ z) for a standard normal; relative error of the small tail below 1e-13 (by the incomplete-gamma-free series and continued fraction). */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return NaN;
  return z > 0 ? 1 - upperTail(z) : upperTail(-z);
}

function upperTail(z: number): number {
  if (z > 38.5) return 0;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 200; k++) {
      term *= (z * z) / (2 * k + 1);
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let k = 120; k >= 1; k--) fraction = z + k / fraction;
  return density / fraction;
}

/** The z with P(Z ≤ z) = p, for 0 < p < 1 (Acklam's start, refined by Halley's step); ±Infinity at the ends. */
export function normalQuantile(p: number): number {
  if (p <= 0 || p >= 1) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = start(p);
  for (let step = 0; step < 2; step++) {
    const error = (normalCdf(z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}

function start(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r - 30.66479806614716) * r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r - 13.28068155288572) * r + 1)
  );
}

/** P(T ≤ t) for Student's t with `df` degrees of freedom; above 100,000 of them by the normal that Hill (1970) gives. */
export function studentCdf(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return NaN;
  if (!Number.isFinite(df)) return normalCdf(t);
  if (df > 100_000) return normalCdf(hillDeviate(t, df));
  const tail = betaRegularized(df / (df + t * t), df / 2, 0.5, (t * t) / (df + t * t)) / 2;
  return t > 0 ? 1 - tail : tail;
}

function hillDeviate(t: number, df: number): number {
  const a = df - 0.5;
  const w = Math.sqrt(a * Math.log1p((t * t) / df));
  return Math.sign(t) * (w + (w ** 3 + 3 * w) / (48 * a * a));
}

/** The t with P(T ≤ t) = p for `df` degrees of freedom, by bisection and Newton's step. */
export function studentQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, df);
  if (!(df > 0) || p >= 1) return p === 1 ? Infinity : NaN;
  let low = 0;
  let high = 2;
  while (studentCdf(high, df) < p) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-14 * high; step++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, df) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The x with I_x(a, b) = p, the quantile of Beta(a, b) for a, b > 0, by bisection on whichever side of ½ it lies, so that both tails keep their digits. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(a > 0) || !(b > 0) || !(p >= 0 && p <= 1)) return NaN;
  if (p === 0 || p === 1) return p;
  if (betaRegularized(0.5, a, b) < p) return 1 - betaBelowHalf((x) => 1 - betaRegularized(x, b, a) >= p);
  return betaBelowHalf((x) => betaRegularized(x, a, b) < p);
}

/** The x in [0, ½] below which `below` holds; bisects exponents while the lower end is 0. */
function betaBelowHalf(below: (x: number) => boolean): number {
  let low = 0;
  let high = 0.5;
  for (let step = 0; step < 1100 && high - low > 1e-15 * high; step++) {
    const middle = low === 0 ? high / 16 : (low + high) / 2;
    if (middle === 0) return 0;
    if (below(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
