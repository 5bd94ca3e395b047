import { isList, isMapping, isSameValue, valueAt, withoutValue, withValue, type BodyPath, type BodyValue } from './body-value.ts';
import { addItem, addPair, isInBrackets, removeEntry, replaceNode } from './edit-body.ts';
import { parseBody } from './yaml-body.ts';

interface About {
  readonly cell: string;
  readonly newline: string;
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * The edit of a cell's body that gives the node at a path another value; what is missing on the way is made, and of
 * lists and maps only what differs is written. Throws where the YAML is broken, and where it would not read back as the value.
 */
export function setInBody(body: string, path: BodyPath, value: BodyValue, about: About): Edit {
  const before = readable(body, about);
  const steps = stepsThatExist(before, path, about);
  const old = valueAt(before, steps);
  const [first, ...rest] = path.slice(steps.length);
  const made = rest.reduceRight<BodyValue>((inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }), value);
  const wanted = first === undefined ? value : withValue(old, [first], made);
  const after = changed(body, steps, old, wanted, about.newline);
  return checked(body, after, withValue(before, path, value), path, about);
}

/** The edit that removes the node at a path with its key or its dash. Throws like `setInBody`, and where there is no such node. */
export function removeFromBody(body: string, path: BodyPath, about: About): Edit {
  const before = readable(body, about);
  if (path.length === 0 || valueAt(before, path) === undefined) throw new Error(`${about.cell} has no ${path.join('.')} to remove`);
  const after = without(body, path.slice(0, -1), valueAt(before, path.slice(0, -1))!, path.at(-1)!, about.newline);
  return checked(body, after, withoutValue(before, path), path, about);
}

function readable(body: string, about: About): BodyValue {
  const { problems, value } = parseBody(body);
  if (problems.length > 0) throw new Error(`${about.cell} cannot be changed while its YAML is broken`);
  return value as BodyValue;
}

/** The longest beginning of a path that leads to a node. */
function stepsThatExist(whole: BodyValue, path: BodyPath, about: About): BodyPath {
  let length = path.length;
  while (length > 0 && valueAt(whole, path.slice(0, length)) === undefined) length--;
  const steps = path.slice(0, length);
  if (length === path.length) return steps;
  const parent = valueAt(whole, steps) ?? null;
  const step = path[length]!;
  const takes = typeof step === 'number' ? isList(parent) && step === parent.length : isMapping(parent);
  const isFresh = parent === null && (typeof step === 'string' || step === 0);
  const isDeep = path.slice(length + 1).some((inner) => typeof inner === 'number' && inner > 0);
  if (isDeep || (!takes && !isFresh)) throw new Error(`${about.cell} cannot take ${path.join('.')} as it is written; edit its text`);
  return steps;
}

/** The body with what differs between two values of the node at a path written anew. */
function changed(body: string, path: BodyPath, old: BodyValue | undefined, value: BodyValue, newline: string): string {
  if (isSameValue(old, value)) return body;
  if (isMapping(old) && isMapping(value) && hasEntries(old) && hasEntries(value)) return changedMap(body, path, old, value, newline);
  if (isList(old) && isList(value) && hasEntries(old) && hasEntries(value)) return changedList(body, path, old, value, newline);
  if (isList(old) && isList(value) && hasEntries(old)) return emptied(body, path, old, newline);
  if (isMapping(old) && isMapping(value) && hasEntries(old)) return emptied(body, path, old, newline);
  return replaceNode(body, path, value, newline);
}

function emptied(body: string, path: BodyPath, old: BodyValue, newline: string): string {
  const steps = isList(old) ? [...old.keys()] : Object.keys(old as object);
  let text = body;
  for (const step of steps.slice(1).reverse()) text = removeEntry(text, path, step);
  return without(text, path, isList(old) ? [null] : { [steps[0]!]: null }, steps[0]!, newline);
}

function changedMap(
  body: string,
  path: BodyPath,
  old: { readonly [key: string]: BodyValue },
  value: { readonly [key: string]: BodyValue },
  newline: string,
): string {
  let text = body;
  const keys = Object.keys(value);
  if (!keys.some((key) => Object.hasOwn(old, key))) return replaceNode(body, path, value, newline);
  for (const key of Object.keys(old)) if (!Object.hasOwn(value, key)) text = removeEntry(text, path, key);
  for (const key of keys) {
    text = Object.hasOwn(old, key)
      ? changed(text, [...path, key], old[key], value[key]!, newline)
      : addPair(text, path, key, value[key]!, newline);
  }
  return text;
}

function changedList(body: string, path: BodyPath, old: readonly BodyValue[], value: readonly BodyValue[], newline: string): string {
  const shorter = Math.min(old.length, value.length);
  let same = 0;
  while (same < shorter && isSameValue(old[same], value[same])) same++;
  let tail = 0;
  while (tail < shorter - same && isSameValue(old.at(-1 - tail), value.at(-1 - tail))) tail++;
  const kept = shorter - tail;
  let text = body;
  for (let at = same; at < kept; at++) text = changed(text, [...path, at], old[at], value[at]!, newline);
  for (let at = old.length - tail - 1; at >= kept; at--) text = removeEntry(text, path, at);
  for (let at = kept; at < value.length - tail; at++) text = addItem(text, path, at, value[at]!, newline);
  return text;
}

function without(body: string, path: BodyPath, parent: BodyValue, step: string | number, newline: string): string {
  const isOnly = Object.keys(parent as object).length === 1;
  if (!isOnly || path.length === 0 || isInBrackets(body, path)) return removeEntry(body, path, step);
  return replaceNode(body, path, isList(parent) ? [] : {}, newline);
}

/** The smallest edit from one text to another that reads back as expected. */
function checked(body: string, after: string, expected: BodyValue, path: BodyPath, about: About): Edit {
  const read = parseBody(after);
  const isSame = isSameValue(read.value, expected) || (read.value === null && isMapping(expected) && !hasEntries(expected));
  if (read.problems.length > 0 || !isSame) throw new Error(`${about.cell} cannot take ${path.join('.')} as it is written; edit its text`);
  let from = 0;
  while (from < Math.min(body.length, after.length) && body[from] === after[from]) from++;
  let tail = 0;
  while (tail < Math.min(body.length, after.length) - from && body.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { from, to: body.length - tail, insert: after.slice(from, after.length - tail) };
}

function hasEntries(value: object): boolean {
  return Object.keys(value).length > 0;
}
