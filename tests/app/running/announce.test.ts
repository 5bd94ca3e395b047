import { expect, it } from 'vitest';
import { announcement, list } from '../../../src/app/running/announce.ts';

const none = { fail: 0, warn: 0, 'not-enough-data': 0, pass: 0, error: 0 };

it('tells how checks stand, worst first', () => {
  const counts = { fail: 1, warn: 1, 'not-enough-data': 1, pass: 3, error: 1 };
  expect(announcement({ counts, troubled: [], stopped: [], stale: 0 })).toBe(
    'Run ended. Of 7 checks 2 fail, 1 warns, 1 has not enough data, 3 pass.',
  );
});

it('names what failed, what needs a file and what did not run', () => {
  const troubled = [
    { cell: 'gate', state: 'failed' },
    { cell: 'summary', state: 'blocked' },
    { cell: 'log', state: 'needs-file' },
  ];
  expect(announcement({ counts: none, troubled, stopped: [], stale: 2 })).toBe('Run ended. gate failed. log needs a file. 2 stale.');
  expect(announcement({ counts: { ...none, pass: 1 }, troubled: [], stopped: ['a', 'b'], stale: 2 })).toBe(
    'Stopped. a and b did not run. Of 1 check 1 passes.',
  );
});

it('lists at most four names', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd', 'e']].map(list)).toEqual([
    '',
    'a',
    'a and b',
    'a, b, c and d',
    'a, b, c and 2 more',
  ]);
});
