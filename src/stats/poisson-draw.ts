import { logGamma } from './special.ts';

/** One exact draw from Poisson(mean): inversion below 10, else transformed rejection (PTRS; Hörmann, 1993). */
export function poissonDraw(mean: number, uniform: () => number): number {
  if (!(mean > 0)) return 0;
  return mean < 10 ? inversion(mean, uniform) : ptrs(mean, uniform);
}

function inversion(mean: number, uniform: () => number): number {
  let probability = Math.exp(-mean);
  let u = uniform();
  let k = 0;
  while (u > probability && k < 1000) {
    u -= probability;
    probability *= mean / ++k;
  }
  return k;
}

function ptrs(mean: number, uniform: () => number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const bound = Math.log((v * (1.1239 + 1.1328 / (b - 3.4))) / (a / (us * us) + b));
    if (bound <= k * Math.log(mean) - mean - logGamma(k + 1)) return k;
  }
}
