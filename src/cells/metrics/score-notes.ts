type Scores = readonly (Float64Array | null)[];

const mostShown = 3;

/** Rows that a note counts, the first few and the furthest of them. */
interface Found {
  count: number;
  readonly first: number[];
  furthest: number;
  distance: number;
  row: number;
}

export function nothing(): Found {
  return { count: 0, first: [], furthest: NaN, distance: -1, row: -1 };
}

export function find(found: Found, row: number, value: number, distance: number): void {
  if (found.first.length < mostShown) found.first.push(row + 1);
  found.count++;
  if (distance <= found.distance) return;
  found.distance = distance;
  found.furthest = value;
  found.row = row + 1;
}

export function short(value: number): string {
  return Math.abs(value) === Infinity ? (value > 0 ? '∞' : '−∞') : String(Number(value.toPrecision(4))).replace('-', '−');
}

export function many(count: number, one: string, more: string): string {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString('en-US')} ${more}`;
}

export function rowsOf({ count, first }: Found): string {
  const rows = first.map((row) => row.toLocaleString('en-US')).join(', ');
  return count === 1 ? `in row ${rows}` : count <= mostShown ? `in rows ${rows}` : `first in rows ${rows}`;
}

/** Notes on scores that are missing, infinite, outside 0 to 1, or that do not sum to 1 over the classes of a row: how many, how far, and where. */
export function scoreNotes(rows: number, scores: Scores, isMulticlass: boolean): string[] {
  const known = scores.filter((column) => column !== null);
  if (known.length === 0) return [];
  const sums = isMulticlass && known.length === scores.length;
  const missing = nothing();
  const infinite = nothing();
  const outside = nothing();
  const unsummed = nothing();
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let furthest = 0;
    let distance = 0;
    for (const column of known) {
      const score = column[row]!;
      sum += score;
      const far = Math.max(-score, score - 1);
      if (far > distance) {
        distance = far;
        furthest = score;
      }
    }
    if (Number.isNaN(sum) && known.some((column) => Number.isNaN(column[row]))) find(missing, row, NaN, 0);
    else if (distance === Infinity) find(infinite, row, furthest, 0);
    else if (distance > 0) find(outside, row, furthest, distance);
    if (sums && Math.abs(sum - 1) > 1e-3 && Math.abs(sum) < Infinity) find(unsummed, row, sum, Math.abs(sum - 1));
  }
  return [
    ...(missing.count === 0 ? [] : [`${many(missing.count, 'row is', 'rows are')} left out of metrics for want of a score.`]),
    ...(infinite.count === 0 ? [] : [`Scores are infinite ${rowsOf(infinite)}; metrics of probabilities have no value.`]),
    ...(outside.count === 0
      ? []
      : [
          `Scores of ${many(outside.count, 'row', 'rows')} lie outside 0 to 1, ${rowsOf(outside)}, the furthest ${short(outside.furthest)} in row ${outside.row.toLocaleString('en-US')}; ${
            isMulticlass ? 'scores below 0 leave metrics of probabilities without a value.' : 'metrics of probabilities have no value.'
          }`,
        ]),
    ...(unsummed.count === 0
      ? []
      : [
          `Scores of ${many(unsummed.count, 'row', 'rows')} do not sum to 1, ${rowsOf(unsummed)}, the furthest ${short(unsummed.furthest)} in row ${unsummed.row.toLocaleString('en-US')}; log loss and Brier score divide them by their sum.`,
        ]),
  ];
}

/** Whether scores have the precision of 32 bits: each is such a number, and some needs more than 16 bits after the point. */
export function isSinglePrecision(scores: Scores): boolean {
  let fine = false;
  for (const column of scores) {
    for (const score of column ?? []) {
      if (Number.isNaN(score)) continue;
      if (Math.fround(score) !== score) return false;
      fine ||= score * 65536 !== Math.trunc(score * 65536);
    }
  }
  return fine;
}
