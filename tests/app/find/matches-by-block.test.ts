import { expect, it } from 'vitest';
import { blockAt, matchesByBlock } from '../../../src/app/find/matches-by-block.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';

const text = '---\nassay: 1\ntitle: age\n---\nProse on age.\n\n```yaml table t\ndata: loans\nwhere: d.age > 1 && d.age < 9\n```\n';
const notebook = parseNotebook(text, ['table']);
const matches = [...text.matchAll(/age/g)].map(({ index }) => ({ from: index, to: index + 3, groups: ['age'] }));

it('lists matches by the block that they stand in, each with its line', () => {
  expect(matchesByBlock(notebook, matches)).toEqual([
    { id: '', lines: [{ index: 0, line: 3, before: 'title: ', found: 'age', after: '' }] },
    { id: 'prose-1', lines: [{ index: 1, line: 5, before: 'Prose on ', found: 'age', after: '.' }] },
    {
      id: 't',
      lines: [
        { index: 2, line: 9, before: 'where: d.', found: 'age', after: ' > 1 && d.age < 9' },
        { index: 3, line: 9, before: 'where: d.age > 1 && d.', found: 'age', after: ' < 9' },
      ],
    },
  ]);
});

it('knows the block of an offset', () => {
  expect([0, text.indexOf('Prose'), text.indexOf('data:')].map((offset) => blockAt(notebook, offset))).toEqual(['', 'prose-1', 't']);
});
