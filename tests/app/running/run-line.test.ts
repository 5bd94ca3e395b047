import { expect, it } from 'vitest';
import { leftInWords, queueOf, secondsLeft, shareDone } from '../../../src/app/running/run-line.ts';
import type { CellResult } from '../../../src/engine/result.ts';

const cell = (state: CellResult['state'], more: Partial<CellResult> = {}): CellResult => ({
  cell: 'c',
  kind: 'data',
  state,
  key: '',
  ...more,
});

it('counts places of waiting cells in the order of the notebook', () => {
  const results = new Map([
    ['d', cell('queued')],
    ['b', cell('queued')],
    ['a', cell('running')],
    ['c', cell('done')],
  ]);
  expect([...queueOf(results, ['a', 'b', 'c', 'd'])]).toEqual([
    ['b', 1],
    ['d', 2],
  ]);
});

it('takes the time left from the cell, else from its last measure less what has gone by', () => {
  const progress = { share: 0.5, doing: 'predicting', secondsLeft: 6 };
  expect(secondsLeft(cell('running', { progress, estimate: 100 }), 3)).toBe(6);
  expect(secondsLeft(cell('running', { estimate: 10 }), 3)).toBe(7);
  expect(secondsLeft(cell('running', { estimate: 10 }), 30)).toBe(0);
  expect(secondsLeft(cell('running'), 3)).toBeNull();
  expect([leftInWords(6.2), leftInWords(0.3), leftInWords(null), leftInWords(120)]).toEqual(['about 6 s left', '', '', 'about 2 min left']);
});

it('takes the share from the cell, else from the time, and never says that it is done', () => {
  expect(shareDone(cell('running', { progress: { share: 0.4, doing: '' } }), 1)).toBe(0.4);
  expect(shareDone(cell('running', { estimate: 4 }), 1)).toBe(0.25);
  expect(shareDone(cell('running', { estimate: 4 }), 9)).toBe(0.95);
  expect(shareDone(cell('running'), 1)).toBeNull();
});
