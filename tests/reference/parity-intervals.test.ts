import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { betaQuantile, normalCdf, normalQuantile, studentCdf, studentQuantile } from '../../src/stats/distributions.ts';
import { clopperPearson, newcombe, student, wilson, type Interval } from '../../src/stats/intervals.ts';
import { mcnemar } from '../../src/stats/mcnemar.ts';
import { benjaminiHochberg, proportionTest, welch } from '../../src/stats/tests.ts';
import { compare } from '../../src/cells/compare.ts';
import { frameOf, objectsOf, runBody } from '../cells/step-of.ts';
import { rankRows, scanRanks } from '../../src/metrics/scan-ranks.ts';
import { casesOf, numberOf, type Written } from './parity-bed.ts';

type Numbers = readonly Written[];

interface Reference {
  readonly proportions: readonly Numbers[];
  readonly pairs: readonly Numbers[];
  readonly mcnemar: readonly Numbers[];
  readonly welch: readonly Numbers[];
  readonly student: readonly Numbers[];
  readonly families: readonly { readonly p: Numbers; readonly benjamini_hochberg: Numbers }[];
  readonly beta_quantile: readonly Numbers[];
  readonly student_quantile: readonly Numbers[];
  readonly normal_quantile: readonly Numbers[];
  readonly normal_cdf: readonly Numbers[];
}

const ends = ({ low, high }: Interval): readonly number[] => [low, high];

const reference = JSON.parse(readFileSync(new URL('./parity/intervals.json', import.meta.url), 'utf8')) as Reference;

/** What differs between ours and the last numbers of each reference row by more than `relative`, or 1e-15. */
function off(rows: readonly Numbers[], ours: (given: readonly number[]) => readonly number[], relative = 1e-12): string[] {
  return rows.flatMap((row) => {
    const given = row.map(numberOf);
    const own = ours(given);
    const peers = given.slice(-own.length);
    return own.flatMap((value, at) => {
      const peer = peers[at]!;
      const near = value === peer || Math.abs(value - peer) <= relative * Math.abs(peer) + 1e-15;
      return near ? [] : [`${given.slice(0, -own.length).join(' ')}: ${value}, the peer has ${peer}`];
    });
  });
}

describe('intervals equal statsmodels and scipy', () => {
  it('Wilson', () => {
    expect(
      off(
        reference.proportions.map((row) => row.slice(0, 5)),
        ([k, n, level]) => ends(wilson(k!, n!, level!)),
      ),
    ).toEqual([]);
  });
  it('Clopper–Pearson', () => {
    const rows = reference.proportions.map((row) => [...row.slice(0, 3), ...row.slice(5)]);
    expect(off(rows, ([k, n, level]) => ends(clopperPearson(k!, n!, level!)))).toEqual([]);
  });
  it('Newcombe, and the pooled test of two proportions', () => {
    const ours = ([k1, n1, k2, n2]: readonly number[]): number[] => [
      ...ends(newcombe(k1!, n1!, k2!, n2!, 0.95)),
      proportionTest(k1!, n1!, k2!, n2!),
    ];
    expect(off(reference.pairs, ours)).toEqual([]);
  });
  it('Student', () => expect(off(reference.student, ([mean, sd, n, level]) => ends(student(mean!, sd!, n!, level!)))).toEqual([]));
});

interface Delong {
  readonly name: string;
  readonly y: readonly number[];
  readonly s: readonly number[];
  readonly delong?: {
    readonly auc: number;
    readonly se: Written;
    readonly other: readonly number[];
    readonly z: Written;
  } | null;
}

describe('DeLong’s variance of an AUC equals that of MLstatkit', () => {
  const cases = casesOf<Delong>('binary').filter(({ delong }) => typeof delong?.se === 'number');

  it.each(cases)('$name', ({ y, s, delong }) => {
    const ranks = scanRanks(rankRows(Float64Array.from(s), Int32Array.from(y), 1, null), null);
    expect(ranks.u2 / (2 * ranks.positives * ranks.negatives)).toBeCloseTo(delong!.auc, 14);
    expect(Math.sqrt(ranks.variance)).toBeCloseTo(numberOf(delong!.se), 12);
  });

  it('is looked at on many inputs', () => expect(cases.length).toBeGreaterThan(30));
});

describe('the paired test of two AUCs has MLstatkit’s z, held against Student’s distribution', () => {
  const cases = casesOf<Delong>('binary').filter(({ delong, y }) => typeof delong?.z === 'number' && y.length >= 8);

  it.each(cases)('$name', async ({ y, s, delong }) => {
    const frame = frameOf(
      { y: y.map((code) => `c${code}`), s, other: delong!.other },
      { classes: ['c0', 'c1'], positive: 'c1', roles: { label: 'y' } },
    );
    const body = { data: 'scored', models: { first: { score: 's' }, second: { score: 'other' } }, metrics: ['roc_auc'] };
    const [row] = objectsOf((await runBody(compare, body, { frames: { scored: frame } })).frame);
    const positives = y.filter((code) => code === 1).length;
    const p = 2 * studentCdf(-Math.abs(numberOf(delong!.z)), Math.min(positives, y.length - positives) - 1);
    expect(row!['method']).toBe('paired delong');
    expect(Math.abs(Number(row!['p']) - p)).toBeLessThanOrEqual(1e-9 * p + 1e-13);
  });
});

describe('tests equal statsmodels and scipy', () => {
  it('McNemar', () => expect(off(reference.mcnemar, ([b, c]) => [mcnemar(b!, c!)])).toEqual([]));
  it('Welch', () => {
    const ours = ([v1, n1, v2, n2, difference]: readonly number[]): number[] => {
      const { df, p } = welch(v1!, n1!, v2!, n2!, difference!);
      return [df, p];
    };
    expect(off(reference.welch, ours)).toEqual([]);
  });
  it('Benjamini–Hochberg', () => {
    for (const { p, benjamini_hochberg: q } of reference.families) {
      expect([...benjaminiHochberg(p.map(numberOf))].map((value) => value.toPrecision(13))).toEqual(
        q.map((value) => numberOf(value).toPrecision(13)),
      );
    }
  });
});

describe('distributions equal scipy', () => {
  it('quantiles of the beta distribution', () => {
    expect(off(reference.beta_quantile, ([p, a, b]) => [betaQuantile(p!, a!, b!)])).toEqual([]);
  });
  it('quantiles of Student’s', () => expect(off(reference.student_quantile, ([p, df]) => [studentQuantile(p!, df!)])).toEqual([]));
  it('quantiles of the normal', () => expect(off(reference.normal_quantile, ([p]) => [normalQuantile(p!)])).toEqual([]));
  it('the normal itself', () => expect(off(reference.normal_cdf, ([z]) => [normalCdf(z!)])).toEqual([]));
});
