import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds as allKinds } from '../../src/cells/index.ts';
import { findReferences } from '../../src/notebook/interpolation.ts';
import type { CellBlock } from '../../src/notebook/notebook.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { applyPatch, replaceBlock, setBodyValue } from '../../src/notebook/patch.ts';
import { parseBody } from '../../src/notebook/yaml-body.ts';
import { checkExpression, ExpressionError } from '../../src/trust/expression.ts';
import { byteText, longRuns, mutatedText, notebooks, runs, troubleText } from './seeds.ts';

const kinds = allKinds.map(({ name }) => name);
const anyText = fc.oneof({ weight: 3, arbitrary: mutatedText(notebooks) }, { weight: 3, arbitrary: troubleText }, byteText);
const bodies = notebooks.flatMap((text) => cellsOf(text).map(({ body }) => body));
const size = 60_000;

function cellsOf(text: string): CellBlock[] {
  return parseNotebook(text, kinds).blocks.filter((block) => block.type === 'cell');
}

describe('the notebook parser', () => {
  it('takes any text, and its blocks are the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const notebook = parseNotebook(text, kinds);
        const first = notebook.blocks[0]?.range.start.offset ?? text.length;
        let at = first;
        for (const { range } of notebook.blocks) {
          expect(range.start.offset).toBe(at);
          expect(range.end.offset).toBeGreaterThan(at);
          at = range.end.offset;
        }
        expect(at).toBe(text.length);
        const lines = text.split(/\r\n|\n|\r/);
        for (const { range } of [...notebook.problems, ...cellsOf(text).flatMap(({ problems }) => problems)]) {
          for (const { offset, line, column } of [range.start, range.end]) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(offset).toBeLessThanOrEqual(text.length);
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeGreaterThanOrEqual(1);
          }
        }
        const ids = notebook.blocks.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      runs(400),
    );
  });

  it('changes a block by a patch and leaves every other character', () => {
    fc.assert(
      fc.property(mutatedText(notebooks), fc.nat(), (text, pick) => {
        const notebook = parseNotebook(text, kinds);
        const block = notebook.blocks[pick % Math.max(1, notebook.blocks.length)];
        if (block === undefined) return;
        const patched = applyPatch(text, replaceBlock(notebook, block.id, 'New text.\n'));
        expect(patched.startsWith(text.slice(0, block.range.start.offset))).toBe(true);
        expect(patched.endsWith(text.slice(block.range.end.offset))).toBe(true);
      }),
      runs(150),
    );
  });

  it('sets a value by a patch, or says why it cannot', () => {
    fc.assert(
      fc.property(
        mutatedText(notebooks),
        fc.nat(),
        fc.constantFrom('data', 'title', 'value', '__proto__', 'new key'),
        (text, pick, key) => {
          const notebook = parseNotebook(text, kinds);
          const cells = notebook.blocks.filter((block) => block.type === 'cell');
          const cell = cells[pick % Math.max(1, cells.length)];
          if (cell === undefined) return;
          const patched = outcome(() => applyPatch(text, setBodyValue(notebook, cell.id, [key], 'x: [y')));
          if (patched instanceof Error) {
            expect(patched.name).not.toMatch(/TypeError|RangeError/);
            return;
          }
          expect(patched.startsWith(text.slice(0, cell.bodyRange.start.offset))).toBe(true);
          expect(patched.endsWith(text.slice(cell.bodyRange.end.offset))).toBe(true);
          const after = cellsOf(patched).find(({ id }) => id === cell.id);
          expect(Object.entries(parseBody(after!.body).value as object)).toContainEqual([key, 'x: [y']);
        },
      ),
      runs(150),
    );
  });

  it.each(longRuns)('reads a long run of %j in time that grows with its length', (part) => {
    for (const text of [
      part.repeat(size / part.length),
      `${part.repeat(size / part.length)}x`,
      `---\n${part.repeat(size / part.length)}`,
    ]) {
      const began = performance.now();
      const { blocks } = parseNotebook(text, kinds);
      for (const block of blocks) if (block.type === 'prose') findReferences(block.text);
      // A pattern that looks again from every letter takes 1.8 billion steps.
      expect(performance.now() - began).toBeLessThan(1500);
    }
  });
});

describe('the body of a cell', () => {
  it('is data, or problems whose places lie in it', () => {
    fc.assert(
      fc.property(fc.oneof(mutatedText(bodies), troubleText, byteText), (body) => {
        const { value, problems, locate } = parseBody(body);
        for (const { message, start, end } of problems) {
          expect(message).toMatch(/^[^\n]+$/);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(body.length);
        }
        if (problems.length === 0) expect(() => JSON.stringify(value)).not.toThrow();
        const place = locate(['a', 0, '__proto__']);
        expect(place.start).toBeLessThanOrEqual(place.end);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      runs(600),
    );
  });

  it('with keys in keys on one line is refused, not walked without end', () => {
    expect(parseBody('a: '.repeat(20_000)).problems.map(({ message }) => message)).toEqual(['the cell is nested more than 60 deep']);
  });

  it.each(longRuns)('takes a long run of %j in time that grows with its length', (part) => {
    for (const body of [
      part.repeat(size / part.length),
      `a: ${part.repeat(size / part.length)}`,
      `- ${part.repeat(size / part.length)}\nb`,
    ]) {
      const began = performance.now();
      parseBody(body);
      expect(performance.now() - began).toBeLessThan(2500);
    }
  });
});

describe('an expression', () => {
  const scope = { columns: ['a', 'b'], params: ['x'], aggregates: true };
  const sound = ['d.a > 0.5 && d.b == "x"', 'op.mean(d.a) + $.x * 2', 'd => ({ a: d.a })', "op.includes(['a', 'b'], d.b) ? `${d.a}` : -1"];

  it('is checked, or refused by an error of its own', () => {
    fc.assert(
      fc.property(fc.oneof(mutatedText(sound), troubleText, fc.string()), (source) => {
        const checked = outcome(() => checkExpression(source, scope));
        if (checked instanceof Error) expect(checked).toBeInstanceOf(ExpressionError);
      }),
      runs(1500),
    );
  });

  it.each(['(', '[', '!', '-', 'd.a+', '`${', 'a?', '{a:', 'd.a,', '"', '\\', '/*', 'op.abs('])('of many %s is refused at once', (part) => {
    const began = performance.now();
    expect(() => checkExpression(part.repeat(200_000), scope)).toThrow(ExpressionError);
    expect(performance.now() - began).toBeLessThan(500);
  });
});

function outcome<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    return error as Error;
  }
}
