import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDiff, hunksOf, lineDiff, type DiffLine } from '../../../src/app/keeping/line-diff.ts';

const written = (lines: readonly (DiffLine | null)[]): string =>
  lines.map((line) => (line === null ? '…' : line.sign + line.text)).join('|');
const side = (lines: readonly DiffLine[], without: '+' | '-'): string =>
  lines
    .filter(({ sign }) => sign !== without)
    .map(({ text }) => text)
    .join('\n');

describe('a diff by lines', () => {
  it('shows what was put in place of what', () => {
    expect(written(lineDiff('a\nb\nc', 'a\nx\nc'))).toBe(' a|-b|+x| c');
    expect(written(lineDiff('a\nb', 'a\nb'))).toBe(' a| b');
    expect(written(lineDiff('a', 'a\na'))).toBe(' a|+a');
  });

  it('holds both texts whole, and no line is signed that the longest common part has', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after);
        expect([side(lines, '+'), side(lines, '-')]).toEqual([before, after]);
        expect(lines.filter(({ sign }) => sign === ' ').length).toBe(longestCommon(before.split('\n'), after.split('\n')));
      }),
    );
  });

  it('counts', () => {
    expect(countDiff(lineDiff('a\nb\nc', 'a\nx\ny\nc'))).toEqual({ added: 2, removed: 1 });
  });

  it('of two long texts that share nothing is quick', () => {
    const long = (letter: string): string => Array.from({ length: 20_000 }, (_, line) => `${letter}${line}`).join('\n');
    const started = performance.now();
    expect(countDiff(lineDiff(long('a'), long('b')))).toEqual({ added: 20_000, removed: 20_000 });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('hunks', () => {
  it('leave out what is far from any change', () => {
    const lines = lineDiff('1\n2\n3\n4\n5\n6\n7\n8\n9', '1\n2\nx\n4\n5\n6\n7\n8\ny');
    expect(written(hunksOf(lines, 1))).toBe(' 2|-3|+x| 4|…| 8|-9|+y');
    expect(hunksOf(lineDiff('a', 'a'), 3)).toEqual([]);
  });
});

/** By the definition, with memory. */
function longestCommon(one: readonly string[], other: readonly string[]): number {
  const known = new Map<string, number>();
  const from = (row: number, at: number): number => {
    if (row === one.length || at === other.length) return 0;
    const key = `${row} ${at}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const best = one[row] === other[at] ? 1 + from(row + 1, at + 1) : Math.max(from(row + 1, at), from(row, at + 1));
    known.set(key, best);
    return best;
  };
  return from(0, 0);
}
