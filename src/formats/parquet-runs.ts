/** How levels and indices are packed: runs of one value, and groups of eight values of some bits each. */
export interface Runs {
  readonly width: number;
  /** How many values there must be. */
  readonly values: number;
  /** The largest value that may stand in a run of one value, and in groups where they are counted. */
  readonly largest: number;
}

/**
 * Goes over runs of values from `at` on, which may not go beyond `end`; gives where they end and how many values are `counted`.
 * Throws where a run is longer than what is left to come or than its bytes: decoders trust their lengths.
 */
export function checkRuns(
  bytes: Uint8Array,
  at: number,
  end: number,
  { width, values, largest }: Runs,
  counted = -1,
): { at: number; found: number } {
  if (width > 32) throw new Error(`values of ${width} bits are promised`);
  const valueBytes = (width + 7) >> 3;
  let seen = 0;
  let found = 0;
  while (seen < values) {
    const head = varint(bytes, at, end);
    at = head.at;
    const left = values - seen;
    const length = head.value >>> 1;
    if ((head.value & 1) === 0) {
      if (length === 0 || length > left) throw new Error(`a run of ${length} values is promised where ${left} are to come`);
      if (at + valueBytes > end) throw new Error('a run ends too early');
      let value = 0;
      for (let i = 0; i < valueBytes; i++) value += bytes[at + i]! * 2 ** (8 * i);
      if (value > largest) throw new Error(`the value ${value} stands where ${largest} is the largest`);
      if (value === counted) found += length;
      at += valueBytes;
      seen += length;
      continue;
    }
    if (length === 0 || length * 8 > left + 511 || at + length * width > end)
      throw new Error(`${length} groups of values are promised where ${left} values are to come`);
    if (counted >= 0) found += countGroups(bytes, at, Math.min(length * 8, left), width, largest, counted);
    at += length * width;
    seen += length * 8;
  }
  return { at, found };
}

/** How many of the packed values are `counted`; throws where one is larger than may be. */
function countGroups(bytes: Uint8Array, at: number, values: number, width: number, largest: number, counted: number): number {
  if (width > 16) throw new Error(`levels of ${width} bits are promised`);
  const mask = (1 << width) - 1;
  let held = 0;
  let bits = 0;
  let found = 0;
  for (let i = 0; i < values; i++) {
    while (bits < width) {
      held |= bytes[at++]! << bits;
      bits += 8;
    }
    const value = held & mask;
    held >>>= width;
    bits -= width;
    if (value > largest) throw new Error(`the level ${value} stands where ${largest} is the largest`);
    if (value === counted) found++;
  }
  return found;
}

/**
 * Goes over integers packed as differences (DELTA_BINARY_PACKED) and gives where they end, and the integers themselves, of 32
 * bits, where they are wanted. Throws where the header lies: decoders walk backwards for it.
 */
export function checkDeltas(bytes: Uint8Array, from: number, values: number, wanted = false): { at: number; integers: Int32Array } {
  const end = bytes.length;
  const block = varint(bytes, from, end);
  const parts = varint(bytes, block.at, end);
  const total = varint(bytes, parts.at, end);
  const each = block.value / parts.value;
  if (block.value <= 0 || block.value > 1 << 20 || parts.value <= 0 || each % 8 !== 0)
    throw new Error(`blocks of ${block.value} differences in ${parts.value} parts are promised`);
  if (total.value !== values) throw new Error(`${total.value} differences are promised where there are ${values} values`);
  const integers = new Int32Array(wanted ? values : 0);
  const first = longVarint(bytes, total.at, end);
  let value = first.value;
  let at = first.at;
  if (wanted && values > 0) integers[0] = value;
  for (let done = 1; done < values;) {
    const least = longVarint(bytes, at, end);
    const widths = least.at;
    at = widths + parts.value;
    for (let part = 0; part < parts.value && done < values; part++) {
      const width = bytes[widths + part] ?? 65;
      const used = Math.min(each, values - done);
      if (width > 64 || at + Math.ceil((used * width) / 8) > end) throw new Error('its differences end too early');
      if (wanted)
        for (let i = 0; i < used; i++) integers[done + i] = value = (value + least.value + bitsAt(bytes, at, i * width, width)) | 0;
      done += used;
      at += (each * width) / 8;
    }
  }
  return { at, integers };
}

/** Up to 32 bits, from the lowest bit of a byte on. */
function bitsAt(bytes: Uint8Array, at: number, from: number, width: number): number {
  let value = 0;
  for (let bit = 0; bit < Math.min(width, 32); bit++) {
    const place = from + bit;
    value |= ((bytes[at + (place >> 3)]! >> (place & 7)) & 1) << bit;
  }
  return value;
}

/** An integer of up to 64 bits in zigzag, modulo 2³². */
function longVarint(bytes: Uint8Array, at: number, end: number): { value: number; at: number } {
  let value = 0n;
  for (let length = 0; length < 10; length++) {
    if (at >= end) throw new Error('its values end too early');
    const byte = bytes[at++]!;
    value |= BigInt(byte & 0x7f) << BigInt(7 * length);
    if (byte < 0x80) return { value: Number(BigInt.asIntN(32, (value >> 1n) ^ -(value & 1n))), at };
  }
  throw new Error('a number has no end');
}

function varint(bytes: Uint8Array, at: number, end: number): { value: number; at: number } {
  let value = 0;
  for (let length = 0; length < 5; length++) {
    if (at >= end) throw new Error('its values end too early');
    const byte = bytes[at++]!;
    value |= (byte & 0x7f) << (7 * length);
    if (byte < 0x80) return { value, at };
  }
  throw new Error('a length has no end');
}
