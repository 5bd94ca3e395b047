import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import type { StringColumn, VectorColumn } from '../../src/frame/column.ts';

function check(values: readonly unknown[], type: string, expected: readonly unknown[] = values): void {
  const column = columnFromValues(values);
  expect([column.type, [...column]]).toEqual([type, expected]);
}

describe('the type of all present values is the type of the column', () => {
  it('numbers, with NaN a value and undefined missing', () => check([1, NaN, null, undefined, -0], 'number', [1, NaN, null, null, -0]));
  it('booleans', () => check([true, null, false], 'boolean'));
  it('times', () => check([new Date(5), null], 'time'));
  it('text, with the empty string a value', () => check(['b', '', null, 'b'], 'string'));
  it('64-bit integers that fit', () => check([1n, 2n ** 53n - 1n, null], 'number', [1, 2 ** 53 - 1, null]));
  it('64-bit integers that do not fit are text, all of them', () => check([1n, 2n ** 53n + 1n], 'string', ['1', '9007199254740993']));
  it('mixed values are their text', () =>
    check([1, 'a', true, new Date(0), { k: [1n] }], 'string', ['1', 'a', 'true', '1970-01-01T00:00:00.000Z', '{"k":["1"]}']));
  it('nothing at all is text unless told', () => {
    check([null, undefined], 'string', [null, null]);
    check([], 'string');
    expect(columnFromValues([null], 'number').type).toBe('number');
  });
  it('a time that is none does not break text', () => check([new Date(NaN), 'a'], 'string', ['Invalid Date', 'a']));
});

describe('vectors', () => {
  it('of bytes stay bytes', () => {
    const column = columnFromValues([Uint8Array.of(1, 2), null, Uint8Array.of(3, 4)]) as VectorColumn;
    expect(column.values).toEqual(Uint8Array.of(1, 2, 0, 0, 3, 4));
    expect([column.width, column.at(1)]).toEqual([2, null]);
  });
  it('of numbers are float64', () => {
    expect((columnFromValues([[1, 2.5], Float32Array.of(3, 4)]) as VectorColumn).values).toEqual(Float64Array.of(1, 2.5, 3, 4));
  });
  it('of different width, or none, are text', () => {
    check([[1], [2, 3]], 'string', ['[1]', '[2,3]']);
    check([[], []], 'string', ['[]', '[]']);
  });
});

it('codes text in order of first appearance', () => {
  const column = columnFromValues(['b', null, 'a', 'b']) as StringColumn;
  expect([[...column.codes], column.dictionary]).toEqual([
    [0, 0, 1, 0],
    ['b', 'a'],
  ]);
});

it('gives back any list of one kind', () => {
  const lists = fc.oneof(
    fc.array(fc.option(fc.double())),
    fc.array(fc.option(fc.string())),
    fc.array(fc.option(fc.boolean())),
    fc.array(fc.option(fc.date({ noInvalidDate: true }))),
  );
  fc.assert(
    fc.property(lists, (values) => {
      expect([...columnFromValues(values)]).toEqual(values);
    }),
  );
});
