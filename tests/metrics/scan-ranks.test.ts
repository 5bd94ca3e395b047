import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexesByGroup, placesByGroup, placesOutside, rankRows, scanRanks } from '../../src/metrics/scan-ranks.ts';
import reference from '../reference/metrics.json' with { type: 'json' };

interface Row {
  readonly score: number;
  readonly label: number;
  readonly group: number;
}

const row = fc.record({
  score: fc.oneof(
    fc.integer({ min: 0, max: 6 }).map((value) => value / 6),
    fc.constantFrom(NaN, Infinity, -Infinity, -0),
  ),
  label: fc.integer({ min: -1, max: 1 }),
  group: fc.integer({ min: -1, max: 2 }),
});

function packed(rows: readonly Row[], weights: Float64Array | null = null): ReturnType<typeof rankRows> {
  return rankRows(
    Float64Array.from(rows, ({ score }) => score),
    Int32Array.from(rows, ({ label }) => label),
    1,
    weights,
  );
}

/** All pairs of a positive and a negative row. */
function pairs(rows: readonly Row[]): { u2: number; variance: number } {
  const known = rows.filter(({ score, label }) => label >= 0 && !Number.isNaN(score));
  const positive = known.filter(({ label }) => label === 1);
  const negative = known.filter(({ label }) => label === 0);
  const psi = positive.map((a) => negative.map((b) => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)));
  const mean = (values: readonly number[]): number => values.reduce<number>((sum, value) => sum + value, 0) / values.length;
  const variance = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);
  const own = psi.map(mean);
  const other = negative.map((_, at) => mean(psi.map((line) => line[at]!)));
  return {
    u2: 2 * psi.flat().reduce<number>((sum, value) => sum + value, 0),
    variance: variance(own) / own.length + variance(other) / other.length,
  };
}

describe('scanRanks', () => {
  it('counts all pairs, of all rows, of each group and outside it', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const order = packed(rows);
        const groups = Int32Array.from(rows, ({ group }) => group);
        expect(scanRanks(order, null).u2).toBeCloseTo(pairs(rows).u2, 9);
        placesByGroup(order, groups, 3).forEach((places, group) => {
          expect(scanRanks(order, places).u2).toBeCloseTo(pairs(rows.filter((own) => own.group === group)).u2, 9);
          expect(scanRanks(order, placesOutside(order, groups, group)).u2).toBeCloseTo(
            pairs(rows.filter((own) => own.group !== group)).u2,
            9,
          );
        });
      }),
    );
  });

  it('has DeLong’s variance', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 8, maxLength: 60 }), (rows) => {
        const wanted = pairs(rows).variance;
        const got = scanRanks(packed(rows), null).variance;
        if (Number.isNaN(wanted)) expect(got).toBeNaN();
        else expect(got).toBeCloseTo(wanted, 9);
      }),
    );
    const { y, s, delong } = reference.binary;
    const rows = s.map((score, at) => ({ score, label: y[at]!, group: 0 }));
    expect(scanRanks(packed(rows), null).variance).toBeCloseTo(delong.variance, 14);
  });

  it('shrinks the effective number of rows with unequal weights, and only then', () => {
    const { y, s, w } = reference.binary;
    const rows = s.map((score, at) => ({ score, label: y[at]!, group: 0 }));
    const plain = scanRanks(packed(rows), null).variance;
    expect(scanRanks(packed(rows, new Float64Array(rows.length).fill(7)), null).variance).toBeCloseTo(plain, 12);
    expect(scanRanks(packed(rows, Float64Array.from(w)), null).variance).toBeGreaterThan(plain);
  });
});

describe('indexesByGroup', () => {
  it('parts indexes in ascending order, leaving out those of no group', () => {
    const groups = [1, -1, 0, 1, 0];
    expect(indexesByGroup(5, (index) => groups[index]!, 3).map((list) => [...list])).toEqual([[2, 4], [0, 3], []]);
  });
});
