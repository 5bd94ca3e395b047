import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInText } from '../../../src/app/find/find-in-text.ts';
import { compileQuery, type Query } from '../../../src/app/find/query.ts';

const query = (text: string, more: Partial<Query> = {}): Query => ({ text, matchCase: false, wholeWord: false, isPattern: false, ...more });

function errorOf(pattern: string): string | null {
  const compiled = compileQuery(query(pattern, { isPattern: true }));
  return compiled !== null && 'error' in compiled ? compiled.error : null;
}

describe('compileQuery', () => {
  it('gives nothing for an empty query', () => {
    expect(compileQuery(query(''))).toBeNull();
  });

  it.each(['(a+)+', '(a*)*b', '(a|b)*c', '((a)|a)+', '(?:x{2,})+', '(a+){20,}', '(\\w+\\s?)*$'])(
    'refuses what can take for ever: %s',
    (pattern) => {
      expect(errorOf(pattern)).toMatch(/for ever/);
    },
  );

  it.each(['(a)\\1', '(?<n>a)\\k<n>'])('refuses to refer back: %s', (pattern) => {
    expect(errorOf(pattern)).toMatch(/refer back/);
  });

  it.each(['a+b*', '(ab)+', '[a-z+*(|]+', 'd\\.(\\w+)', '(a|b)', '(a|b)?c', '\\(+', 'x{3}', '(foo|bar)\\.baz'])('takes %s', (pattern) => {
    expect(errorOf(pattern)).toBeNull();
  });

  it('says what is wrong with a pattern, and bounds it', () => {
    expect(errorOf('(')).toMatch(/^The pattern cannot be read: /);
    expect(errorOf('a*b*c*d*')).toMatch(/at most 2 times/);
    expect(compileQuery(query('x'.repeat(201)))).toEqual({ error: 'At most 200 characters can be searched for.' });
  });

  it('ends in time on the worst that it takes', () => {
    const text = `${'a'.repeat(100_000)}\n`.repeat(5);
    for (const pattern of ['a*a*b', '\\w*\\w*b', 'a+b']) {
      const compiled = compileQuery(query(pattern, { isPattern: true }));
      if (compiled === null || 'error' in compiled) throw new Error(pattern);
      const begun = performance.now();
      findInText(text, compiled);
      expect(performance.now() - begun, pattern).toBeLessThan(4000);
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), fc.boolean(), (text, isPattern, wholeWord) => {
        expect(() => compileQuery(query(text, { isPattern, wholeWord }))).not.toThrow();
      }),
    );
  });
});
