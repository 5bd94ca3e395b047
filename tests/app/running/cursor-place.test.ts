import { expect, it } from 'vitest';
import { cursorPlace } from '../../../src/app/running/cursor-place.ts';
import { ownLines } from '../../../src/notebook/own-lines.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import { text } from '../open-workbench.ts';

it('counts from the start of the whole text', () => {
  for (const block of parseNotebook(text, ['input', 'data']).blocks) {
    const typed = block.type === 'cell' ? block.body : ownLines(block.text).own;
    if (typed === '') continue;
    const start = text.indexOf(typed, block.range.start.offset);
    for (const at of [0, 3, typed.length - 1]) {
      const before = text.slice(0, start + at).split('\n');
      expect(cursorPlace(block, typed, at), `${block.id} ${at}`).toEqual({ line: before.length, column: before.at(-1)!.length + 1 });
    }
  }
});
