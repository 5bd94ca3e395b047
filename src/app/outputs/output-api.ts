import type { PlainValue, TableOutput } from '../../cells/output.ts';
import type { RowsAnswer, RowsRequest } from '../../engine/protocol.ts';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
}

/** What an output may ask of the page. */
export interface OutputApi {
  rows(request: RowsRequest, signal: AbortSignal): Promise<RowsAnswer>;
  /** The rows behind the numbers of one slice of a measurement. */
  behind(request: { cell: string; slice: string }): Promise<TableOutput>;
  pixels(request: { cell: string; part: string; column: string; row: number }): Promise<Pixels>;
  /** A control has a new value; `done` when the gesture ended. */
  input(cell: string, value: PlainValue, done: boolean): void;
  readonly theme: 'light' | 'dark';
}
