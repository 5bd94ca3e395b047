/** Where the working of a number floats: under it, or over it where there is more room. Lengths in CSS pixels. */
export interface WorkingPlace {
  readonly left: number;
  readonly top?: number;
  readonly bottom?: number;
  /** The most that it can be high. */
  readonly room: number;
}

const width = 292;
const gap = 4;
const edge = 8;
const wanted = 280;

export function placeWorking(
  number: { readonly left: number; readonly top: number; readonly bottom: number },
  view: { readonly width: number; readonly height: number },
): WorkingPlace {
  const left = Math.max(edge, Math.min(number.left, view.width - width - edge));
  const under = view.height - number.bottom - gap - edge;
  const over = number.top - gap - edge;
  return under >= wanted || under >= over
    ? { left, top: number.bottom + gap, room: under }
    : { left, bottom: view.height - number.top + gap, room: over };
}
