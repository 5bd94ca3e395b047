import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlaceInText } from '../../src/notebook/place-in-text.ts';

describe('PlaceInText', () => {
  it('counts lines that end with LF, CRLF or CR, and columns from 1', () => {
    const place = new PlaceInText('ab\ncd\r\ne\r\rf');
    const at = (offset: number): [number, number] => [place.at(offset).line, place.at(offset).column];
    expect([0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11].map(at)).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 1],
      [2, 3],
      [2, 4],
      [3, 1],
      [3, 2],
      [4, 1],
      [5, 1],
      [5, 2],
    ]);
  });

  it('counts UTF-16 units', () => {
    expect(new PlaceInText('a😀b').at(3)).toEqual({ offset: 3, line: 1, column: 4 });
  });

  it('gives both ends of a range', () => {
    expect(new PlaceInText('a\nbc').range(0, 3)).toEqual({
      start: { offset: 0, line: 1, column: 1 },
      end: { offset: 3, line: 2, column: 2 },
    });
  });

  it('agrees with splitting the text into lines', () => {
    const piece = fc.constantFrom('\n', '\r\n', '\r', 'a', 'bc', '😀', '');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const place = new PlaceInText(text);
        let offset = 0;
        for (const [index, line] of (text.match(/[^\r\n]*(?:\r\n|\n|\r|$)/g) ?? []).entries()) {
          if (line === '' && offset === text.length && index > 0 && !/[\r\n]$/.test(text)) break;
          expect(place.at(offset)).toEqual({ offset, line: index + 1, column: 1 });
          offset += line.length;
        }
        expect(offset).toBe(text.length);
      }),
    );
  });
});
