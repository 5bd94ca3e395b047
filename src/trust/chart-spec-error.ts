export type ChartPath = readonly (string | number)[];

/** A chart that is not allowed: one sentence and the path to what is wrong. */
export class ChartSpecError extends Error {
  override readonly name = 'ChartSpecError';
  constructor(
    message: string,
    readonly path: ChartPath,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** Names that lead from a value to the code behind it. */
export const foreignNames: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'toJSON',
  'hasOwnProperty',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
]);
