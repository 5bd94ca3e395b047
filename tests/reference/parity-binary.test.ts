import { describe, expect, it } from 'vitest';
import { metrics } from '../../src/metrics/index.ts';
import { frameOf, measure, rowsOf } from '../cells/metrics-bed.ts';
import { casesOf, disagreements, idle, type Compared, type Difference, type Written } from './parity-bed.ts';

interface Case {
  readonly name: string;
  readonly y: readonly number[];
  readonly s: readonly number[];
  readonly w: readonly number[] | null;
  readonly labels: Readonly<Record<string, Written>>;
  readonly scores: Readonly<Record<string, Written>>;
}

const cases = casesOf<Case>('binary');
const known = new Set(metrics.filter(({ tasks }) => tasks.includes('binary')).map(({ name }) => name));
const asked = Object.keys({ ...cases[0]!.labels, ...cases[0]!.scores }).filter((name) => known.has(name));
const parameters: Readonly<Record<string, object>> = { fbeta: { beta: 2 }, partial_roc_auc: { max_fpr: 0.2 } };

const zero = (value: number): boolean => value === 0;

/** Each stands in docs/metrics.md, under where other libraries give a number. */
const differences: readonly Difference[] = [
  { metrics: ['matthews_corrcoef'], reason: 'one-class', peer: zero },
  { metrics: ['matthews_corrcoef'], reason: 'constant-prediction', peer: zero },
  { metrics: ['d2_log_loss_score', 'd2_brier_score'], reason: 'one-class', peer: (value) => value < -1e14 },
  { metrics: ['average_precision'], reason: 'no-positives', peer: zero },
  { metrics: ['balanced_accuracy'], reason: 'one-class', peer: (value) => value >= 0 && value <= 1 },
];

async function compare({ name, y, s, w, labels, scores }: Case): Promise<Compared[]> {
  const frame = frameOf(
    { y: y.map((code) => `c${code}`), s, ...(w === null ? {} : { w }) },
    { classes: ['c0', 'c1'], roles: { label: 'y', score: new Map([['', 's']]), ...(w === null ? {} : { weight: 'w' }) } },
  );
  const wanted = asked.map((metric) => (metric in parameters ? { [metric]: parameters[metric] } : metric));
  const rows = rowsOf((await measure(frame, { metrics: wanted, threshold: 0.5, interval: { method: 'none' } })).frames.get(''));
  const peers: Readonly<Record<string, Written>> = { ...labels, ...scores };
  return rows.map((row) => ({
    input: name,
    metric: String(row['metric']),
    ours: row['value']!,
    reason: row['reason']!,
    peer: peers[String(row['metric'])]!,
  }));
}

describe('binary metrics on random and adversarial inputs', async () => {
  const compared = (await Promise.all(cases.map(compare))).flat();

  it.each(asked)('%s equals its peer', (metric) => {
    const own = compared.filter((pair) => pair.metric === metric);
    expect(own).toHaveLength(cases.length);
    expect(disagreements(own, differences)).toEqual([]);
  });

  it('explains no difference that is not there', () => expect(idle(compared, differences)).toEqual([]));
});
