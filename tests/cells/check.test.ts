import { describe, expect, it } from 'vitest';
import { check } from '../../src/cells/check.ts';
import { limitOf } from '../../src/cells/check/limit.ts';
import type { CheckResult } from '../../src/cells/output.ts';
import { frameOf, objectsOf, runBody, stepOf } from './step-of.ts';

const quality = frameOf({
  metric: ['roc_auc', 'recall', 'recall', 'recall', 'precision', 'recall', 'f1', 'f1'],
  class: ['', '', '', '', '', '', 'F', 'M'],
  slice: ['all', 'all', 'sex=F', 'sex=M', 'all', 'sex=X', 'all', 'all'],
  n: [500, 120, 60, 60, 500, 12, 40, 40],
  value: [0.79, 0.57, 0.5, 0.64, NaN, 0.9, 0.3, 0.8],
  low: [0.75, 0.48, 0.4, 0.55, NaN, 0.6, 0.2, 0.7],
  high: [0.84, 0.64, 0.6, 0.72, NaN, 0.99, 0.4, 0.9],
  method: ['delong', 'wilson', 'wilson', 'wilson', '', 'wilson', '', ''],
  reason: [null, null, null, null, 'no-predicted-positives', null, null, null],
});
const people = frameOf({ age: [20, 35, 61, null], single: ['yes', 'no', 'yes', 'no'] });

async function judged(...rules: readonly unknown[]): Promise<readonly CheckResult[]> {
  const { output } = await runBody(check, { data: 'quality', rules }, { frames: { quality }, values: { least: 0.6 } });
  if (output.type !== 'checks') throw new Error('no checks');
  return output.checks;
}

async function judgedRows(...rules: readonly unknown[]): Promise<readonly CheckResult[]> {
  const { output } = await runBody(check, { data: 'people', rules }, { frames: { people } });
  if (output.type !== 'checks') throw new Error('no checks');
  return output.checks;
}

describe('check of metrics', () => {
  it('holds the overall number to its limit', async () => {
    expect(await judged({ metric: 'roc_auc', expect: 'd.low > 0.7' })).toEqual([
      {
        title: 'roc_auc low end above 0.7',
        severity: 'fail',
        state: 'pass',
        observed: '0.790 [0.750, 0.840]',
        expected: 'low end above 0.7',
        sentence: 'roc_auc is 0.790 [0.750, 0.840]; the low end of its interval is above 0.7.',
        value: 0.79,
        low: 0.75,
        high: 0.84,
        limit: 0.7,
        n: 500,
      },
    ]);
  });

  it('says when the sample cannot tell, and fails all the same', async () => {
    const [result] = await judged({ metric: 'recall', expect: 'd.value > 0.6', title: 'nobody is missed' });
    expect(result).toMatchObject({ title: 'nobody is missed', state: 'fail', observed: '0.57 [0.48, 0.64]', limit: 0.6 });
    expect(result?.sentence).toBe(
      'recall is 0.57 [0.48, 0.64]; it should be above 0.6. The interval contains the limit: this sample cannot tell.',
    );
  });

  it('looks at each slice when asked, at no slice when not', async () => {
    const all = await judged({ metric: 'recall', slices: 'all', expect: 'd.value > 0.6', severity: 'warn' });
    expect(all.map((result) => [result.slice, result.state])).toEqual([
      ['sex=F', 'warn'],
      ['sex=X', 'not-enough-data'],
      ['sex=M', 'pass'],
    ]);
    const one = await judged({ metric: 'recall', slices: ['sex=M'], expect: 'd.value > 0.6' });
    expect(one.map((result) => result.slice)).toEqual(['sex=M']);
    const where = await judged({ metric: 'recall', where: 'd.slice != "all" && d.n >= 30', expect: 'd.high < 0.9' });
    expect(where).toHaveLength(2);
  });

  it('never passes what it cannot know', async () => {
    expect(await judged({ metric: 'precision', expect: 'd.value > 0.5' })).toMatchObject([
      { state: 'not-enough-data', sentence: 'There is no precision: no predicted positives.' },
    ]);
    expect((await judged({ metric: 'recall', slices: ['sex=X'], expect: 'd.value > 0.1' }))[0]).toMatchObject({
      state: 'not-enough-data',
      observed: '12 rows',
      sentence: 'Not enough data for recall for sex=X: 12 rows, at least 30 are needed.',
    });
  });

  it.each([
    [{ metric: 'recal', expect: 'd.value > 0' }, 'no metric recal in the data; the nearest name is recall'],
    [{ metric: 'recall', slices: ['sex=f'], expect: 'd.value > 0' }, 'no slice sex=f in the data; the nearest name is sex=F'],
    [{ metric: 'recall', where: 'd.n > 1e6', expect: 'd.value > 0' }, 'no row matches d.n > 1e6'],
    [{ metric: 'recall', expect: 'd.vaule > 0' }, 'no column vaule; the nearest name is value'],
    [{ metric: 'f1', class: 'G', expect: 'd.value > 0' }, 'no class G in the data'],
    [{ metric: 'roc_auc', slices: 'all', expect: 'd.value > 0' }, 'the data has no slices'],
  ])('is an error for %j and judges the others', async (rule, message) => {
    const results = await judged(rule, { metric: 'roc_auc', expect: 'd.value > 0.5' });
    expect(results.map((result) => result.state)).toEqual(['error', 'pass']);
    expect(results[0]?.sentence).toContain(message);
  });

  it('judges classes one by one', async () => {
    expect((await judged({ metric: 'f1', class: 'F', expect: 'd.value > 0.5' })).map((result) => result.state)).toEqual(['fail']);
    expect((await judged({ metric: 'f1', expect: 'd.value > 0.5' })).map((result) => result.state)).toEqual(['fail', 'pass']);
  });

  it('reads inputs, in the expression and in the whisker', async () => {
    const rule = { metric: 'roc_auc', expect: 'd.value >= $.least' };
    expect(stepOf(check, { data: 'quality', rules: [rule] }).inputs).toEqual(['least']);
    expect(await judged(rule)).toMatchObject([{ state: 'pass', limit: 0.6, expected: 'at least 0.6' }]);
  });

  it('puts what needs a decision first', async () => {
    const results = await judged(
      { metric: 'roc_auc', expect: 'd.value > 0.5' },
      { metric: 'precision', expect: 'd.value > 0.5' },
      { metric: 'recall', expect: 'd.value > 0.9', severity: 'warn' },
      { metric: 'recall', expect: 'd.value > 0.9' },
      { metric: 'nothing', expect: 'd.value > 0.9' },
    );
    expect(results.map((result) => result.state)).toEqual(['error', 'fail', 'warn', 'not-enough-data', 'pass']);
  });

  it('makes a frame in the order of the rules', async () => {
    const { frame } = await runBody(
      check,
      {
        data: 'quality',
        rules: [
          { metric: 'roc_auc', expect: 'd.value > 0.5' },
          { metric: 'recall', expect: 'd.value > 0.9' },
        ],
      },
      { frames: { quality } },
    );
    expect(frame.table.columnNames()).toEqual([
      'title',
      'severity',
      'state',
      'slice',
      'observed',
      'expected',
      'sentence',
      'value',
      'low',
      'high',
      'limit',
      'n',
    ]);
    expect(objectsOf(frame).map((row) => [row['state'], row['value']])).toEqual([
      ['pass', 0.79],
      ['fail', 0.57],
    ]);
  });
});

