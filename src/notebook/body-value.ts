/** Plain data as a cell's body can hold it. */
export type BodyValue = string | number | boolean | null | readonly BodyValue[] | { readonly [key: string]: BodyValue };

export type BodyPath = readonly (string | number)[];

export function isList(value: unknown): value is readonly BodyValue[] {
  return Array.isArray(value);
}

export function isMapping(value: unknown): value is { readonly [key: string]: BodyValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: BodyPath): BodyValue | undefined {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current as BodyValue | undefined;
}

/** Whether two values are the same data; the order of keys does not count. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, at) => isSameValue(item, b[at]));
  if (isMapping(a) && isMapping(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSameValue(a[key], b[key]));
  }
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/** The value with another at a path; maps and lists on the way are made where there are none, and null where a list is too short. */
export function withValue(whole: unknown, path: BodyPath, value: BodyValue): BodyValue {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (isList(whole) && typeof step === 'number') {
    const list = [...whole];
    while (list.length < step) list.push(null);
    list[step] = withValue(list[step], rest, value);
    return list;
  }
  if (typeof step === 'number') return [withValue(undefined, rest, value)];
  const entries = isMapping(whole) ? Object.entries(whole).filter(([key]) => key !== step) : [];
  const old = isMapping(whole) && Object.hasOwn(whole, step) ? whole[step] : undefined;
  return Object.fromEntries([...entries, [step, withValue(old, rest, value)]]);
}

/** The value without what stands at a path. */
export function withoutValue(whole: BodyValue, path: BodyPath): BodyValue {
  const [step, ...rest] = path;
  if (isList(whole)) {
    if (rest.length === 0) return whole.filter((_, at) => at !== step);
    return whole.map((item, at) => (at === step ? withoutValue(item, rest) : item));
  }
  if (!isMapping(whole)) return whole;
  const kept = rest.length === 0 ? Object.entries(whole).filter(([key]) => key !== step) : Object.entries(whole);
  return Object.fromEntries(kept.map(([key, item]) => [key, key === step ? withoutValue(item, rest) : item]));
}
