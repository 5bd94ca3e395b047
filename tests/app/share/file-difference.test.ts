import { expect, it } from 'vitest';
import { fileDifference } from '../../../src/app/share/file-difference.ts';

const known = { bytes: 9400, rows: 400, columns: ['id', 'label', 'score'] };

it.each([
  [{ rows: 1398 }, 'It has 1,398 rows, not 400.'],
  [{ rows: 1 }, 'It has 1 row, not 400.'],
  [{ bytes: 12_000 }, 'It has 12 kB, not 9.4 kB. The same shape, other content.'],
  [{ bytes: 9401 }, 'It has 9,401 bytes, not 9,400. The same shape, other content.'],
  [{ rows: 398, bytes: 9300 }, 'It has 398 rows, not 400, and 9.3 kB, not 9.4 kB.'],
  [{ columns: ['id', 'label'] }, 'The column score is missing.'],
  [{ columns: ['label', 'p'] }, 'The columns id, score are missing. The column p is new.'],
  [{ columns: ['id', 'label', 'score', '__proto__', '🙂'] }, 'The columns __proto__, 🙂 are new.'],
  [{ columns: ['label', 'id', 'score'] }, 'Its columns stand in another order.'],
  [{}, 'The same shape, other content.'],
])('says what %j changes', (changed, sentence) => {
  expect(fileDifference({ ...known, ...changed }, known)).toBe(sentence);
});

it('says nothing of what is not known', () => {
  expect(fileDifference({ bytes: 10 }, { bytes: 10 })).toBeNull();
  expect(fileDifference(known, { bytes: null })).toBeNull();
  expect(fileDifference({ bytes: 10 }, known)).toBe('It has 10 bytes, not 9.4 kB.');
});

it('names few columns, and no long name whole', () => {
  const columns = ['x'.repeat(100), ...'abcdefgh'];
  expect(fileDifference({ bytes: null, columns }, { bytes: null, columns: [] })).toBe(
    `The columns ${'x'.repeat(60)}…, a, b, c, d, e and 3 more are new.`,
  );
});
