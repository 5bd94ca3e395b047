import { expect, it } from 'vitest';
import { dropPlace, scrollStep } from '../../../src/app/moving/drop-place.ts';

const boxes = [
  { id: 'a', top: 0, bottom: 100 },
  { id: 'b', top: 120, bottom: 320 },
];

it('drops before a block while above its middle, and behind the last below it', () => {
  expect(dropPlace(boxes, 49)).toEqual({ before: 'a', line: -12 });
  expect(dropPlace(boxes, 51)).toEqual({ before: 'b', line: 110 });
  expect(dropPlace(boxes, 219)).toEqual({ before: 'b', line: 110 });
  expect(dropPlace(boxes, 221)).toEqual({ before: null, line: 332 });
  expect(dropPlace([], 5)).toEqual({ before: null, line: 12 });
});

it('scrolls faster the nearer to the edge, and not in between', () => {
  expect(scrollStep(400, 48, 800)).toBe(0);
  expect(scrollStep(48, 48, 800)).toBe(-18);
  expect(scrollStep(-500, 48, 800)).toBe(-18);
  expect(scrollStep(764, 48, 800)).toBe(9);
  expect(scrollStep(800, 48, 800)).toBe(18);
});
