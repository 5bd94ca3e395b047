import { counterHash, uniformStream } from '../../stats/counter-random.ts';
import { multinomialDraw } from '../../stats/binomial-draw.ts';

const mostHeld = 4e6;

/** Replicates of the confusion matrices of several groups: draw, group and cell, in that order. */
export interface DrawnCells {
  readonly replicates: number;
  readonly groups: number;
  readonly cells: number;
  readonly values: Float64Array;
}

/**
 * Draws the matrices of all groups together, as one multinomial over group and cell: every row has one weight, whatever the
 * metric. `effective` turns weights into rows.
 */
export function drawJoint(matrices: readonly Float64Array[], effective: number, replicates: number, seed: number): DrawnCells {
  const drawn = emptyDraws(matrices, replicates);
  const joint = Float64Array.from(matrices.flatMap((matrix) => [...matrix])).map((cell) => cell * effective);
  const size = joint.length;
  for (let replicate = 0; replicate < drawn.replicates; replicate++)
    multinomialDraw(joint, drawn.values.subarray(replicate * size, (replicate + 1) * size), uniformStream(seed, replicate));
  return drawn;
}

/** Draws matrices as if rows had been dealt to the groups at random: each group keeps its size and gets cells as all rows have them. */
export function drawShuffled(matrices: readonly Float64Array[], effective: number, replicates: number, seed: number): DrawnCells {
  const drawn = emptyDraws(matrices, replicates);
  const { cells } = drawn;
  const pooled = new Float64Array(cells);
  for (const matrix of matrices) for (let cell = 0; cell < cells; cell++) pooled[cell]! += matrix[cell]! * effective;
  const total = pooled.reduce((sum, cell) => sum + cell, 0);
  for (const [group, matrix] of matrices.entries()) {
    const size = matrix.reduce((sum, cell) => sum + cell, 0) * effective;
    const dealt = pooled.map((cell) => (cell * size) / total);
    const own = counterHash(seed, group, cells);
    for (let replicate = 0; replicate < drawn.replicates; replicate++) {
      const from = (replicate * matrices.length + group) * cells;
      multinomialDraw(dealt, drawn.values.subarray(from, from + cells), uniformStream(own, replicate));
    }
  }
  return drawn;
}

function emptyDraws(matrices: readonly Float64Array[], wanted: number): DrawnCells {
  const cells = matrices[0]?.length ?? 0;
  const size = Math.max(1, matrices.length * cells);
  const replicates = Math.min(wanted, Math.max(100, Math.floor(mostHeld / size)));
  return { replicates, groups: matrices.length, cells, values: new Float64Array(replicates * size) };
}
