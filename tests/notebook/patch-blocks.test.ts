import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Notebook } from '../../src/notebook/notebook.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { copyBlocks, deleteBlocks, moveBlocks, moveBlocksBefore, pastedBlocks, shownBlocks } from '../../src/notebook/patch-blocks.ts';
import { applyPatch, insertBlock, type Patch } from '../../src/notebook/patch.ts';

const kinds = ['data', 'input', 'metrics', 'chart'];
const parse = (text: string): Notebook => parseNotebook(text, kinds);

/** What blocks say, one line each, so that prose which became one block counts like two; what closes a fence of prose says nothing. */
function said(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) =>
    block.type === 'cell'
      ? [`${block.kind} ${block.name}: ${block.body.trim().replaceAll(/\s+/g, ' ')}`]
      : block.text.split(/\r\n|\n|\r/).flatMap((line) => (/^[ \t]*`*$/.test(line) ? [] : [line.trim()])),
  );
}

const prose = fc.constantFrom(
  'Plain words.',
  '# A heading',
  '- one\n- two',
  '---',
  '---\ntitle: no front matter\n---',
  '```js\nlet a = 1;\n```',
  'Two lines  \nwith a break',
  '    indented code',
  '> ```yaml data quoted',
  '{{ c1.value }} stands here',
);
const body = fc.constantFrom('source: a.csv\n', 'data: c1\n', '', 'data: c0\n\n# a comment\n', 'text: "```"\n');
const fence = fc.constantFrom('```', '````', '~~~');
const piece = fc.oneof(prose, fc.tuple(fence, fc.constantFrom(...kinds), body));
const notebooks = fc
  .record({
    front: fc.constantFrom('', '---\nassay: 1\n---\n', '\n\n', '\uFEFF'),
    pieces: fc.array(fc.tuple(piece, fc.constantFrom('\n\n', '\n\n\n', '\n \n')), { minLength: 1, maxLength: 7 }),
    newline: fc.constantFrom('\n', '\r\n'),
    end: fc.constantFrom('', '\n', '\n\n', 'open', 'open prose'),
  })
  .map(({ front, pieces, newline, end }) => {
    const parts = pieces.map(([item, gap], at) => {
      const text = typeof item === 'string' ? item : `${item[0]}yaml ${item[1]} c${at}\n${item[2]}${item[0]}`;
      return text + (at === pieces.length - 1 ? '' : gap);
    });
    const last = end === 'open' ? '\n\n```yaml data unclosed\nsource: b.csv\n' : end === 'open prose' ? '\n\n```text\nnot closed' : end;
    return (front + parts.join('') + last).replaceAll('\n', newline);
  })
  .filter((text) => shownBlocks(parse(text)).length > 0);
/** A notebook with some of its blocks. */
const chosen = notebooks.chain((text) => {
  const ids = shownBlocks(parse(text)).map(({ id }) => id);
  return fc.record({ text: fc.constant(text), ids: fc.subarray(ids, { minLength: 1 }), target: fc.constantFrom(...ids, null) });
});

function expectOutsideUntouched(text: string, patch: Patch, affected: readonly Block[]): void {
  const blocks = shownBlocks(parse(text));
  const places = affected.map((block) => blocks.findIndex(({ id }) => id === block.id));
  expect(patch.from).toBeGreaterThanOrEqual(blocks[Math.min(...places) - 1]?.range.start.offset ?? 0);
  expect(patch.to).toBeLessThanOrEqual(blocks[Math.max(...places) + 1]?.range.end.offset ?? text.length);
}

describe('whatever the notebook', () => {
  it('a copy of blocks says what they say', () => {
    fc.assert(
      fc.property(chosen, ({ text, ids }) => {
        const own = shownBlocks(parse(text)).filter(({ id }) => ids.includes(id));
        expect(said(parse(copyBlocks(parse(text), ids)).blocks)).toEqual(said(own));
      }),
    );
  });

  it('what is left of a deletion stays as it was, and in its order', () => {
    fc.assert(
      fc.property(chosen, ({ text, ids }) => {
        const blocks = shownBlocks(parse(text));
        const patch = deleteBlocks(parse(text), ids);
        expect(said(parse(applyPatch(text, patch)).blocks)).toEqual(said(blocks.filter(({ id }) => !ids.includes(id))));
        expectOutsideUntouched(
          text,
          patch,
          blocks.filter(({ id }) => ids.includes(id)),
        );
      }),
    );
  });

  it('blocks that are moved stand together before the other, in the order that they had', () => {
    fc.assert(
      fc.property(chosen, ({ text, ids, target }) => {
        const blocks = shownBlocks(parse(text));
        const moved = blocks.filter(({ id }) => ids.includes(id));
        const rest = blocks.filter(({ id }) => !ids.includes(id));
        const from = target === null ? blocks.length : blocks.findIndex(({ id }) => id === target);
        const next = blocks.slice(from).find(({ id }) => !ids.includes(id));
        const at = next === undefined ? rest.length : rest.indexOf(next);
        const patch = moveBlocksBefore(parse(text), ids, target);
        const after = applyPatch(text, patch);
        expect(said(parse(after).blocks)).toEqual(said([...rest.slice(0, at), ...moved, ...rest.slice(at)]));
        if (text.startsWith('---\nassay')) expect(after.startsWith('---\nassay: 1\n---\n')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('a step up and a step down say the same again', () => {
    fc.assert(
      fc.property(chosen, ({ text, ids }) => {
        const notebook = parse(text);
        const one = shownBlocks(notebook).find(({ id, type }) => id === ids[0] && type === 'cell');
        const patch = one === undefined ? null : moveBlocks(notebook, [one.id], 'down');
        if (one === undefined || patch === null) return;
        const moved = applyPatch(text, patch);
        const back = moveBlocks(parse(moved), [one.id], 'up')!;
        // Prose that became one block with other prose is passed as one.
        if (shownBlocks(parse(moved)).length !== shownBlocks(notebook).length) return;
        expect(said(parse(applyPatch(moved, back)).blocks)).toEqual(said(notebook.blocks));
      }),
    );
  });

  it('pasted blocks keep what they say under names of their own, and the notebook keeps its cells', () => {
    fc.assert(
      fc.property(chosen, notebooks, ({ text, target }, other) => {
        const notebook = parse(text);
        const pasted = pastedBlocks(notebook, other, kinds);
        // A rule in the first line is front matter as soon as another rule stands below.
        if (pasted === '' || shownBlocks(notebook)[0]!.type !== 'cell') return;
        const after = parse(applyPatch(text, insertBlock(notebook, target, pasted)));
        const names = after.blocks.flatMap((block) => (block.type === 'cell' ? [block.name] : []));
        const before = notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block.name] : []));
        expect(new Set(names).size).toBe(names.length);
        expect(before.filter((name) => !names.includes(name))).toEqual([]);
        expect(names.length).toBe(before.length + parse(other).blocks.filter(({ type }) => type === 'cell').length);
      }),
    );
  });
});

const text = `# Title

\`\`\`yaml data loans
source: a.csv
\`\`\`

\`\`\`yaml metrics quality
data: loans
threshold: $cut
\`\`\`

Recall is {{ quality.recall }}.
`;

describe('pasting', () => {
  it('lets references among what is pasted follow, and leaves those to the rest', () => {
    const copied = copyBlocks(parse(text), ['quality', 'prose-3']);
    expect(pastedBlocks(parse(text), copied, kinds)).toBe(
      '```yaml metrics quality_2\ndata: loans\nthreshold: $cut\n```\n\nRecall is {{ quality_2.recall }}.',
    );
    const both = pastedBlocks(parse(text), copyBlocks(parse(text), ['loans', 'quality']), kinds);
    expect(both).toContain('yaml metrics quality_2\ndata: loans_2\n');
  });

  it('counts on from a name with a number, past names that are pasted too', () => {
    const one = '```yaml data rows_2\nsource: a.csv\n```\n\n```yaml data rows_3\nsource: b.csv\n```\n';
    expect(pastedBlocks(parse(one), one, kinds).match(/data \w+/g)).toEqual(['data rows_4', 'data rows_5']);
  });

  it('keeps names that are free, leaves front matter out and closes what is open', () => {
    expect(pastedBlocks(parse(''), '---\nassay: 1\ntitle: Other\n---\n\n```yaml data x\nsource: a.csv\n', kinds)).toBe(
      '```yaml data x\nsource: a.csv\n```',
    );
  });

  it('takes a text without fences for prose, a table too', () => {
    expect(pastedBlocks(parse(text), 'a,b\n1,2\n', kinds)).toBe('a,b\n1,2');
    expect(pastedBlocks(parse(text), '\n \n', kinds)).toBe('');
  });
});

describe('moving', () => {
  it('is null at the edges, and brings blocks that are apart together', () => {
    expect(moveBlocks(parse(text), ['prose-1'], 'up')).toBe(null);
    expect(moveBlocks(parse(text), ['quality', 'prose-3'], 'down')).toBe(null);
    const apart = moveBlocks(parse(text), ['prose-1', 'quality'], 'up')!;
    expect(said(parse(applyPatch(text, apart)).blocks)).toEqual([
      '# Title',
      'metrics quality: data: loans threshold: $cut',
      'data loans: source: a.csv',
      'Recall is {{ quality.recall }}.',
    ]);
  });

  it('names the block that is not there', () => {
    expect(() => moveBlocksBefore(parse(text), ['loans'], 'nobody')).toThrow('no block nobody in this notebook');
  });
});
