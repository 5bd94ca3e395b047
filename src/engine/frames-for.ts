import type { Frames } from '../cells/kind.ts';
import type { PlainValue } from '../cells/output.ts';
import { plainValue } from '../cells/table-output.ts';
import { columnOf, type Frame } from '../frame/frame.ts';
import type { Standing } from './evaluate.ts';
import type { Stored } from './memory.ts';
import type { PlannedCell } from './plan.ts';
import type { CellResult } from './result.ts';

/** Why a cell cannot run yet: a cell that it reads did not end well, or still shows an earlier result. */
export interface Waiting {
  readonly state: 'blocked' | 'stale';
  readonly more: Partial<CellResult>;
}

export function waitsFor(cell: PlannedCell, standings: ReadonlyMap<string, Standing>): Waiting | null {
  const names = [...cell.frames, ...cell.inputs].map((reference) => reference.cell);
  const stateOf = (name: string): CellResult['state'] => standings.get(name)?.result.state ?? 'done';
  const broken = names.find((name) => stateOf(name) !== 'done' && stateOf(name) !== 'stale');
  if (broken !== undefined) {
    const root = stateOf(broken) === 'blocked' ? (standings.get(broken)?.result.error?.needs ?? broken) : broken;
    return waiting(cell, 'blocked', root);
  }
  const late = names.find((name) => stateOf(name) === 'stale');
  return late === undefined ? null : waiting(cell, 'stale', late);
}

function waiting(cell: PlannedCell, state: Waiting['state'], needs: string): Waiting {
  const { line, column } = cell.block.range.start;
  const why = state === 'stale' ? { why: [{ type: 'cell', name: needs } as const] } : {};
  return { state, more: { error: { message: `waits for ${needs}`, line, column, needs }, ...why } };
}

/** The frames that a step reads, under the names by which its body calls them. */
export function framesFor(cell: PlannedCell, standings: ReadonlyMap<string, Standing>): ReadonlyMap<string, Frame> {
  const frames = new Map<string, Frame>();
  for (const { name, cell: id, part } of cell.frames) {
    const frame = standings.get(id)?.stored?.frames.get(part);
    if (frame === undefined) throw new Error(`${id} made no ${part === '' ? 'frame' : part} this time`);
    frames.set(name, frame);
  }
  return frames;
}

/** The value of an input cell. */
export function valueOf(stored: Stored | null): PlainValue {
  const frame = stored?.frames.get('');
  return frame === undefined ? null : plainValue(columnOf(frame, 'value'), 0);
}

/** Marks each frame with the content key of the cell that made it, so that parts can be memoised by it. */
export function withKeys(frames: Frames, key: string): Frames {
  return new Map([...frames].map(([part, frame]) => [part, { ...frame, key: part === '' ? key : `${key}.${part}` }]));
}
