/** Where the cursor of a table stands; row −1 is the head. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows on screen. */
  readonly page: number;
}

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Where a key moves the cursor; null for a key that does not move it. */
export function gridMove(event: Pressed, at: GridPlace, size: GridSize): GridPlace | null {
  const far = event.ctrlKey || event.metaKey;
  const step = stepOf(event.key, size.page, far);
  if (step === null) return null;
  const [rows, columns] = step;
  const toHead = event.key === 'ArrowUp' && !far;
  const top = size.rows === 0 || toHead || (at.row === -1 && rows === 0) ? -1 : 0;
  return { row: clamp(at.row + rows, size.rows - 1, top), column: clamp(at.column + columns, size.columns - 1, 0) };
}

function stepOf(key: string, page: number, far: boolean): readonly [rows: number, columns: number] | null {
  const most = 1e9;
  switch (key) {
    case 'ArrowDown':
      return far ? [most, 0] : [1, 0];
    case 'ArrowUp':
      return far ? [-most, 0] : [-1, 0];
    case 'ArrowRight':
      return [0, far ? most : 1];
    case 'ArrowLeft':
      return [0, far ? -most : -1];
    case 'PageDown':
      return [Math.max(1, page - 1), 0];
    case 'PageUp':
      return [-Math.max(1, page - 1), 0];
    case 'Home':
      return far ? [-most, -most] : [0, -most];
    case 'End':
      return far ? [most, most] : [0, most];
    default:
      return null;
  }
}

function clamp(value: number, high: number, low: number): number {
  return Math.max(low, Math.min(high, value));
}
