import { expect, it } from 'vitest';
import { jointBlocks } from '../../src/analysis/joint-blocks.ts';
import { rankRows } from '../../src/metrics/scan-ranks.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';

const rows = Array.from({ length: 900 }, (_, row) => row);
const actual = Int32Array.from(rows, (row) => +(counterUniform(1, 0, row) < 0.4));
const scored = (at: number): Float64Array =>
  Float64Array.from(rows, (row) => Math.round(50 * (counterUniform(1, at, row) + 0.5 * actual[row]!)) / 50);
const side = (at: number) => ({ rows: rankRows(scored(at), actual, 1, null), places: null });

/** AUC of blocks: pairs inside one block count half. */
function auc(cells: Float64Array): number {
  let positives = 0;
  let negatives = 0;
  for (let at = 0; at < cells.length; at += 2) [positives, negatives] = [positives + cells[at]!, negatives + cells[at + 1]!];
  let below = negatives;
  let won = 0;
  for (let at = 0; at < cells.length; at += 2) {
    below -= cells[at + 1]!;
    won += cells[at]! * (below + cells[at + 1]! / 2);
  }
  return won / (positives * negatives);
}

it('holds every row once in the blocks of both rankings, and draws both from the same rows', () => {
  const blocks = jointBlocks(side(1), side(2), 1);
  const positives = actual.reduce((sum, own) => sum + own, 0);
  for (const cells of [blocks.first, blocks.second]) {
    expect(cells.reduce((sum, cell, at) => sum + (at % 2 === 0 ? cell : 0), 0)).toBe(positives);
    expect(cells.reduce((sum, cell) => sum + cell, 0)).toBe(rows.length);
  }
  const drawn = blocks.draw(1, 5);
  const totals = [drawn.first, drawn.second].map((cells) => cells.filter((_, at) => at % 2 === 0).reduce((sum, cell) => sum + cell, 0));
  expect(totals[0]).toBe(totals[1]);
  const same = jointBlocks(side(1), side(1), 1).draw(1, 5);
  expect(same.first).toEqual(same.second);
});

it('has a standard error that the replicates agree with', () => {
  const blocks = jointBlocks(side(1), side(2), 1);
  const replicates = Array.from({ length: 2000 }, (_, at) => {
    const { first, second } = blocks.draw(1, at);
    return auc(second) - auc(first);
  });
  const mean = replicates.reduce((sum, own) => sum + own, 0) / replicates.length;
  const sd = Math.sqrt(replicates.reduce((sum, own) => sum + (own - mean) ** 2, 0) / (replicates.length - 1));
  expect(blocks.spread(auc) / sd).toBeGreaterThan(0.93);
  expect(blocks.spread(auc) / sd).toBeLessThan(1.07);
  expect(jointBlocks(side(1), side(1), 1).spread(auc)).toBe(0);
});
