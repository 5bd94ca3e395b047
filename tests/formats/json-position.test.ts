import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonProblem } from '../../src/formats/json-position.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it('finds a problem exactly where JSON.parse does', () => {
  const pieces = fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-0.5e3', '01', 'true', 'nul', ' ', '\n', '"\\x"'), {
    maxLength: 12,
  });
  const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', 'x')).map(([text, at, extra]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + extra + text.slice(place + 1);
  });
  fc.assert(
    fc.property(
      fc.oneof(
        pieces.map((parts) => parts.join('')),
        fc.json(),
        broken,
      ),
      (text) => {
        expect(jsonProblem(text) === null).toBe(parses(text));
      },
    ),
    { numRuns: 3000 },
  );
});

it('says line, column and what stands there', () => {
  expect(jsonProblem('{\n  "a": nope\n}')).toEqual({ line: 2, column: 8, found: '"nope"' });
  expect(jsonProblem('[1, 2')).toEqual({ line: 1, column: 6, found: 'the end of the file' });
});
