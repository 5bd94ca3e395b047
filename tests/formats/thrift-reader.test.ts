import { expect, it } from 'vitest';
import { ThriftReader } from '../../src/formats/thrift-reader.ts';

const read = (...bytes: number[]): unknown => new ThriftReader(Uint8Array.from(bytes)).struct();

it('reads integers, words, lists and structures by field number', () => {
  // 1: i32 −3, 2: true, 4: binary "hi", 5: list of i32 1 and 2, 6: structure of 1: i64 300
  const bytes = [0x15, 0x05, 0x11, 0x28, 2, 0x68, 0x69, 0x19, 0x25, 2, 4, 0x1c, 0x16, 0xd8, 0x04, 0, 0];
  expect(read(...bytes)).toEqual(
    new Map<number, unknown>([
      [1, -3],
      [2, true],
      [4, Uint8Array.of(0x68, 0x69)],
      [5, [1, 2]],
      [6, new Map([[1, 300n]])],
    ]),
  );
});

it.each([
  ['a structure that does not end', [0x15, 0x02], 'it ends too early'],
  ['a number without end', [0x15, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0], 'it holds a number without end'],
  ['a word longer than the bytes', [0x18, 0x7f, 1, 0], 'it ends too early'],
  ['a list of 2³¹ structures', [0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0], 'it ends too early'],
  ['a list longer than what is left', [0x19, 0x95, 0, 0], 'it promises a list of 9 where 2 bytes are left'],
  ['lists in lists in lists', Array.from({ length: 300 }, () => 0x19), 'it is nested too deep'],
  ['structures in structures', Array.from({ length: 300 }, () => 0x1c), 'it is nested too deep'],
  ['a type that Parquet does not use', [0x1b, 0, 0], 'it holds the unknown type 11'],
])('refuses %s', (_, bytes, message) => {
  expect(() => read(...bytes)).toThrow(message);
});
