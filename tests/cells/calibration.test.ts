import { describe, expect, it } from 'vitest';
import type { AnalysisBlock } from '../../src/cells/output.ts';
import { checkChartSpec } from '../../src/trust/chart-spec.ts';
import { foldsOf } from '../../src/analysis/folds.ts';
import { calibrate, drawnFrame, numberOf, sentencesOf } from './calibration-bed.ts';
import { emptyNumbers, emptyWords, frameOf, measure, rowOf, rowsOf } from './metrics-bed.ts';
import { makeFrame } from '../../src/frame/frame.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';

const overconfident = (p: number): number => 1 / (1 + Math.exp(-0.5 * Math.log(p / (1 - p))));

describe('calibration', () => {
  it('finds nothing in calibrated scores', async () => {
    const made = await calibrate(drawnFrame(4000, (p) => p, 2));
    expect(sentencesOf(made)).toHaveLength(1);
    expect(sentencesOf(made)[0]).toMatch(/^The scores are calibrated as far as 4,000 rows can tell/);
    const error = numberOf(made, 'expected_calibration_error');
    expect(error['p']).toBeGreaterThan(0.05);
    expect(error['low']).toBe(0);
  });

  it('says which way scores are off, and repairs them', async () => {
    const made = await calibrate(drawnFrame(4000, overconfident), { recalibrate: ['temperature', 'platt', 'beta', 'isotonic'] });
    const [first, second] = sentencesOf(made);
    expect(first).toMatch(/not calibrated.*overconfident/);
    expect(second).toMatch(/temperature.*improves the scores/);
    expect(numberOf(made, 'calibration_slope')['value']).toBeCloseTo(0.5, 1);
    const temperature = rowsOf(made.frames.get('map')).find(({ name }) => name === 'T');
    expect(temperature?.['value']).toBeCloseTo(2, 0);
    for (const method of ['temperature', 'platt', 'beta', 'isotonic']) {
      const change = rowsOf(made.frames.get('differences')).find(
        ({ of, metric }) => of === method && metric === 'expected_calibration_error',
      );
      expect(change?.['verdict']).toBe('better');
    }
  });

  it('agrees with the metrics cell on error, Brier score and log loss', async () => {
    const frame = drawnFrame(700, (p) => p ** 2);
    const made = await calibrate(frame);
    const metrics = await measure(frame, { metrics: ['expected_calibration_error', 'brier_score', 'log_loss'] });
    for (const name of ['expected_calibration_error', 'brier_score', 'log_loss'])
      expect(numberOf(made, name)['value']).toBeCloseTo(Number(rowOf(metrics, name)['value']), 12);
  });

  it('hands recalibrated scores on as data with all columns and roles', async () => {
    const frame = drawnFrame(900, (p) => p ** 2, 4, { site: Array.from({ length: 900 }, (_, row) => `s${row % 3}`) });
    const made = await calibrate(frame, { recalibrate: 'platt' });
    const next = made.frames.get('recalibrated')!;
    expect(next.table.columnNames()).toEqual(['y', 'p', 'site']);
    expect(next.roles).toEqual(frame.roles);
    const measured = await measure(next, { metrics: ['brier_score'] });
    const change = rowsOf(made.frames.get('differences')).find(({ metric }) => metric === 'brier_score')!;
    expect(rowOf(measured, 'brier_score')['value']).toBeCloseTo(Number(change['after']), 12);
    expect(numberOf(made, 'brier_score', { of: 'platt' }, 'after')['value']).toBeCloseTo(Number(change['after']), 12);
  });

  it('gives every row the map of other rows', async () => {
    const rows = 60;
    const outcome = (row: number): string => (counterUniform(9, 0, row) < 0.5 ? 'yes' : 'no');
    const data = (flipped: number) => {
      const y = Array.from({ length: rows }, (_, row) => ((row === flipped) === (outcome(row) === 'yes') ? 'no' : 'yes'));
      const p = Array.from({ length: rows }, (_, row) => counterUniform(9, 1, row));
      const site = Array.from({ length: rows }, (_, row) => `s${row}`);
      return frameOf({ y, p, site }, { roles: { label: 'y', score: new Map([['yes', 'p']]) }, positive: 'yes' });
    };
    const scores = async (flipped: number) =>
      rowsOf((await calibrate(data(flipped), { recalibrate: 'isotonic', cluster: 'site' })).frames.get('recalibrated')).map(
        (row) => row['p'],
      );
    const before = await scores(-1);
    const clusters = Int32Array.from({ length: rows }, (_, row) => row);
    const folds = foldsOf(new Int32Array(rows), 5, 1, clusters);
    for (const flipped of [0, 17, 41]) {
      const after = await scores(flipped);
      for (let row = 0; row < rows; row++) if (folds[row] === folds[flipped]) expect(after[row]).toBe(before[row]);
      expect(after).not.toEqual(before);
    }
  });

  it('fits on the rows of a split, and leaves them out', async () => {
    const part = Array.from({ length: 1000 }, (_, row) => (row % 2 === 0 ? 'valid' : 'test'));
    const drawn = drawnFrame(1000, (p) => p ** 2, 2, { part });
    const frame = { ...drawn, roles: { ...drawn.roles, split: 'part' } };
    const made = await calibrate(frame, { recalibrate: 'beta', fit_on: { split: 'valid' } });
    expect(made.frames.get('recalibrated')!.table.totalRows()).toBe(500);
    expect(numberOf(made, 'brier_score')['n']).toBe(500);
    expect(made.output.notes.join(' ')).toMatch(/500 rows of valid are there to fit on/);
    await expect(calibrate(frame, { fit_on: { split: 'dev' } })).rejects.toThrow('no row of part is dev');
    await expect(calibrate(drawn, { fit_on: { split: 'valid' } })).rejects.toThrow('the data has no split');
  });

  it('fits on a cell of held-out rows', async () => {
    const held = drawnFrame(3000, overconfident, 5);
    const made = await calibrate(drawnFrame(1000, overconfident, 6), { recalibrate: 'temperature', fit_on: 'held' }, { held });
    const alone = await calibrate(held, { recalibrate: 'temperature' });
    expect(rowsOf(made.frames.get('map'))).toEqual(rowsOf(alone.frames.get('map')));
    expect(sentencesOf(made)[1]).toMatch(/fitted on held, improves/);
  });

  it('cuts by slices', async () => {
    const site = Array.from({ length: 2000 }, (_, row) => (row < 1000 ? 'a' : 'b'));
    const made = await calibrate(
      drawnFrame(2000, (p) => p, 1, { site }),
      { by: ['site'] },
    );
    expect(numberOf(made, 'expected_calibration_error', { slice: 'site=a' })['n']).toBe(1000);
    const table = made.output.blocks.find((block): block is Extract<AnalysisBlock, { block: 'estimates' }> => block.block === 'estimates')!;
    expect(table.rows.map(({ cells }) => cells[0])).toEqual(['All rows', 'a', 'b']);
    expect(rowsOf(made.frames.get('reliability')).filter(({ slice }) => slice === 'site=b')).toHaveLength(15);
  });

  it('draws only charts that may be drawn', async () => {
    const site = Array.from({ length: 600 }, (_, row) => `s${row % 3}`);
    const made = await calibrate(
      drawnFrame(600, (p) => p, 1, { site }),
      { by: ['site'], recalibrate: ['platt'] },
    );
    const charts = made.output.blocks.flatMap((block) => (block.block === 'charts' ? block.charts : []));
    expect(charts).toHaveLength(5);
    for (const { spec, summary } of charts) {
      expect(() => checkChartSpec(withoutData(spec))).not.toThrow();
      expect(summary).toMatch(/\.$/);
    }
  });
});

