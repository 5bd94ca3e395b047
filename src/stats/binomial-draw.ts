import { logGamma } from './special.ts';

/**
 * One exact draw from Binomial(n, p): inversion where n·min(p, 1−p) < 10, else transformed rejection
 * (BTRS; Hörmann, 1993). Takes as many uniforms as it needs.
 */
export function binomialDraw(n: number, p: number, uniform: () => number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomialDraw(n, 1 - p, uniform);
  return n * p < 10 ? inversion(n, p, uniform) : btrs(n, p, uniform);
}

function inversion(n: number, p: number, uniform: () => number): number {
  const odds = p / (1 - p);
  let probability = Math.exp(n * Math.log1p(-p));
  let u = uniform();
  let k = 0;
  while (u > probability && k < n) {
    u -= probability;
    k++;
    probability *= (odds * (n - k + 1)) / k;
  }
  return k;
}

function btrs(n: number, p: number, uniform: () => number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const vr = 0.92 - 4.2 / b;
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= vr) return k;
    const mode = Math.floor((n + 1) * p);
    const bound = Math.log((v * (2.83 + 5.1 / b) * spread) / (a / (us * us) + b));
    const atMode = logGamma(mode + 1) + logGamma(n - mode + 1);
    if (bound <= atMode - logGamma(k + 1) - logGamma(n - k + 1) + (k - mode) * Math.log(p / (1 - p))) return k;
  }
}

/** One draw of cell counts with the total and the shares of `cells` (multinomial), by conditional binomials. */
export function multinomialDraw(cells: Float64Array, draw: Float64Array, uniform: () => number): Float64Array {
  let total = 0;
  for (const cell of cells) total += cell;
  let left = Math.round(total);
  let mass = total;
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at]!;
    const taken = cell === 0 ? 0 : binomialDraw(left, Math.min(1, cell / mass), uniform);
    draw[at] = taken;
    left -= taken;
    mass -= cell;
  }
  return draw;
}
