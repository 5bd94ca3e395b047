import { BodyError } from '../../cells/kind.ts';
import { maskOf, type Bits } from '../../cells/selection/row-mask.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import { Recent } from './recent.ts';
import type { RecordSlice } from './table-methods.ts';

/** A cell and the frame that it shows. */
export interface ShownFrame {
  readonly cell: string;
  readonly kind: string;
  readonly frame: Frame;
}

/** Whether two frames hold the same rows in the same order, as data and its predictions do: they share a column. */
export function areAligned(one: Frame, other: Frame): boolean {
  if (one.table === other.table) return true;
  if (one.table.totalRows() !== other.table.totalRows()) return false;
  return one.table.columnNames().some((name) => other.table.columnIndex(name) >= 0 && columnOf(one, name) === columnOf(other, name));
}

/** Finds the slices that a row is in: those of slice cells, and those by which metrics cells measured the same rows. */
export class SlicesOfRow {
  private readonly masks = new Recent<Bits | null>(64);

  of(frame: Frame, row: number, cells: readonly ShownFrame[]): RecordSlice[] {
    const found = cells.flatMap((cell): RecordSlice[] => {
      const { measured, slice } = cell.frame;
      if (measured !== undefined && cell.kind === 'metrics') {
        if (!areAligned(measured.frame, frame)) return [];
        return measured.slicesAt(row).map((name) => ({ cell: cell.cell, ...name }));
      }
      if (slice === undefined || cell.kind !== 'slice') return [];
      const root = cells.find(({ cell: name }) => name === slice.of)?.frame;
      if (root === undefined || !areAligned(root, frame)) return [];
      const mask = this.mask(root, `${root.key ?? ''} ${slice.of} ${slice.where}`, slice.where);
      const holds = mask !== null && (mask[row >>> 5]! & (1 << (row & 31))) !== 0;
      return holds ? [{ cell: cell.cell, by: '', slice: slice.title, label: slice.title }] : [];
    });
    return [...new Map(found.map((each) => [`${each.by} ${each.slice}`, each])).values()];
  }

  private mask(frame: Frame, key: string, where: string): Bits | null {
    const known = this.masks.get(key);
    if (known !== undefined) return known;
    const made = maskWhere(frame, where);
    this.masks.put(key, made);
    return made;
  }
}

function maskWhere(frame: Frame, where: string): Bits | null {
  try {
    return maskOf(frame, { where }, { selection: 'the slice', data: 'the table' });
  } catch (error) {
    if (error instanceof BodyError) return null;
    throw error;
  }
}
