import { describe, expect, it } from 'vitest';
import { frameOf, measure, rowsOf } from '../cells/metrics-bed.ts';
import { casesOf, disagreements, idle, numberOf, type Compared, type Difference, type Written } from './parity-bed.ts';

interface Case {
  readonly name: string;
  readonly y: readonly Written[];
  readonly p: readonly Written[];
  readonly w: readonly number[] | null;
  readonly values: Readonly<Record<string, Written>>;
}

const cases = casesOf<Case>('regression');

/** What the reference file calls a number, and how a metrics cell asks for it. */
const asked: Readonly<Record<string, object | string>> = {
  mean_absolute_error: 'mean_absolute_error',
  median_absolute_error: 'median_absolute_error',
  max_error: 'max_error',
  mean_squared_error: 'mean_squared_error',
  root_mean_squared_error: 'root_mean_squared_error',
  mean_error: 'mean_error',
  mean_absolute_percentage_error: 'mean_absolute_percentage_error',
  mean_squared_log_error: 'mean_squared_log_error',
  'mean_pinball_loss 0.5': 'mean_pinball_loss',
  'mean_pinball_loss 0.9': { mean_pinball_loss: { alpha: 0.9 } },
  root_mean_squared_log_error: 'root_mean_squared_log_error',
  mean_poisson_deviance: 'mean_poisson_deviance',
  mean_gamma_deviance: 'mean_gamma_deviance',
  'mean_tweedie_deviance 0': 'mean_tweedie_deviance',
  'mean_tweedie_deviance 1.5': { mean_tweedie_deviance: { power: 1.5 } },
  'mean_tweedie_deviance 3': { mean_tweedie_deviance: { power: 3 } },
  d2_absolute_error_score: 'd2_absolute_error_score',
  'd2_pinball_score 0.9': { d2_pinball_score: { alpha: 0.9 } },
  'd2_tweedie_score 1': { d2_tweedie_score: { power: 1 } },
  r2: 'r2',
  explained_variance: 'explained_variance',
  pearson: 'pearson',
  spearman: 'spearman',
  kendall_tau: 'kendall_tau',
  concordance_correlation: 'concordance_correlation',
  symmetric_mean_absolute_percentage_error: 'symmetric_mean_absolute_percentage_error',
  weighted_absolute_percentage_error: 'weighted_absolute_percentage_error',
};

const anyNumber = (): boolean => true;

/** Each stands in docs/metrics.md, under where other libraries give a number. */
const differences: readonly Difference[] = [
  { metrics: ['r2', 'explained_variance'], reason: 'constant-target', peer: anyNumber },
  { metrics: ['mean_absolute_percentage_error'], reason: 'zero-target', peer: (value) => value === 0 || value > 1e10 },
  { metrics: ['pearson', 'spearman', 'kendall_tau'], reason: 'too-few-rows', peer: (value) => Math.abs(value) > 0.999 },
  { metrics: ['d2_absolute_error_score', 'd2_pinball_score', 'd2_tweedie_score'], reason: 'constant-target', peer: anyNumber },
];

async function compare({ name, y, p, w, values }: Case): Promise<Compared[]> {
  const frame = frameOf(
    { y: y.map(numberOf), p: p.map(numberOf), ...(w === null ? {} : { w }) },
    { roles: { label: 'y', prediction: 'p', ...(w === null ? {} : { weight: 'w' }) } },
  );
  const names = Object.keys(asked).filter((metric) => metric in values);
  const body = { task: 'regression', metrics: names.map((metric) => asked[metric]), interval: { method: 'none' } };
  const rows = rowsOf((await measure(frame, body)).frames.get(''));
  return rows.map((row, at) => ({
    input: name,
    metric: names[at]!,
    ours: row['value']!,
    reason: row['reason']!,
    peer: values[names[at]!]!,
  }));
}

describe('regression metrics on random and adversarial inputs', async () => {
  const compared = (await Promise.all(cases.map(compare))).flat();

  it.each(Object.keys(asked))('%s equals its peer', (metric) => {
    const own = compared.filter((pair) => pair.metric === metric);
    expect(own.length).toBeGreaterThan(50);
    expect(disagreements(own, differences)).toEqual([]);
  });

  it('explain no difference that is not there', () => expect(idle(compared, differences)).toEqual([]));
});
