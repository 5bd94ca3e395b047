/** Where a block lies in the window. */
export interface BlockBox {
  readonly id: string;
  readonly top: number;
  readonly bottom: number;
}

/** Between which blocks something would be dropped at a height: before the block named, or at the end for null; and where the line stands. */
export function dropPlace(boxes: readonly BlockBox[], y: number): { readonly before: string | null; readonly line: number } {
  const at = boxes.findIndex(({ top, bottom }) => y < (top + bottom) / 2);
  const next = at === -1 ? undefined : boxes[at];
  const above = at === -1 ? boxes.at(-1) : boxes[at - 1];
  if (next === undefined) return { before: null, line: (above?.bottom ?? 0) + 12 };
  return { before: next.id, line: above === undefined ? next.top - 12 : (above.bottom + next.top) / 2 };
}

/** Pixels to scroll by in one frame, the nearer to the edge the more. */
export function scrollStep(y: number, top: number, bottom: number): number {
  const reach = 72;
  if (y < top + reach) return -Math.ceil((Math.min(reach, top + reach - y) / reach) * 18);
  if (y > bottom - reach) return Math.ceil((Math.min(reach, y - bottom + reach) / reach) * 18);
  return 0;
}
