const arrays = { f64: Float64Array, f32: Float32Array, u8: Uint8Array, u16: Uint16Array, u32: Uint32Array } as const;
type Name = keyof typeof arrays;

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What crosses, as JSON, where only text may: arrays of numbers as base64 under `$`, numbers that JSON has no word for by name. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'number' && !Number.isFinite(item)) return { $: 'number', text: String(item) };
    if (!ArrayBuffer.isView(item)) return item;
    const name = (Object.keys(arrays) as Name[]).find((key) => item instanceof arrays[key]);
    if (name === undefined) throw new Error('an array of this type does not cross');
    return { $: name, text: base64(new Uint8Array(item.buffer, item.byteOffset, item.byteLength)) };
  });
}

/** Reads what `toJson` wrote. Throws on anything else. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_, item: unknown) => {
    if (typeof item !== 'object' || item === null || !Object.hasOwn(item, '$')) return item;
    const { $: name, text: held } = item as { readonly $: unknown; readonly text?: unknown };
    if (typeof held !== 'string') throw new Error('an array came without its bytes');
    if (name === 'number') return Number(held);
    if (typeof name !== 'string' || !Object.hasOwn(arrays, name)) throw new Error('an array of an unknown type came');
    const bytes = bytesOf(held);
    const { BYTES_PER_ELEMENT } = arrays[name as Name];
    if (bytes.length % BYTES_PER_ELEMENT !== 0) throw new Error('an array came cut');
    return new arrays[name as Name](bytes.buffer);
  });
}

/** By hand, since a bare context of the language has no btoa. */
function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at]!, bytes[at + 1], bytes[at + 2]];
    const block = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    parts.push(
      digits[block >>> 18]! +
        digits[(block >>> 12) & 63]! +
        (b === undefined ? '=' : digits[(block >>> 6) & 63]!) +
        (c === undefined ? '=' : digits[block & 63]!),
    );
  }
  return parts.join('');
}

const valueOf = new Uint8Array(128);
for (let at = 0; at < digits.length; at++) valueOf[digits.charCodeAt(at)] = at;

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let at = 0, to = 0; at < text.length; at += 4) {
    const block =
      (valueOf[text.charCodeAt(at) & 127]! << 18) |
      (valueOf[text.charCodeAt(at + 1) & 127]! << 12) |
      (valueOf[text.charCodeAt(at + 2) & 127]! << 6) |
      valueOf[text.charCodeAt(at + 3) & 127]!;
    bytes[to++] = block >>> 16;
    if (to < bytes.length) bytes[to++] = block >>> 8;
    if (to < bytes.length) bytes[to++] = block;
  }
  return bytes;
}
