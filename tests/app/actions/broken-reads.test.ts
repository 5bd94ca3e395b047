import { expect, it } from 'vitest';
import { brokenReads } from '../../../src/app/actions/broken-reads.ts';
import { kindNames } from '../../../src/app/kind-names.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';

const cell = (kind: string, name: string, body: string): string => `\`\`\`yaml ${kind} ${name}\n${body}\n\`\`\`\n`;
const scored = cell('data', 'scored', 'source: a.csv');
const cut = cell('input', 'threshold', 'type: range');
const quality = cell('metrics', 'quality', 'data: scored\nthreshold: $threshold\nby: [{slice: part}]');
const part = cell('slice', 'part', "data: scored\nwhere: 'd.x > $.threshold'");
const order = (...cells: readonly string[]) => parseNotebook(cells.join('\n'), kindNames);

it('names who reads what from below after a move', () => {
  expect(brokenReads(order(scored, cut, quality), order(cut, quality, scored))).toEqual([{ reader: 'quality', read: 'scored' }]);
  expect(brokenReads(order(scored, cut, part), order(scored, part, cut))).toEqual([{ reader: 'part', read: 'threshold' }]);
  expect(brokenReads(order(scored, cut, part, quality), order(scored, cut, quality, part))).toEqual([{ reader: 'quality', read: 'part' }]);
});

it('says nothing of what was so before, nor of a key that is called like a cell', () => {
  expect(brokenReads(order(quality, scored, cut), order(quality, cut, scored))).toEqual([]);
  const keyed = cell('metrics', 'quality', 'data: scored\nthreshold: 0.5');
  expect(brokenReads(order(cut, scored, keyed), order(scored, keyed, cut))).toEqual([]);
});
