import { describe, expect, it } from 'vitest';
import { BodyError } from '../../src/cells/kind.ts';
import { compareCells, compareOver, rowsOfCompare } from './compare-bed.ts';
import { frameOf } from './step-of.ts';

const ids = Array.from({ length: 40 }, (_, row) => `r${row}`);
const label = ids.map((_, row) => (row % 3 === 0 ? 'b' : 'a'));
const right = label;
const wrong = label.map((own, row) => (row % 4 === 0 ? (own === 'a' ? 'b' : 'a') : own));
const roles = { label: 'y', prediction: 'p', id: 'id' };
const first = frameOf({ id: ids, y: label, p: wrong, g: ids.map((_, row) => row % 2) }, { roles });

function shuffled<T>(values: readonly T[]): T[] {
  return values.map((_, row) => values[(row * 7 + 3) % values.length]!);
}

async function problemOf(run: () => Promise<unknown>): Promise<BodyError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof BodyError) return error;
    throw error;
  }
  throw new Error('there was no problem');
}

describe('cells over the same rows', () => {
  it('are matched by id, whatever their order, and sliced by the first', async () => {
    const second = frameOf({ id: shuffled(ids), y: shuffled(label), p: shuffled(right) }, { roles });
    const list = rowsOfCompare((await compareCells({ one: first, two: second }, { metrics: ['accuracy'], by: ['g'] })).frames);
    const [all] = list;
    expect([all!['reference_value'], all!['model_value'], all!['model'], all!['reference']]).toEqual([0.75, 1, 'two', 'one']);
    expect(list.find((own) => own['slice'] === 'g=0')!['value']).toBe(0.5);
  });

  it('are matched by place without ids', async () => {
    const bare = { label: 'y', prediction: 'p' };
    const frames = { one: frameOf({ y: label, p: wrong }, { roles: bare }), two: frameOf({ y: label, p: right }, { roles: bare }) };
    expect(rowsOfCompare((await compareCells(frames, { metrics: ['accuracy'] })).frames)[0]!['value']).toBe(0.25);
  });

  it('must have the same number of rows, else ids', async () => {
    const short = frameOf({ y: label.slice(1), p: right.slice(1) }, { roles: { label: 'y', prediction: 'p' } });
    const problem = await problemOf(() => compareCells({ one: first, two: short }));
    expect(problem.message).toBe('one has 40 rows and two has 39');
    expect(problem.path).toEqual(['models', 1]);
    expect(problem.hint).toContain('id');
  });

  it('must have the same ids: how many are lacking, and which', async () => {
    const lacking = frameOf({ id: ids.slice(2), y: label.slice(2), p: right.slice(2) }, { roles });
    expect((await problemOf(() => compareCells({ one: first, two: lacking }))).message).toBe('two lacks 2 of the 40 rows of one: r0, r1');
    expect((await problemOf(() => compareCells({ two: lacking, one: first }))).message).toBe('two lacks 2 of the 40 rows of one: r0, r1');
    const twice = frameOf({ id: ids.map((id, row) => (row === 5 ? 'r4' : id)), y: label, p: right }, { roles });
    expect((await problemOf(() => compareCells({ one: first, two: twice }))).message).toBe(
      'the id id of two repeats 1 of its values, such as r4',
    );
  });

  it('must have the same labels: how many differ, and in which rows', async () => {
    const other = frameOf({ id: ids, y: label.map((own, row) => (row === 6 || row === 9 ? 'a' : own)), p: right }, { roles });
    const problem = await problemOf(() => compareCells({ one: first, two: other }));
    expect(problem.message).toBe('the labels of one and two differ in 2 of 40 rows (7, 10): in row 7 b and a');
  });
});

describe('a body that cannot be read', () => {
  const frame = frameOf({ y: label, p: wrong, q: right }, { roles: { label: 'y' } });
  const models = { old: { prediction: 'p' }, new: { prediction: 'q' } };
  it.each([
    [{ models: { old: { prediction: 'p' } } }, 'a comparison needs two models', ['models']],
    [{ models: { old: { prediction: 'p' }, new: {} } }, 'the model new has no columns', ['models', 'new']],
    [{ models: { old: { prediction: 'p' }, new: { prediction: 'qq' } } }, 'no column qq', ['models', 'new', 'prediction']],
    [{ models, reference: 'nwe' }, 'no model nwe', ['reference']],
    [{ models, margin: { f1: 0.1 }, metrics: ['accuracy'] }, 'f1 is not among the metrics', ['margin', 'f1']],
    [{ models, threshold: { newer: 0.5 } }, 'no model newer', ['threshold', 'newer']],
    [{ models, cluster: 'patient' }, 'no column patient', ['cluster']],
    [{ models: ['scored', 'scored'] }, 'scored is named twice', ['models']],
  ])('%j', async (body, message, path) => {
    const problem = await problemOf(() => compareOver(frame, body));
    expect([problem.message, problem.path]).toEqual([message, path]);
  });

  it('is one that mixes numbers and classes', async () => {
    const mixed = frameOf({ y: [1, 2, 1, 2], p: [1, 2, 2, 2], q: [1.5, 2.1, 1, 2] }, { roles: { label: 'y' } });
    expect((await problemOf(() => compareOver(mixed, { models }))).message).toBe('old predicts classes and new numbers');
  });
});

