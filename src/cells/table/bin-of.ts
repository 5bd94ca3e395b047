/** The bin of a finite value among bins of equal width from `min` to `max`; the last holds `max`. */
export function binOf(value: number, min: number, max: number, bins: number): number {
  const half = max / 2 - min / 2;
  const share = half === 0 ? 0 : (value / 2 - min / 2) / half;
  return Math.min(bins - 1, Math.floor(share * bins));
}
