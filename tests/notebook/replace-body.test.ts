import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellBlock, Notebook } from '../../src/notebook/notebook.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { applyPatch } from '../../src/notebook/patch.ts';
import { editableBody, replaceBody } from '../../src/notebook/replace-body.ts';

const read = (text: string): Notebook => parseNotebook(text, ['data', 'check']);

function cellOf(notebook: Notebook, id: string): CellBlock {
  const block = notebook.blocks.find((candidate) => candidate.id === id);
  if (block?.type !== 'cell') throw new Error(`no cell ${id}`);
  return block;
}

function replaced(text: string, id: string, body: string): string {
  const notebook = read(text);
  return applyPatch(text, replaceBody(notebook, cellOf(notebook, id), body));
}

const text = 'Before.\n\n```yaml data a\nsource: x\n```\n\nBetween.\n\n```yaml check b\n```\n';

describe('replaceBody', () => {
  it('replaces the body and nothing else', () => {
    expect(replaced(text, 'a', 'source: y\nmissing: []')).toBe(text.replace('source: x', 'source: y\nmissing: []'));
  });

  it('fills and empties', () => {
    expect(replaced(text, 'b', 'rules: []')).toBe(text.replace('check b\n', 'check b\nrules: []\n'));
    expect(replaced(text, 'a', '')).toBe(text.replace('source: x\n', ''));
  });

  it('writes the line ends of the notebook', () => {
    const windows = text.replaceAll('\n', '\r\n');
    expect(replaced(windows, 'a', 'source: y\nmissing: []')).toBe(windows.replace('source: x', 'source: y\r\nmissing: []'));
  });

  it('takes a cell whose fence is not closed, with or without a line', () => {
    expect(replaced('```yaml data a', 'a', 'source: y')).toBe('```yaml data a\nsource: y\n');
    expect(replaced('```yaml data a\nsource: x', 'a', 'source: y')).toBe('```yaml data a\nsource: y\n');
  });

  it('keeps any body in its cell, and the other cells as they are', () => {
    const piece = fc.constantFrom('a: 1', '```', '````', '~~~', '\n', '```yaml check c', ' ', '🙂');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, windows) => {
        const body = pieces.join('');
        const before = windows ? text.replaceAll('\n', '\r\n') : text;
        const after = read(replaced(before, 'a', body));
        expect(after.blocks.map(({ id }) => id)).toEqual(read(before).blocks.map(({ id }) => id));
        expect(editableBody(cellOf(after, 'a'))).toBe(body);
        expect(cellOf(after, 'b').body).toBe('');
      }),
    );
  });
});