describe('several classes and numbers', () => {
  it('gives one list of classes to models that do not predict all of them', async () => {
    const y = ids.map((_, row) => ['a', 'b', 'c'][row % 3]!);
    const frame = frameOf(
      { y, p: y.map((own) => (own === 'c' ? 'a' : own)), q: y.map((own, row) => (row % 5 === 0 ? 'd' : own)) },
      { roles: { label: 'y' } },
    );
    const body = {
      models: { old: { prediction: 'p' }, new: { prediction: 'q' } },
      metrics: ['accuracy', { recall: { average: 'none' } }, 'f1', 'matthews_corrcoef'],
    };
    const list = rowsOfCompare((await compareOver(frame, body)).frames);
    const own = (metric: string, className: string): unknown[] => {
      const found = list.find((each) => each['metric'] === metric && each['class'] === className)!;
      return [found['reference_value'], found['model_value'], found['n']];
    };
    expect(own('accuracy', '')).toEqual([27 / 40, 32 / 40, 40]);
    expect(own('recall', 'c')).toEqual([0, 10 / 13, 13]);
    expect(Number(own('f1', '')[1])).toBeGreaterThan(Number(own('f1', '')[0]));
    expect(list.find((each) => each['metric'] === 'accuracy')!['p']).toBeGreaterThan(0.1);
  });

  it('compares numbers: Student on rows for means, the slope of the root for its metric, shared draws for the rest', async () => {
    const y = ids.map((_, row) => row + 0.5);
    const noise = (row: number, by: number): number => (((row * by) % 13) - 6) / 3;
    const frame = frameOf(
      { y, p: y.map((own, row) => own + 2 * noise(row, 5)), q: y.map((own, row) => own + noise(row, 7)) },
      { roles: { label: 'y' } },
    );
    const body = {
      models: { old: { prediction: 'p' }, new: { prediction: 'q' } },
      metrics: ['mean_absolute_error', 'mean_squared_error', 'root_mean_squared_error', 'r2', 'max_error'],
    };
    const list = rowsOfCompare((await compareOver(frame, body)).frames);
    const row = (metric: string): Record<string, unknown> => list.find((own) => own['metric'] === metric)!;
    const absolute = y.map((_, at) => Math.abs(noise(at, 7)) - 2 * Math.abs(noise(at, 5)));
    const mean = absolute.reduce((sum, own) => sum + own, 0) / 40;
    const sd = Math.sqrt(absolute.reduce((sum, own) => sum + (own - mean) ** 2, 0) / 39);
    expect(row('mean_absolute_error')['value']).toBeCloseTo(mean, 12);
    expect(row('mean_absolute_error')['high']).toBeCloseTo(mean + (2.0226909200367604 * sd) / Math.sqrt(40), 8);
    expect(row('root_mean_squared_error')['value']).toBeCloseTo(
      Number(row('root_mean_squared_error')['model_value']) - Number(row('root_mean_squared_error')['reference_value']),
      12,
    );
    expect(row('root_mean_squared_error')['method']).toBe('student on differences');
    expect([row('r2')['method'], row('r2')['verdict']]).toEqual(['bootstrap, 1000', 'better']);
    expect([row('max_error')['method'], row('max_error')['verdict'], row('max_error')['p']]).toEqual(['none', '', NaN]);
    expect(row('score_churn')['value']).toBeCloseTo(y.reduce((sum, _, at) => sum + Math.abs(noise(at, 7) - 2 * noise(at, 5)), 0) / 40, 10);
  });

  it('gives NaN and its reason where a number cannot be had', async () => {
    const none = frameOf({ y: ['a', 'a'], s: [0.2, 0.4], t: [0.3, null] }, { roles: { label: 'y' }, positive: 'b' });
    const body = { models: { old: { score: 's' }, new: { score: 't' } }, metrics: ['roc_auc', 'recall', 'accuracy'] };
    const list = rowsOfCompare((await compareOver(none, body)).frames);
    const row = (metric: string): unknown[] => {
      const own = list.find((each) => each['metric'] === metric)!;
      return [own['value'], own['reason']];
    };
    expect(row('roc_auc')).toEqual([NaN, 'one-class']);
    expect(row('recall')).toEqual([NaN, 'no-positives']);
    expect(list.find((own) => own['metric'] === 'accuracy')!['n']).toBe(1);
    const empty = frameOf({ y: [], s: [], t: [] }, { roles: { label: 'y' } });
    expect(
      (await compareOver(empty, { models: { old: { prediction: 's' }, new: { prediction: 't' } }, metrics: ['accuracy'] })).frames
        .get('')!
        .table.totalRows(),
    ).toBeGreaterThan(0);
  });
});
