import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitSpreads, type Units } from '../../src/stats/unit-spread.ts';

const unitsOf = (of: readonly number[], strata: readonly number[] | null = null): Units => ({
  of: Int32Array.from(of),
  count: Math.max(...of) + 1,
  strata: strata === null ? null : Int32Array.from(strata),
  strataCount: strata === null ? 1 : Math.max(...strata) + 1,
  clustered: true,
});

const sumOf = (values: readonly number[]): { size: number; add: (row: number, into: Float64Array, at: number) => boolean } => ({
  size: 1,
  add(row, into, at) {
    into[at]! += values[row]!;
    return true;
  },
});

const one = Float64Array.of(1);
const ddof1 = (sums: readonly number[]): number => {
  const mean = sums.reduce((total, sum) => total + sum, 0) / sums.length;
  return sums.reduce((total, sum) => total + (sum - mean) ** 2, 0) / (sums.length - 1);
};

describe('unitSpreads', () => {
  it('of rows alone is n times their sample variance', () => {
    const values = [1, 4, 2, 8, 5];
    const [{ inside }] = unitSpreads(unitsOf([0, 1, 2, 3, 4]), null, 1, sumOf(values)) as [ReturnType<typeof unitSpreads>[0]];
    expect(inside.variance(one)).toBeCloseTo(5 * ddof1(values), 10);
    expect([inside.df, inside.units, inside.size]).toEqual([4, 5, 1]);
  });

  it('of clusters, slices and the rows outside them equals sums made one by one', () => {
    const row = fc.record({ unit: fc.nat(5), slice: fc.integer({ min: -1, max: 1 }), value: fc.integer({ min: -9, max: 9 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 8, maxLength: 30 }), (rows) => {
        const units = unitsOf([...rows.map(({ unit }) => unit), 6]);
        const all = [...rows, { unit: 6, slice: -1, value: 3 }];
        const spreads = unitSpreads(
          units,
          Int32Array.from(all, ({ slice }) => slice),
          2,
          sumOf(all.map(({ value }) => value)),
        );
        for (const slice of [0, 1]) {
          const sums = (keep: (own: number) => boolean): Map<number, number> => {
            const made = new Map<number, number>();
            for (const { unit, slice: own, value } of all) if (keep(own)) made.set(unit, (made.get(unit) ?? 0) + value);
            return made;
          };
          const inside = sums((own) => own === slice);
          const outside = sums((own) => own !== slice);
          const spread = spreads[slice]!;
          expect(spread.inside.units).toBe(inside.size);
          expect(spread.outside.units).toBe(outside.size);
          if (inside.size > 1) expect(spread.inside.variance(one)).toBeCloseTo(inside.size * ddof1([...inside.values()]), 8);
          if (outside.size > 1) expect(spread.outside.variance(one)).toBeCloseTo(outside.size * ddof1([...outside.values()]), 8);
          const ids = [...new Set(all.map(({ unit }) => unit))];
          const meanIn = [...inside.values()].reduce((a, b) => a + b, 0) / ids.length;
          const meanOut = [...outside.values()].reduce((a, b) => a + b, 0) / ids.length;
          const products = ids.map((id) => ((inside.get(id) ?? 0) - meanIn) * ((outside.get(id) ?? 0) - meanOut));
          const expected =
            ids.length > 1 ? (products.reduce((a, b) => a + b, 0) * ids.length) / (ids.length - 1) : spread.covariance(one, one);
          expect(spread.covariance(one, one)).toBeCloseTo(expected, 8);
        }
      }),
    );
  });

  it('within strata adds up what the units of each differ from its own mean', () => {
    const values = [1, 3, 10, 14, 12];
    const [{ inside }] = unitSpreads(unitsOf([0, 1, 2, 3, 4], [0, 0, 1, 1, 1]), null, 1, sumOf(values)) as [
      ReturnType<typeof unitSpreads>[0],
    ];
    expect(inside.variance(one)).toBeCloseTo(2 * ddof1([1, 3]) + 3 * ddof1([10, 14, 12]), 10);
    expect(inside.df).toBe(3);
  });
});
