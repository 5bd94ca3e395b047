import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inputs } from '../../src/cells/kind.ts';
import { partitionsBy, type Partition } from '../../src/cells/metrics/partition.ts';
import type { By } from '../../src/cells/metrics/schema.ts';
import { TimeColumn } from '../../src/frame/column.ts';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { makeFrame } from '../../src/frame/frame.ts';
import { frameOf } from './metrics-bed.ts';

const none: Inputs = { frames: new Map(), values: new Map() };

function parted(columns: Readonly<Record<string, readonly unknown[]>>, by: By): readonly Partition[] {
  return partitionsBy(frameOf(columns), by, ['by', 0], none);
}

/** Rows of each slice by the slice's name. */
function rowsOf(partitions: readonly Partition[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  for (const { codes, slices } of partitions) {
    for (const [code, { slice }] of slices.entries())
      rows.set(
        slice,
        [...codes!.keys()].filter((row) => codes![row] === code),
      );
  }
  return rows;
}

describe('slices by each of several values', () => {
  it('puts a row into the slice of each of its values, trimmed and once', () => {
    const rows = rowsOf(parted({ tags: ['a|b', 'b', ' a | a ', null, '', 'c|b'] }, { each: 'tags' }));
    expect(rows).toEqual(
      new Map([
        ['tags=b', [0, 1, 5]],
        ['tags=a', [0, 2]],
        ['tags=missing', [3, 4]],
        ['tags=c', [5]],
      ]),
    );
  });

  it('holds exactly the rows that name a value, whatever the data', () => {
    const tags = fc.array(fc.constantFrom('x', 'y', 'z', 'u', 'v'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(tags, { minLength: 1, maxLength: 40 }), (lists) => {
        const rows = rowsOf(parted({ tags: lists.map((list) => list.join(';')) }, { each: 'tags', separator: ';' }));
        const expected = new Map<string, number[]>();
        for (const value of new Set(lists.flat()))
          expected.set(
            `tags=${value}`,
            [...lists.keys()].filter((row) => lists[row]!.includes(value)),
          );
        expect(new Map([...rows].sort())).toEqual(new Map([...expected].sort()));
      }),
    );
  });

  it('keeps slices that share no row in one list of codes', () => {
    expect(parted({ tags: ['a', 'b', 'c', 'd'] }, { each: 'tags' })).toHaveLength(1);
    expect(parted({ tags: ['a|b', 'c', 'd'] }, { each: 'tags' })).toHaveLength(2);
  });

  it('is refused for a column of numbers', () => {
    expect(() => parted({ tags: [1, 2] }, { each: 'tags' })).toThrow('tags holds no texts, so they have no several values');
  });
});

describe('slices by period', () => {
  const instants = ['2024-02-29T23:59:59Z', '2024-03-01', '2024-03-04', '2024-12-31T10:20:00Z', '2025-01-01', '1969-12-31T23:30:00Z'];
  const frame = makeFrame([['seen', new TimeColumn(Float64Array.from([...instants.map((text) => Date.parse(text)), NaN]))]]);
  const namesBy = (period: Extract<By, { time: string }>['period']): string[] => {
    const [partition] = partitionsBy(frame, { time: 'seen', period }, [], none);
    return [...partition!.codes!].map((code) => partition!.slices[code]!.label);
  };

  it('names the period of each row in UTC', () => {
    expect(namesBy('year')).toEqual(['2024', '2024', '2024', '2024', '2025', '1969', 'missing']);
    expect(namesBy('quarter')).toEqual(['2024-Q1', '2024-Q1', '2024-Q1', '2024-Q4', '2025-Q1', '1969-Q4', 'missing']);
    expect(namesBy('month')).toEqual(['2024-02', '2024-03', '2024-03', '2024-12', '2025-01', '1969-12', 'missing']);
    expect(namesBy('week')).toEqual(['2024-02-26', '2024-02-26', '2024-03-04', '2024-12-30', '2024-12-30', '1969-12-29', 'missing']);
    expect(namesBy('day')).toEqual(['2024-02-29', '2024-03-01', '2024-03-04', '2024-12-31', '2025-01-01', '1969-12-31', 'missing']);
    expect(namesBy('hour').slice(3)).toEqual(['2024-12-31 10:00', '2025-01-01 00:00', '1969-12-31 23:00', 'missing']);
  });

  it('stands in the order of time', () => {
    const [partition] = partitionsBy(frame, { time: 'seen', period: 'month' }, [], none);
    expect(partition!.slices.map(({ slice }) => slice)).toEqual([
      'seen=1969-12',
      'seen=2024-02',
      'seen=2024-03',
      'seen=2024-12',
      'seen=2025-01',
      'seen=missing',
    ]);
  });

  it('says how a column becomes a time, and that a time needs a period', () => {
    expect(() => parted({ seen: ['soon'] }, { time: 'seen', period: 'day' })).toThrow('seen is no time');
    expect(() => partitionsBy(frame, 'seen', [], none)).toThrow('seen is a time, so it has too many values');
  });
});

describe('many slices', () => {
  it('are made in one pass, and refused above ten thousand', () => {
    const ids = Array.from({ length: 10_000 }, (_, row) => `c${row}`);
    expect(partitionsBy(makeFrame([['id', columnFromValues(ids)]]), 'id', [], none)[0]!.slices).toHaveLength(10_000);
    const more = makeFrame([['id', columnFromValues([...ids, 'one more'])]]);
    expect(() => partitionsBy(more, 'id', [], none)).toThrow('id makes more than 10,000 slices');
  });
});
