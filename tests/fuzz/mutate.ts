/** A way to damage a file: bytes put in place of others. */
export type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'set'; readonly at: number; readonly value: number }
  | { readonly kind: 'cut'; readonly length: number }
  | { readonly kind: 'drop'; readonly at: number; readonly count: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly count: number; readonly to: number }
  | { readonly kind: 'put'; readonly at: number; readonly bytes: readonly number[] };

/** A damaged copy. */
export function mutated(bytes: Uint8Array, mutation: Mutation): Uint8Array {
  const copy = bytes.slice();
  switch (mutation.kind) {
    case 'flip':
      copy[mutation.at]! ^= 1 << mutation.bit;
      return copy;
    case 'set':
      copy[mutation.at] = mutation.value;
      return copy;
    case 'cut':
      return copy.subarray(0, mutation.length);
    case 'drop':
      return joined(copy.subarray(0, mutation.at), copy.subarray(mutation.at + mutation.count));
    case 'repeat':
      return joined(copy.subarray(0, mutation.to), copy.subarray(mutation.at, mutation.at + mutation.count), copy.subarray(mutation.to));
    case 'put':
      copy.set(mutation.bytes.slice(0, copy.length - mutation.at), mutation.at);
      return copy;
  }
}

/** Every bit of every byte turned once. */
export function everyFlip(length: number): Mutation[] {
  return Array.from({ length: 8 * length }, (_, bit) => ({ kind: 'flip', at: bit >> 3, bit: bit & 7 }));
}

/** The file cut at every length. */
export function everyCut(length: number): Mutation[] {
  return Array.from({ length }, (_, cut) => ({ kind: 'cut', length: cut }));
}

/** Damage of every kind, the same for the same seed. */
export function someMutations(length: number, count: number, seed: number): Mutation[] {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const lies = [0, 1, 0x7f, 0x80, 0xff];
  return Array.from({ length: count }, () => {
    const at = below(length);
    switch (below(7)) {
      case 0:
      case 1:
        return { kind: 'flip', at, bit: below(8) };
      case 2:
        return { kind: 'set', at, value: lies[below(lies.length)]! };
      case 3:
        return { kind: 'cut', length: at };
      case 4:
        return { kind: 'drop', at, count: 1 + below(16) };
      case 5:
        return { kind: 'repeat', at, count: 1 + below(64), to: below(length) };
      default:
        return { kind: 'put', at, bytes: Array.from({ length: 1 + below(8) }, () => lies[below(lies.length)]!) };
    }
  });
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
