import { describe, expect, it } from 'vitest';
import { digitsOf, digitsOfColumn, formatCell, formatCount, formatDuration, formatNumber } from '../../../src/app/outputs/format-number.ts';

describe('digits that an interval supports', () => {
  it.each([
    [0.79, 0.75, 0.84, 2],
    [0.14, 0.12, 0.16, 2],
    [0.08, 0.067, 0.092, 3],
    [0.5, 0.1, 0.9, 2],
    [0.99931, 0.9992, 0.99942, 5],
    [16.7, 9, 25.6, 1],
    [1840, 1700, 1990, 0],
    [3.4e-9, 1e-9, 6e-9, 6],
  ])('%d in [%d, %d] has %d', (value, low, high, digits) => expect(digitsOf(value, low, high)).toBe(digits));
  it('takes the value itself without an interval', () => {
    expect(digitsOf(0.5, NaN, NaN)).toBe(2);
    expect(digitsOf(0, NaN, NaN)).toBe(2);
    expect(digitsOf(5000, NaN, NaN)).toBe(0);
  });
});

describe('numbers as text', () => {
  it('has commas, a true minus and no minus zero', () => {
    expect(formatNumber(-1234.5, 1)).toBe('−1,234.5');
    expect(formatNumber(-0.001, 2)).toBe('0.00');
    expect(formatNumber(NaN, 2)).toBe('no value');
    expect(formatNumber(-Infinity, 2)).toBe('−∞');
    expect(formatCount(1_048_576)).toBe('1,048,576');
  });
  it('shows a cell as it is', () => {
    expect(formatCell(null)).toBe('');
    expect(formatCell(1990)).toBe('1990');
    expect(formatCell(12_000)).toBe('12,000');
    expect(formatCell(0.1 + 0.2)).toBe('0.3');
    expect(formatCell(NaN)).toBe('NaN');
    expect(formatCell(true)).toBe('true');
    expect(formatCell('<b>')).toBe('<b>');
  });
  it('gives a column one number of digits', () => {
    expect(digitsOfColumn([1, 2, 3])).toBe(0);
    expect(digitsOfColumn([0.5, 0.123456, null, 'x', NaN])).toBe(4);
    expect(digitsOfColumn([1.5, 2.25])).toBe(2);
    expect(digitsOfColumn([1.5e-9])).toBe(6);
  });
  it('says how long', () => {
    expect(formatDuration(0.2)).toBe('1 ms');
    expect(formatDuration(41)).toBe('41 ms');
    expect(formatDuration(310)).toBe('0.31 s');
    expect(formatDuration(12_300)).toBe('12 s');
  });
});
