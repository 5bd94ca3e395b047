/** Coefficients of a logistic regression, the constant last. */
export interface LogisticRegression {
  readonly coefficients: readonly number[];
  /** Inverse of the information where it was fitted, or with weights the sandwich around the squared scores. */
  readonly covariance: readonly (readonly number[])[];
  /** Σ w · log loss at the end. */
  readonly loss: number;
  /** Whether the steps came to rest; they do not where the columns part the classes. */
  readonly converged: boolean;
}

const mostSteps = 100;
/** Newton's steps square their distance: after one as small as this the next would be below rounding. */
const nearest = 1e-7;

/**
 * Logistic regression of targets in [0, 1] on columns and a constant, by Newton's method with halved steps. `ridge` times
 * half the squares of all coefficients but the constant is added to the loss. `start` are coefficients to start at.
 */
export function logisticRegression(
  columns: readonly Float64Array[],
  targets: Float64Array,
  weights: Float64Array | null,
  { ridge = 0, start }: { readonly ridge?: number; readonly start?: readonly number[] } = {},
): LogisticRegression {
  const size = columns.length + 1;
  let coefficients = new Float64Array(size);
  if (start === undefined) coefficients[size - 1] = startOf(targets, weights);
  else coefficients.set(start);
  let here = stepAt(columns, targets, weights, coefficients, ridge);
  let converged = false;
  for (let step = 0; step < mostSteps && !converged; step++) {
    const move = solved(here.information, here.gradient);
    if (move === null) break;
    let next = here;
    let scale = 1;
    const from: Float64Array = coefficients;
    for (; scale > 1e-8; scale /= 2) {
      coefficients = from.map((value, at) => value + scale * move[at]!);
      next = stepAt(columns, targets, weights, coefficients, ridge);
      if (next.loss <= here.loss + 1e-12 * Math.abs(here.loss)) break;
    }
    converged = move.every((value, at) => Math.abs(scale * value) <= nearest * (1 + Math.abs(coefficients[at]!)));
    if (here.loss - next.loss < 1e-14 * Math.abs(here.loss) && step > 5) converged = true;
    here = next;
  }
  const covariance = weights === null ? inverse(here.information) : sandwich(here.information, here.meat);
  return { coefficients: [...coefficients], covariance, loss: here.loss, converged: converged && !parted(columns, here) };
}

/** No finite fit exists where every row is met almost surely: the information is nothing. */
function parted(columns: readonly Float64Array[], { information, weight }: Step): boolean {
  return weight === 0 || information[columns.length]![columns.length]! < 1e-9 * weight;
}

function startOf(targets: Float64Array, weights: Float64Array | null): number {
  let hits = 0;
  let total = 0;
  for (let at = 0; at < targets.length; at++) {
    const w = weights === null ? 1 : weights[at]!;
    hits += w * targets[at]!;
    total += w;
  }
  const share = Math.min(1 - 1e-3, Math.max(1e-3, total === 0 ? 0.5 : hits / total));
  return Math.log(share / (1 - share));
}

interface Step {
  readonly loss: number;
  readonly weight: number;
  readonly gradient: readonly number[];
  readonly information: readonly (readonly number[])[];
  readonly meat: readonly (readonly number[])[];
}

function stepAt(
  columns: readonly Float64Array[],
  targets: Float64Array,
  weights: Float64Array | null,
  coefficients: Float64Array,
  ridge: number,
): Step {
  const width = columns.length;
  if (width === 1 && ridge === 0) return stepOfOne(columns[0]!, targets, weights, coefficients[0]!, coefficients[1]!);
  const size = width + 1;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const meat = new Float64Array(size * size);
  const row = new Float64Array(size).fill(1);
  let loss = 0;
  let total = 0;
  for (let at = 0; at < targets.length; at++) {
    let eta = coefficients[width]!;
    for (let column = 0; column < width; column++) eta += coefficients[column]! * (row[column] = columns[column]![at]!);
    const w = weights === null ? 1 : weights[at]!;
    const small = Math.exp(-Math.abs(eta));
    const p = eta >= 0 ? 1 / (1 + small) : small / (1 + small);
    const q = eta >= 0 ? small / (1 + small) : 1 / (1 + small);
    const target = targets[at]!;
    loss += w * (Math.log1p(small) + (eta >= 0 ? (1 - target) * eta : -target * eta));
    total += w;
    const away = w * (target * q - (1 - target) * p);
    const curve = w * p * q;
    for (let i = 0; i < size; i++) {
      gradient[i]! += away * row[i]!;
      for (let j = 0; j <= i; j++) {
        information[i * size + j]! += curve * row[i]! * row[j]!;
        if (weights !== null) meat[i * size + j]! += away * away * row[i]! * row[j]!;
      }
    }
  }
  for (let i = 0; i < width; i++) {
    loss += (ridge / 2) * coefficients[i]! ** 2;
    gradient[i]! -= ridge * coefficients[i]!;
    information[i * size + i]! += ridge;
  }
  return { loss, weight: total, gradient: [...gradient], information: mirrored(information, size), meat: mirrored(meat, size) };
}

/** The same for one column, without inner loops: it is what a million rows go through. */
function stepOfOne(x: Float64Array, targets: Float64Array, weights: Float64Array | null, slope: number, constant: number): Step {
  let loss = 0;
  let total = 0;
  let [xx, x1, one] = [0, 0, 0];
  let [mxx, mx1, m1] = [0, 0, 0];
  let [gx, g1] = [0, 0];
  for (let at = 0; at < targets.length; at++) {
    const value = x[at]!;
    const target = targets[at]!;
    const w = weights === null ? 1 : weights[at]!;
    const eta = slope * value + constant;
    const small = Math.exp(-Math.abs(eta));
    const near = 1 / (1 + small);
    const far = small / (1 + small);
    const p = eta >= 0 ? near : far;
    const q = eta >= 0 ? far : near;
    loss += w * ((eta >= 0 ? (1 - target) * eta : -target * eta) - Math.log(near));
    total += w;
    const away = w * (target * q - (1 - target) * p);
    const curve = w * p * q;
    gx += away * value;
    g1 += away;
    xx += curve * value * value;
    x1 += curve * value;
    one += curve;
    mxx += away * away * value * value;
    mx1 += away * away * value;
    m1 += away * away;
  }
  const symmetric = (a: number, b: number, c: number): number[][] => [
    [a, b],
    [b, c],
  ];
  return { loss, weight: total, gradient: [gx, g1], information: symmetric(xx, x1, one), meat: symmetric(mxx, mx1, m1) };
}

function mirrored(lower: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_unused, j) => lower[Math.max(i, j) * size + Math.min(i, j)]!),
  );
}

/** x with A·x = b by elimination with pivots; null where A has no inverse. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const size = right.length;
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const head = rows[column]![column]!;
    if (!(Math.abs(head) > 1e-300)) return null;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / head;
      for (let at = column; at <= size; at++) rows[row]![at]! -= factor * rows[column]![at]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}

function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const columns = Array.from({ length: size }, (_, at) =>
    solved(
      matrix,
      Array.from({ length: size }, (_unused, row) => +(row === at)),
    ),
  );
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_unused, j) => columns[j]?.[i] ?? NaN));
}

function sandwich(information: readonly (readonly number[])[], meat: readonly (readonly number[])[]): number[][] {
  const bread = inverse(information);
  return times(times(bread, meat), bread);
}

function times(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row) => b.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
}
