import { describe, expect, it } from 'vitest';
import { frameOf, measure, rowsOf } from '../cells/metrics-bed.ts';
import { casesOf, disagreements, type Compared, type Written } from './parity-bed.ts';

interface Case {
  readonly name: string;
  readonly y: readonly (readonly number[])[];
  readonly s: readonly (readonly number[])[];
  readonly w: readonly number[] | null;
  readonly values: Readonly<Record<string, Written>>;
}

const cases = casesOf<Case>('multilabel');
const asked = Object.keys(cases[0]!.values);

async function compare({ name, y, s, w, values }: Case): Promise<Compared[]> {
  const codes = [...y[0]!.keys()];
  const columns = codes.flatMap((code) => [
    [`y${code}`, y.map((row) => row[code]!)] as const,
    [`s${code}`, s.map((row) => row[code]!)] as const,
  ]);
  const frame = frameOf(
    { ...Object.fromEntries(columns), ...(w === null ? {} : { w }) },
    {
      roles: {
        labels: new Map(codes.map((code) => [`l${code}`, `y${code}`])),
        score: new Map(codes.map((code) => [`l${code}`, `s${code}`])),
        ...(w === null ? {} : { weight: 'w' }),
      },
    },
  );
  const metrics = asked.map((key) => {
    const [metric, average] = key.split(' ');
    return average === undefined ? metric : { [metric!]: { average } };
  });
  const body = { task: 'multilabel', threshold: 0.5, metrics, interval: { method: 'none' } };
  const rows = rowsOf((await measure(frame, body)).frames.get(''));
  return rows.map((row, at) => ({
    input: name,
    metric: asked[at]!,
    ours: row['value']!,
    reason: row['reason']!,
    peer: values[asked[at]!]!,
  }));
}

describe('multilabel metrics', async () => {
  const compared = (await Promise.all(cases.map(compare))).flat();

  it.each(asked)('%s equals that of scikit-learn', (metric) => {
    const own = compared.filter((pair) => pair.metric === metric);
    expect(own).toHaveLength(cases.length);
    expect(disagreements(own, [])).toEqual([]);
  });
});
