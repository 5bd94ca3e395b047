import type { ChartSelecting } from '../../cells/output.ts';

/** A column that fields can hold to an interval or a list. */
export interface EditableColumn {
  readonly column: string;
  readonly kind: 'number' | 'time' | 'category';
  /** Whether an interval ends without its upper end, as bins do. */
  readonly binned: boolean;
}

/** The columns behind the axes or the colours of a chart. */
export function columnsOf({ x, y, by }: ChartSelecting): readonly EditableColumn[] {
  const axes = [x, y].flatMap((axis) =>
    axis === undefined ? [] : [{ column: axis.column, kind: axis.kind, binned: axis.bins !== undefined }],
  );
  return by === undefined ? axes : [...axes, { column: by.column, kind: 'category', binned: false }];
}
