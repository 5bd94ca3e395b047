import type { NumberColumn } from '../../frame/column.ts';
import type { Frame } from '../../frame/frame.ts';
import type { Host } from '../kind.ts';
import { keep, type Selected } from '../selection/selected.ts';

/** What a chart shows: a frame, and the rows of it that a selection leaves. Parts made of the frame outlive the selection. */
export class Shown {
  constructor(
    readonly frame: Frame,
    /** Null where all rows are left. */
    readonly selected: Selected | null,
    /** Whether the chart reads a selection, so that it shows all rows behind those that are left. */
    readonly filtered: boolean,
    private readonly host: Pick<Host, 'memo'>,
  ) {}

  /** What was made of the frame before, or is made of it now. */
  keep<T>(what: string, make: () => T): T {
    return keep(this.frame, this.host, `chart ${what}`, make);
  }

  /** Smallest and largest finite value of a column; 0 and 1 where there is none. */
  extent(name: string, column: NumberColumn): readonly [min: number, max: number] {
    return this.keep(`extent ${name}`, () => extentOf(column.values));
  }
}

function extentOf(values: Float64Array): readonly [min: number, max: number] {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min > max ? [0, 1] : [min, max];
}
