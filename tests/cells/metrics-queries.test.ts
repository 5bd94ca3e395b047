import { describe, expect, it } from 'vitest';
import { BodyError } from '../../src/cells/kind.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';
import { frameOf, measure, rowOf } from './metrics-bed.ts';

const shown = {
  q: ['x', 'x', 'x', 'y', 'y', 'z', 'z'],
  rel: [1, 0, 1, 0, 1, 0, 0],
  s: [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3],
  i: ['a', 'b', 'c', 'a', 'd', 'a', 'b'],
  pop: [8, 4, 2, 8, 1, 8, 4],
  f: [1, 0, 1, 1, 0, 1, 1],
  h: [0, 1, 0, 0, 1, 0, 1],
};
const roles = { label: 'rel', score: new Map([['', 's']]), query: 'q' };

async function refusal(...measured: Parameters<typeof measure>): Promise<string> {
  const error: unknown = await measure(...measured).catch((problem: unknown) => problem);
  if (!(error instanceof BodyError)) throw new Error(`no refusal but ${String(error)}`);
  return `${error.message} | ${error.hint ?? ''}`;
}

describe('queries', () => {
  it('are means over those with a relevant item, and the others are counted', async () => {
    const measured = await measure(frameOf(shown, { roles }), {
      metrics: ['mean_reciprocal_rank', { precision_at_k: { k: 2 } }, 'hit_rate'],
    });
    expect(rowOf(measured, 'mean_reciprocal_rank')).toMatchObject({ value: (1 + 1 / 2) / 2, n: 2, method: 'student' });
    expect(rowOf(measured, 'precision_at_k')['value']).toBe(0.5);
    expect(rowOf(measured, 'hit_rate')).toMatchObject({ value: 1, method: 'wilson' });
    expect(measured.output.notes).toContain('1 query has no relevant item and is left out.');
  });

  it('take the query from the body too, and the default metrics of ranking', async () => {
    const frame = frameOf(shown, { roles: { label: 'rel', score: new Map([['', 's']]) } });
    expect((await measure(frame, { query: 'q' })).output.columns.map(({ metric }) => metric)).toEqual([
      'ndcg',
      'mean_reciprocal_rank',
      'recall_at_k',
      'map_at_k',
    ]);
  });

  it('are weighted by the mean weight of their rows', async () => {
    const frame = frameOf({ ...shown, w: [3, 3, 3, 1, 1, 5, 5] }, { roles: { ...roles, weight: 'w' } });
    expect(rowOf(await measure(frame, { metrics: ['mean_reciprocal_rank'] }), 'mean_reciprocal_rank')['value']).toBeCloseTo(
      (3 * 1 + 0.5) / 4,
      12,
    );
  });

  it('show items, of which the catalogue’s metrics are made', async () => {
    const metrics = [{ catalogue_coverage: { k: 1 } }, 'personalisation', 'exposure_gini', 'average_popularity', 'novelty', 'diversity'];
    const frame = frameOf(shown, { roles: { ...roles, item: 'i', feature: ['f', 'h'] } });
    const measured = await measure(frame, { metrics, popularity: 'pop', users: 16 });
    expect(rowOf(measured, 'catalogue_coverage')).toMatchObject({ value: 1 / 4, method: 'none' });
    expect(rowOf(measured, 'average_popularity')['value']).toBeCloseTo((14 / 3 + 9 / 2 + 6) / 3, 12);
    expect(rowOf(measured, 'novelty')['value']).toBeCloseTo(((1 + 2 + 3) / 3 + (1 + 4) / 2 + (1 + 2) / 2) / 3, 12);
    expect(rowOf(measured, 'personalisation')['value']).toBeCloseTo(1 - (1 / Math.sqrt(6) + 2 / Math.sqrt(6) + 1 / 2) / 3, 12);
    // Pairs: (a, b) and (b, c) apart, (a, c) alike; (a, d) apart; cosine ½·√2 in the last list.
    expect(rowOf(measured, 'diversity')['value']).toBeCloseTo((2 / 3 + 1 + 1 - Math.SQRT1_2) / 3, 12);
  });

  it('are set against the queries outside a slice, where slices part no query', async () => {
    const rows = Array.from({ length: 800 }, (_, row) => row);
    const u = (row: number, at: number): number => counterUniform(5, at, row);
    const good = (row: number): boolean => Math.floor(row / 8) % 2 === 0;
    const rel = rows.map((row) => +(u(row, 0) < 0.3));
    const frame = frameOf(
      {
        q: rows.map((row) => Math.floor(row / 8)),
        rel,
        s: rows.map((row) => u(row, 1) + (good(row) ? 0.8 * rel[row]! : 0)),
        g: rows.map((row) => (good(row) ? 'good' : 'bad')),
        parted: rows.map((row) => (row % 2 === 0 ? 'even' : 'odd')),
      },
      { roles },
    );
    const measured = await measure(frame, { metrics: ['ndcg'], by: ['g', 'parted'] });
    const alone = await measure(
      frameOf(
        Object.fromEntries(['q', 'rel', 's'].map((name) => [name, rows.filter(good).map((row) => frame.table.get(name, row) as number)])),
        { roles },
      ),
      { metrics: ['ndcg'] },
    );
    expect(rowOf(measured, 'ndcg', 'g=good')['value']).toBeCloseTo(Number(rowOf(alone, 'ndcg')['value']), 12);
    expect(Number(rowOf(measured, 'ndcg', 'g=good', '', 'gaps')['p'])).toBeLessThan(0.001);
    expect(rowOf(measured, 'ndcg', 'parted=odd', '', 'gaps')['value']).toBeNaN();
    expect(rowOf(measured, 'ndcg', 'parted=odd')['value']).toBeGreaterThan(0);
  });

  it('refuse or say what is missing', async () => {
    const frame = frameOf(shown, { roles: { ...roles, item: 'i' } });
    expect(await refusal(frame, { metrics: ['novelty'], popularity: 'pop' })).toBe(
      'novelty needs the number of users in training | say users: and how many',
    );
    expect(await refusal(frame, { query: 'qq' })).toBe('no column qq | the nearest name is q');
    expect(rowOf(await measure(frame, { metrics: ['average_popularity'] }), 'average_popularity')).toMatchObject({
      value: NaN,
      reason: 'missing-scores',
    });
    const none = frameOf({ ...shown, rel: shown.rel.map(() => 0) }, { roles });
    expect(rowOf(await measure(none, { metrics: ['ndcg'] }), 'ndcg')).toMatchObject({ value: NaN, reason: 'no-relevant-items' });
    const negative = frameOf({ ...shown, rel: [-1, ...shown.rel.slice(1)] }, { roles });
    expect(rowOf(await measure(negative, { metrics: ['ndcg'] }), 'ndcg')).toMatchObject({ value: NaN, reason: 'out-of-domain' });
  });
});
