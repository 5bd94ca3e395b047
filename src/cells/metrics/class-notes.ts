import { NumberColumn } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';

const mostNamed = 5;

/** Notes on labels that are missing or of one class, and on classes that only labels or only predictions hold. */
export function classNotes(actual: Int32Array, predicted: Int32Array | null, classes: readonly string[], frame: Frame): string[] {
  if (actual.length === 0) return [];
  const { label } = frame.roles;
  const labelled = countsOf(actual, classes.length);
  const missing = actual.length - labelled.reduce((sum, own) => sum + own, 0);
  const present = classes.filter((_, code) => labelled[code]! > 0);
  const notes: string[] = [];
  if (missing > 0)
    notes.push(
      `${missing === 1 ? '1 row is' : `${missing.toLocaleString('en-US')} rows are`} left out for want of a label among the classes.`,
    );
  if (present.length === 1) notes.push(`The label ${label} has one class only, ${present[0]}; metrics that need two have no value.`);
  if (present.length === 0) notes.push(`The label ${label} has no value at all.`);
  if (predicted === null || present.length === 0) return notes;
  const guessed = countsOf(predicted, classes.length);
  const never = classes.filter((_, code) => labelled[code]! > 0 && guessed[code] === 0);
  const foreign = classes.filter((_, code) => labelled[code] === 0 && guessed[code]! > 0);
  if (never.length > 0) notes.push(`${named(never)} never predicted.`);
  if (foreign.length > 0) notes.push(`${named(foreign)} predicted, but no label.`);
  return notes;
}

function countsOf(codes: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return counts;
}

function named(classes: readonly string[]): string {
  const rest = classes.length - mostNamed;
  const list = classes.slice(0, mostNamed).join(', ');
  if (classes.length === 1) return `The class ${list} is`;
  return `The classes ${list}${rest > 0 ? ` and ${rest.toLocaleString('en-US')} more` : ''} are`;
}

/** A note on rows of weight 0. */
export function weightNotes(frame: Frame): string[] {
  const { weight } = frame.roles;
  if (weight === undefined) return [];
  const column = columnOf(frame, weight);
  if (!(column instanceof NumberColumn) || column.length === 0) return [];
  const zeros = column.values.reduce((count, own) => count + +(own === 0), 0);
  if (zeros === 0) return [];
  if (zeros === column.length) return [`Every weight in ${weight} is 0, so no metric has a value.`];
  return [
    zeros === 1 ? '1 row has weight 0 and counts nowhere.' : `${zeros.toLocaleString('en-US')} rows have weight 0 and count nowhere.`,
  ];
}
