import type { CellNames } from '../../engine/protocol.ts';
import type { CellBlock, Notebook } from '../../notebook/notebook.ts';

/** One number of a frame of numbers. */
export interface MeasuredRow {
  readonly metric: string;
  readonly class: string;
  readonly slice: string;
  readonly n: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Where a cell is to be inserted, and what is known there. */
export interface Place {
  readonly notebook: Notebook;
  /** The cells above, from top to bottom. */
  readonly cells: readonly CellBlock[];
  /** The main frames that they made, in their order. */
  readonly frames: readonly CellNames[];
  /** The numbers of those frames that hold numbers, by cell. */
  readonly measured: ReadonlyMap<string, readonly MeasuredRow[]>;
  readonly better: ReadonlyMap<string, 'higher' | 'lower' | 'neither'>;
}

const rowKinds = ['data', 'derive', 'slice', 'predict', 'code'];

/** Whether a frame has the columns that measuring cells make. */
export function holdsNumbers(frame: CellNames): boolean {
  const names = new Set(frame.columns.map(({ name }) => name));
  return ['metric', 'slice', 'n', 'value', 'low', 'high'].every((name) => names.has(name));
}

/** Whether a frame holds rows of data. */
export function holdsRows(frame: CellNames): boolean {
  return rowKinds.includes(frame.kind) && frame.columns.length > 0 && frame.rows > 0 && !holdsNumbers(frame);
}

/** Whether something is predicted in the rows of a frame, so that it can be measured. */
export function isScored({ roles, task, rows }: CellNames): boolean {
  if (task === undefined || roles === undefined || rows < 30) return false;
  return roles.prediction !== undefined || roles.score !== undefined;
}

/** The frame that the place follows: of the nearest cell above that made rows, numbers or a model. */
export function subjectOf({ frames }: Place): CellNames | undefined {
  return frames.findLast((frame) => frame.kind === 'model' || holdsRows(frame) || holdsNumbers(frame));
}

/** The numbers that the place follows. */
export function numbersOf({ frames }: Place): CellNames | undefined {
  return frames.findLast(holdsNumbers);
}

/** The rows that the place is about: its subject, what its subject measured, or the nearest above. */
export function rowsOf(place: Place): CellNames | undefined {
  const subject = subjectOf(place);
  if (subject === undefined || holdsRows(subject)) return subject;
  const source = holdsNumbers(subject) ? sourceOf(place, subject.cell) : undefined;
  const own = place.frames.find((frame) => frame.cell === source && holdsRows(frame));
  return own ?? place.frames.findLast((frame) => holdsRows(frame) && isScored(frame)) ?? place.frames.findLast(holdsRows);
}

/** What a cell says in `data:`. */
export function sourceOf({ cells }: Place, id: string): string | undefined {
  const cell = cells.find((candidate) => candidate.id === id);
  return cell === undefined ? undefined : /^data:[ \t]*["']?([a-z][a-z0-9_]*)/m.exec(cell.body)?.[1];
}

/** A name that no cell has: the wanted one, or with a number behind it. */
export function freshName(notebook: Notebook, wanted: string): string {
  const taken = new Set(notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block.name ?? block.id] : [])));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if (!taken.has(name)) return name;
  }
}
