/** Advance widths of the printable ASCII characters in a plain sans, in thousandths of an em. */
const ascii =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 ' +
  '1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 ' +
  '333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584';
const widths = ascii.split(' ').map(Number);
/** Fonts that stand in for ours run wider. */
const room = 1.1;

/** Pixels that a line of text takes in a sans of this size, near enough to keep labels apart, and the same everywhere. */
export function textWidth(text: string, size: number, weight: string | number | undefined): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    width += widths[code - 32] ?? (code >= 0x2e80 ? 1000 : 600);
  }
  const bold = weight === 'bold' || Number(weight) >= 600 ? 1.06 : 1;
  return (width / 1000) * size * room * bold;
}
