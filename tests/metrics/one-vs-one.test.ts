import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneVsOne } from '../../src/metrics/one-vs-one.ts';

const y = [0, 1, 2, 2, 1, 0, 1, 2, 0, 1];
const q = [
  [0.6, 0.2, 0.1, 0.4, 0.3, 0.3, 0.1, 0.2, 0.5, 0.45],
  [0.3, 0.5, 0.2, 0.3, 0.4, 0.4, 0.8, 0.2, 0.25, 0.35],
  [0.1, 0.3, 0.7, 0.3, 0.3, 0.3, 0.1, 0.6, 0.25, 0.2],
];

function rowsOf(actual: readonly number[], scores: readonly (readonly number[])[]): Parameters<typeof oneVsOne>[0] {
  return { scores: scores.map((own) => Float64Array.from(own)), actual: Int32Array.from(actual) };
}

describe('the AUC of pairs of classes', () => {
  it('equals scikit-learn’s', () => {
    expect(oneVsOne(rowsOf(y, q), false)(null).value).toBeCloseTo(0.9166666666666666, 12);
    expect(oneVsOne(rowsOf(y, q), true)(null).value).toBeCloseTo(0.9166666666666669, 12);
  });
  it('counts a row of weight 3 as three rows', () => {
    const weights = y.map((_, row) => (row % 3 === 0 ? 3 : 1));
    const repeated = y.flatMap((_, row) => Array<number>(weights[row]!).fill(row));
    const wanted = oneVsOne(
      rowsOf(
        repeated.map((row) => y[row]!),
        q.map((own) => repeated.map((row) => own[row]!)),
      ),
      false,
    )(null);
    expect(oneVsOne(rowsOf(y, q), false)(Float64Array.from(weights)).value).toBeCloseTo(wanted.value, 12);
  });
  it('leaves classes without rows out, and has no value for one', () => {
    expect(
      oneVsOne(
        rowsOf(
          [0, 0, 1],
          [
            [0.9, 0.8, 0.1],
            [0.1, 0.1, 0.9],
            [0, 0.1, 0],
          ],
        ),
        false,
      )(null),
    ).toEqual({ value: 1 });
    expect(
      oneVsOne(
        rowsOf(
          [0, 0],
          [
            [0.9, 0.8],
            [0.1, 0.1],
          ],
        ),
        false,
      )(null),
    ).toEqual({ value: NaN, reason: 'one-class' });
    expect(oneVsOne(rowsOf([], [[], []]), false)(null)).toEqual({ value: NaN, reason: 'no-rows' });
  });
  it('of two classes is the mean of both directions, pair by pair', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 20 }), (rows) => {
        const actual = rows.map(([own]) => own);
        const scores = [rows.map(([, first]) => first), rows.map(([, , second]) => second)];
        const wins: number[] = [];
        for (const [i, own] of actual.entries()) {
          for (const [j, other] of actual.entries()) {
            if (own !== 0 || other !== 1) continue;
            wins.push((1 + Math.sign(scores[0]![i]! - scores[0]![j]!)) / 4 + (1 + Math.sign(scores[1]![j]! - scores[1]![i]!)) / 4);
          }
        }
        const { value } = oneVsOne(rowsOf(actual, scores), false)(null);
        if (wins.length === 0) expect(value).toBeNaN();
        else expect(value).toBeCloseTo(wins.reduce((sum, win) => sum + win, 0) / wins.length, 12);
      }),
    );
  });
});
