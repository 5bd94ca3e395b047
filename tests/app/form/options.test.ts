import { describe, expect, it } from 'vitest';
import { filterOptions, optionHeights, optionWindow, scrollFor, type Option } from '../../../src/app/form/options.ts';

const row = optionHeights.fine;
const named = (...names: string[]): Option[] => names.map((value) => ({ value }));
const found = (options: readonly Option[], text: string): string[] => filterOptions(options, text).map(({ value }) => value);

describe('filterOptions', () => {
  it('puts what begins with the text first, then words that do, then what holds it', () => {
    const options = named('average_precision', 'deprecision', 'Precision', 'recall');
    expect(found(options, 'prec')).toEqual(['Precision', 'average_precision', 'deprecision']);
    expect(found(options, ' ')).toEqual(options.map(({ value }) => value));
    expect(found(options, 'none')).toEqual([]);
  });

  it('finds names with quotes, emoji, right-to-left text, and __proto__', () => {
    expect(found(named('a "b"', '🙂 mood', 'שלום', '__proto__'), '"b')).toEqual(['a "b"']);
    expect(found(named('a "b"', '🙂 mood', 'שלום', '__proto__'), '🙂')).toEqual(['🙂 mood']);
    expect(found(named('שלום', '__proto__'), 'של')).toEqual(['שלום']);
    expect(found(named('constructor', '__proto__'), '__p')).toEqual(['__proto__']);
  });

  it('looks through ten thousand columns in a moment, and draws a few', () => {
    const options = named(...Array.from({ length: 10_000 }, (_, at) => `column ${at}`));
    const start = performance.now();
    expect(filterOptions(options, '9999')).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(200);
    const view = optionWindow(10_000, 140_000, 252, row);
    expect(view.to - view.from).toBeLessThan(30);
    expect(view.from * row).toBeLessThanOrEqual(140_000);
    expect(view.to * row).toBeGreaterThanOrEqual(140_252);
    expect(optionWindow(3, 0, 252, row)).toEqual({ from: 0, to: 3 });
  });
});

describe('scrollFor', () => {
  it('moves only as far as it must', () => {
    expect(scrollFor(2, 0, 252, row)).toBe(0);
    expect(scrollFor(0, 100, 252, row)).toBe(0);
    expect(scrollFor(20, 0, 252, row)).toBe(21 * row - 252);
  });
});
