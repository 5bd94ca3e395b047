import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WordTable, isBroken } from '../../src/formats/word-table.ts';

it('numbers distinct words in order of first appearance, as a Map does', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3, unit: 'grapheme' }), { maxLength: 600 }), (words) => {
      const table = new WordTable();
      const codes = new Map<string, number>();
      for (const word of words) {
        const bytes = new TextEncoder().encode(`<${word}>`);
        if (!codes.has(word)) codes.set(word, codes.size);
        expect(table.codeOf(bytes, 1, bytes.length - 1)).toBe(codes.get(word));
      }
      expect(table.words()).toEqual({ words: [...codes.keys()], broken: [] });
    }),
  );
});

it('keeps very many words', () => {
  const table = new WordTable();
  const encoder = new TextEncoder();
  for (let time = 0; time < 2; time++) {
    for (let i = 0; i < 50_000; i++) {
      const bytes = encoder.encode(`word ${i}`);
      expect(table.codeOf(bytes, 0, bytes.length)).toBe(i);
    }
  }
  expect(table.words().words[49_999]).toBe('word 49999');
});

it('tells words that are not UTF-8, and keeps them apart', () => {
  const table = new WordTable();
  const words = [[0xc3, 0xa9], [0xe9], [0xe8], [0xef, 0xbf, 0xbd]].map((bytes) => Uint8Array.from(bytes));
  expect(words.map((bytes) => table.codeOf(bytes, 0, bytes.length))).toEqual([0, 1, 2, 3]);
  expect(table.words()).toEqual({ words: ['é', '\uFFFD', '\uFFFD', '\uFFFD'], broken: [1, 2] });
  expect(isBroken('\uFFFD', words[3]!)).toBe(false);
});
