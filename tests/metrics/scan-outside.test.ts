import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankRuns, scanOutside } from '../../src/metrics/scan-outside.ts';
import { placesByGroup, placesOutside, rankRows, scanRanks } from '../../src/metrics/scan-ranks.ts';

const row = fc.record({
  score: fc.integer({ min: 0, max: 8 }),
  label: fc.integer({ min: 0, max: 1 }),
  group: fc.integer({ min: -1, max: 3 }),
  weight: fc.integer({ min: 1, max: 4 }),
});

describe('scanOutside', () => {
  it.each([false, true])('equals a scan of the rows outside (weights: %s)', (weighted) => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 80 }), (rows) => {
        const groups = Int32Array.from(rows, ({ group }) => group);
        const order = rankRows(
          Float64Array.from(rows, ({ score }) => score),
          Int32Array.from(rows, ({ label }) => label),
          1,
          weighted ? Float64Array.from(rows, ({ weight }) => weight) : null,
        );
        const runs = rankRuns(order);
        placesByGroup(order, groups, 4).forEach((places, group) => {
          const wanted = scanRanks(order, placesOutside(order, groups, group));
          const got = scanOutside(runs, places);
          expect(got.positives).toBe(wanted.positives);
          expect(got.negatives).toBe(wanted.negatives);
          expect(got.u2).toBeCloseTo(wanted.u2, 9);
          if (Number.isNaN(wanted.variance)) expect(got.variance).toBeNaN();
          else expect(got.variance).toBeCloseTo(wanted.variance, 9);
        });
      }),
    );
  });
});
