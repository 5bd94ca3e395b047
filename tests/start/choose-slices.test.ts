import { describe, expect, it } from 'vitest';
import { sampledRows } from '../../src/start/agreement.ts';
import { chooseSlices } from '../../src/start/choose-slices.ts';
import { inferColumns } from '../../src/start/infer-columns.ts';
import { csvOf, tableOf } from './tables.ts';

async function chosen(text: string, error: (row: Readonly<Record<string, unknown>>) => number): Promise<readonly unknown[]> {
  const frame = await tableOf(text);
  const rows = sampledRows(frame.table.totalRows(), 20_000);
  const errors = Float64Array.from(rows, (row) => error(frame.table.object(row) as Record<string, unknown>));
  return chooseSlices(frame, inferColumns(frame), errors, rows).map(({ by }): unknown =>
    by instanceof Map ? Object.fromEntries(by as Map<string, unknown>) : by,
  );
}

const text = csvOf('plan,age,speed,seen,noise,label', 800, (at, uniform) => [
  ['a', 'b', 'c'][at % 3]!,
  18 + Math.floor(60 * uniform()),
  at % 7 === 0 ? '' : (100 * uniform()).toFixed(1),
  new Date(Date.UTC(2026, 0, 1 + (at % 200))).toISOString().slice(0, 10),
  uniform().toFixed(4),
  uniform() < 0.5 ? 'yes' : 'no',
]);

describe('chooseSlices', () => {
  it('takes what the errors differ by, most first, behind the columns of people', async () => {
    const slices = await chosen(text, ({ plan, speed }) => (plan === 'b' ? 1 : 0) + (Number(speed) > 75 ? 0.5 : 0) + 0.01 * Math.random());
    expect(slices).toEqual([{ bin: 'age', edges: expect.anything() as unknown }, 'plan', { bin: 'speed', edges: [20, 50, 80] }]);
  });

  it('takes the months, and rows without a value', async () => {
    expect(await chosen(text, ({ seen }) => +((seen as Date).getUTCMonth() === 3) + 0.01 * Math.random())).toContainEqual({
      time: 'seen',
      period: 'month',
    });
    expect(await chosen(text, ({ speed }) => +(speed === null) + 0.01 * Math.random())).toContainEqual({
      name: 'speed missing',
      where: expect.anything() as unknown,
    });
  });

  it('takes nothing but people where errors are noise', async () => {
    let taken = 0;
    for (let turn = 0; turn < 20; turn++) taken += (await chosen(text, () => Math.random())).length - 1;
    // Five columns are tried each time; at 5 % a family one in twenty times is expected.
    expect(taken).toBeLessThanOrEqual(4);
  });

  it('does not take a column twice that says what another said', async () => {
    const twice = csvOf('plan,same,label', 300, (at) => [['a', 'b'][at % 2]!, ['x', 'y'][at % 2]!, at % 3 === 0 ? 'yes' : 'no']);
    expect(await chosen(twice, ({ plan }) => +(plan === 'a') + 0.01 * Math.random())).toHaveLength(1);
  });
});
