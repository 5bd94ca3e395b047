import { normalCdf, studentCdf } from './distributions.ts';

/** Two-sided p of equal proportions by the pooled score test. NaN without rows; 1 when both are the same certain value. */
export function proportionTest(k1: number, n1: number, k2: number, n2: number): number {
  if (!(n1 > 0) || !(n2 > 0)) return NaN;
  const pooled = (k1 + k2) / (n1 + n2);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
  return spread === 0 ? 1 : twoSided((k1 / n1 - k2 / n2) / spread);
}

/** Two-sided p of a standard normal. */
export function twoSided(z: number): number {
  return 2 * normalCdf(-Math.abs(z));
}

/** Welch's test of two means: standard error, degrees of freedom and two-sided p. */
export function welch(
  variance1: number,
  n1: number,
  variance2: number,
  n2: number,
  difference: number,
): { se: number; df: number; p: number } {
  const a = variance1 / n1;
  const b = variance2 / n2;
  const se = Math.sqrt(a + b);
  const df = (a + b) ** 2 / (a ** 2 / (n1 - 1) + b ** 2 / (n2 - 1));
  if (!(n1 > 1) || !(n2 > 1)) return { se: NaN, df: NaN, p: NaN };
  return { se, df, p: se === 0 ? (difference === 0 ? 1 : 0) : 2 * studentCdf(-Math.abs(difference / se), df) };
}

/** Benjamini–Hochberg's adjusted p over a family; NaN entries stay NaN and do not count. Benjamini & Hochberg (1995). */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: p.length }, (_, i) => i)
    .filter((i) => !Number.isNaN(p[i]))
    .sort((a, b) => p[a]! - p[b]!);
  const q = new Float64Array(p.length).fill(NaN);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const i = order[rank - 1]!;
    least = Math.min(least, (p[i]! * order.length) / rank);
    q[i] = least;
  }
  return q;
}
