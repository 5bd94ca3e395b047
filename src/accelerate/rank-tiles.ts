/**
 * A cut of packed rows into tiles of consecutive rows. Tiles end at tie ends, except that a run of ties longer than a tile
 * stands in tiles of its own: those that continue the run of the tile before have `continues` set.
 */
export interface RankTiles {
  /** Tile t holds the rows from `edges[t]` up to, not including, `edges[t + 1]`. */
  readonly edges: Uint32Array;
  readonly continues: Uint8Array;
}

/** What one replicate makes of one tile: weights of its positives and negatives, and its own U2. */
export interface TileCounts {
  positives: number;
  negatives: number;
  u2: number;
}

/** A tile of so many rows with weights of at most 12 keeps its U2 below 2³². */
export const mostTileRows = 4096;

/** Cuts packed rows into tiles of at most `most` rows. */
export function cutTiles(rows: Uint32Array, most: number = mostTileRows): RankTiles {
  const edges: number[] = [0];
  const continues: number[] = [];
  const close = (edge: number, continuing: number): void => {
    edges.push(edge);
    continues.push(continuing);
  };
  let open = 0;
  for (let start = 0; start < rows.length;) {
    let end = start;
    while ((rows[end]! & 2) === 0 && end < rows.length - 1) end++;
    end++;
    if (end - open > most && start > open) close((open = start), 0);
    if (end - open > most) {
      for (let edge = open + most; edge < end; edge += most) close(edge, edge === open + most ? 0 : 1);
      close((open = end), 1);
    }
    start = end;
  }
  if (open < rows.length) close(rows.length, 0);
  return { edges: Uint32Array.from(edges), continues: Uint8Array.from(continues) };
}

/**
 * Joins the tiles of one replicate: U2 = Σ (own U2 + 2 · positives · negatives before). A run that spans tiles is joined to its
 * counts first, so that the U2 of its tiles is not used. Sums stay integers below 2⁵³ and so are exact.
 */
export function joinTiles(tiles: RankTiles, countsOf: (tile: number) => TileCounts): TileCounts {
  const all: TileCounts = { positives: 0, negatives: 0, u2: 0 };
  for (let tile = 0; tile < tiles.continues.length;) {
    const part = { ...countsOf(tile) };
    let next = tile + 1;
    for (; tiles.continues[next] === 1; next++) {
      const more = countsOf(next);
      part.positives += more.positives;
      part.negatives += more.negatives;
    }
    const own = next === tile + 1 ? part.u2 : part.positives * part.negatives;
    all.u2 += own + 2 * part.positives * all.negatives;
    all.positives += part.positives;
    all.negatives += part.negatives;
    tile = next;
  }
  return all;
}
