/** Where columns stand: widths summed up, so that what is on screen is found by halving. */
export interface ColumnLayout {
  readonly names: readonly string[];
  /** Left edge of each column, and the width of all at the end. */
  readonly edges: Float64Array;
}

export function columnLayout(names: readonly string[], widthOf: (name: string) => number): ColumnLayout {
  const edges = new Float64Array(names.length + 1);
  names.forEach((name, at) => (edges[at + 1] = edges[at]! + widthOf(name)));
  return { names, edges };
}

/** The columns that a window from `left` to `right` touches. */
export function columnsWithin({ edges, names }: ColumnLayout, left: number, right: number): { first: number; last: number } {
  const first = Math.max(0, lastEdgeAt(edges, left));
  return { first: Math.min(first, names.length), last: Math.min(names.length, lastEdgeAt(edges, Math.max(left, right - 1)) + 1) };
}

/** Index of the last edge that is not beyond `x`; −1 where all are. */
function lastEdgeAt(edges: Float64Array, x: number): number {
  let low = -1;
  let high = edges.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (edges[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return Math.min(low, edges.length - 2);
}

export const narrowest = 48;
export const widest = 720;

/** The width that a column has until somebody changes it. */
export function usualWidth(column: { readonly name: string; readonly type: string; readonly role?: string }): number {
  const byType = { number: 112, string: 112, boolean: 96, time: 172, vector: 92 };
  const byName = column.name.length * 7.4 + 40;
  const text = column.role === 'text' ? 260 : 0;
  return Math.round(Math.max(byType[column.type as keyof typeof byType] ?? 112, Math.min(200, byName), text));
}

/** The width that shows these texts whole, within bounds. */
export function snugWidth(name: string, texts: readonly string[]): number {
  const letters = Math.max(0, ...texts.map((text) => text.length));
  return Math.round(Math.max(narrowest, Math.min(widest / 2, Math.max(name.length * 7.4 + 40, letters * 7.3 + 22))));
}
