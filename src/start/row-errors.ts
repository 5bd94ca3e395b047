import type { Frame } from '../frame/frame.ts';
import { columnOf } from '../frame/frame.ts';
import { classCodes, numbersAt } from './agreement.ts';

/** What errors are counted by. */
export interface Judged {
  readonly frame: Frame;
  readonly task: 'binary' | 'multiclass' | 'multilabel' | 'regression' | 'none';
  readonly classes: readonly string[];
  readonly positive: string | null;
  readonly isProbability: boolean;
}

/**
 * How wrong each of these rows is: the squared error of a probability, the lack of a score against those of the other kind,
 * 1 for a wrong class, the size of an error in numbers. NaN where a row lacks what it takes; null where nothing is predicted.
 */
export function rowErrors({ frame, task, classes, positive, isProbability }: Judged, rows: Uint32Array): Float64Array | null {
  const { label, prediction, score, labels, predictions } = frame.roles;
  if (task === 'multilabel' && labels !== undefined && predictions !== undefined) return wrongLabels(frame, labels, predictions, rows);
  if (label === undefined) return null;
  const truth = columnOf(frame, label);
  if (task === 'regression') {
    if (prediction === undefined) return null;
    const actual = numbersAt(truth, rows);
    return numbersAt(columnOf(frame, prediction), rows).map((guess, at) => Math.abs(guess - actual[at]!));
  }
  const actual = classCodes(truth, classes, rows);
  const only = score?.get(positive ?? '') ?? score?.get('');
  if (task === 'binary' && only !== undefined && positive !== null) {
    const code = classes.indexOf(positive);
    const chance = isProbability ? numbersAt(columnOf(frame, only), rows) : ranked(numbersAt(columnOf(frame, only), rows));
    return chance.map((own, at) => (actual[at]! < 0 ? NaN : (own - +(actual[at] === code)) ** 2));
  }
  if (prediction !== undefined) {
    const guessed = classCodes(columnOf(frame, prediction), classes, rows);
    return Float64Array.from(actual, (code, at) => (code < 0 ? NaN : +(code !== guessed[at])));
  }
  if (score === undefined) return null;
  const chances = classes.map((name) => (score.has(name) ? numbersAt(columnOf(frame, score.get(name)!), rows) : null));
  return Float64Array.from(actual, (code, at) => (code < 0 ? NaN : 1 - (chances[code]?.[at] ?? NaN)));
}

/** Scores of any scale as their places from 0 to 1. */
function ranked(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const places = new Float64Array(values.length);
  order.forEach((at, place) => (places[at] = Number.isNaN(values[at]!) ? NaN : (place + 0.5) / order.length));
  return places;
}

function wrongLabels(
  frame: Frame,
  labels: ReadonlyMap<string, string>,
  predictions: ReadonlyMap<string, string>,
  rows: Uint32Array,
): Float64Array {
  const wrong = new Float64Array(rows.length);
  for (const [name, column] of labels) {
    const actual = numbersAt(columnOf(frame, column), rows);
    const guessed = numbersAt(columnOf(frame, predictions.get(name)!), rows);
    for (let at = 0; at < rows.length; at++) wrong[at]! += +(actual[at] !== guessed[at]);
  }
  return wrong;
}

/** The label itself as numbers, 1 for the positive class; null where it is one of several classes, or there is none. */
export function labelNumbers({ frame, task, classes, positive }: Judged, rows: Uint32Array): Float64Array | null {
  const { label } = frame.roles;
  if (label === undefined) return null;
  if (task === 'regression') return numbersAt(columnOf(frame, label), rows);
  if (task !== 'binary' || positive === null) return null;
  const code = classes.indexOf(positive);
  return Float64Array.from(classCodes(columnOf(frame, label), classes, rows), (own) => (own < 0 ? NaN : +(own === code)));
}
