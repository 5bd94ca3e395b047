import { describe, expect, it } from 'vitest';
import { frameOf, measure, rowsOf } from '../cells/metrics-bed.ts';
import { casesOf, disagreements, type Compared, type Written } from './parity-bed.ts';

type Binned = Readonly<Record<'expected' | 'maximum' | 'reliability' | 'resolution', Written>>;
type Peers = Binned & Readonly<Record<'netcal_ece' | 'netcal_mce' | 'torchmetrics_ece' | 'torchmetrics_mce', Written>>;

interface Case {
  readonly name: string;
  readonly y: readonly number[];
  readonly s: readonly number[];
  readonly w: readonly number[] | null;
  readonly values: Readonly<Record<string, Written>>;
  readonly uniform?: Readonly<Record<string, Peers>>;
  readonly quantile?: Readonly<Record<string, Binned>>;
}

const cases = casesOf<Case>('calibration');

async function measured({ y, s, w }: Case, metrics: readonly unknown[]): Promise<ReturnType<typeof rowsOf>> {
  const frame = frameOf(
    { y: y.map((code) => `c${code}`), s, ...(w === null ? {} : { w }) },
    { classes: ['c0', 'c1'], roles: { label: 'y', score: new Map([['', 's']]), ...(w === null ? {} : { weight: 'w' }) } },
  );
  return rowsOf((await measure(frame, { metrics, interval: { method: 'none' } })).frames.get(''));
}

interface Asked {
  readonly metric: string;
  readonly body: unknown;
  readonly peer: Written;
}

async function compare(own: Case, asked: readonly Asked[]): Promise<Compared[]> {
  if (asked.length === 0) return [];
  const rows = await measured(
    own,
    asked.map(({ body }) => body),
  );
  return rows.map((row, at) => ({
    input: own.name,
    metric: asked[at]!.metric,
    ours: row['value']!,
    reason: row['reason']!,
    peer: asked[at]!.peer,
  }));
}

/** Whose errors, with what bins, and how near ours have to come. */
const rivals: readonly (readonly [
  who: string,
  strategy: 'uniform' | 'quantile',
  expected: keyof Peers,
  maximum: keyof Peers,
  relative: number,
])[] = [
  ['scikit-learn, equal widths', 'uniform', 'expected', 'maximum', 1e-12],
  ['netcal', 'uniform', 'netcal_ece', 'netcal_mce', 1e-12],
  ['torchmetrics, in single precision', 'uniform', 'torchmetrics_ece', 'torchmetrics_mce', 2e-6],
  ['scikit-learn, equal counts', 'quantile', 'expected', 'maximum', 1e-12],
];

describe('calibration errors', () => {
  it.each(rivals)('equal those of %s', async (_, strategy, expected, maximum, relative) => {
    const compared = await Promise.all(
      cases.map((own) =>
        compare(
          own,
          Object.entries(own[strategy] ?? {}).flatMap(([bins, binned]: [string, Binned & Partial<Peers>]) => {
            const parameters = { bins: Number(bins), strategy };
            return [
              { metric: `expected_calibration_error ${bins}`, body: { expected_calibration_error: parameters }, peer: binned[expected]! },
              { metric: `maximum_calibration_error ${bins}`, body: { maximum_calibration_error: parameters }, peer: binned[maximum]! },
            ];
          }),
        ),
      ),
    );
    expect(compared.flat().length).toBeGreaterThan(30);
    expect(disagreements(compared.flat(), [], relative)).toEqual([]);
  });
});

describe('parts of the Brier score', () => {
  it('by bins of equal count equal those made of scikit-learn’s bins', async () => {
    const compared = await Promise.all(
      cases
        .filter((own) => own.quantile !== undefined)
        .map((own) =>
          compare(
            own,
            Object.entries(own.quantile!).flatMap(([bins, { reliability, resolution }]) => [
              { metric: `brier_reliability ${bins}`, body: { brier_reliability: { bins: Number(bins) } }, peer: reliability },
              { metric: `brier_resolution ${bins}`, body: { brier_resolution: { bins: Number(bins) } }, peer: resolution },
            ]),
          ),
        ),
    );
    expect(disagreements(compared.flat(), [])).toEqual([]);
  });

  it.each([
    ['brier_uncertainty', 1e-12],
    ['brier_miscalibration', 1e-12],
    ['brier_discrimination', 1e-12],
    ['calibration_sum_ratio', 1e-12],
    ['calibration_slope', 1e-8],
    ['calibration_intercept', 1e-8],
  ])('%s equals that of scikit-learn’s isotonic or statsmodels’ logistic regression', async (metric, relative) => {
    const compared = await Promise.all(cases.map((own) => compare(own, [{ metric, body: metric, peer: own.values[metric]! }])));
    expect(compared.length).toBeGreaterThan(30);
    expect(disagreements(compared.flat(), [], relative)).toEqual([]);
  });
});
