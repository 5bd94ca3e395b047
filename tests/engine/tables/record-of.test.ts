import { expect, it } from 'vitest';
import { fieldsOf, preparedOf, verdictOf, type Cut } from '../../../src/engine/tables/record-of.ts';
import type { RecordVerdict } from '../../../src/engine/tables/table-methods.ts';
import { columnFromValues } from '../../../src/frame/column-from-values.ts';
import { makeFrame, type Frame, type Roles } from '../../../src/frame/frame.ts';

const frameOf = (columns: Readonly<Record<string, readonly unknown[]>>, roles: Roles, positive?: string): Frame =>
  makeFrame(
    Object.entries(columns).map(([name, values]) => [name, columnFromValues(values)] as const),
    { roles, ...(positive === undefined ? {} : { positive }) },
  );

const verdict = (frame: Frame, row: number, cut: Cut | null = null): RecordVerdict | null =>
  verdictOf(frame, row, preparedOf(frame, undefined), cut);

const scored = frameOf({ y: ['no', 'yes', 'yes', null], s: [0.2, 0.4, null, 0.9] }, { label: 'y', score: new Map([['', 's']]) }, 'yes');

it('cuts a score at one half where no metrics cell cuts it', () => {
  expect(verdict(scored, 1)).toMatchObject({ predicted: 'no', label: 'yes', right: false, score: 0.4, threshold: 0.5, positive: 'yes' });
  expect(verdict(scored, 1)!.thresholdOf).toBeUndefined();
  expect(verdict(scored, 0)).toMatchObject({ predicted: 'no', right: true });
});

it('cuts it at the threshold of a metrics cell, which a score reaches', () => {
  const cut = { cell: 'quality', threshold: 0.4, positive: 'yes' };
  expect(verdict(scored, 1, cut)).toMatchObject({ predicted: 'yes', right: true, threshold: 0.4, thresholdOf: 'quality' });
});

it('has the log of what the true class got as its loss', () => {
  expect(verdict(scored, 0)!.loss).toBeCloseTo(-Math.log(0.8), 12);
  expect(verdict(scored, 1)!.loss).toBeCloseTo(-Math.log(0.4), 12);
});

it('says nothing of what is missing', () => {
  expect(verdict(scored, 2)).toEqual({ predicted: null, label: 'yes', scores: [] });
  expect(verdict(scored, 3)).not.toHaveProperty('right');
  expect(verdict(scored, 3)).not.toHaveProperty('loss');
  expect(verdict(frameOf({ x: [1] }, {}), 0)).toBeNull();
});

it('takes recorded predictions as they are, and scores by class', () => {
  const recorded = frameOf({ y: ['a', 'b'], p: ['a', 'a'] }, { label: 'y', prediction: 'p' });
  expect([verdict(recorded, 0)?.right, verdict(recorded, 1)?.right]).toEqual([true, false]);
  const classes = new Map([
    ['a', 'sa'],
    ['b', 'sb'],
    ['c', 'sc'],
  ]);
  const several = frameOf({ y: ['b', 'c'], sa: [0.2, 0.5], sb: [0.5, 0.3], sc: [0.3, 0.2] }, { label: 'y', score: classes });
  expect(verdict(several, 0)).toMatchObject({
    predicted: 'b',
    right: true,
    scores: [
      ['a', 0.2],
      ['b', 0.5],
      ['c', 0.3],
    ],
  });
  expect(verdict(several, 1)!.loss).toBeCloseTo(-Math.log(0.2), 12);
  expect(verdict(several, 1)).toMatchObject({ predicted: 'a', right: false });
});

it('has the square of what a number is off as its loss, and no verdict', () => {
  const values = Array.from({ length: 30 }, (_, row) => row + 0.5);
  const frame = frameOf({ y: values, p: values.map((value) => value + 2) }, { label: 'y', prediction: 'p' });
  expect(verdict(frame, 3)).toEqual({ predicted: 5.5, label: 3.5, scores: [], loss: 4, lossName: 'squared error' });
});

it('lists every field with its role', () => {
  expect(fieldsOf(scored, 2)).toEqual([
    { name: 'y', type: 'string', role: 'label', value: 'yes' },
    { name: 's', type: 'number', role: 'score', value: null },
  ]);
});