describe('calibration of bad input', () => {
  it('says that raw scores are no probabilities, and maps them', async () => {
    const y = Array.from({ length: 200 }, (_, row) => (counterUniform(3, 0, row) < 0.5 ? 'yes' : 'no'));
    const p = y.map((own, row) => (own === 'yes' ? 1 : -1) + 3 * counterUniform(3, 1, row));
    const frame = frameOf({ y, p }, { roles: { label: 'y', score: new Map([['yes', 'p']]) }, positive: 'yes' });
    const made = await calibrate(frame, { recalibrate: ['platt', 'beta'] });
    expect(numberOf(made, 'expected_calibration_error')).toMatchObject({ value: NaN, reason: 'out-of-domain' });
    expect(made.output.notes.join(' ')).toMatch(/lie outside 0 to 1, so they are no probabilities/);
    expect(made.output.notes.join(' ')).toMatch(/No recalibration by beta: beta needs probabilities/);
    const values = rowsOf(made.frames.get('recalibrated')).map((row) => Number(row['p']));
    expect(Math.min(...values)).toBeGreaterThan(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(numberOf(made, 'log_loss', { of: 'platt' }, 'after')['value']).toBeLessThan(Math.log(2));
  });

  it.each([0, 1, 2])('has no wrong number of %i rows', async (rows) => {
    const roles = { label: 'y', score: new Map([['yes', 'p']]) };
    const some = drawnFrame(rows, (p) => p);
    const none = makeFrame(
      [
        ['y', emptyWords],
        ['p', emptyNumbers],
      ],
      { roles, positive: 'yes', classes: ['no', 'yes'] },
    );
    const made = await calibrate(rows === 0 ? none : some, { recalibrate: 'platt' });
    const numbers = rowsOf(made.frames.get(''));
    for (const { value, reason, metric } of numbers) expect(Number.isNaN(value) ? reason : metric).not.toBe('');
    expect(made.output.notes.join(' ')).toMatch(/No recalibration by platt/);
  });

  it('leaves missing scores out, and says how many', async () => {
    const p = Array.from({ length: 100 }, (_, row) => (row < 7 ? null : counterUniform(1, 0, row)));
    const y = Array.from({ length: 100 }, (_, row) => (counterUniform(1, 1, row) < 0.5 ? 'yes' : 'no'));
    const frame = frameOf({ y, p }, { roles: { label: 'y', score: new Map([['yes', 'p']]) }, positive: 'yes' });
    const made = await calibrate(frame, { recalibrate: 'isotonic' });
    expect(numberOf(made, 'brier_score')['n']).toBe(93);
    expect(made.output.notes.join(' ')).toMatch(/7 rows are left out/);
    expect(rowsOf(made.frames.get('recalibrated')).filter((row) => row['p'] === null)).toHaveLength(7);
  });

  it('gives a constant score one bin and no slope', async () => {
    const y = ['yes', 'no', 'yes', 'no', 'no', 'no'];
    const frame = frameOf({ y, p: y.map(() => 0.5) }, { roles: { label: 'y', score: new Map([['yes', 'p']]) }, positive: 'yes' });
    const made = await calibrate(frame);
    expect(rowsOf(made.frames.get('reliability'))).toHaveLength(1);
    expect(numberOf(made, 'calibration_slope')).toMatchObject({ value: NaN, reason: 'constant-prediction' });
    expect(numberOf(made, 'expected_calibration_error')['value']).toBeCloseTo(1 / 6, 12);
    expect(numberOf(made, 'brier_discrimination')['value']).toBe(0);
  });
});

function withoutData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutData);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'data')
      .map(([key, own]) => [key, withoutData(own)]),
  );
}
