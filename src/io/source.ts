/** Bytes by name: a file, a response, a buffer. Opening it twice reads it twice. */
export interface Source {
  readonly name: string;
  readonly size?: number;
  stream(): ReadableStream<Uint8Array>;
  /** Bytes from `from` up to, not including, `to`. */
  slice(from: number, to: number): Promise<Uint8Array>;
  /** SHA-256 of all bytes, in lower-case hexadecimal. */
  digest(signal?: AbortSignal): Promise<string>;
}

/** The one door to bytes. Throws `SourceError` when the reference cannot be read. */
export type Read = (reference: string, signal: AbortSignal) => Promise<Source>;

/** Reports how far a long step is: a share from 0 to 1, and what is being done. */
export type Progress = (share: number, doing: string) => void;

/** Why bytes could not be had: the state that the cell takes is `needs-file`, `needs-permission` or `failed`. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  constructor(
    readonly state: 'needs-file' | 'needs-permission' | 'failed',
    message: string,
    readonly reference: string,
  ) {
    super(message);
  }
}
