const nearest = 1e-12;

/** ln(p / (1 − p)), with p held within 1e-12 of 0 and 1; NaN for NaN. */
export function logit(p: number): number {
  const held = Math.min(1 - nearest, Math.max(nearest, p));
  return Math.log(held) - Math.log1p(-held);
}

/** ln p with p held at 1e-12 or more. */
export function heldLog(p: number): number {
  return Math.log(Math.max(nearest, p));
}

/** 1 / (1 + e^−x), without loss at either end. */
export function sigmoid(x: number): number {
  const small = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + small) : small / (1 + small);
}
