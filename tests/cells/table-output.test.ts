import { expect, it } from 'vitest';
import { plainValue, roleOf, summarize, tableOutput } from '../../src/cells/table-output.ts';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { NumberColumn, TimeColumn, VectorColumn } from '../../src/frame/column.ts';
import { makeFrame } from '../../src/frame/frame.ts';

it('gives values as they cross to the page', () => {
  const values = [1.5, null, NaN, Infinity];
  expect(values.map((_, row) => plainValue(columnFromValues(values), row))).toEqual(values);
  const times = new TimeColumn(Float64Array.of(0, NaN));
  expect([plainValue(times, 0), plainValue(times, 1)]).toEqual(['1970-01-01T00:00:00.000Z', null]);
  expect(plainValue(new VectorColumn(Uint8Array.of(1, 2), 2), 0)).toBeNull();
  expect(plainValue(columnFromValues([true, null]), 0)).toBe(true);
});

it('describes numbers: missing, distinct, range and 20 bins', () => {
  const column = columnFromValues([0, 1, 2, 3, 10, 10, null, NaN, Infinity]);
  const summary = summarize('x', column, 'score');
  expect(summary).toMatchObject({ name: 'x', type: 'number', role: 'score', missing: 1, distinct: 7, min: 0, max: 10 });
  expect(summary.bins).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
});

it('describes a constant, nothing finite, and the widest range there is', () => {
  expect(summarize('x', columnFromValues([5, 5])).bins?.[0]).toBe(2);
  expect(summarize('x', columnFromValues([NaN, -Infinity]))).toEqual({ name: 'x', type: 'number', missing: 0, distinct: 2 });
  const wide = summarize('x', columnFromValues([-Number.MAX_VALUE, 0, Number.MAX_VALUE]));
  expect(wide.bins?.filter((count) => count > 0)).toEqual([1, 1, 1]);
});

it('leaves out distinct numbers where there are very many', () => {
  const values = Float64Array.from({ length: 100_001 }, (_, row) => row);
  expect(summarize('x', new NumberColumn(values)).distinct).toBeUndefined();
  expect(summarize('x', new NumberColumn(values.slice(1))).distinct).toBe(100_000);
});

it('describes words and booleans by their most frequent values', () => {
  const words = columnFromValues([null, 'b', 'a', 'a', 'c', 'd', 'e', 'f', 'f', 'f', '']);
  expect(summarize('w', words)).toEqual({
    name: 'w',
    type: 'string',
    missing: 1,
    distinct: 7,
    top: [
      { value: 'f', count: 3 },
      { value: 'a', count: 2 },
      { value: 'b', count: 1 },
      { value: 'c', count: 1 },
      { value: 'd', count: 1 },
    ],
  });
  expect(summarize('b', columnFromValues([true, false, true, null])).top).toEqual([
    { value: 'true', count: 2 },
    { value: 'false', count: 1 },
  ]);
});

it('names the role of a column', () => {
  const roles = { label: 'y', score: new Map([['a', 's']]), group: ['g'], image: [{ column: 'p', shape: [1, 1, 1] as const }] };
  expect(['y', 's', 'g', 'p', 'x'].map((name) => roleOf(roles, name))).toEqual(['label', 'score', 'group', 'image', undefined]);
});

it('shows the first rows of the wanted columns', () => {
  const frame = makeFrame(
    [
      ['a', columnFromValues(Array.from({ length: 30 }, (_, row) => row))],
      ['b', columnFromValues(Array.from({ length: 30 }, (_, row) => `w${row}`))],
    ],
    { roles: { label: 'b' }, notes: ['a note'] },
  );
  const whole = tableOutput(frame, 'part');
  expect([whole.part, whole.total, whole.head.length, whole.notes]).toEqual(['part', 30, 20, ['a note']]);
  expect(whole.head[1]).toEqual([1, 'w1']);
  const some = tableOutput(frame, '', { columns: ['b'], limit: 2 });
  expect(some.head).toEqual([['w0'], ['w1']]);
  expect(some.columns.map(({ name, role }) => [name, role])).toEqual([['b', 'label']]);
});
