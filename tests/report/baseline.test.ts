import { describe, expect, it } from 'vitest';
import { compareWithBaseline, isWorse, type BaselineVerdict } from '../../src/report/baseline.ts';
import type { JsonReport } from '../../src/report/json.ts';

type Row = readonly [metric: string, label: string, slice: string, value: number | string, low: number | string, high: number | string];

function report(rows: readonly Row[], cell = 'quality'): JsonReport {
  const names = ['metric', 'class', 'slice', 'n', 'value', 'low', 'high', 'method', 'reason'];
  const columns = names.map((name) => ({ name, type: 'string' }));
  const table = {
    columns,
    rows: rows.map(([metric, label, slice, value, low, high]) => [
      metric,
      label,
      slice,
      100,
      value,
      low,
      high,
      'Wilson',
      value === 'NaN' ? 'no-positives' : '',
    ]),
    total: rows.length,
  };
  return {
    assay: 1,
    notebook: { title: '', sha256: '' },
    environment: { version: '0', backend: 'cpu' },
    cells: [{ name: cell, kind: 'metrics', state: 'done', ms: 1, key: 'k', tables: { [cell]: table } }],
    checks: { passed: 0, warned: 0, failed: 0, undecided: 0, errors: 0 },
  };
}
const better = (metric: string): 'higher' | 'lower' | 'neither' =>
  metric === 'log_loss' ? 'lower' : metric === 'prevalence' ? 'neither' : 'higher';
function verdicts(before: readonly Row[], now: readonly Row[], tolerance?: number): BaselineVerdict[] {
  const options = tolerance === undefined ? { better } : { better, tolerance };
  return compareWithBaseline(report(now), report(before), options).rows.map(({ verdict }) => verdict);
}
const narrow = (metric: string, value: number, slice = 'all'): Row => [metric, '', slice, value, value - 0.01, value + 0.01];

describe('compareWithBaseline', () => {
  it('knows the direction of each metric', () => {
    expect(verdicts([narrow('recall', 0.8)], [narrow('recall', 0.7)])).toEqual(['worse']);
    expect(verdicts([narrow('recall', 0.7)], [narrow('recall', 0.8)])).toEqual(['better']);
    expect(verdicts([narrow('log_loss', 0.7)], [narrow('log_loss', 0.8)])).toEqual(['worse']);
    expect(verdicts([narrow('prevalence', 0.7)], [narrow('prevalence', 0.8)])).toEqual(['within-noise']);
  });

  it('calls a small change noise, unless the tolerance says that it is not', () => {
    expect(verdicts([narrow('recall', 0.8)], [narrow('recall', 0.795)])).toEqual(['within-noise']);
    expect(verdicts([narrow('recall', 0.8)], [narrow('recall', 0.795)], 0.001)).toEqual(['worse']);
    expect(verdicts([narrow('recall', 0.795)], [narrow('recall', 0.8)], 0.001)).toEqual(['within-noise']);
  });

  it('corrects over all slices: one of fifty that looks worse by chance is not called so', () => {
    const many = Array.from({ length: 50 }, (_, at) => narrow('recall', 0.8, `s${at}`));
    // √2 × 0.01 is the half-width of the difference: 0.015 alone has p 0.038.
    const one = many.map((row, at): Row => (at === 7 ? narrow('recall', 0.785, 's7') : row));
    expect(verdicts([narrow('recall', 0.8)], [narrow('recall', 0.785)])).toEqual(['worse']);
    expect(new Set(verdicts(many, one))).toEqual(new Set(['unchanged', 'within-noise']));
  });

  it('fails on a number that has no value any more, and tells of one that is gone or new', () => {
    const before = [narrow('recall', 0.8), narrow('precision', 0.8)];
    const lost: Row = ['recall', '', 'all', 'NaN', 'NaN', 'NaN'];
    const comparison = compareWithBaseline(report([lost, narrow('f1', 0.5)]), report(before), { better });
    expect(comparison.rows.map(({ verdict }) => verdict)).toEqual(['lost', 'gone']);
    expect(comparison.added).toBe(1);
    expect(comparison.rows[0]!.sentence).toBe('recall has no value any more (no positives); it was 0.800 [0.790, 0.810]');
    expect(isWorse(comparison)).toBe(true);
    expect(isWorse(compareWithBaseline(report([]), report(before), { better }))).toBe(false);
  });

  it('is not misled by intervals that are not there', () => {
    const bare = (value: number): Row => ['recall', '', 'all', value, 'NaN', 'NaN'];
    expect(verdicts([bare(0.8)], [bare(0.2)])).toEqual(['within-noise']);
    expect(verdicts([bare(0.8)], [bare(0.2)], 0.1)).toEqual(['worse']);
    expect(verdicts([bare(0.8)], [bare(0.8)])).toEqual(['unchanged']);
  });

  it('says what it compares', () => {
    const [row] = compareWithBaseline(report([narrow('recall', 0.7, 'sex=f')]), report([narrow('recall', 0.8, 'sex=f')]), { better }).rows;
    expect(row!.sentence).toBe('recall, sex=f is worse: 0.700 [0.690, 0.710] against 0.800 [0.790, 0.810] in the accepted run');
  });
});
