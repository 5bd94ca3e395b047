import { expect, it } from 'vitest';
import { fuzzyScore } from '../../../src/app/picking/fuzzy.ts';

/** What answers to the typed text, best first. */
function found(typed: string, texts: readonly string[]): readonly string[] {
  const scored = texts.flatMap((text) => {
    const score = fuzzyScore(typed, text);
    return score === null ? [] : [{ text, score }];
  });
  return scored.sort((a, b) => b.score - a.score).map(({ text }) => text);
}

it('finds parts, starts of words and letters in their order, best first', () => {
  expect(found('run', ['Prune the tree', 'Run the cell', 'Insert below'])).toEqual(['Run the cell', 'Prune the tree']);
  expect(found('rtc', ['Run the cell', 'Cut what is selected'])).toEqual(['Run the cell']);
  expect(found('mup', ['Move up', 'Move down'])).toEqual(['Move up']);
  expect(found('cell', ['miscellany', 'Edit the cell'])).toEqual(['Edit the cell', 'miscellany']);
});

it('cares for neither case nor accents, and finds all for nothing', () => {
  expect(fuzzyScore('UBER', 'über')).not.toBeNull();
  expect(fuzzyScore('  ', 'anything')).toBe(0);
  expect(fuzzyScore('xyz', 'Run the cell')).toBeNull();
  expect(fuzzyScore('🙂', 'a 🙂')).not.toBeNull();
});
