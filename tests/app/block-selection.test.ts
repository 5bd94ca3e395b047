import { expect, it } from 'vitest';
import { open } from './open-workbench.ts';

const text = ['a', 'b', 'c', 'd'].map((name) => `\`\`\`yaml data ${name}\nsource: ${name}.csv\n\`\`\`\n`).join('\n');

it('is the block with the focus, and others while it is among them', () => {
  const { selection, ...rest } = open(text).bench;
  void rest;
  expect([selection.ids, selection.tabStop]).toEqual([[], 'a']);
  selection.only('b');
  selection.extendTo('d');
  expect([selection.ids, selection.several, selection.tabStop]).toEqual([['b', 'c', 'd'], true, 'd']);
  selection.extendTo('a');
  expect(selection.ids).toEqual(['a', 'b']);
});

it('forgets the others when another block is selected by itself', () => {
  const { bench } = open(text);
  bench.selection.set(['a', 'b'], 'b');
  bench.selected = 'c';
  expect([bench.selection.ids, bench.selection.has('a'), bench.selection.several]).toEqual([['c'], false, false]);
});

it('takes blocks in and out one by one, in the order of the text', () => {
  const { selection } = open(text).bench;
  selection.only('c');
  selection.toggle('a');
  expect(selection.ids).toEqual(['a', 'c']);
  selection.toggle('a');
  expect(selection.ids).toEqual(['c']);
  selection.toggle('c');
  expect(selection.ids).toEqual([]);
});

it('holds no block that is gone', () => {
  const { bench } = open(text);
  bench.selection.set(['a', 'b', 'c'], 'a');
  bench.edit({ from: 0, to: text.indexOf('```yaml data c'), insert: '' }, 'Cut');
  expect(bench.selection.ids).toEqual(['c']);
  expect(bench.selection.tabStop).toBe('c');
});
