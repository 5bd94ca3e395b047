import { describe, expect, it } from 'vitest';
import { BodyError } from '../../src/cells/kind.ts';
import { type Frame } from '../../src/frame/frame.ts';
import { frameOf, measure, rowOf, rowsOf } from './metrics-bed.ts';

async function refusal(frame: Frame, body: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const error: unknown = await measure(frame, body).catch((problem: unknown) => problem);
  if (!(error instanceof BodyError)) throw new Error(`no refusal but ${String(error)}`);
  return `${error.message} | ${error.path.join('.')} | ${error.hint ?? ''}`;
}

const loans = frameOf(
  { y: ['no', 'yes', 'yes', 'no', 'yes', 'no'], p: ['no', 'yes', 'no', 'yes', 'no', 'no'] },
  { roles: { label: 'y', prediction: 'p' }, positive: 'yes' },
);
const scores = new Map([
  ['0', 'a'],
  ['1', 'b'],
  ['2', 'c'],
]);
/** Values of scikit-learn 1.9.1 for these rows stand below. */
const classes = frameOf(
  {
    y: [0, 1, 2, 2, 1, 0, 1, 2, 0, 1],
    a: [0.6, 0.2, 0.1, 0.4, 0.3, 0.3, 0.1, 0.2, 0.5, 0.45],
    b: [0.3, 0.5, 0.2, 0.3, 0.4, 0.4, 0.8, 0.2, 0.25, 0.35],
    c: [0.1, 0.3, 0.7, 0.3, 0.3, 0.3, 0.1, 0.6, 0.25, 0.2],
  },
  { roles: { label: 'y', score: scores } },
);

describe('costs', () => {
  // One false positive, two false negatives, one true positive.
  it('are of outcomes, or of classes; a class predicted right costs nothing unless said', async () => {
    const of = async (costs: unknown, name = 'total_cost'): Promise<unknown> =>
      rowOf(await measure(loans, { metrics: [name], costs }), name)['value'];
    expect(await of({ fp: 1, fn: 5 })).toBe(11);
    expect(await of({ fp: 1, fn: 5, tp: -2 })).toBe(9);
    expect(await of({ fp: 1, fn: 5 }, 'mean_cost')).toBeCloseTo(11 / 6, 12);
    expect(await of({ yes: { no: 5 }, no: { yes: 1 } })).toBe(11);
    expect(await of({ yes: { no: 5 } })).toBe(11);
    expect(rowOf(await measure(loans, { metrics: ['total_cost'] }), 'total_cost')['value']).toBe(3);
  });
  it('follow the positive class', async () => {
    const { frames } = await measure(loans, { metrics: ['total_cost'], costs: { fp: 1, fn: 5 }, positive: 'no' });
    expect(rowsOf(frames.get(''))[0]!['value']).toBe(2 + 5);
  });
  it('name classes and outcomes that there are', async () => {
    const body = { metrics: ['mean_cost'] };
    expect(await refusal(loans, { ...body, costs: { yse: { no: 1 } } })).toBe(
      'no class yse in the data | costs.yse | the nearest name is yes',
    );
    expect(await refusal(loans, { ...body, costs: { yes: { on: 1 } } })).toBe(
      'no class on in the data | costs.yes.on | the nearest name is no',
    );
    expect(await refusal(loans, { ...body, costs: { fq: 1 } })).toBe('no outcome fq | costs.fq | there are fp, fn, tp and tn');
    expect(await refusal(classes, { ...body, costs: { fp: 1 } })).toBe(
      'costs of fp and fn are for two classes | costs | write {actual: {predicted: cost}}',
    );
  });
});

