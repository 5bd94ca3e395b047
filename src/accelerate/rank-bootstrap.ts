/** Rows in descending or ascending score order, as the kernel reads them: `unit << 2 | endOfTie << 1 | label`. */
export interface RankBootstrap {
  readonly rows: Uint32Array;
  readonly replicates: number;
  readonly seed: number;
}

/** Per replicate: weight of the positives, weight of the negatives, and U2, twice the Mann–Whitney count (each below 2⁵³). AUC = U2 / (2 · positives · negatives). */
export interface RankCounts {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  readonly u2: Float64Array;
  readonly backend: 'plain' | 'webgpu';
}
