export type ThriftValue = boolean | number | bigint | Uint8Array | readonly ThriftValue[] | ThriftStruct;
/** Fields by their number. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

const deepest = 24;

/**
 * Reads structures of Thrift's compact protocol, as Parquet's footer and pages use it, and believes nothing: a list may not
 * be longer than the bytes that are left, nor a number longer than its type, nor anything nested without end.
 */
export class ThriftReader {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    /** Where the next byte is read. */
    public at = 0,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  struct(depth = 0): ThriftStruct {
    if (depth > deepest) throw new Error('it is nested too deep');
    const fields = new Map<number, ThriftValue>();
    let field = 0;
    for (;;) {
      const head = this.byte();
      const type = head & 15;
      if (type === 0) return fields;
      field = head >> 4 === 0 ? Number(this.integer(3)) : field + (head >> 4);
      fields.set(field, this.value(type, depth));
    }
  }

  private value(type: number, depth: number): ThriftValue {
    switch (type) {
      case 1:
      case 2:
        return type === 1;
      case 3:
        return (this.byte() << 24) >> 24;
      case 4:
      case 5:
        return Number(this.integer(5));
      case 6:
        return this.integer(10);
      case 7:
        return this.view.getFloat64(this.pass(8), true);
      case 8: {
        const length = this.count();
        const from = this.pass(length);
        return this.bytes.subarray(from, from + length);
      }
      case 9:
        return this.list(depth + 1);
      case 12:
        return this.struct(depth + 1);
      default:
        throw new Error(`it holds the unknown type ${type}`);
    }
  }

  private list(depth: number): readonly ThriftValue[] {
    if (depth > deepest) throw new Error('it is nested too deep');
    const head = this.byte();
    const size = head >> 4 === 15 ? this.count() : head >> 4;
    if (size > this.bytes.length - this.at)
      throw new Error(`it promises a list of ${size} where ${this.bytes.length - this.at} bytes are left`);
    const type = head & 15;
    const values: ThriftValue[] = [];
    for (let i = 0; i < size; i++) values.push(type === 1 || type === 2 ? this.byte() === 1 : this.value(type, depth));
    return values;
  }

  private byte(): number {
    return this.bytes[this.pass(1)]!;
  }

  private pass(length: number): number {
    if (length > this.bytes.length - this.at) throw new Error('it ends too early');
    this.at += length;
    return this.at - length;
  }

  private count(): number {
    const count = Number(this.unsigned(5));
    if (count > this.bytes.length - this.at) throw new Error('it ends too early');
    return count;
  }

  private integer(longest: number): bigint {
    const value = this.unsigned(longest);
    return (value >> 1n) ^ -(value & 1n);
  }

  private unsigned(longest: number): bigint {
    let value = 0n;
    for (let length = 0; length < longest; length++) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << BigInt(7 * length);
      if (byte < 0x80) return value;
    }
    throw new Error('it holds a number without end');
  }
}
