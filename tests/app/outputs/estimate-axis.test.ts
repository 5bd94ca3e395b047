import { describe, expect, it } from 'vitest';
import {
  columnLayout,
  estimateAxis,
  estimateTexts,
  holdsNumbers,
  plainTexts,
  sharedLayout,
} from '../../../src/app/outputs/estimate-axis.ts';
import type { AnalysisCell, AnalysisRow, EstimateValue } from '../../../src/cells/output.ts';

const estimate = (value: number, low = NaN, high = NaN): EstimateValue => ({ value, low, high });
const rowsOf = (...cells: readonly AnalysisCell[]): AnalysisRow[] => cells.map((cell) => ({ cells: ['name', cell] }));

describe('the axis of a column', () => {
  it('holds every interval and the reference, with room at both ends', () => {
    const axis = estimateAxis(rowsOf(estimate(3, 2, 4), estimate(7, 6, 10), 'no estimate'), 1, 0);
    expect(axis.low).toBeCloseTo(-0.5);
    expect(axis.high).toBeCloseTo(10.5);
  });
  it('stands where all numbers are at the reference, or there are none', () => {
    expect(estimateAxis(rowsOf(estimate(1)), 1, 1)).toMatchObject({ low: 0, high: 2 });
    expect(estimateAxis(rowsOf(estimate(NaN)), 1, 0)).toMatchObject({ low: -1, high: 1 });
  });
});

describe('the layout of a column', () => {
  it('gives all rows the same digits, where they support about the same', () => {
    const { digits } = columnLayout(rowsOf(estimate(0.175, 0.162, 0.223), estimate(0.175, 0.174, 0.182), estimate(0.5)), 1);
    expect(digits).toEqual([3, 3, 3]);
  });
  it('leaves each row its own, where metrics of several sizes stand under each other', () => {
    const { digits } = columnLayout(rowsOf(estimate(30, -1098, 1159), estimate(0, -0.007, 0.006)), 1);
    expect(digits).toEqual([0, 3]);
  });
  it('is as wide as its widest value and interval, and says whether a verdict stands in it', () => {
    const [short, long] = [estimate(0.5, 0.41, 0.59), estimate(-0.5, -0.59, -0.41)];
    const narrow = columnLayout(rowsOf(short), 1);
    const wide = columnLayout(rowsOf(short, { ...long, verdict: 'worse' }), 1);
    expect(wide.value).toBeGreaterThan(narrow.value);
    expect(wide.interval).toBeGreaterThan(narrow.interval);
    expect([narrow.verdicts, wide.verdicts]).toEqual([false, true]);
    expect(columnLayout(rowsOf({ ...short, verdict: 'undecided' }), 1).verdicts).toBe(false);
  });
  it('has no room for intervals that are not there', () => {
    expect(columnLayout(rowsOf(estimate(0.5), 'text'), 1).interval).toBe(0);
    expect(estimateTexts(estimate(0.5), 2)).toEqual(['0.50', '']);
    expect(estimateTexts(estimate(-0.5, -0.6, -0.4), 2)).toEqual(['−0.50', '[−0.60, −0.40]']);
  });
  it('is shared as wide as the widest, numbers without an interval included, words not', () => {
    const one = columnLayout(rowsOf(estimate(0.5, 0.4, 0.6)), 1);
    expect(sharedLayout([one], [['1,234,567'], ['a very long word indeed']]).value).toBeCloseTo(7 * 1.03 + 1);
  });
});

describe('a column without estimates', () => {
  it('shows whole numbers with commas, and others with the same digits', () => {
    expect(plainTexts(rowsOf(2227, 14), 1)).toEqual(['2,227', '14']);
    expect(plainTexts(rowsOf(0.696, 0.0569, 0.000999, null), 1)).toEqual(['0.696', '0.057', '0.001', '']);
    expect(plainTexts(rowsOf(0.0221, 0.00503), 1)).toEqual(['0.0221', '0.0050']);
  });
  it('stands to the right where all its texts are numbers', () => {
    expect(holdsNumbers(['20,493', '0.122', '−2', '', '< 0.001'])).toBe(true);
    expect(holdsNumbers(['20,493', 'undecided'])).toBe(false);
    expect(holdsNumbers(['', ''])).toBe(false);
  });
});
