/**
 * Poisson(1) weights of units summed by cell, for rows that come in groups (a group is the unit) and for slices that overlap
 * (a row is listed once for each cell that it stands in).
 */
export interface WeightedCounts {
  /** What is resampled, for each entry: below 2³⁰. */
  readonly units: Uint32Array;
  /** The cell of each entry, below `size`. */
  readonly cells: Uint32Array;
  readonly size: number;
  readonly replicates: number;
  /** An integer from 0 to 2³² − 1. */
  readonly seed: number;
}

/** Sums by replicate and cell, replicate after replicate: exact integers. */
export interface WeightedCells {
  readonly counts: Float64Array;
  readonly backend: 'plain' | 'webgpu';
}

/** Entries by cell, cut into tiles of one cell each. */
export interface CellTiles {
  readonly units: Uint32Array;
  readonly edges: Uint32Array;
  /** Cell of each tile. */
  readonly cellOf: Uint32Array;
}

/** Weights of at most 12 keep the sum of so many entries far below 2³². */
const mostTileEntries = 4096;

/** Sorts entries by cell (a stable counting sort) and cuts them into tiles. Throws on a cell that is not below `size`. */
export function cellTiles({ units, cells, size }: WeightedCounts): CellTiles {
  if (units.length !== cells.length) throw new Error(`${units.length} units cannot be counted in ${cells.length} cells`);
  const starts = new Uint32Array(size + 1);
  for (const cell of cells) {
    if (cell >= size) throw new Error(`cell ${cell} is not one of ${size}`);
    starts[cell + 1]!++;
  }
  for (let cell = 0; cell < size; cell++) starts[cell + 1]! += starts[cell]!;
  const edges: number[] = [0];
  const cellOf: number[] = [];
  for (let cell = 0; cell < size; cell++) {
    for (let from = starts[cell]!; from < starts[cell + 1]!; from += mostTileEntries) {
      edges.push(Math.min(from + mostTileEntries, starts[cell + 1]!));
      cellOf.push(cell);
    }
  }
  const sorted = new Uint32Array(units.length);
  for (let at = 0; at < units.length; at++) sorted[starts[cells[at]!]!++] = units[at]!;
  return { units: sorted, edges: Uint32Array.from(edges), cellOf: Uint32Array.from(cellOf) };
}
