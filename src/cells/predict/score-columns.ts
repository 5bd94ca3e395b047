import { NumberColumn, StringColumn, makeCodes, type Column } from '../../frame/column.ts';
import type { ModelOutput } from '../../frame/model-handle.ts';
import { makeNulls, setNull, type Nulls } from '../../frame/nulls.ts';

/** What the model gave for the usable rows: `width` values each. */
export interface RawScores {
  readonly rows: Uint32Array;
  readonly width: number;
  readonly values: Float32Array;
}

export interface ScoreColumns {
  readonly columns: readonly (readonly [name: string, column: Column])[];
  /** Column of the score by class; empty for a value. */
  readonly score: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/** Names of the columns that a prediction adds, in order; `positive` is the class that a binary `score` belongs to. */
export function scoreNames(output: ModelOutput): readonly string[] {
  if (output.type === 'value') return ['prediction'];
  const scores = output.classes.length === 2 ? ['score'] : output.classes.map((name) => `score_${name}`);
  return ['prediction', ...scores, 'confidence'];
}

/** Turns a model's outputs into columns of `total` rows; rows without outputs are missing. Logits become probabilities in float64. */
export function scoreColumns(output: ModelOutput, positive: string | undefined, raw: RawScores, total: number): ScoreColumns {
  return output.type === 'value' ? valueColumns(raw, total) : classColumns(output, positive, raw, total);
}

function valueColumns({ rows, values }: RawScores, total: number): ScoreColumns {
  const nulls = nullsBut(rows, total);
  const prediction = new Float64Array(total).fill(NaN);
  for (let i = 0; i < rows.length; i++) prediction[rows[i]!] = values[i]!;
  const broken = countBroken(values);
  return {
    columns: [['prediction', new NumberColumn(prediction, nulls)]],
    score: new Map(),
    notes: broken === 0 ? [] : [`${broken === 1 ? '1 prediction is' : `${broken} predictions are`} not finite`],
  };
}

function classColumns(output: ModelOutput, positive: string | undefined, raw: RawScores, total: number): ScoreColumns {
  const { classes } = output;
  const { rows, width, values } = raw;
  const nulls = nullsBut(rows, total) ?? makeNulls(total);
  const scores = classes.map(() => new Float64Array(total).fill(NaN));
  const confidence = new Float64Array(total).fill(NaN);
  const codes = makeCodes(total, classes.length);
  const share = new Float64Array(classes.length);
  let broken = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    toShares(output.type === 'logit', values, i * width, width, share);
    const best = indexOfLargest(share);
    if (best === -1) {
      broken++;
      setNull(nulls, row);
      continue;
    }
    codes[row] = best;
    confidence[row] = share[best]!;
    for (let at = 0; at < classes.length; at++) scores[at]![row] = share[at]!;
  }
  const anyNull = broken > 0 || rows.length < total ? nulls : null;
  const number = (of: Float64Array): Column => new NumberColumn(of, anyNull);
  const shown = classes.length === 2 ? [Math.max(0, positive === undefined ? 1 : classes.indexOf(positive))] : [...classes.keys()];
  const names = scoreNames(output).slice(1, -1);
  return {
    columns: [
      ['prediction', new StringColumn(codes, classes, anyNull)],
      ...shown.map((at, place): [string, Column] => [names[place]!, number(scores[at]!)]),
      ['confidence', number(confidence)],
    ],
    score: new Map(shown.map((at, place) => [classes[at]!, names[place]!])),
    notes: [
      ...(broken === 0 ? [] : [`${broken === 1 ? '1 row has' : `${broken} rows have`} outputs that are not numbers, so no prediction`]),
      ...rangeNotes(output, raw),
    ],
  };
}

/** Writes the probability of each class; one output is that of the second class. */
function toShares(logits: boolean, values: Float32Array, from: number, width: number, share: Float64Array): void {
  if (width === 1) {
    const value = values[from]!;
    share[1] = logits ? sigmoid(value) : value;
    share[0] = logits ? sigmoid(-value) : 1 - value;
    return;
  }
  if (!logits) {
    for (let at = 0; at < width; at++) share[at] = values[from + at]!;
    return;
  }
  let largest = -Infinity;
  for (let at = 0; at < width; at++) largest = Math.max(largest, values[from + at]!);
  let total = 0;
  for (let at = 0; at < width; at++) total += share[at] = Math.exp(values[from + at]! - largest);
  for (let at = 0; at < width; at++) share[at]! /= total;
}

function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** The place of the largest share, the later of equals for two classes (a score of 0.5 is positive), the first otherwise; −1 if one is NaN. */
function indexOfLargest(share: Float64Array): number {
  if (share.length === 2) return Number.isNaN(share[0]! + share[1]!) ? -1 : share[1]! >= share[0]! ? 1 : 0;
  let best = 0;
  for (let at = 0; at < share.length; at++) {
    if (Number.isNaN(share[at]!)) return -1;
    if (share[at]! > share[best]!) best = at;
  }
  return best;
}

function rangeNotes(output: ModelOutput, { values, width, rows }: RawScores): string[] {
  if (output.type !== 'probability') return [];
  let low = Infinity;
  let high = -Infinity;
  let worst = 0;
  for (let i = 0; i < rows.length; i++) {
    let sum = 0;
    for (let at = i * width; at < (i + 1) * width; at++) {
      const value = values[at]!;
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (width > 1) worst = Math.max(worst, Math.abs(sum - 1));
  }
  const wayOut = 'set output.type to logit if they are logits';
  if (low < -1e-6 || high > 1 + 1e-6)
    return [`outputs go from ${low.toPrecision(3)} to ${high.toPrecision(3)}, so they are not probabilities; ${wayOut}`];
  if (worst > 1e-3)
    return [`the outputs of a row add up to as much as ${worst.toPrecision(2)} off 1, so they are not probabilities; ${wayOut}`];
  return [];
}

function nullsBut(rows: Uint32Array, total: number): Nulls | null {
  if (rows.length === total) return null;
  const nulls = makeNulls(total);
  for (let row = 0, at = 0; row < total; row++) {
    if (rows[at] === row) at++;
    else setNull(nulls, row);
  }
  return nulls;
}

function countBroken(values: Float32Array): number {
  let broken = 0;
  for (const value of values) if (!Number.isFinite(value)) broken++;
  return broken;
}
