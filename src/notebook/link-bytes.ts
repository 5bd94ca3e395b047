/** Bytes that grow. Doubles are kept apart, so that their like bytes can stand together. */
export class ByteWriter {
  private bytes = new Uint8Array(1024);
  private length = 0;
  private readonly doubles: number[] = [];

  byte(value: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(2 * this.length);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length++] = value;
  }

  /** A whole number from 0 below 2⁵³, seven bits a byte, the lowest first. */
  count(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  text(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.count(bytes.length);
    for (const byte of bytes) this.byte(byte);
  }

  double(value: number): void {
    this.doubles.push(value);
  }

  /** These bytes, then those of another, then the doubles of the other: all first bytes, all second bytes … */
  joined(other: ByteWriter): Uint8Array {
    const { doubles } = other;
    const head = new ByteWriter();
    head.count(doubles.length);
    const parts = [head.written, planes(doubles), this.written, other.written];
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  private get written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** Reads what a `ByteWriter` joined; throws `RangeError` behind the end. */
export class ByteReader {
  private at = 0;
  private nextDouble = 0;
  private readonly doubles: Float64Array;

  constructor(private readonly bytes: Uint8Array) {
    const length = this.count();
    if (8 * length > bytes.length - this.at) throw new RangeError('more doubles than bytes');
    this.doubles = new Float64Array(length);
    const raw = new Uint8Array(this.doubles.buffer);
    for (let plane = 7; plane >= 0; plane--) for (let row = 0; row < length; row++) raw[8 * row + plane] = bytes[this.at++]!;
  }

  get ended(): boolean {
    return this.at === this.bytes.length && this.nextDouble === this.doubles.length;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new RangeError('behind the end');
    return value;
  }

  count(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) {
        if (!Number.isSafeInteger(value)) break;
        return value;
      }
    }
    throw new RangeError('no count');
  }

  text(): string {
    const length = this.count();
    if (length > this.bytes.length - this.at) throw new RangeError('behind the end');
    this.at += length;
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes.subarray(this.at - length, this.at));
  }

  double(): number {
    const value = this.doubles[this.nextDouble++];
    if (value === undefined) throw new RangeError('behind the end');
    return value;
  }

  /** As many things as a count says; each takes at least a byte, so that a false count ends soon. */
  listOf<T>(read: () => T): readonly T[] {
    const length = this.count();
    if (length > this.bytes.length) throw new RangeError('behind the end');
    return Array.from({ length }, read);
  }
}

function planes(doubles: readonly number[]): Uint8Array {
  const raw = new Uint8Array(Float64Array.from(doubles).buffer);
  const bytes = new Uint8Array(raw.length);
  let at = 0;
  for (let plane = 7; plane >= 0; plane--) for (let row = 0; row < doubles.length; row++) bytes[at++] = raw[8 * row + plane]!;
  return bytes;
}
