import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derive } from '../../src/cells/derive.ts';
import { NumberColumn, StringColumn } from '../../src/frame/column.ts';
import { makeFrame } from '../../src/frame/frame.ts';
import { frameOf, objectsOf, runBody, stepOf, type Around } from './step-of.ts';

const loans = frameOf(
  {
    id: [1, 2, 3, 4, 5],
    bank: ['a', 'b', 'a', 'c', 'b'],
    rate: [3, 5, 4, 2, null],
    paid: ['yes', 'no', 'yes', 'no', 'no'],
    score: [0.1, 0.9, 0.2, 0.8, 0.7],
  },
  {
    roles: { label: 'paid', score: new Map([['yes', 'score']]), group: ['bank'], feature: ['rate'], id: 'id' },
    positive: 'yes',
    classes: ['no', 'yes'],
  },
);
const banks = frameOf({ bank: ['a', 'b', 'd'], city: ['Aachen', 'Bonn', 'Dresden'], rate: [10, 20, 30] });

async function rowsOf(steps: readonly unknown[], around: Around = {}): Promise<Record<string, unknown>[]> {
  return objectsOf((await runBody(derive, { data: 'loans', steps }, { frames: { loans, banks }, ...around })).frame);
}

describe('derive', () => {
  it('runs its verbs in order, each on what the one before it left', async () => {
    const rows = await rowsOf(
      [
        { filter: 'd.rate > $.least' },
        { derive: { double: 'd.rate * 2' } },
        { derive: { more: 'd.double + 1' } },
        { select: ['id', 'more'] },
        { orderby: [{ desc: 'more' }] },
        { limit: 2 },
      ],
      { values: { least: 2 } },
    );
    expect(rows).toEqual([
      { id: 2, more: 11 },
      { id: 3, more: 9 },
    ]);
  });

  it('takes a single verb without steps', async () => {
    const { frame } = await runBody(derive, { data: 'loans', filter: 'd.bank == "a"' }, { frames: { loans } });
    expect(objectsOf(frame).map((row) => row['id'])).toEqual([1, 3]);
  });

  it('groups for rollup, derive and filter', async () => {
    expect(await rowsOf([{ groupby: ['bank'], rollup: { rows: 'op.count()', mean: 'op.mean(d.rate)' } }, { orderby: ['bank'] }])).toEqual([
      { bank: 'a', rows: 2, mean: 3.5 },
      { bank: 'b', rows: 2, mean: 5 },
      { bank: 'c', rows: 1, mean: 2 },
    ]);
    expect(await rowsOf([{ rollup: { rows: 'op.count()' } }])).toEqual([{ rows: 5 }]);
    const shares = await rowsOf([{ groupby: ['bank'], derive: { share: '1 / op.count()' } }, { select: ['id', 'share'] }]);
    expect(shares.map((row) => row['share'])).toEqual([0.5, 0.5, 0.5, 1, 0.5]);
    const lowest = await rowsOf([{ groupby: ['bank'], filter: 'd.score == op.min(d.score)' }]);
    expect(lowest.map((row) => row['id'])).toEqual([1, 4, 5]);
  });

  it('sorts by several columns', async () => {
    const rows = await rowsOf([{ orderby: ['bank', { desc: 'score' }] }]);
    expect(rows.map((row) => row['id'])).toEqual([3, 1, 2, 5, 4]);
  });

  it('joins on equal keys: inner, left and full', async () => {
    const join = (how: string): unknown[] => [
      { join: { with: 'banks', on: ['bank'], how } },
      { select: ['id', 'bank', 'city', 'rate', 'rate_2'] },
    ];
    const inner = await rowsOf(join('inner'));
    expect(inner.map((row) => [row['id'], row['city'], row['rate'], row['rate_2']])).toEqual([
      [1, 'Aachen', 3, 10],
      [2, 'Bonn', 5, 20],
      [3, 'Aachen', 4, 10],
      [5, 'Bonn', null, 20],
    ]);
    expect((await rowsOf(join('left'))).find((row) => row['id'] === 4)).toMatchObject({ bank: 'c', city: null });
    const full = await rowsOf(join('full'));
    expect(full).toHaveLength(6);
    expect(full.find((row) => row['bank'] === 'd')).toMatchObject({ id: null, city: 'Dresden' });
  });

  it('joins on keys of different names and bounds what many times many makes', async () => {
    const cities = frameOf({ house: ['a', 'b'], city: ['Aachen', 'Bonn'] });
    const around = { frames: { loans, cities } };
    const rows = await rowsOf([{ join: { with: 'cities', on: [['bank'], ['house']] } }], around);
    expect(rows.map((row) => [row['bank'], row['city']])).toEqual([
      ['a', 'Aachen'],
      ['b', 'Bonn'],
      ['a', 'Aachen'],
      ['b', 'Bonn'],
    ]);
    expect(rows[0]).toHaveProperty('house', 'a');
    await expect(rowsOf([{ join: { with: 'loans', on: ['bank'] } }], { rows: 8 })).rejects.toThrow(
      'the join with loans makes 9 rows; at most 8 are allowed',
    );
    expect(await rowsOf([{ join: { with: 'loans', on: ['bank'] } }], { rows: 9 })).toHaveLength(9);
  });

  it('carries roles as far as their columns go', async () => {
    const { frame } = await runBody(
      derive,
      { data: 'loans', steps: [{ rename: { paid: 'repaid', score: 'p' } }, { select: ['repaid', 'p', 'bank'] }] },
      { frames: { loans } },
    );
    expect(frame.roles).toEqual({ label: 'repaid', score: new Map([['yes', 'p']]), group: ['bank'] });
    expect(frame).toMatchObject({ positive: 'yes', classes: ['no', 'yes'] });
    const rolled = await runBody(derive, { data: 'loans', groupby: ['bank'], rollup: { paid: 'op.count()' } }, { frames: { loans } });
    expect(rolled.frame.roles).toEqual({ group: ['bank'] });
  });

  it('draws the same rows for the same seed', async () => {
    const ids = async (sample: unknown): Promise<unknown[]> => (await rowsOf([{ sample }])).map((row) => row['id']);
    expect(await ids({ size: 3, seed: 7 })).toEqual(await ids({ size: 3, seed: 7 }));
    expect(new Set(await ids({ size: 5, seed: 3 }))).toEqual(new Set([1, 2, 3, 4, 5]));
    const orders = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => ids({ size: 5, seed })));
    expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
    expect(await ids({ size: 40, seed: 1, replace: true })).toHaveLength(40);
    await expect(ids({ size: 6 })).rejects.toThrow('a sample of 6 rows cannot be drawn from 5 rows');
  });

  it.each([
    [[{ derive: { x: 'd.raet + 1' } }], 'no column raet'],
    [[{ select: ['idd'] }], 'no column idd'],
    [[{ rename: { nothing_like_it: 'x' } }], 'no column nothing_like_it'],
    [[{ rename: { id: 'bank' } }], 'two columns would be called bank'],
    [[{ groupby: ['bnak'], rollup: { n: 'op.count()' } }], 'no column bnak'],
    [[{ orderby: [{ desc: 'ratee' }] }], 'no column ratee'],
    [[{ join: { with: 'banks', on: ['rat'] } }], 'no column rat'],
    [[{ filter: 'this.constructor' }], 'not allowed'],
  ])('refuses %j', async (steps, message) => {
    await expect(rowsOf(steps)).rejects.toThrow(message);
  });

  it('points at the place of an unknown column', async () => {
    await expect(rowsOf([{ limit: 3 }, { select: ['id', 'bnk'] }])).rejects.toMatchObject({
      path: ['steps', 1, 'select', 1],
      hint: 'the nearest name is bank',
      replacement: 'bank',
    });
  });

  it.each([
    [{ data: 'loans' }, 'needs steps, or one verb'],
    [{ data: 'loans', steps: [{}] }, 'this step has no verb'],
    [{ data: 'loans', steps: [{ filter: 'd.id > 1', limit: 2 }] }, 'filter and limit are two steps'],
    [{ data: 'loans', steps: [{ limit: 1 }], limit: 2 }, 'limit stands beside steps'],
    [{ data: 'loans', steps: [{ groupby: ['id'], limit: 2 }] }, 'groupby means nothing to limit'],
  ])('refuses the body %j', (body, message) => {
    expect(() => stepOf(derive, body)).toThrow(message);
  });

  it('says what it reads', () => {
    const step = stepOf(derive, { data: 'loans', steps: [{ join: { with: 'banks', on: ['bank'] } }, { filter: 'd.rate > $.least' }] });
    expect(step.reads).toEqual(['loans', 'banks']);
    expect(step.inputs).toEqual(['least']);
  });

  it('equals plain code on any filter and derivation', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 60 }),
        fc.integer({ min: -50, max: 50 }),
        async (values, least) => {
          const frame = makeFrame([['x', new NumberColumn(Float64Array.from(values))]]);
          const body = { data: 'loans', steps: [{ filter: 'd.x >= $.least' }, { derive: { y: 'd.x * d.x' } }] };
          const { frame: made } = await runBody(derive, body, { frames: { loans: frame }, values: { least } });
          expect(objectsOf(made)).toEqual(values.filter((x) => x >= least).map((x) => ({ x, y: x * x })));
        },
      ),
    );
  });

  it('groups a hundred thousand rows without losing any', async () => {
    const rows = 100_000;
    const frame = makeFrame([
      [
        'key',
        new StringColumn(
          Uint8Array.from({ length: rows }, (_, row) => row % 50),
          Array.from({ length: 50 }, (_, code) => `k${code}`),
        ),
      ],
      ['x', new NumberColumn(Float64Array.from({ length: rows }, (_, row) => row))],
    ]);
    const { frame: made } = await runBody(
      derive,
      { data: 'big', groupby: ['key'], rollup: { n: 'op.count()', sum: 'op.sum(d.x)' } },
      { frames: { big: frame } },
    );
    const made50 = objectsOf(made);
    expect(made50).toHaveLength(50);
    expect(made50.every((row) => row['n'] === 2000)).toBe(true);
    expect(made50.reduce((sum, row) => sum + Number(row['sum']), 0)).toBe((rows * (rows - 1)) / 2);
  });
});
