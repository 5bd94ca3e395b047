import type { CellFailure } from './result.ts';

/** Line and column, from 1, of an offset in the text. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) {
    line++;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}

/** A failure at a range of the text, with the text that would repair it where that is known. */
export function failureAt(
  text: string,
  range: { readonly from: number; readonly to: number },
  message: string,
  more: { readonly hint?: string; readonly replacement?: string; readonly needs?: string } = {},
): CellFailure {
  return {
    message,
    ...placeOf(text, range.from),
    ...(more.hint === undefined ? {} : { hint: more.hint }),
    ...(more.needs === undefined ? {} : { needs: more.needs }),
    ...(more.replacement === undefined
      ? {}
      : { repair: { from: range.from, to: range.to, text: more.replacement, label: `Change to ${more.replacement}` } }),
  };
}
