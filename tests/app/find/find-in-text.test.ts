import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInText, replaceMatches, type Match } from '../../../src/app/find/find-in-text.ts';
import { compileQuery, type Query } from '../../../src/app/find/query.ts';
import { applyPatch } from '../../../src/notebook/patch.ts';

function found(text: string, query: Partial<Query> & { readonly text: string }): readonly Match[] {
  const compiled = compileQuery({ matchCase: false, wholeWord: false, isPattern: false, ...query });
  if (compiled === null) return [];
  if ('error' in compiled) throw new Error(compiled.error);
  return findInText(text, compiled).matches;
}

const isWordPart = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}_]/u.test(character);

/** Places of a word, looked for one character after the other. */
function naively(text: string, { text: wanted, matchCase, wholeWord }: Query): readonly number[] {
  const same = (a: string, b: string): boolean => (matchCase ? a === b : a.toLowerCase() === b.toLowerCase());
  const places: number[] = [];
  for (let at = 0; at + wanted.length <= text.length;) {
    const whole = !wholeWord || (!isWordPart(text[at - 1]) && !isWordPart(text[at + wanted.length]));
    if (same(text.slice(at, at + wanted.length), wanted) && whole) {
      places.push(at);
      at += wanted.length;
    } else at++;
  }
  return places;
}

describe('findInText', () => {
  it('finds what one finds by looking', () => {
    const letters = fc.array(fc.constantFrom('a', 'A', 'b', '.', '_', ' ', 'é', '\n'), { maxLength: 60 }).map((parts) => parts.join(''));
    const wanted = fc.array(fc.constantFrom('a', 'A', 'b', '.', '_', 'é'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(letters, wanted, fc.boolean(), fc.boolean(), (text, word, matchCase, wholeWord) => {
        const query = { text: word, matchCase, wholeWord, isPattern: false };
        expect(found(text, query).map(({ from }) => from)).toEqual(naively(text, query));
      }),
      { numRuns: 1000 },
    );
  });

  it('takes a pattern line by line, whatever ends the lines', () => {
    expect(found('a1\nb2\r\nc3', { text: '^[a-z](\\d)$', isPattern: true }).map(({ from, groups }) => [from, groups[1]])).toEqual([
      [0, '1'],
      [3, '2'],
      [7, '3'],
    ]);
  });

  it('passes over empty matches, and does not part a sign of two units', () => {
    expect(found('abc', { text: 'x*', isPattern: true })).toEqual([]);
    expect(found('🙂🙂', { text: '.', isPattern: true }).map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [2, 4],
    ]);
  });

  it('says when it ended before the text did', () => {
    const compiled = compileQuery({ text: 'a', matchCase: true, wholeWord: false, isPattern: false });
    if (compiled === null || 'error' in compiled) throw new Error();
    expect(findInText('a'.repeat(10_001), compiled)).toMatchObject({ partial: true });
    let clock = 0;
    expect(findInText('a\n'.repeat(20), compiled, () => (clock += 100)).partial).toBe(true);
    expect(findInText('a\na', compiled)).toMatchObject({ partial: false });
  });
});

describe('replaceMatches', () => {
  const replaced = (text: string, query: Partial<Query> & { readonly text: string }, replacement: string): string => {
    const patch = replaceMatches(text, found(text, query), replacement, query.isPattern === true);
    return patch === null ? text : applyPatch(text, patch);
  };

  it('replaces as splitting and joining does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('ab', 'a', 'b', ' ', '\n')),
        fc.constantFrom('', 'x', 'ab', '$&', '$1'),
        (parts, replacement) => {
          const text = parts.join('');
          expect(replaced(text, { text: 'ab', matchCase: true }, replacement)).toBe(text.split('ab').join(replacement));
        },
      ),
    );
  });

  it('fills in groups of a pattern', () => {
    expect(replaced('d.age > d.income', { text: 'd\\.(\\w+)', isPattern: true }, '[$1|$&|$$|$2]')).toBe(
      '[age|d.age|$|$2] > [income|d.income|$|$2]',
    );
  });
});