describe('parameters', () => {
  it('are words, numbers or true and false', async () => {
    const metrics = [
      { cohen_kappa: { weights: 'quadratic' } },
      { balanced_accuracy: { adjusted: true } },
      { brier_score: { scale_by_half: true } },
      { roc_auc: { multi_class: 'ovo' } },
      { roc_auc: { average: 'weighted' } },
      { roc_auc: { multi_class: 'ovo', average: 'weighted' } },
      'roc_auc',
    ];
    const values = rowsOf((await measure(classes, { metrics })).frames.get('')).map((row) => Number(row['value']));
    const wanted = [0.5, 0.5416666666666664, 0.207, 0.9166666666666666, 0.9178571428571427, 0.9166666666666669, 0.9156746031746031];
    for (const [at, value] of wanted.entries()) expect(values[at]).toBeCloseTo(value, 12);
  });
  it('that a metric does not take, or not so, are refused', async () => {
    const of = async (metric: unknown): Promise<string> => refusal(classes, { metrics: [metric] });
    expect(await of({ cohen_kappa: { weights: 'cubic' } })).toBe(
      'weights of cohen_kappa cannot be cubic | metrics.0.cohen_kappa.weights | it is none or linear or quadratic',
    );
    expect(await of({ cohen_kappa: { weight: 'linear' } })).toBe(
      'cohen_kappa takes no weight | metrics.0.cohen_kappa.weight | the nearest name is weights',
    );
    expect(await of({ top_k_accuracy: { k: 1.5 } })).toBe(
      'k of top_k_accuracy cannot be 1.5 | metrics.0.top_k_accuracy.k | it is a whole number from 1 to 10000',
    );
    expect(await of({ fbeta: { beta: -1 } })).toBe('beta of fbeta cannot be -1 | metrics.0.fbeta.beta | it is a number from 0 to 1000');
    expect(await of({ fbeta: { toString: 1 } })).toContain('fbeta takes no toString');
    expect(await of({ f1: { average: 'samples' } })).toContain('f1 takes no average samples');
  });
});

describe('top-label calibration', () => {
  it('reads the highest score of a row and whether its class is right', async () => {
    const { frames } = await measure(classes, { metrics: [{ top_label_calibration_error: { bins: 1, strategy: 'uniform' } }] });
    const highest = [0.6, 0.5, 0.7, 0.4, 0.4, 0.4, 0.8, 0.6, 0.5, 0.45];
    const mean = highest.reduce((sum, own) => sum + own, 0) / 10;
    expect(Number(rowsOf(frames.get(''))[0]!['value'])).toBeCloseTo(Math.abs(0.7 - mean), 12);
  });
});

describe('forecasts that are intervals', () => {
  const roles = { label: 'y', lower: 'l', upper: 'u' };
  const columns = { y: [1.5, 5, 9, 4], l: [0, 6, 8, 1], u: [2, 7, null, 3] };
  it('need no prediction, and leave a row without a bound out', async () => {
    const measured = await measure(frameOf(columns, { roles }), {
      metrics: ['interval_coverage', 'mean_interval_width', { interval_score: { alpha: 0.5 } }],
    });
    expect(rowOf(measured, 'interval_coverage')).toMatchObject({ n: 3, method: 'wilson' });
    expect(rowOf(measured, 'interval_coverage')['value']).toBeCloseTo(1 / 3, 12);
    expect(rowOf(measured, 'mean_interval_width')['value']).toBeCloseTo(5 / 3, 12);
    expect(rowOf(measured, 'interval_score')['value']).toBeCloseTo((5 + 4 * 2) / 3, 12);
  });
  it('without bounds have no value', async () => {
    const frame = frameOf({ y: [1.5, 2], p: [1, 2] }, { roles: { label: 'y', prediction: 'p' } });
    expect(rowOf(await measure(frame, { metrics: ['interval_coverage'] }), 'interval_coverage')).toMatchObject({
      value: NaN,
      reason: 'missing-scores',
    });
  });
});

describe('scores of 32 bits', () => {
  it('are held off 0 and 1 by what 32 bits can tell apart', async () => {
    const s = [Math.fround(0.3), Math.fround(0.7), 1, Math.fround(0.2)];
    const frame = frameOf({ y: ['a', 'b', 'a', 'a'], s }, { roles: { label: 'y', score: new Map([['', 's']]) } });
    const wanted = -(Math.log(1 - s[0]!) + Math.log(s[1]!) + Math.log(1.1920928955078125e-7) + Math.log(1 - s[3]!)) / 4;
    const measured = await measure(frame, { metrics: ['log_loss'] });
    expect(Number(rowOf(measured, 'log_loss')['value'])).toBeCloseTo(wanted, 9);
    const given = await measure(frame, { metrics: [{ log_loss: { eps: 0.01 } }] });
    expect(Number(rowOf(given, 'log_loss')['value'])).toBeLessThan(2);
  });
});
