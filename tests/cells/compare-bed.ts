import { compare } from '../../src/cells/compare.ts';
import type { Frames } from '../../src/cells/kind.ts';
import type { Output, PlainValue } from '../../src/cells/output.ts';
import type { Frame } from '../../src/frame/frame.ts';
import { objectsOf, runBody } from './step-of.ts';

export type Row = Readonly<Record<string, PlainValue>>;

/** Runs a compare cell over the columns of one frame, which it calls `scored`. */
export async function compareOver(
  frame: Frame,
  body: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, PlainValue>> = {},
): Promise<{ frames: Frames; output: Output }> {
  return runBody(compare, { data: 'scored', ...body }, { frames: { scored: frame }, values });
}

/** Runs a compare cell over several cells. */
export async function compareCells(
  frames: Readonly<Record<string, Frame>>,
  body: Readonly<Record<string, unknown>> = {},
): Promise<{ frames: Frames; output: Output }> {
  return runBody(compare, { models: Object.keys(frames), ...body }, { frames });
}

/** The rows of a part as plain records. */
export function rowsOfCompare(frames: Frames, part = ''): Row[] {
  return objectsOf(frames.get(part)!);
}
