import type { CellNames, ColumnValues, KindDescription, MetricDescription } from '../../engine/protocol.ts';
import type { ChartGrammar } from './chart-grammar.ts';

/** What completion may offer: everything that the engine knows, and the cells of this notebook. */
export interface Knowledge {
  readonly kinds: readonly KindDescription[];
  readonly metrics: readonly MetricDescription[];
  readonly functions: readonly string[];
  readonly cells: readonly CellNames[];
  readonly inputs: readonly string[];
}

/** What completion and hover help may know where one block is typed in. */
export interface Surroundings extends Knowledge {
  /** The block's kind and name; null for prose. */
  readonly cell: { readonly kind: string; readonly name: string } | null;
  /** What inputs say now, as text. */
  readonly now: ReadonlyMap<string, string>;
  values(cell: string, column: string): Promise<ColumnValues>;
  /** The words of charts; a chunk of its own, loaded when a chart's spec is first typed in. */
  chart(): Promise<ChartGrammar>;
  /** A name that no cell has, for a new cell of a kind. */
  fresh(kind: string): string;
}
