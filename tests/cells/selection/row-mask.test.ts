import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { both, countBits, maskOf, rowsOfBits } from '../../../src/cells/selection/row-mask.ts';
import { rowsWhere } from '../../../src/cells/frame-where.ts';
import { BooleanColumn, NumberColumn, StringColumn, TimeColumn } from '../../../src/frame/column.ts';
import { columnFromValues } from '../../../src/frame/column-from-values.ts';
import { makeFrame, type Frame } from '../../../src/frame/frame.ts';
import { makeNulls, setNull } from '../../../src/frame/nulls.ts';
import type { Clause, ColumnsClause } from '../../../src/frame/selection/clause.ts';
import { clausesExpression } from '../../../src/frame/selection/clause-expression.ts';
import { frameOf } from '../step-of.ts';
import { clausesArbitrary, holds, rowsArbitrary, type Row } from './random-clause.ts';

const reader = { selection: 'picks', data: 'people' };
const people = frameOf({
  age: [20, 30, null, 40],
  group: ['a', 'b', 'a', null],
  seen: [new Date('2024-01-01'), null, new Date(NaN), new Date(0)],
});
const rowsOf = (clause: Clause, frame: Frame = people): number[] => [...rowsOfBits(maskOf(frame, clause, reader))];

/** Columns of the four types, whatever the values are; all of a column may be missing. */
function frameOfRows(rows: readonly Row[]): Frame {
  const nulls = (name: keyof Row): Uint32Array => {
    const bits = makeNulls(rows.length);
    rows.forEach((row, at) => {
      if (row[name] === null) setNull(bits, at);
    });
    return bits;
  };
  const words = columnFromValues(['', ...rows.map((row) => row.word ?? '')]) as StringColumn;
  return makeFrame([
    [
      'x',
      new NumberColumn(
        Float64Array.from(rows, (row) => row.x ?? NaN),
        nulls('x'),
      ),
    ],
    ['word', new StringColumn(words.codes.slice(1), words.dictionary, nulls('word'))],
    [
      'flag',
      new BooleanColumn(
        Uint8Array.from(rows, (row) => (row.flag === true ? 1 : 0)),
        nulls('flag'),
      ),
    ],
    [
      'when',
      new TimeColumn(
        Float64Array.from(rows, (row) => row.when?.getTime() ?? NaN),
        nulls('when'),
      ),
    ],
  ]);
}

describe('the rows of a clause', () => {
  it('are those that a filter row by row finds, for random tables and clauses', () => {
    fc.assert(
      fc.property(rowsArbitrary, clausesArbitrary, (rows, clauses) => {
        const frame = frameOfRows(rows);
        const masks = Object.values(clauses).map((clause) => maskOf(frame, clause, reader));
        const bits = both(masks, rows.length);
        const expected = rows.flatMap((row, at) =>
          Object.values(clauses).every((clause) => holds(row, clause as ColumnsClause)) ? [at] : [],
        );
        expect([...rowsOfBits(bits)]).toEqual(expected);
        expect(countBits(bits)).toBe(expected.length);
      }),
      { numRuns: 400 },
    );
  });

  it('are those where the expression of the clauses holds', () => {
    fc.assert(
      fc.property(rowsArbitrary, clausesArbitrary, (rows, clauses) => {
        const frame = frameOfRows(rows);
        const masks = Object.values(clauses).map((clause) => maskOf(frame, clause, reader));
        const expression = clausesExpression(clauses, (column) => column === 'when');
        expect([...rowsWhere(frame.table, expression, new Map())], expression).toEqual([...rowsOfBits(both(masks, rows.length))]);
      }),
      { numRuns: 400 },
    );
  });

  it('hold the lower end, and the upper one only with to', () => {
    expect(rowsOf({ age: { from: 20, below: 40 } })).toEqual([0, 1]);
    expect(rowsOf({ age: { from: 20, to: 40 } })).toEqual([0, 1, 3]);
    expect(rowsOf({ age: { below: 20 } })).toEqual([]);
    const zeros = frameOf({ age: [-5e-324, -0, 0, 5e-324] });
    expect(rowsOf({ age: { below: 0 } }, zeros)).toEqual([0]);
    expect(rowsOf({ age: { from: 0, to: 0 } }, zeros)).toEqual([1, 2]);
  });

  it('may be numbered, or said by an expression', () => {
    expect(rowsOf({ of: 'people', rows: [4, 1] })).toEqual([0, 3]);
    expect(rowsOf({ where: 'd.age > 20 && d.group != "a"' })).toEqual([1, 3]);
    expect(rowsOf({ of: ['x'] }, frameOf({ of: ['x', 'y'] }))).toEqual([0]);
  });

  it.each([
    [{ agee: [1] }, 'picks selects by agee, and people has no such column'],
    [{ group: { from: 1 } }, 'picks asks group for from 1, but it holds texts, which have no intervals'],
    [{ group: [3] }, 'picks asks group for 3, but it holds text; put its values in quotes'],
    [{ age: ['20'] }, 'picks asks age for 20, but it holds numbers'],
    [{ seen: [3] }, 'picks asks seen for 3, but it holds times: write them as 2026-01-31T00:00:00Z'],
    [{ of: 'others', rows: [1] }, 'picks names rows of others by their number, and people has other rows'],
    [{ of: 'people', rows: [5] }, 'picks names row 5 of people, which has 4 rows'],
    [{ where: 'd.agee > 1' }, 'picks selects by d.agee > 1, which people cannot answer: no column agee'],
  ] satisfies (readonly [Clause, string])[])('refuse %j', (clause, message) => {
    expect(() => rowsOf(clause)).toThrow(message);
  });
});
