import { betaRegularized } from './special.ts';

/**
 * McNemar's exact two-sided p of two paired shares, from the rows on which they differ: `b` one way, `c` the other.
 * p = min(1, 2·P(Bin(b + c, ½) ≤ min(b, c))); the mid-p takes half of the observed count's own probability, which is less
 * cautious. 1 where no row differs. McNemar (1947); mid-p: Fagerland, Lydersen & Laake (2013).
 */
export function mcnemar(b: number, c: number, form: 'exact' | 'mid' = 'exact'): number {
  const differing = b + c;
  if (differing === 0) return 1;
  const fewer = Math.min(b, c);
  const tail = halfTail(differing, fewer);
  if (form === 'exact') return Math.min(1, 2 * tail);
  const own = fewer === 0 ? tail : tail - halfTail(differing, fewer - 1);
  return b === c ? 1 - own / 2 : 2 * tail - own;
}

/** P(Bin(n, ½) ≤ k): the sum itself where 2⁻ⁿ is a number, else by the incomplete beta function. */
function halfTail(n: number, k: number): number {
  if (n > 1000) return betaRegularized(0.5, n - k, k + 1);
  let term = 2 ** -n;
  let sum = term;
  for (let at = 0; at < k; at++) {
    term *= (n - at) / (at + 1);
    sum += term;
  }
  return sum;
}
