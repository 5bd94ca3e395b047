import { describe, expect, it } from 'vitest';
import { AxisHand, type AxisScale } from '../../../src/app/selecting/axis-hand.ts';
import { ChartHand } from '../../../src/app/selecting/chart-hand.ts';
import type { ChartSelecting } from '../../../src/cells/output.ts';

/** A scale from one interval to pixels, downwards where `length` is negative. */
function linear(from: number, to: number, length: number): AxisScale {
  const [start, end] = length < 0 ? [-length, 0] : [0, length];
  const scale = (value: number): number => start + ((value - from) / (to - from)) * (end - start);
  return Object.assign(scale, {
    invert: (pixel: number) => from + ((pixel - start) / (end - start)) * (to - from),
    domain: () => [from, to],
  });
}

function band(values: readonly unknown[], width: number): AxisScale {
  return Object.assign((value: unknown) => values.indexOf(value) * width, { domain: () => values, bandwidth: () => width });
}

const bins = { start: 0, stop: 100, step: 10 };
const binned: ChartSelecting = { x: { column: 'age', kind: 'number', bins } };
const histogram = new ChartHand(binned, new AxisHand(binned.x!, linear(0, 100, 200), 200), null, 200, 50);
const bars: ChartSelecting = { y: { column: 'group', kind: 'category' } };
const barred = new ChartHand(bars, null, new AxisHand(bars.y!, band(['a', 'b', null], 20), 60), 200, 60);
const points: ChartSelecting = { x: { column: 'x', kind: 'number' }, y: { column: 'y', kind: 'number' } };
const scattered = new ChartHand(
  points,
  new AxisHand(points.x!, linear(0, 1, 200), 200),
  new AxisHand(points.y!, linear(0, 5000, -100), 100),
  200,
  100,
);
const at = (x: number, y = 10): { x: number; y: number } => ({ x, y });

describe('a histogram under a hand', () => {
  it('takes the bins that a drag touches, and the last with its upper edge', () => {
    expect(histogram.drag(at(25), at(79))).toEqual({ age: { from: 10, below: 40 } });
    expect(histogram.drag(at(79), at(25))).toEqual({ age: { from: 10, below: 40 } });
    expect(histogram.drag(at(150), at(400))).toEqual({ age: { from: 70, to: 100 } });
    expect(histogram.drag(at(-30), at(5))).toEqual({ age: { from: 0, below: 10 } });
  });

  it('takes one bin by a click, lets it go by another, and is cleared on empty ground', () => {
    const bin = { age: { from: 30, below: 40 } };
    expect(histogram.click(at(65), { n: 3 }, null, false)).toEqual(bin);
    expect(histogram.click(at(65), { n: 3 }, bin, false)).toBeNull();
    expect(histogram.click(at(85), { n: 3 }, bin, false)).toEqual({ age: { from: 40, below: 50 } });
    expect(histogram.click(at(65), null, null, false)).toEqual(bin);
    expect(histogram.click(at(85), null, bin, false)).toBeNull();
  });

  it('moves a brush as wide as it is, and stretches it at its sides', () => {
    const own = { age: { from: 20, below: 40 } };
    expect(histogram.boxes(own)).toEqual([{ left: 40, top: 0, width: 40, height: 50 }]);
    expect(histogram.grab(own, at(60))!(at(93))).toEqual({ age: { from: 40, below: 60 } });
    expect(histogram.grab(own, at(81, 2))!(at(121, 40))).toEqual({ age: { from: 20, below: 60 } });
    expect(histogram.grab(own, at(39))!(at(1))).toEqual({ age: { from: 0, below: 40 } });
    expect(histogram.grab(own, at(120))).toBeNull();
  });

  it('shows an interval without an end up to the end, and nothing of other columns', () => {
    expect(histogram.boxes({ age: { from: 50 } })).toEqual([{ left: 100, top: 0, width: 100, height: 50 }]);
    expect(histogram.boxes({ other: [1] })).toEqual([]);
    expect(histogram.boxes({ of: 'people', rows: [1] })).toEqual([]);
  });
});

describe('bars under a hand', () => {
  it('take a category by a click, more with Shift, and several by a drag', () => {
    expect(barred.click(at(5, 30), {}, null, false)).toEqual({ group: ['b'] });
    expect(barred.click(at(5, 50), {}, { group: ['b'] }, true)).toEqual({ group: ['b', null] });
    expect(barred.click(at(5, 30), {}, { group: ['b', null] }, true)).toEqual({ group: [null] });
    expect(barred.click(at(5, 50), {}, { group: [null] }, true)).toBeNull();
    expect(barred.drag(at(0, 5), at(0, 35))).toEqual({ group: ['a', 'b'] });
    expect(barred.drag(at(0, 1), at(0, 5))).toBeNull();
    expect(barred.boxes({ group: ['a', null] })).toHaveLength(2);
    expect(barred.grab({ group: ['a'] }, at(5, 5))).toBeNull();
  });
});

describe('points under a hand', () => {
  it('take a rectangle, in numbers no finer than a pixel', () => {
    expect(scattered.drag(at(20, 10), at(101, 60))).toEqual({ x: { from: 0.1, to: 0.505 }, y: { from: 2000, to: 4500 } });
    expect(scattered.click(at(20), { x: 1 }, null, false)).toBeNull();
    expect(scattered.boxes({ x: { from: 0.5, to: 1 }, y: { from: 0, to: 5000 } })).toEqual([
      { left: 100, top: 0, width: 100, height: 100 },
    ]);
  });
});

describe('other charts under a hand', () => {
  it('take days of a time, and the colour of a slice of a pie', () => {
    const day = 86_400_000;
    const axis = { column: 'when', kind: 'time' } as const;
    const hand = new AxisHand(axis, linear(Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 1) + 400 * day, 200), 200);
    expect(hand.between(0, 10)).toEqual({ from: '2024-01-01T00:00:00.000Z', below: '2024-01-21T00:00:00.000Z' });
    const pie = new ChartHand({ by: { field: 'group', column: 'the group' } }, null, null, 100, 100);
    expect(pie.click(at(50), { group: 'a', n: 3 }, null, false)).toEqual({ 'the group': ['a'] });
    expect(pie.click(at(50), null, { 'the group': ['a'] }, false)).toBeNull();
    expect(pie.drag(at(1), at(50))).toBeNull();
  });
});
