/**
 * Derivatives of a function by each of its arguments, by central differences; 0 for an argument of 0, where the other side
 * may be outside what the function is defined for. Relative error about 1e-8 for smooth functions of counts.
 */
export function gradientOf(value: (at: Float64Array) => number, at: Float64Array): Float64Array {
  let total = 0;
  for (const argument of at) total += Math.abs(argument);
  const moved = Float64Array.from(at);
  const gradient = new Float64Array(at.length);
  for (let index = 0; index < at.length; index++) {
    const own = at[index]!;
    if (own === 0) continue;
    const step = Math.min(1e-4 * total, Math.abs(own) / 2);
    moved[index] = own + step;
    const above = value(moved);
    moved[index] = own - step;
    const slope = (above - value(moved)) / (2 * step);
    gradient[index] = Number.isNaN(slope) ? 0 : slope;
    moved[index] = own;
  }
  return gradient;
}
