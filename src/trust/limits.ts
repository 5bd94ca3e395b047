/** Bounds on what enters; each can be set smaller, so that it can be tested. */
export const defaultLimits = {
  /** Bytes of one file. */
  bytes: 1_000_000_000,
  rows: 50_000_000,
  columns: 10_000,
  /** Rows that may reach a chart after its aggregates were computed. */
  chartRows: 5_000,
  /** Milliseconds that free code may run, and bytes that it may give back. */
  codeMs: 10_000,
  codeBytes: 50_000_000,
} as const;

/** Characters that expressions may make: of one value, and of all values of a step together. */
export const textLimits = { value: 1_000_000, total: 256_000_000 } as const;