describe('check of rows', () => {
  it('holds when every matched row satisfies it', async () => {
    expect(await judgedRows({ where: 'd.single == "yes"', expect: 'd.age >= 20' })).toMatchObject([
      { state: 'pass', observed: 'all 2 rows', sentence: 'All 2 rows where d.single == "yes" satisfy d.age >= 20.', n: 2 },
    ]);
    expect(await judgedRows({ expect: 'd.age > 30', severity: 'warn', title: 'adults' })).toMatchObject([
      { title: 'adults', state: 'warn', observed: '2 of 4 rows break it', sentence: '2 of 4 rows do not satisfy d.age > 30.' },
    ]);
    expect(await judgedRows({ expect: 'op.mean(d.age) > 30' })).toMatchObject([{ state: 'pass' }]);
  });

  it('is an error when no row matches, or when it speaks of metrics', async () => {
    expect(await judgedRows({ where: 'd.age > 99', expect: 'd.age > 0' })).toMatchObject([{ state: 'error' }]);
    expect(await judgedRows({ metric: 'recall', expect: 'd.age > 0' })).toMatchObject([{ state: 'error' }]);
    const { output } = await runBody(check, { data: 'none', rules: [{ expect: 'd.x > 0' }] }, { frames: { none: frameOf({ x: [] }) } });
    expect(output).toMatchObject({ checks: [{ state: 'error', sentence: 'This rule cannot be judged: the data has no rows.' }] });
  });
});

describe('limitOf', () => {
  it.each([
    ['d.low > 0.7', { field: 'low', comparison: '>', limit: 0.7 }],
    ['0.7 < d.low', { field: 'low', comparison: '>', limit: 0.7 }],
    ['d => d.value <= -1e-3', { field: 'value', comparison: '<=', limit: -0.001 }],
    ['d.value < $.most', { field: 'value', comparison: '<', limit: 2 }],
    ['d.value > 0.5 && d.n > 30', null],
    ['d.value == 0.5', null],
    ['d.value < $.other', null],
  ])('reads %s', (source, limit) => {
    expect(limitOf(source, new Map([['most', 2]]))).toEqual(limit);
  });
});
