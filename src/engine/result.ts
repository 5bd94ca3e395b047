import type { Output } from '../cells/output.ts';

export type CellState = 'queued' | 'running' | 'done' | 'stale' | 'failed' | 'blocked' | 'needs-file' | 'needs-permission';

export interface CellFailure {
  readonly message: string;
  /** Line and column in the notebook's text, from 1. */
  readonly line: number;
  readonly column: number;
  readonly hint?: string;
  /** Offsets in the text and what to write there, where a repair is known. */
  readonly repair?: { readonly from: number; readonly to: number; readonly text: string; readonly label: string };
  /** The file or host that is needed, or the cell that is waited for. */
  readonly needs?: string;
}

/** What is known of one block (a cell, or prose with live values) at this moment. */
export interface CellResult {
  /** The block's id. */
  readonly cell: string;
  readonly kind: string;
  readonly state: CellState;
  /** Hash of everything that the result depends on; '' while it cannot be known. */
  readonly key: string;
  readonly progress?: { readonly share: number; readonly doing: string; readonly secondsLeft?: number };
  /** For `stale` and `running`, the last consistent output. */
  readonly output?: Output;
  readonly error?: CellFailure;
  readonly ms?: number;
  readonly backend?: string;
  /** Expected seconds of a stale cell that waits for Run. */
  readonly estimate?: number;
  /** Rows and columns of the main frame. */
  readonly size?: readonly [rows: number, columns: number];
}
