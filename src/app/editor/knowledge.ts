import type { CellNames, KindDescription, MetricDescription } from '../../engine/protocol.ts';

/** What completion may offer: everything that the engine knows, and the cells of this notebook. */
export interface Knowledge {
  readonly kinds: readonly KindDescription[];
  readonly metrics: readonly MetricDescription[];
  readonly functions: readonly string[];
  readonly cells: readonly CellNames[];
  readonly inputs: readonly string[];
}
