import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellBlock, Notebook } from '../../src/notebook/notebook.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { applyPatch, insertBlock, removeBodyValue, renameCell, replaceBlock, setBodyValue, type Patch } from '../../src/notebook/patch.ts';
import { deleteBlocks, moveBlocks } from '../../src/notebook/patch-blocks.ts';
import { parseBody } from '../../src/notebook/yaml-body.ts';

const parse = (text: string): Notebook => parseNotebook(text, ['data', 'input', 'metrics', 'chart']);
const cell = (notebook: Notebook, id: string): CellBlock =>
  notebook.blocks.find((block): block is CellBlock => block.type === 'cell' && block.id === id)!;
const cellNames = (text: string): string[] =>
  parse(text)
    .blocks.filter((block) => block.type === 'cell')
    .map((block) => block.id);

const text = `---
assay: 1
---
# Title

\`\`\`yaml data loans
source: a.csv   # beside the notebook
roles: {label: deny, group: [afam, single]}
\`\`\`

\`\`\`yaml input threshold
type: range
# the middle
value: 0.5   # moved by hand
options: ["a", 'b']
empty:
\`\`\`

Recall is {{ quality.recall }} of {{loans.n}}; quality matters.

\`\`\`yaml metrics quality
data: loans
threshold: $threshold
by: [{name: x, where: 'd.a > $.threshold'}]
\`\`\`
`;

