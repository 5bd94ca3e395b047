import { describe, expect, it } from 'vitest';
import { frameOf, measure, rowsOf } from '../cells/metrics-bed.ts';
import { casesOf, disagreements, type Compared, type Written } from './parity-bed.ts';

interface Case {
  readonly name: string;
  readonly k: number;
  readonly relevance: readonly number[];
  readonly scores: readonly number[];
  readonly values: Readonly<Record<string, Written>>;
}

const cases = casesOf<Case>('retrieval');
const names = [...new Set(cases.flatMap(({ values }) => Object.keys(values)))];
/** torchmetrics answers in single precision. */
const single = new Set(names.filter((name) => !name.endsWith('dcg')));

async function compare({ name, k, relevance, scores, values }: Case): Promise<Compared[]> {
  const frame = frameOf({ q: relevance.map(() => 'one'), y: relevance, s: scores }, { roles: { label: 'y', score: new Map([['', 's']]) } });
  const asked = Object.keys(values);
  const metrics = asked.map((metric) => (metric === 'r_precision' ? metric : { [metric]: { k } }));
  const rows = rowsOf((await measure(frame, { task: 'ranking', query: 'q', metrics, interval: { method: 'none' } })).frames.get(''));
  return rows.map((row, at) => ({
    input: name,
    metric: asked[at]!,
    ours: row['value']!,
    reason: row['reason']!,
    peer: values[asked[at]!]!,
  }));
}

describe('ranking metrics of a query', async () => {
  const compared = (await Promise.all(cases.map(compare))).flat();

  it.each(names)('%s equals its peer', (metric) => {
    const own = compared.filter((pair) => pair.metric === metric);
    expect(own.length).toBeGreaterThan(20);
    expect(disagreements(own, [], single.has(metric) ? 1e-6 : 1e-12)).toEqual([]);
  });
});
