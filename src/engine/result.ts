import type { Output, PlainValue } from '../cells/output.ts';

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
  /** SHA-256 of the code that waits for a permission. */
  readonly code?: string;
}

/** One thing that is not as it was when a stale cell last ran. */
export type StaleReason =
  | { readonly type: 'text' }
  | { readonly type: 'input'; readonly name: string; readonly from: PlainValue; readonly to: PlainValue }
  /** The cell was made anew, or is stale itself. */
  | { readonly type: 'cell'; readonly name: string }
  | { readonly type: 'file'; readonly name: string }
  | { readonly type: 'backend'; readonly from: string; readonly to: string };

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
  /** When a running cell began, in milliseconds since 1970. */
  readonly since?: number;
  readonly ms?: number;
  readonly backend?: string;
  /** Expected seconds of a stale cell that waits for Run, and of one that begins to run. */
  readonly estimate?: number;
  /** Why a stale cell is stale; nothing where it never ran. */
  readonly why?: readonly StaleReason[];
  /** Rows and columns of the main frame. */
  readonly size?: readonly [rows: number, columns: number];
  /** Bytes that the result's frames hold. */
  readonly bytes?: number;
  /** The result was kept from an earlier run and nothing was computed. */
  readonly fromMemory?: boolean;
  /** The output was computed elsewhere and came with a link. */
  readonly elsewhere?: true;
}
