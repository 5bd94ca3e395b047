import { describe, expect, it } from 'vitest';
import { checkedAnswer } from '../../src/sandbox/checked-answer.ts';
import type { WireColumn } from '../../src/sandbox/wire.ts';

const limits = { bytes: 100, rows: 10, columns: 3 };
const answer = (...columns: (readonly [string, unknown])[]): unknown => ({ ok: true, table: columns, lines: [] });
const number = (rows: number): WireColumn => ({ type: 'number', values: new Float64Array(rows), nulls: null });

describe('an answer of a sandbox', () => {
  it('is rebuilt from what may cross, and nothing else of it stays', () => {
    const words = { type: 'string', codes: new Uint8Array([1, 0]), dictionary: ['a', 'b'], nulls: null, more: () => 1 };
    const given = {
      ok: true,
      table: [
        ['x', number(2)],
        ['y', words],
      ],
      lines: ['one', 2, 'x'.repeat(999)],
      more: {},
    };
    const checked = checkedAnswer(given, limits);
    expect(checked).toEqual({
      ok: true,
      table: [
        ['x', number(2)],
        ['y', { type: 'string', codes: new Uint8Array([1, 0]), dictionary: ['a', 'b'], nulls: null }],
      ],
      lines: ['one', 'x'.repeat(500)],
    });
  });

  it('is an error with its place, if that can be one', () => {
    expect(checkedAnswer({ ok: false, message: 'm'.repeat(999), line: 2, column: 3, hint: 'h' }, limits)).toEqual({
      ok: false,
      message: 'm'.repeat(400),
      line: 2,
      column: 3,
      hint: 'h',
      lines: [],
    });
    expect(checkedAnswer({ ok: false, message: 'm', line: -1, column: 'x', lines: 5 }, limits)).toEqual({
      ok: false,
      message: 'm',
      lines: [],
    });
  });

  it('may hold a column whose rows are all missing', () => {
    const empty = { type: 'string', codes: new Uint8Array(2), dictionary: [], nulls: new Uint32Array([0xc0000000]) };
    expect(checkedAnswer(answer(['x', empty]), limits)).toMatchObject({ ok: true });
  });

  it.each([
    [null, 'the answer that is no record'],
    [[], 'the answer that is no record'],
    [{ ok: 'yes' }, 'neither a table nor an error'],
    [{ ok: false, message: { toString: () => 'x' } }, 'what should be text and is not'],
    [answer(['__proto__', number(1)]), 'a column called __proto__'],
    [answer(['x', number(1)], ['x', number(1)]), 'a column called x'],
    [answer(['x', number(1)], ['y', number(2)]), 'columns of 1 and 2 rows'],
    [answer(['x', number(11)]), '11 rows'],
    [answer(['a', number(1)], ['b', number(1)], ['c', number(1)], ['d', number(1)]), '4 columns'],
    [answer(['a', number(10)], ['b', number(10)]), 'more than 0 MB'],
    [answer(['a', { type: 'number', values: [1, 2], nulls: null }]), 'a column of type number'],
    [
      answer(['a', { type: 'number', values: new Float64Array(2), nulls: new Uint32Array(2) }]),
      'marks of missing values of another length',
    ],
    [answer(['a', { type: 'vector', values: new Float64Array(3), width: 2, nulls: null }]), 'vectors of width 2'],
    [answer(['a', { type: 'vector', values: new Float64Array(3), width: 0, nulls: null }]), 'vectors of width 0'],
    [answer(['a', { type: 'string', codes: new Uint8Array([2]), dictionary: ['a', 'b'], nulls: null }]), 'a word that is not there'],
    [answer(['a', { type: 'string', codes: new Uint8Array([0]), dictionary: [{}], nulls: null }]), 'what should be text and is not'],
    [answer(['a', { type: 'function' }]), 'a column of type function'],
    [{ ok: true, table: { length: 1 }, lines: [] }, 'columns that are no list'],
  ])('is refused: %o', (value, what) => {
    expect(() => checkedAnswer(value, limits)).toThrow(`the sandbox gave back ${what}`);
  });
});
