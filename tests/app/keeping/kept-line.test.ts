import { expect, it } from 'vitest';
import { keptLine } from '../../../src/app/keeping/kept-line.ts';

const clock = (time: number): string => `10:${time}`;
const file = { name: 'review.md', at: 42, changed: false };

it.each([
  ['nothing was changed', { trouble: null, kept: null, file: null }, ''],
  ['a file came from here', { trouble: null, kept: null, file: null, attached: ['log.csv'] }, 'log.csv from this browser’s store'],
  ['many files did', { trouble: null, kept: null, file: null, attached: ['a', 'b', 'c'] }, '3 files from this browser’s store'],
  ['this browser keeps it', { trouble: null, kept: 41, file: null }, 'kept 10:41'],
  ['the file holds it', { trouble: null, kept: 43, file }, 'saved 10:42 to review.md'],
  ['the file holds it and this browser nothing', { trouble: 'denied' as const, kept: null, file }, 'saved 10:42 to review.md'],
  ['it changed since it was saved', { trouble: null, kept: 43, file: { ...file, changed: true } }, 'kept 10:43, not yet in review.md'],
  ['nothing keeps it', { trouble: 'full' as const, kept: null, file: null }, 'not kept'],
  [
    'only the file keeps what was before',
    { trouble: 'full' as const, kept: null, file: { ...file, changed: true } },
    'not yet in review.md',
  ],
])('says so when %s', (_, facts, line) => {
  expect(keptLine({ attached: [], ...facts }, clock)).toBe(line);
});
