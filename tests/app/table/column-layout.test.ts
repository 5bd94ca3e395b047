import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnLayout, columnsWithin, snugWidth, usualWidth } from '../../../src/app/table/column-layout.ts';

it('finds the columns that a window touches as a look at each finds them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 40 }),
      fc.integer({ min: -50, max: 5000 }),
      fc.integer({ min: 1, max: 900 }),
      (widths, left, width) => {
        const names = widths.map((_, at) => `c${at}`);
        const layout = columnLayout(names, (name) => widths[Number(name.slice(1))]!);
        const { first, last } = columnsWithin(layout, left, left + width);
        const touched = names.filter((_, at) => layout.edges[at]! < left + width && layout.edges[at + 1]! > left);
        const given = names.slice(first, last);
        expect(touched.every((name) => given.includes(name))).toBe(true);
        expect(given.length - touched.length).toBeLessThanOrEqual(1);
      },
    ),
  );
});

it('gives a column room for its name and its values, within bounds', () => {
  expect(usualWidth({ name: 'x', type: 'number' })).toBe(112);
  expect(usualWidth({ name: 'a_rather_long_name', type: 'number' })).toBeGreaterThan(150);
  expect(usualWidth({ name: 'note', type: 'string', role: 'text' })).toBe(260);
  expect(snugWidth('x', ['1', '2'])).toBeLessThan(60);
  expect(snugWidth('x', ['y'.repeat(900)])).toBe(360);
});
