import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileNameOf } from '../../src/report/file-name.ts';

it.each([
  [['quality', 'roc'], 'quality-roc.csv'],
  [['scored', ''], 'scored.csv'],
  [['quality', 'team = red & "x"'], 'quality-team-red-x.csv'],
  [['../../etc/passwd'], 'etc-passwd.csv'],
  [['..\\..\\x'], 'x.csv'],
  [['a\u202Egnp.exe'], 'a-gnp.exe.csv'],
  [['שלום'], 'שלום.csv'],
  [['Straße 🙂'], 'Straße.csv'],
  [['con'], '_con.csv'],
  [['LPT1.old'], '_LPT1.old.csv'],
  [['.hidden.'], 'hidden.csv'],
  [['/'], 'file.csv'],
  [['__proto__'], '__proto__.csv'],
  [['e\u0301'], 'é.csv'],
])('names %j %s', (words, name) => {
  expect(fileNameOf(words, 'csv')).toBe(name);
});

it('is one plain name of bounded length, whatever the words', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 })), (words) => {
      const name = fileNameOf(words, 'parquet');
      expect(name).toMatch(/^[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}._-]*\.parquet$/u);
      expect(name).not.toMatch(/\.\.|^(con|prn|aux|nul)\./i);
      expect([...name].length).toBeLessThanOrEqual(109);
    }),
  );
});
