import fc from 'fast-check';
import { expect, it } from 'vitest';
import { brushed, listedValue, withConstraint, withToggled, type Filter } from '../../../src/app/table/filter-edits.ts';

const none: Filter = new Map();

it('puts values into a list and takes them out, until nothing is asked of the column', () => {
  const one = withToggled(none, '__proto__', 'a');
  const two = withToggled(one, '__proto__', null);
  expect([...two]).toEqual([['__proto__', ['a', null]]]);
  expect([...withToggled(two, '__proto__', 'a')]).toEqual([['__proto__', [null]]]);
  expect(withToggled(withToggled(two, '__proto__', 'a'), '__proto__', null).size).toBe(0);
  expect(one.get('__proto__')).toEqual(['a']);
});

it('lets an interval give way to a list, and removes a constraint', () => {
  const interval = withConstraint(none, 'x', { from: 1 });
  expect(withToggled(interval, 'x', 5).get('x')).toEqual([5]);
  expect(withConstraint(interval, 'x', null).size).toBe(0);
  expect([listedValue(NaN), listedValue(0), listedValue(null)]).toEqual([null, 0, null]);
});

it('makes round intervals of a brush', () => {
  expect(brushed(0.8012, 0.95391, [0, 1.2])).toEqual({ from: 0.8, to: 0.95 });
  expect(brushed(0.95391, 0.8012, [0, 1.2])).toEqual({ from: 0.8, to: 0.95 });
  expect(brushed(-3, 512_345, [0, 2_000_000])).toEqual({ from: 0, to: 510_000 });
  expect(brushed(0.5, 0.502, [0, 1])).toBeNull();
  expect(brushed(1, 1, [1, 1])).toBeNull();
});

it('keeps a brush in the range, and its ends in order', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, number, number, number, (min, width, one, other) => {
      const range = [min, min + Math.abs(width)] as const;
      const at = (value: number): number => Math.max(range[0], Math.min(range[1], value));
      const interval = brushed(at(one), at(other), range);
      if (interval === null) return;
      expect(interval.from).toBeLessThan(interval.to);
      expect(Math.abs(interval.from - at(Math.min(one, other)))).toBeLessThanOrEqual((range[1] - range[0]) / 100);
    }),
  );
});