describe('setBodyValue', () => {
  const scalar = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'yes',
      'null',
      '~',
      '1',
      '0x1',
      ' a ',
      'a: b',
      '# a',
      '- a',
      '!a',
      '&a',
      '2024-01-01',
      'a\r\nb',
      '',
      '"',
      "'",
      '.inf',
      '1e3',
      'on',
    ),
    fc.integer(),
    fc.double({ noDefaultInfinity: true, noNaN: true }).filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)),
    fc.boolean(),
    fc.constant(null),
  );
  const path = fc.constantFrom<(string | number)[]>(['value'], ['type'], ['options', 0], ['options', 1], ['empty'], ['new_key']);

  it('sets the value and touches nothing else', () => {
    fc.assert(
      fc.property(path, scalar, fc.boolean(), (steps, value, crlf) => {
        const source = crlf ? text.replaceAll('\n', '\r\n') : text;
        const notebook = parse(source);
        const patch = setBodyValue(notebook, 'threshold', steps, value);
        const after = applyPatch(source, patch);
        const before = parseBody(cell(notebook, 'threshold').body).value as Record<string, unknown>;
        const body = parseBody(cell(parse(after), 'threshold').body);
        expect(body.problems).toEqual([]);
        const expected = structuredClone(before) as Record<string | number, unknown>;
        const last = steps.at(-1)!;
        const holder = steps.length === 1 ? expected : (expected[steps[0]!] as Record<string | number, unknown>);
        holder[last] = Object.is(value, -0) ? 0 : value;
        expect(body.value).toEqual(expected);
        expect(after.slice(0, patch.from)).toBe(source.slice(0, patch.from));
        expect(after.slice(patch.from + patch.insert.length)).toBe(source.slice(patch.to));
        if (crlf) expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the remark behind the value', () => {
    expect(applyPatch(text, setBodyValue(parse(text), 'threshold', ['value'], 0.25))).toBe(text.replace('value: 0.5 ', 'value: 0.25 '));
  });

  it('sets a value inside a flow map', () => {
    const after = applyPatch(text, setBodyValue(parse(text), 'loans', ['roles', 'group', 1], 'a, b'));
    expect(after).toBe(text.replace('single]', '"a, b"]'));
  });

  it('begins an empty body', () => {
    const source = '```yaml input a\n```\n';
    expect(applyPatch(source, setBodyValue(parse(source), 'a', ['value'], 1))).toBe('```yaml input a\nvalue: 1\n```\n');
  });

  it('begins the body of a fence that ends with the text', () => {
    const source = '```yaml input a';
    expect(applyPatch(source, setBodyValue(parse(source), 'a', ['value'], 1))).toBe('```yaml input a\nvalue: 1\n');
  });

  it('throws on what is not there, or broken', () => {
    expect(() => setBodyValue(parse(text), 'none', ['value'], 1)).toThrow('no block none');
    expect(() => setBodyValue(parse(text), 'threshold', ['type', 'b'], 1)).toThrow('threshold cannot take type.b as it is written');
    expect(() => removeBodyValue(parse(text), 'threshold', ['a'])).toThrow('threshold has no a to remove');
    const broken = parse('```yaml input a\nvalue: [\n```\n');
    expect(() => setBodyValue(broken, 'a', ['value'], 1)).toThrow('a cannot be changed while its YAML is broken');
    expect(() => setBodyValue(parse(text), 'prose-1', ['value'], 1)).toThrow('prose-1 is prose, not a cell');
  });
});

describe('blocks', () => {
  const fresh = '```yaml chart extra\ndata: loans\n```';
  it.each([null, 'prose-1', 'loans', 'threshold', 'quality'])('are inserted after %s, and parse', (after) => {
    for (const source of [text, text.replaceAll('\n', '\r\n'), text.trimEnd()]) {
      const result = applyPatch(source, insertBlock(parse(source), after, fresh));
      const names = cellNames(result);
      expect(names).toHaveLength(4);
      const before = after === null || after === 'prose-1' ? 0 : cellNames(text).indexOf(after) + 1;
      expect(names[before]).toBe('extra');
      expect(cell(parse(result), 'extra').problems).toEqual([]);
      for (const name of cellNames(text)) expect(cell(parse(result), name).body).toBe(cell(parse(source), name).body);
    }
  });

  it('are inserted into an empty notebook', () => {
    expect(cellNames(applyPatch('', insertBlock(parse(''), null, fresh)))).toEqual(['extra']);
  });

  it('are deleted with the empty lines behind them', () => {
    const after = applyPatch(text, deleteBlocks(parse(text), ['threshold']));
    expect(cellNames(after)).toEqual(['loans', 'quality']);
    expect(after).not.toMatch(/\n\n\n/);
    expect(after).toContain('```\n\nRecall is');
  });

  it('are replaced as they stand', () => {
    const notebook = parse(text);
    expect(applyPatch(text, replaceBlock(notebook, 'threshold', 'x'))).toBe(
      text.slice(0, cell(notebook, 'threshold').range.start.offset) + 'x' + text.slice(cell(notebook, 'threshold').range.end.offset),
    );
  });

  it('move past their neighbours and back, and the edge stops them', () => {
    const up = moveBlocks(parse(text), ['threshold'], 'up')!;
    const moved = applyPatch(text, up);
    expect(cellNames(moved)).toEqual(['threshold', 'loans', 'quality']);
    expect(applyPatch(moved, moveBlocks(parse(moved), ['threshold'], 'down')!)).toBe(text);
    expect(moveBlocks(parse('```yaml data a\n```\n'), ['a'], 'up')).toBeNull();
    expect(moveBlocks(parse('```yaml data a\n```\n'), ['a'], 'down')).toBeNull();
  });

  it('keep every cell whole wherever they move', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 12 }), fc.boolean(), (moves, crlf) => {
        let source = crlf ? text.replaceAll('\n', '\r\n') : text;
        const bodies = new Map(cellNames(source).map((name) => [name, cell(parse(source), name).body]));
        for (const [index, up] of moves) {
          const notebook = parse(source);
          const block = notebook.blocks[index % notebook.blocks.length]!;
          const patch: Patch | null = moveBlocks(notebook, [block.id], up ? 'up' : 'down');
          if (patch !== null) source = applyPatch(source, patch);
          expect(new Map(cellNames(source).map((name) => [name, cell(parse(source), name).body]))).toEqual(
            new Map([...bodies].sort(([a], [b]) => cellNames(source).indexOf(a) - cellNames(source).indexOf(b))),
          );
          expect(source).toContain('Recall is {{ quality.recall }} of {{loans.n}}; quality matters.');
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('blocks that touch', () => {
  const touching = '```yaml data a\n```\ntext\n```yaml data b\nx: 1\n```\n';
  const ends = (source: string): string[] => [source, source.replaceAll('\n', '\r\n')];

  it('stay apart when the prose between them goes', () => {
    for (const source of ends(touching)) {
      const notebook = parse(source);
      expect(cellNames(applyPatch(source, deleteBlocks(notebook, ['prose-1'])))).toEqual(['a', 'b']);
      for (const prose of ['', 'new', '\nnew', 'new\n'])
        expect(cellNames(applyPatch(source, replaceBlock(notebook, 'prose-1', prose)))).toEqual(['a', 'b']);
    }
  });

  it('do not join paragraphs when the cell between them goes or moves', () => {
    const source = 'para\n```yaml data a\n```\nmore\n';
    expect(applyPatch(source, deleteBlocks(parse(source), ['a']))).toBe('para\n\nmore\n');
    expect(applyPatch(source, moveBlocks(parse(source), ['prose-2'], 'up')!)).toBe('para\n\nmore\n\n```yaml data a\n```\n');
  });

  it('are closed before another stands behind them', () => {
    const source = '~~~~yaml data a\n~~~~\n\n~~~~yaml data b\nx: 1';
    for (const patch of [moveBlocks(parse(source), ['b'], 'up')!, moveBlocks(parse(source), ['a'], 'down')!])
      expect(applyPatch(source, patch)).toBe('~~~~yaml data b\nx: 1\n~~~~\n\n~~~~yaml data a\n~~~~');
    expect(applyPatch(source, insertBlock(parse(source), 'b', 'end'))).toBe(`${source}\n~~~~\n\nend\n`);
  });

  it('keep the indent of their first line when they move', () => {
    const source = '```yaml data a\n```\n\n    code\n';
    expect(applyPatch(source, moveBlocks(parse(source), ['a'], 'down')!)).toBe('    code\n\n```yaml data a\n```\n');
  });

  it('are inserted with the line endings of the text, and an empty line around', () => {
    const source = 'a\r\n';
    expect(applyPatch(source, insertBlock(parse(source), 'prose-1', '```yaml data x\nb: 1\n```'))).toBe(
      'a\r\n\r\n```yaml data x\r\nb: 1\r\n```\r\n',
    );
  });
});

describe('renameCell', () => {
  it('renames where a cell is defined and wherever it is called', () => {
    const after = applyPatch(text, renameCell(parse(text), 'loans', 'credit'));
    expect(after).toBe(
      text.replace('data loans', 'data credit').replace('{{loans.n}}', '{{credit.n}}').replace('data: loans', 'data: credit'),
    );
  });

  it('renames an input behind its dollar', () => {
    const after = applyPatch(text, renameCell(parse(text), 'threshold', 'cut'));
    expect(after).toBe(text.replace('input threshold', 'input cut').replace('$threshold', '$cut').replace('$.threshold', '$.cut'));
  });

  it('renames in prose only live values', () => {
    const after = applyPatch(text, renameCell(parse(text), 'quality', 'scores'));
    expect(after).toBe(text.replace('metrics quality', 'metrics scores').replace('{{ quality.recall }}', '{{ scores.recall }}'));
  });

  it('gives a name to a cell without one', () => {
    expect(applyPatch('```yaml data\na: 1\n```\n', renameCell(parse('```yaml data\na: 1\n```\n'), 'data-1', 'loans'))).toBe(
      '```yaml data loans\na: 1\n```\n',
    );
  });

  it('leaves code and the language of the fence alone', () => {
    const source = '```data data data\n```\n\n`{{ data.n }}` {{ data.n }}\n';
    expect(applyPatch(source, renameCell(parse(source), 'data', 'loans'))).toBe(
      '```data data loans\n```\n\n`{{ data.n }}` {{ loans.n }}\n',
    );
  });
});
