import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CellBlock } from '../../src/notebook/notebook.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { startingText } from '../../src/notebook/starting-text.ts';

function cellsOf(names: readonly string[]): { kind: string; name: string | null; source: unknown }[] {
  const notebook = parseNotebook(startingText(names), ['data', 'model']);
  const cells = notebook.blocks.filter((block): block is CellBlock => block.type === 'cell');
  expect(cells.flatMap((cell) => cell.problems)).toEqual([]);
  return cells.map((cell) => ({ kind: cell.kind, name: cell.name, source: (parse(cell.body) as { source: unknown }).source }));
}

describe('startingText', () => {
  it('makes a data cell of a table', () => {
    expect(startingText(['loans.csv'])).toBe('```yaml data loans\nsource: loans.csv\n```\n');
  });

  it('makes one model cell of a model and its shards', () => {
    expect(cellsOf(['model.json', 'group1-shard1of2.bin', 'group1-shard2of2.bin'])).toEqual([
      { kind: 'model', name: 'model', source: 'model.json' },
    ]);
    expect(cellsOf(['net.json', 'net.weights.bin'])).toEqual([{ kind: 'model', name: 'model', source: 'net.json' }]);
  });

  it('takes JSON without shards for a table', () => {
    expect(cellsOf(['rows.json'])).toEqual([{ kind: 'data', name: 'rows', source: 'rows.json' }]);
  });

  it('gives each cell a name of its own', () => {
    expect(cellsOf(['a.csv', 'b/A.parquet', 'a.tsv', '2024.csv', '###.csv']).map((cell) => cell.name)).toEqual([
      'a',
      'a_2',
      'a_3',
      'data',
      'data_2',
    ]);
  });

  it('makes no cell of an image', () => {
    expect(cellsOf(['a.png', 'b.JPG', 'c.csv'])).toEqual([{ kind: 'data', name: 'c', source: 'c.csv' }]);
  });

  it.each(['true', '123', '1e5', '-', 'null', 'my data (1).csv', 'a: b.csv', '"q".csv', '#1.csv', 'ä.csv', '- x.csv', '0x1F', '../a.csv'])(
    'reads %j back as the name of a file',
    (name) => {
      expect(cellsOf([name])).toMatchObject([{ source: name }]);
      expect(cellsOf([`model ${name}.json`])).toMatchObject([{ kind: 'model', source: `model ${name}.json` }]);
    },
  );

  it('reads any name back', () => {
    const file = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !/\.(bin|png|jpe?g|gif|webp)$/i.test(name));
    fc.assert(
      fc.property(fc.array(file, { maxLength: 5 }), (names) => {
        expect(cellsOf(names).map((cell) => cell.source)).toEqual(names);
      }),
    );
  });
});
