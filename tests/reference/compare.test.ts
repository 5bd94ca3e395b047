import { describe, expect, it } from 'vitest';
import { addAucDifference, aucSpread, placements } from '../../src/analysis/paired-auc.ts';
import { rankRows } from '../../src/metrics/scan-ranks.ts';
import { bonettPrice } from '../../src/stats/bonett-price.ts';
import { mcnemar } from '../../src/stats/mcnemar.ts';
import { permutationP, relabellings } from '../../src/stats/permutation.ts';
import { twoSided } from '../../src/stats/tests.ts';
import { studentised, unitMean } from '../../src/stats/unit-mean.ts';
import cases from './compare.json' with { type: 'json' };

function close(value: number, peer: number, relative = 1e-11): void {
  expect(Math.abs(value - peer)).toBeLessThanOrEqual(relative * Math.max(Math.abs(peer), 1e-3));
}

describe('two models, against SciPy, statsmodels and DeLong’s own definition', () => {
  it.each(cases.auc.map((own, at) => [at, own] as const))('AUC of case %i', (_, own) => {
    const y = Int32Array.from(own.y);
    const sides = [own.a, own.b].map((scores) => ({ rows: rankRows(Float64Array.from(scores), y, 1, null), places: null }));
    const influence = new Float64Array(y.length);
    const { first, second } = addAucDifference(sides[0]!, sides[1]!, influence, 1, true);
    const se = aucSpread(influence, Uint32Array.from(y, (__, row) => row), null);
    close(first, own.first);
    close(second, own.second);
    close(se ** 2, own.variance, 1e-10);
    close(twoSided((second - first) / se), own.p, 1e-9);
    close(placements(sides[0]!.rows, null).auc, own.first);
  });

  it.each(cases.mcnemar)('McNemar of $b and $c', ({ b, c, exact, mid }) => {
    close(mcnemar(b, c), exact, b + c > 1000 ? 1e-9 : 1e-12);
    close(mcnemar(b, c, 'mid'), mid, b + c > 1000 ? 1e-9 : 1e-12);
  });

  it.each(cases.bonettPrice)('Bonett and Price of $b and $c in $n', ({ b, c, n, low, high }) => {
    const interval = bonettPrice(b, c, n, 0.95);
    close(interval.low, low);
    close(interval.high, high);
  });

  it.each(cases.ttest)('Student on differences, mean $value', ({ a, b, value, low, high, p }) => {
    const mean = unitMean(Float64Array.from(b, (own, at) => own - a[at]!), null, null);
    const interval = studentised(mean.mean, mean, 0.95);
    close(mean.mean, value);
    close(interval.low, low, 1e-10);
    close(interval.high, high, 1e-10);
    close(interval.p, p, 1e-10);
  });

  it.each(cases.permutation)('all relabellings, p $p', ({ differences, p }) => {
    const { count, all, swaps } = relabellings(differences.length, 5000, 1);
    const total = (at: number): number => differences.reduce((sum, own, unit) => sum + (swaps(at, unit) ? -own : own), 0);
    const values = Float64Array.from({ length: count }, (_, at) => total(at));
    expect(all).toBe(true);
    close(permutationP(total(0), values, all), p);
    const drawn = relabellings(differences.length, 4, 3);
    expect([drawn.count, drawn.all]).toEqual([4, false]);
  });

  it.each(cases.cluster)('groups, standard error $se', ({ differences, groups, se, p }) => {
    const mean = unitMean(Float64Array.from(differences), null, { codes: groups, count: Math.max(...groups) + 1 });
    close(mean.se, se, 1e-10);
    close(studentised(mean.mean, mean, 0.95).p, p, 1e-9);
  });
});
