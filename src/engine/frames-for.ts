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
  for (const name of names) {
    const standing = standings.get(name);
    if (standing === undefined || standing.result.state === 'done') continue;
    if (standing.result.state === 'stale')
      return { state: 'stale', more: { error: { ...start(cell), message: `waits for ${name}`, needs: name } } };
    const root = standing.result.state === 'blocked' ? (standing.result.error?.needs ?? name) : name;
    return { state: 'blocked', more: { error: { ...start(cell), message: `waits for ${root}`, needs: root } } };
  }
  return null;
}

function start(cell: PlannedCell): { line: number; column: number } {
  return { line: cell.block.range.start.line, column: cell.block.range.start.column };
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
