import { describe, expect, it } from 'vitest';
import { metrics } from '../../src/metrics/index.ts';
import { frameOf, measure, rowsOf } from '../cells/metrics-bed.ts';
import { casesOf, disagreements, idle, type Compared, type Difference, type Written } from './parity-bed.ts';

interface Case {
  readonly name: string;
  readonly k: number;
  readonly y: readonly number[];
  readonly p: readonly (readonly number[])[];
  readonly w: readonly number[] | null;
  readonly whole: Readonly<Record<string, Written>>;
  /** By `metric average`; those of `none` by class. */
  readonly averaged: Readonly<Record<string, Written | readonly Written[]>>;
  readonly top_label: Written;
  readonly classes: Readonly<Record<string, Written | readonly Written[]>>;
}

const cases = casesOf<Case>('multiclass');
const known = new Set(metrics.filter(({ tasks }) => tasks.includes('multiclass')).map(({ name }) => name));

/** What the reference file calls a number, and how a metrics cell asks for it. */
const whole: Readonly<Record<string, Readonly<Record<string, object>> | string>> = {
  accuracy: 'accuracy',
  zero_one_loss: 'zero_one_loss',
  balanced_accuracy: 'balanced_accuracy',
  matthews_corrcoef: 'matthews_corrcoef',
  cohen_kappa: 'cohen_kappa',
  'cohen_kappa linear': { cohen_kappa: { weights: 'linear' } },
  'cohen_kappa quadratic': { cohen_kappa: { weights: 'quadratic' } },
  top_2_accuracy: { top_k_accuracy: { k: 2 } },
  'roc_auc ovo': { roc_auc: { multi_class: 'ovo' } },
  log_loss: 'log_loss',
  brier_score: 'brier_score',
};
const averages = ['macro', 'weighted', 'micro', 'none'] as const;
const averaged = [
  'precision',
  'recall',
  'f1',
  'fbeta',
  'jaccard',
  'specificity',
  'negative_predictive_value',
  'roc_auc',
  'average_precision',
];

const zero = (value: number): boolean => value === 0;

/** Each stands in docs/metrics.md, under where other libraries give a number. */
const differences: readonly Difference[] = [
  { metrics: ['matthews_corrcoef'], reason: 'one-class', peer: zero },
  { metrics: ['matthews_corrcoef'], reason: 'constant-prediction', peer: zero },
  { metrics: ['average_precision'], reason: 'no-positives', peer: zero },
  { metrics: ['balanced_accuracy'], reason: 'one-class', peer: (value) => value >= 0 && value <= 1 },
];

function frameFor({ k, y, p, w }: Case): ReturnType<typeof frameOf> {
  const codes = Array.from({ length: k }, (_, code) => code);
  const columns = Object.fromEntries(codes.map((code) => [`p${code}`, p.map((row) => row[code]!)]));
  return frameOf(
    { y: y.map((code) => `c${code}`), ...columns, ...(w === null ? {} : { w }) },
    {
      classes: codes.map((code) => `c${code}`),
      roles: { label: 'y', score: new Map(codes.map((code) => [`c${code}`, `p${code}`])), ...(w === null ? {} : { weight: 'w' }) },
    },
  );
}

async function compareWhole(own: Case): Promise<Compared[]> {
  const names = Object.keys(whole);
  const body = { task: 'multiclass', metrics: names.map((name) => whole[name]), interval: { method: 'none' } };
  const rows = rowsOf((await measure(frameFor(own), body)).frames.get(''));
  return rows.map((row, at) => pair(own, names[at]!, row, own.whole[names[at]!]!));
}

function pair({ name }: Case, metric: string, row: Readonly<Record<string, Compared['ours']>>, peer: Written): Compared {
  return { input: name, metric, ours: row['value']!, reason: row['reason']!, peer };
}

async function compareAveraged(own: Case): Promise<Compared[]> {
  const peers: Case['averaged'] = { ...own.averaged, ...own.classes };
  const wanted = averaged.flatMap((name) =>
    averages.filter((average) => `${name} ${average}` in peers).map((average) => ({ key: `${name} ${average}`, name, average })),
  );
  const compared: Compared[] = [];
  const frame = frameFor(own);
  for (const { key, name, average } of wanted) {
    const asked = [{ [name]: { average, ...(name === 'fbeta' ? { beta: 2 } : {}) } }];
    const rows = rowsOf((await measure(frame, { task: 'multiclass', metrics: asked, interval: { method: 'none' } })).frames.get(''));
    const peer = peers[key]!;
    compared.push(...rows.map((row, at) => pair(own, key, row, Array.isArray(peer) ? (peer as Written[])[at]! : (peer as Written))));
  }
  return compared;
}

describe('multiclass metrics on random and adversarial inputs', async () => {
  const compared = (await Promise.all(cases.flatMap((own) => [compareWhole(own), compareAveraged(own)]))).flat();

  it.each(Object.keys(whole))('%s equals its peer', (metric) => {
    const own = compared.filter((pair) => pair.metric === metric);
    expect(own).toHaveLength(cases.length);
    expect(disagreements(own, differences)).toEqual([]);
  });

  it.each(averaged)('%s, by class and averaged, equals its peer', (metric) => {
    expect(known).toContain(metric);
    const own = compared.filter((pair) => pair.metric.startsWith(`${metric} `));
    expect(own.length).toBeGreaterThan(100);
    expect(disagreements(own, differences)).toEqual([]);
  });

  it('the error of top labels equals that of torchmetrics, in single precision', async () => {
    const plain = cases.filter(({ w }) => w === null);
    const body = {
      task: 'multiclass',
      metrics: [{ top_label_calibration_error: { bins: 10, strategy: 'uniform' } }],
      interval: { method: 'none' },
    };
    const own = await Promise.all(
      plain.map(async (each) =>
        pair(each, 'top_label_calibration_error', rowsOf((await measure(frameFor(each), body)).frames.get(''))[0]!, each.top_label),
      ),
    );
    expect(disagreements(own, [], 2e-6)).toEqual([]);
  });

  it('explain no difference that is not there', () => expect(idle(compared, differences)).toEqual([]));
});
