import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { CellBlock, Notebook } from '../../src/notebook/notebook.ts';
import { findReferences } from '../../src/notebook/interpolation.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';

vi.setConfig({ testTimeout: 20_000 });

const kinds = ['data', 'metrics', 'chart', 'check'];
const parse = (text: string): Notebook => parseNotebook(text, kinds);
const cellsOf = (notebook: Notebook): CellBlock[] => notebook.blocks.filter((block) => block.type === 'cell');
const sliceOf = (text: string, range: Notebook['problems'][number]['range']): string => text.slice(range.start.offset, range.end.offset);

const example = `---
assay: 1
title: Who is turned down?
---
# A heading

\`\`\`yaml data loans pin=1 note=a=b
source: a.csv
\`\`\`

Prose {{ loans.n }}.

\`\`\`js
not a cell
\`\`\`

~~~yaml metrics quality
data: loans
~~~
`;

describe('parseNotebook', () => {
  it('parts prose and cells, with their places', () => {
    const notebook = parse(example);
    expect(notebook).toMatchObject({ title: 'Who is turned down?', version: 1, problems: [] });
    expect(notebook.blocks.map((block) => block.id)).toEqual(['prose-1', 'loans', 'prose-2', 'quality', 'prose-3']);
    const [loans, quality] = cellsOf(notebook);
    expect(loans).toMatchObject({ kind: 'data', name: 'loans', language: 'yaml', body: 'source: a.csv\n', problems: [] });
    expect([...loans!.options]).toEqual([
      ['pin', '1'],
      ['note', 'a=b'],
    ]);
    expect(loans!.range.start).toEqual({ offset: example.indexOf('```yaml data'), line: 7, column: 1 });
    expect(loans!.range.end).toEqual({ offset: example.indexOf('\n\nProse'), line: 9, column: 4 });
    expect(loans!.bodyRange.start).toEqual({ offset: example.indexOf('source'), line: 8, column: 1 });
    expect(sliceOf(example, loans!.bodyRange)).toBe(loans!.body);
    expect(quality!.body).toBe('data: loans\n');
  });

  it('keeps CRLF, and counts lines by it', () => {
    const text = example.replaceAll('\n', '\r\n');
    const notebook = parse(text);
    expect(cellsOf(notebook)[0]).toMatchObject({ body: 'source: a.csv\r\n', range: { start: { line: 7, column: 1 } } });
    expect(notebook.title).toBe('Who is turned down?');
    expect(notebook.problems).toEqual([]);
  });

  it('reads a text that begins with a byte order mark', () => {
    const notebook = parse(`\uFEFF${example}`);
    expect(notebook).toMatchObject({ title: 'Who is turned down?', problems: [] });
    expect(cellsOf(parse('\uFEFF```yaml data a\n```\n'))).toHaveLength(1);
  });

  it.each([
    ['# First\n\n# Second\n', 'First'],
    ['text\n\n  # First #  \n', 'First'],
    ['```text\n# code\n```\n\n# First\n', 'First'],
    ['## Second level\n', ''],
    ['', ''],
  ])('takes the title of %j from its heading', (text, title) => {
    expect(parse(text).title).toBe(title);
  });

  describe('front matter', () => {
    it.each([
      ['---\ntitel: A\n---\n', 'no key titel in the front matter', 'titel'],
      ['---\nassay: 2\n---\n', 'assay: 1 is the only version that this page knows', 'assay'],
      ['---\ntitle: [a\n---\n', 'the front matter is broken', null],
      ['---\njust text\n---\n', 'the front matter holds keys and values', 'just text'],
    ])('of %j is reported where it is wrong', (text, message, place) => {
      const [problem] = parse(text).problems;
      expect(problem?.message).toContain(message);
      if (place !== null) expect(sliceOf(text, problem!.range).trim()).toBe(place);
    });

    it('may be empty, and a rule is none', () => {
      expect(parse('---\n---\ntext').blocks).toMatchObject([{ text: 'text' }]);
      expect(parse('text\n\n---\n').blocks).toMatchObject([{ text: 'text\n\n---\n' }]);
      expect(parse('---\nnever closed\n').blocks).toMatchObject([{ text: '---\nnever closed\n' }]);
    });
  });

  describe('names', () => {
    it('that are missing get a way out', () => {
      const text = '```yaml data\n```\n';
      const [cell] = cellsOf(parse(text));
      const [problem] = cell!.problems;
      expect(cell).toMatchObject({ name: null, id: 'data-1' });
      expect(problem).toMatchObject({ message: 'this data cell has no name' });
      const repaired = text.slice(0, problem!.range.start.offset) + problem!.replacement! + text.slice(problem!.range.end.offset);
      expect(cellsOf(parse(repaired))[0]).toMatchObject({ name: 'data_1', problems: [] });
    });

    it.each(['Loans', '2nd', 'my-loans', 'größe', 'a.b', '__proto__', '北京'])('such as %s get a way out that works', (name) => {
      const text = `a\n\n\`\`\`yaml data ${name} x=1\n\`\`\`\n`;
      const [problem] = cellsOf(parse(text))[0]!.problems;
      expect(problem!.message).toContain(name);
      expect(sliceOf(text, problem!.range)).toBe(name);
      const repaired = text.slice(0, problem!.range.start.offset) + problem!.replacement! + text.slice(problem!.range.end.offset);
      expect(cellsOf(parse(repaired))[0]!.problems).toEqual([]);
    });

    it('get ways out that clash with nothing', () => {
      const heads = ['data a', 'data a', 'data a_1', 'data A_1', 'data A_1', 'data', 'data data_6', 'chart x=1'];
      const text = heads.map((head) => `\`\`\`yaml ${head}\n\`\`\`\n`).join('');
      const problems = cellsOf(parse(text)).flatMap((cell) => cell.problems);
      expect(problems).toHaveLength(6);
      const repaired = problems
        .toReversed()
        .reduce((so, problem) => so.slice(0, problem.range.start.offset) + problem.replacement! + so.slice(problem.range.end.offset), text);
      expect(cellsOf(parse(repaired)).flatMap((cell) => cell.problems)).toEqual([]);
      expect(cellsOf(parse(repaired)).at(-1)!.options).toEqual(new Map([['x', '1']]));
    });

    it('are told from the language and the kind', () => {
      const text = '```data data data\n```\n```data data\n```\n```data data data\n```\n';
      expect(cellsOf(parse(text)).map((cell) => cell.problems[0]!.range.start.column)).toEqual([14, 13, 14]);
      expect(parse('```charts charts a\n```\n').problems[0]!.range.start.column).toBe(11);
    });

    it('that two cells share are a problem of both', () => {
      const cells = cellsOf(parse('```yaml data a\n```\n```yaml chart a\n```\n```yaml chart b\n```\n'));
      expect(cells.map((cell) => cell.problems.map((problem) => problem.message))).toEqual([
        ['the name a is taken by another cell'],
        ['the name a is taken by another cell'],
        [],
      ]);
      expect(new Set(cells.map((cell) => cell.id)).size).toBe(3);
    });

    it('of the kind are found behind it', () => {
      const text = '```yaml data data\n```\n```yaml data data\n```\n';
      expect(sliceOf(text, cellsOf(parse(text))[1]!.problems[0]!.range)).toBe('data');
      expect(cellsOf(parse(text))[1]!.problems[0]!.range.start.column).toBe(14);
    });
  });

  it.each([
    ['metric', 'metrics'],
    ['Metrics', 'metrics'],
    ['metrcs', 'metrics'],
    ['mertics', 'metrics'],
    ['charts', 'chart'],
    ['chek', 'check'],
  ])('reports that %s is nearly %s, and shows it as text', (word, kind) => {
    const text = `\`\`\`yaml ${word} a\n\`\`\`\n`;
    const notebook = parse(text);
    expect(cellsOf(notebook)).toEqual([]);
    expect(notebook.problems).toMatchObject([{ message: `no kind ${word}; this fence is shown as text`, replacement: kind }]);
    expect(sliceOf(text, notebook.problems[0]!.range)).toBe(word);
  });

  it.each(['```yaml\n```\n', '```\n```\n', '```python model.py\n```\n', '```js code\n```\n', '```text some words here\n```\n'])(
    'takes %j for prose',
    (text) => {
      expect(parse(text)).toMatchObject({ problems: [], blocks: [{ type: 'prose', text }] });
    },
  );

  it('says that a cell is not closed', () => {
    const [cell] = cellsOf(parse('```yaml data a\nsource: b\n'));
    expect(cell).toMatchObject({ body: 'source: b\n', problems: [{ message: 'this cell is not closed' }] });
  });

  it('says how to close a cell', () => {
    expect(cellsOf(parse(' ~~~~ yaml data a\n~~~\n'))[0]!.problems).toMatchObject([{ hint: 'end it with a line of ~~~~' }]);
  });

  it('bounds cells and characters', () => {
    expect(parse('```yaml data a\n```\n'.repeat(501)).problems).toMatchObject([
      { message: 'the notebook has 501 cells; at most 500 are allowed' },
    ]);
    expect(parse('a'.repeat(1_000_001)).problems[0]!.message).toBe('the notebook has 1,000,001 characters; at most 1,000,000 are allowed');
  });

  it('leaves what is past the bounds as text that nothing runs', () => {
    const many = parse('```yaml data a\n```\n'.repeat(502));
    expect(cellsOf(many)).toHaveLength(500);
    expect(many.blocks.at(-1)).toMatchObject({ type: 'prose', text: `\n${'```yaml data a\n```\n'.repeat(2)}` });
    expect(many.blocks.map((block) => many.text.slice(block.range.start.offset, block.range.end.offset)).join('')).toBe(many.text);
    const long = `\`\`\`yaml data a\n\`\`\`\n${'a'.repeat(1_000_000)}`;
    expect(parse(long).blocks).toMatchObject([{ type: 'prose', text: long }]);
  });

  it('loses nothing of any text', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'A', '', '__proto__');
    const cell = fc
      .tuple(
        fc.constantFrom('```', '~~~', '````', ' ```'),
        fc.constantFrom(...kinds, 'metric', ''),
        name,
        fc.constantFrom('', 'x: 1\n', 'x: [\n'),
      )
      .map(([fence, kind, word, body]) => `${fence}yaml ${kind} ${word}\n${body}${fence}\n`);
    const prose = fc.constantFrom('# A\n', 'text\n', '\n', '- item\n', '> q\n', '<!-- -->\n', '{{ a.b }}\n', '---\n');
    const front = fc.constantFrom('', '---\nassay: 1\ntitle: T\n---\n', '---\n', '\uFEFF');
    const document = fc.tuple(front, fc.array(fc.oneof(cell, prose), { maxLength: 10 })).map(([head, parts]) => head + parts.join(''));
    const broken = fc
      .tuple(document, fc.nat(), fc.nat({ max: 2 }), fc.constantFrom('', '`', '\r', '\n', ' ', '~~~', '😀', '\u0000'), fc.boolean())
      .map(([text, at, length, piece, crlf]) => {
        const from = at % (text.length + 1);
        const edited = text.slice(0, from) + piece + text.slice(from + length);
        return crlf ? edited.replaceAll('\n', '\r\n') : edited;
      });
    fc.assert(
      fc.property(broken, (text) => {
        const notebook = parse(text);
        let end = notebook.blocks[0]?.range.start.offset ?? text.length;
        for (const block of notebook.blocks) {
          expect(block.range.start.offset).toBe(end);
          end = block.range.end.offset;
          if (block.type === 'prose') expect(block.text).toBe(sliceOf(text, block.range));
          else expect(block.body).toBe(sliceOf(text, block.bodyRange));
          const before = text.slice(0, block.range.start.offset).split(/\r\n|\n|\r/);
          expect(block.range.start.line).toBe(before.length);
          expect(block.range.start.column).toBe(before.at(-1)!.length + 1);
        }
        expect(end).toBe(text.length);
        expect(text.slice(0, notebook.blocks[0]?.range.start.offset ?? text.length)).toMatch(/^\uFEFF?(?:---[^]*---\s*)?$/);
        expect(new Set(notebook.blocks.map((block) => block.id)).size).toBe(notebook.blocks.length);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '- ',
    '> ',
    '<a ',
    '</a\t',
    '`',
    '``` ',
    '~~~\n',
    '{{',
    '---\n',
    '1. ',
    '#',
    '# #',
    '\r',
    '* ',
    '<!--',
    '[',
    '```yaml data a\n',
    '\t',
    '-',
    '=\n',
    'a\n- ',
  ])('reads a megabyte of %j in a moment', (piece) => {
    const text = piece.repeat(Math.floor(1_000_000 / piece.length));
    const start = performance.now();
    const notebook = parse(text);
    findReferences(text);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(notebook.blocks.length).toBeGreaterThan(0);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parse(text).text).toBe(text);
      }),
    );
  });
});
