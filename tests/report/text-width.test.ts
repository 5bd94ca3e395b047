import { expect, it } from 'vitest';
import { textWidth } from '../../src/report/text-width.ts';

it('grows with text, size and weight, and gives wide letters more', () => {
  expect(textWidth('', 11, undefined)).toBe(0);
  // Of a font of 1,000 units to the em, as printed in its metrics: W 944, i 222, 0 556.
  expect(textWidth('W', 1000, undefined)).toBeCloseTo(1.1 * 944, 6);
  expect(textWidth('i0', 1000, undefined)).toBeCloseTo(1.1 * 778, 6);
  expect(textWidth('~', 1000, undefined)).toBeCloseTo(1.1 * 584, 6);
  expect(textWidth('ab', 11, 600)).toBeGreaterThan(textWidth('ab', 11, 400));
  expect(textWidth('漢字', 10, undefined)).toBeCloseTo(22, 6);
  expect(textWidth('\u{1F600}', 10, undefined)).toBeCloseTo(11, 6);
});
