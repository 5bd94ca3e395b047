import fc from 'fast-check';
import { expect, it } from 'vitest';
import { churnOf, scoreDistance, symmetricDifference } from '../../src/analysis/churn.ts';
import { JointDraws, jointCells, matricesOf } from '../../src/analysis/joint-cells.ts';

const code = fc.integer({ min: -1, max: 3 });
const rowsOf = fc.array(
  fc.record({ actual: code, first: code, second: code, group: fc.integer({ min: -1, max: 2 }), weight: fc.integer({ min: 1, max: 5 }) }),
  { maxLength: 60 },
);

it('counts what a loop over the rows counts, in slices and with weights', () => {
  fc.assert(
    fc.property(rowsOf, (rows) => {
      const take = (key: 'actual' | 'first' | 'second' | 'group'): Int32Array => Int32Array.from(rows, (row) => row[key]);
      const weights = Float64Array.from(rows, (row) => row.weight);
      const made = jointCells({ actual: take('actual'), first: take('first'), second: take('second'), weights }, take('group'), 3, 4);
      for (const [group, cells] of made.entries()) {
        const own = rows.filter((row) => row.group === group && row.actual >= 0 && row.first >= 0 && row.second >= 0);
        const weigh = (kept: typeof own): number => kept.reduce((sum, row) => sum + row.weight, 0);
        expect(cells.n).toBe(own.length);
        const { first } = matricesOf(cells, cells.weight);
        expect(first[4 + 2]).toBe(weigh(own.filter((row) => row.actual === 1 && row.first === 2)));
        const churn = churnOf(cells);
        expect(churn.flips).toBe(weigh(own.filter((row) => row.first !== row.second)));
        const right = (key: 'first' | 'second'): number => weigh(own.filter((row) => row[key] === row.actual));
        expect(churn.positive - churn.negative).toBe(right('second') - right('first'));
      }
    }),
  );
});

it('draws as many rows as there are, and one more for each way of flipping two classes', () => {
  const cells = jointCells(
    { actual: Int32Array.of(0, 0, 1, 1, 1), first: Int32Array.of(0, 1, 1, 1, 0), second: Int32Array.of(0, 1, 1, 0, 0), weights: null },
    null,
    1,
    2,
  )[0]!;
  const into = { first: new Float64Array(4), second: new Float64Array(4) };
  const draws = new JointDraws(cells, 1, 7, 500);
  let flips = 0;
  for (let replicate = 0; replicate < 500; replicate++) {
    const { first, second } = draws.at(replicate, into);
    expect(first.reduce((sum, own) => sum + own, 0)).toBe(7);
    expect(second.reduce((sum, own) => sum + own, 0)).toBe(7);
    flips += Math.abs(first[3]! - second[3]!) > 0 ? 1 : 0;
  }
  expect(flips).toBeGreaterThan(200);
  const again = draws.at(3, { first: new Float64Array(4), second: new Float64Array(4) }).first.slice();
  expect(new JointDraws(cells, 1, 7, 500).at(3, into).first).toEqual(again);
});

it('measures the distance of scores', () => {
  expect([scoreDistance(0.2, 0.5), symmetricDifference(0, 0), symmetricDifference(0.1, 0.3)]).toEqual([0.3, 0, (2 * (0.3 - 0.1)) / 0.4]);
});
