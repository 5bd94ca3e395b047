import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAucParts } from '../../src/metrics/auc-parts.ts';
import { rankRows, scanRanks } from '../../src/metrics/scan-ranks.ts';

describe('addAucParts', () => {
  it('equals the placements counted pair by pair, ties half, and adds up to 0 in each class', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.nat(1));
    fc.assert(
      fc.property(fc.array(row, { minLength: 4, maxLength: 25 }), (rows) => {
        const scores = Float64Array.from(rows, ([score]) => score);
        const actual = Int32Array.from(rows, ([, label]) => label);
        const positives = actual.filter((label) => label === 1).length;
        const negatives = actual.length - positives;
        fc.pre(positives > 1 && negatives > 1);
        const ranked = rankRows(scores, actual, 1, null);
        const parts = new Float64Array(rows.length).fill(NaN);
        addAucParts(ranked, null, 2, parts);
        const ranks = scanRanks(ranked, null);
        const auc = ranks.u2 / (2 * positives * negatives);
        for (const [at, [score, label]] of rows.entries()) {
          let wins = 0;
          for (const [other, otherLabel] of rows) {
            if (otherLabel === label) continue;
            const better = label === 1 ? score > other : score < other;
            wins += better ? 1 : score === other ? 0.5 : 0;
          }
          const [own, rest] = label === 1 ? [positives, negatives] : [negatives, positives];
          expect(parts[at]).toBeCloseTo((2 * (wins / rest - auc)) / own, 10);
        }
        const squares = (label: number): number => rows.reduce((sum, [, own], at) => sum + (own === label ? (parts[at]! / 2) ** 2 : 0), 0);
        const delong = (squares(1) * positives) / (positives - 1) + (squares(0) * negatives) / (negatives - 1);
        expect(delong).toBeCloseTo(ranks.variance, 10);
      }),
    );
  });
});
