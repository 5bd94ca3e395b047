import { describe, expect, it } from 'vitest';
import reference from '../reference/metrics.json' with { type: 'json' };
import { normalQuantile, studentQuantile } from '../../src/stats/distributions.ts';
import { frameOf, measure, rowOf, rowsOf } from './metrics-bed.ts';

const { binary, multiclass, regression } = reference;
const words = (codes: readonly number[]): string[] => codes.map((code) => `c${code}`);
const score = new Map([['', 's']]);

describe('a binary table equals scikit-learn', () => {
  const names = Object.keys(binary.values);
  const body = { metrics: names.map((name) => (name === 'fbeta' ? { fbeta: { beta: 2 } } : name)), threshold: 0.5 };
  const plain = measure(frameOf({ y: words(binary.y), s: binary.s }, { roles: { label: 'y', score } }), body);
  const weighted = measure(frameOf({ y: words(binary.y), s: binary.s, w: binary.w }, { roles: { label: 'y', score, weight: 'w' } }), body);

  it.each(Object.entries(binary.values))('%s', async (name, value) => expect(rowOf(await plain, name)['value']).toBeCloseTo(value, 12));
  it.each(Object.entries(binary.weighted))('%s with weights', async (name, value) =>
    expect(rowOf(await weighted, name)['value']).toBeCloseTo(value, 12),
  );

  it('has DeLong’s interval on the logit scale, with Student’s quantile in place of the normal one', async () => {
    const row = rowOf(await plain, 'roc_auc');
    const logit = (p: number): number => Math.log(p / (1 - p));
    const centre = logit(binary.values.roc_auc);
    const positives = binary.y.filter((label) => label === 1).length;
    const wider = studentQuantile(0.975, Math.min(positives, binary.y.length - positives) - 1) / normalQuantile(0.975);
    expect(logit(Number(row['low'])) - centre).toBeCloseTo(wider * (logit(binary.delong.low) - centre), 10);
    expect(logit(Number(row['high'])) - centre).toBeCloseTo(wider * (logit(binary.delong.high) - centre), 10);
    expect(row['method']).toBe('delong');
  });

  it('draws the corners of the ROC curve', async () => {
    const roc = rowsOf((await plain).frames.get('roc'));
    const all = new Set(binary.curve.fpr.map((fpr, at) => `${fpr.toFixed(9)} ${binary.curve.tpr[at]!.toFixed(9)}`));
    for (const point of roc) expect(all).toContain(`${Number(point['fpr']).toFixed(9)} ${Number(point['tpr']).toFixed(9)}`);
    const area = roc.slice(1).reduce((sum, point, at) => {
      const before = roc[at]!;
      return sum + ((Number(point['fpr']) - Number(before['fpr'])) * (Number(point['tpr']) + Number(before['tpr']))) / 2;
    }, 0);
    expect(area).toBeCloseTo(binary.values.roc_auc, 12);
    expect(roc[0]).toMatchObject({ fpr: 0, tpr: 0, threshold: Infinity });
  });
});

describe('a multiclass table equals scikit-learn', () => {
  const columns = Object.fromEntries([0, 1, 2, 3].map((code) => [`p${code}`, multiclass.p.map((row) => row[code]!)]));
  const roles = { label: 'y', score: new Map([0, 1, 2, 3].map((code) => [`c${code}`, `p${code}`])) };
  const frame = frameOf({ y: words(multiclass.y), ...columns }, { roles });
  const whole = [
    'accuracy',
    'balanced_accuracy',
    'matthews_corrcoef',
    'cohen_kappa',
    'log_loss',
    'brier_score',
    'roc_auc',
    'top_k_accuracy',
  ] as const;
  const averages = (['precision', 'recall', 'f1', 'jaccard'] as const).flatMap((name) =>
    (['macro', 'weighted', 'micro'] as const).map((average) => ({ name, average, value: multiclass.values[`${name}_${average}`] })),
  );

  it.each(whole)('%s', async (name) => {
    const got = await measure(frame, { metrics: [name === 'top_k_accuracy' ? { top_k_accuracy: { k: 2 } } : name] });
    expect(rowOf(got, name)['value']).toBeCloseTo(multiclass.values[name], 12);
  });

  it.each(averages)('$name, $average', async ({ name, average, value }) => {
    const got = await measure(frame, { metrics: [{ [name]: { average } }] });
    expect(rowOf(got, name)['value']).toBeCloseTo(value, 12);
  });

  it.each(['precision', 'recall', 'f1', 'roc_auc', 'average_precision'] as const)('%s of each class', async (name) => {
    const got = await measure(frame, { metrics: [{ [name]: { average: 'none' } }] });
    multiclass.values[`${name}_none`].forEach((value, code) => expect(rowOf(got, name, 'all', `c${code}`)['value']).toBeCloseTo(value, 12));
  });
});

describe('a regression table equals scikit-learn and SciPy', () => {
  const names = Object.keys(regression.values) as (keyof typeof regression.values)[];
  const body = { metrics: names.map((name) => (name === 'mean_pinball_loss' ? { [name]: { alpha: 0.9 } } : name)) };
  const plain = measure(frameOf({ y: regression.y, p: regression.p }, { roles: { label: 'y', prediction: 'p' } }), body);
  const weighted = measure(
    frameOf({ y: regression.y, p: regression.p, w: regression.w }, { roles: { label: 'y', prediction: 'p', weight: 'w' } }),
    body,
  );
  /** Their peers take no weights, or order rows otherwise. */
  const unweighted = new Set(['median_absolute_error', 'max_error', 'pearson', 'spearman']);

  it.each(names)('%s', async (name) => expect(rowOf(await plain, name)['value']).toBeCloseTo(regression.values[name], 9));
  it.each(names.filter((name) => !unweighted.has(name)))('%s with weights', async (name) =>
    expect(rowOf(await weighted, name)['value']).toBeCloseTo(regression.weighted[name], 9),
  );

  it('has an interval of the mean absolute error whose ends Hall’s transform takes to Student’s', async () => {
    const row = rowOf(await plain, 'mean_absolute_error');
    const errors = regression.y.map((y, at) => Math.abs(regression.p[at]! - y));
    const n = errors.length;
    const mean = regression.values.mean_absolute_error;
    const moment = (power: number): number => errors.reduce((sum, error) => sum + (error - mean) ** power, 0) / n;
    const sd = Math.sqrt((moment(2) * n) / (n - 1));
    const skewness = moment(3) / moment(2) ** 1.5;
    const transformed = (end: unknown): number => {
      const w = (mean - Number(end)) / sd;
      return w + (skewness * w ** 2) / 3 + (skewness ** 2 * w ** 3) / 27 + skewness / (6 * n);
    };
    const [low, high] = regression.mean_absolute_error_interval.map((end) => (mean - end) / sd);
    expect(row['method']).toBe('student, less skewness');
    expect(transformed(row['low'])).toBeCloseTo(low!, 9);
    expect(transformed(row['high'])).toBeCloseTo(high!, 9);
  });
});
