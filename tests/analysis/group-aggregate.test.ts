import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupAggregate } from '../../src/analysis/group-aggregate.ts';

const rates = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 8 });

describe('groupAggregate', () => {
  it('is the extreme over all pairs, or over all groups against the whole', () => {
    fc.assert(
      fc.property(rates, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, overall) => {
        const pairs = values.flatMap((a) => values.map((b) => [a, b] as const));
        expect(groupAggregate('difference', 'between_groups', values, overall)).toBe(Math.max(...pairs.map(([a, b]) => a - b)));
        expect(groupAggregate('ratio', 'between_groups', values, overall)).toBe(Math.min(...pairs.map(([a, b]) => a / b)));
        expect(groupAggregate('difference', 'to_overall', values, overall)).toBe(
          Math.max(...values.map((value) => Math.abs(value - overall))),
        );
        const ratios = values.map((value) => Math.min(value / overall, overall / value));
        expect(groupAggregate('ratio', 'to_overall', values, overall)).toBeCloseTo(Math.min(...ratios), 12);
        expect(groupAggregate('group_min', 'to_overall', values, overall)).toBe(Math.min(...values));
        expect(groupAggregate('group_max', 'to_overall', values, overall)).toBe(Math.max(...values));
      }),
    );
  });

  it('is undefined for one group, for a group without a value, and for 0 / 0', () => {
    expect(groupAggregate('difference', 'between_groups', [0.4], 0.4)).toBeNaN();
    expect(groupAggregate('group_min', 'between_groups', [0.4, NaN], 0.4)).toBeNaN();
    expect(groupAggregate('ratio', 'between_groups', [0, 0], 0)).toBeNaN();
    expect(groupAggregate('ratio', 'between_groups', [0, 0.5], 0.2)).toBe(0);
  });
});
