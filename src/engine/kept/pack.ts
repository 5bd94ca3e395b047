/** A value as text and raw arrays. Columns of frames that were there before are named, not copied. */
export interface Packed {
  readonly json: string;
  readonly arrays: readonly Numbers[];
}

type Numbers =
  Uint8Array | Uint8ClampedArray | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

const arrayTypes = {
  Uint8Array,
  Uint8ClampedArray,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
} as const;
type ArrayType = keyof typeof arrayTypes;

/** A value that cannot be kept: a function, or an object of a class that nobody knows here. */
export class Unkeepable extends Error {
  override readonly name = 'Unkeepable';
}

/** Objects that are written in a way of their own: gives what stands for one, or undefined for others. */
export type Replace = (value: object) => { readonly as: string; readonly value: unknown } | undefined;
/** Makes the object again from what stood for it. */
export type Revive = (as: string, value: unknown) => unknown;

/**
 * Packs plain values, maps, sets, dates, typed arrays, and numbers that JSON lacks. Everything is a tagged list, so that
 * no key of an object can be taken for a tag. Throws `Unkeepable` where something is left that cannot be made again.
 */
export function pack(value: unknown, replace: Replace = () => undefined): Packed {
  const arrays: Numbers[] = [];
  const write = (item: unknown): unknown => {
    if (item === null || typeof item === 'string' || typeof item === 'boolean') return item;
    if (typeof item === 'number')
      return Number.isFinite(item) && !Object.is(item, -0) ? item : ['n', Object.is(item, -0) ? '-0' : String(item)];
    if (item === undefined) return ['u'];
    if (typeof item !== 'object') throw new Unkeepable(`a ${typeof item} cannot be kept`);
    const replaced = replace(item);
    if (replaced !== undefined) return ['r', replaced.as, write(replaced.value)];
    if (Array.isArray(item)) return ['a', Array.from(item, write)];
    if (ArrayBuffer.isView(item)) return ['t', item.constructor.name, arrays.push(knownArray(item)) - 1];
    if (item instanceof Map) return ['m', Array.from(item, ([key, held]) => [write(key), write(held)])];
    if (item instanceof Set) return ['s', Array.from(item, write)];
    if (item instanceof Date) return ['d', write(item.getTime())];
    const prototype: unknown = Object.getPrototypeOf(item);
    if (prototype !== Object.prototype && prototype !== null) throw new Unkeepable(`${item.constructor.name} cannot be kept`);
    return ['o', Object.entries(item).map(([key, held]) => [key, write(held)])];
  };
  return { json: JSON.stringify(write(value)), arrays };
}

/** How each array is laid out, so that it can be read back into one of its own. */
export function layoutOf(arrays: readonly Numbers[]): readonly (readonly [type: string, length: number])[] {
  return arrays.map((array) => [array.constructor.name, array.length]);
}

/** Makes an empty array of a type by its name. */
export function arrayOf(type: string, length: number): Numbers {
  if (!Object.hasOwn(arrayTypes, type)) throw new Unkeepable(`no array is called ${type}`);
  return new arrayTypes[type as ArrayType](length);
}

/** The value that was packed. */
export function unpack(packed: Packed, revive: Revive = (as) => unknownStandIn(as)): unknown {
  const read = (item: unknown): unknown => {
    if (!Array.isArray(item)) return item;
    const [tag, first, second] = item as [string, unknown, unknown];
    const items = first as readonly unknown[];
    if (tag === 'n') return first === '-0' ? -0 : Number(first);
    if (tag === 'u') return undefined;
    if (tag === 'r') return revive(first as string, read(second));
    if (tag === 'a') return items.map(read);
    if (tag === 't') return packed.arrays[second as number];
    if (tag === 'm') return new Map((items as [unknown, unknown][]).map(([key, held]) => [read(key), read(held)]));
    if (tag === 's') return new Set(items.map(read));
    if (tag === 'd') return new Date(read(first) as number);
    return Object.fromEntries((items as [string, unknown][]).map(([key, held]) => [key, read(held)]));
  };
  return read(JSON.parse(packed.json));
}

function knownArray(view: ArrayBufferView): Numbers {
  if (!Object.hasOwn(arrayTypes, view.constructor.name)) throw new Unkeepable(`${view.constructor.name} cannot be kept`);
  return view as Numbers;
}

function unknownStandIn(as: string): never {
  throw new Unkeepable(`nothing is known of ${as}`);
}
