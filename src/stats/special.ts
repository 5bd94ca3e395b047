const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0 (Lanczos, g = 7), relative error below 1e-13. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = lanczos[0]!;
  for (let i = 1; i < 9; i++) sum += lanczos[i]! / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Regularised incomplete beta I_x(a, b) by Lentz's continued fraction; `rest` is 1 − x, for an x near 1 that has it to more digits. */
export function betaRegularized(x: number, a: number, b: number, rest = 1 - x): number {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const front = Math.exp(logBetaTerm(x, a, b, rest));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(rest, b, a)) / b;
}

/** ln of x^a (1 − x)^b / B(a, b), without the large numbers that would cancel where a or b is large (as in Didonato & Morris, 1992). */
function logBetaTerm(x: number, a: number, b: number, rest: number): number {
  if (a < b) return logBetaTerm(rest, b, a, x);
  const logX = rest < 0.5 ? Math.log1p(-rest) : Math.log(x);
  if (a < 10) return logGamma(a + b) - logGamma(a) - logGamma(b) + a * logX + b * Math.log(rest);
  if (b < 10) {
    const ratio = (a - 0.5) * Math.log1p(b / a) + b * Math.log(a + b) - b + stirlingRest(a + b) - stirlingRest(a);
    return ratio - logGamma(b) + a * logX + b * Math.log(rest);
  }
  const mean = a / (a + b);
  const beyond = rest < x ? b / (a + b) - rest : x - mean;
  const powers = a * Math.log1p(beyond / mean) + b * Math.log1p((-beyond * (a + b)) / b);
  return powers + 0.5 * Math.log((mean * b) / (2 * Math.PI)) + stirlingRest(a + b) - stirlingRest(a) - stirlingRest(b);
}

/** What Stirling's formula leaves of ln Γ(x), for x of 10 or more. */
function stirlingRest(x: number): number {
  const square = 1 / (x * x);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360) * square) * square) * square) * square) * square) / x;
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny);
  let h = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return h;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** x − ln(1 + x) for x > −1 to full precision near 0 too, where the two all but cancel; by the series of the inverse hyperbolic tangent. */
export function excessOverLog(x: number): number {
  if (Math.abs(x) > 0.4) return x - Math.log1p(x);
  const z = x / (2 + x);
  let power = z * z * z;
  let sum = 0;
  for (let k = 3; Math.abs(power) > 1e-20 * Math.abs(sum * k); k += 2) {
    sum += power / k;
    power *= z * z;
  }
  return x * z - 2 * sum;
}
