import { desc, op } from 'arquero';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { NumberColumn, VectorColumn } from '../../src/frame/column.ts';
import { bytesOf, columnOf, frameFromTable, makeFrame, takeRows, type Frame } from '../../src/frame/frame.ts';

function sample(): Frame {
  return makeFrame(
    [
      ['n', columnFromValues([3, null, 1, NaN])],
      ['s', columnFromValues(['x', 'y', null, 'x'])],
      ['b', columnFromValues([true, false, null, true])],
      ['t', columnFromValues([new Date(1), new Date(2), null, new Date(4)])],
      ['v', columnFromValues([[1, 2], null, [3, 4], [5, 6]])],
    ],
    { roles: { label: 's' }, notes: ['a note'] },
  );
}

function columns(frame: Frame): Record<string, unknown[]> {
  return Object.fromEntries(
    frame.table
      .columnNames()
      .map((name) => [name, [...columnOf(frame, name)].map((value) => (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value))]),
  );
}

describe('making', () => {
  it('wraps columns in a table without copying', () => {
    const column = new NumberColumn(Float64Array.of(1, 2));
    const frame = makeFrame([['a', column]]);
    expect(frame.table.column('a')).toBe(column);
    expect(columnOf(frame, 'a')).toBe(column);
    expect([frame.roles, frame.notes, frame.table.totalRows()]).toEqual([{}, [], 2]);
  });

  it('keeps the order of columns, numbers for names included', () => {
    const one = columnFromValues([1]);
    const names = ['b', '10', 'a', '2', 'constructor', 'toString'];
    expect(makeFrame(names.map((name) => [name, one])).table.columnNames()).toEqual(names);
  });

  it('refuses columns of different length, and a name that it does not have', () => {
    const [one, two] = [columnFromValues([1]), columnFromValues([1, 2])];
    expect(() =>
      makeFrame([
        ['a', one],
        ['b', two],
      ]),
    ).toThrow('column b has 2 rows where a has 1');
    expect(() => columnOf(sample(), 'toString')).toThrow('no column toString');
  });

  it('counts bytes', () => {
    const frame = makeFrame([
      ['a', new NumberColumn(new Float64Array(4))],
      ['v', new VectorColumn(new Uint8Array(8), 2)],
    ]);
    expect(bytesOf(frame)).toBe(40);
  });
});

describe('a table after verbs', () => {
  it('is reified in order and without the rows filtered out, column types kept', () => {
    const frame = sample();
    const table = frame.table.filter((d: { s: string }) => d.s === 'x').orderby(desc('t'));
    const made = frameFromTable(table, { roles: frame.roles });
    expect(columns(made)).toEqual({
      n: [NaN, 3],
      s: ['x', 'x'],
      b: [true, true],
      t: [new Date(4), new Date(1)],
      v: [
        [5, 6],
        [1, 2],
      ],
    });
    expect(made.table.isFiltered() || made.table.isOrdered()).toBe(false);
    expect(made.roles).toEqual({ label: 's' });
    expect(['n', 's', 'b', 't', 'v'].map((name) => columnOf(made, name).type)).toEqual(['number', 'string', 'boolean', 'time', 'vector']);
  });

  it('keeps columns that were left alone, and types those that are new', () => {
    const frame = sample();
    const made = frameFromTable(frame.table.derive({ twice: (d: { n: number }) => d.n * 2, word: (d: { s: string }) => op.upper(d.s) }));
    expect(columnOf(made, 's')).toBe(columnOf(frame, 's'));
    expect([columnOf(made, 'twice').type, columnOf(made, 'word').type]).toEqual(['number', 'string']);
    expect(columns(made)['twice']).toEqual([6, 0, 2, NaN]);
  });

  it('takes what groups roll up to', () => {
    const made = frameFromTable(
      sample()
        .table.groupby('s')
        .rollup({ count: () => op.count(), sum: (d: { n: number }) => op.sum(d.n) })
        .orderby('count'),
    );
    expect(columns(made)['count']).toEqual([1, 1, 2]);
  });

  it('may have no rows', () => {
    const made = frameFromTable(sample().table.filter(() => false));
    expect(made.table.totalRows()).toBe(0);
    expect(columnOf(made, 'v').length).toBe(0);
  });
});

it('takes rows of every type of column, in the order asked for', () => {
  const frame = sample();
  fc.assert(
    fc.property(fc.array(fc.nat(3)), (rows) => {
      for (const name of frame.table.columnNames()) {
        const column = columnOf(frame, name);
        const taken = takeRows(column, rows);
        expect(taken.type).toBe(column.type);
        expect([...taken]).toEqual(rows.map((row) => column.at(row)));
      }
    }),
  );
});
