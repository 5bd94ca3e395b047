import type { Position, Range } from './notebook.ts';

/** Turns offsets into lines and columns; built once for a text. Lines end with LF, CRLF or CR. */
export class PlaceInText {
  private readonly starts: number[] = [0];
  constructor(text: string) {
    for (let at = 0; at < text.length; at++) {
      if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) this.starts.push(at + 1);
    }
  }

  at(offset: number): Position {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { offset, line: low + 1, column: offset - this.starts[low]! + 1 };
  }

  range(from: number, to: number): Range {
    return { start: this.at(from), end: this.at(to) };
  }
}
