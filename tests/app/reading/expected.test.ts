import { expect, it } from 'vitest';
import { kindNames } from '../../../src/app/kind-names.ts';
import { expectedHeight, expectedValues } from '../../../src/app/reading/expected.ts';
import type { CellBlock } from '../../../src/notebook/notebook.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';

const notebook = parseNotebook(
  '```yaml input threshold\ntype: range\nvalue: 0.15 # moved\n```\n\n```yaml metrics quality\ndata: a\n```\n',
  kindNames,
);
const shapes = (text: string): string[] => expectedValues(text, notebook).map((value) => value.text);

it('leaves as much room as a value of its kind takes', () => {
  expect(shapes('{{ threshold }} {{ quality.recall }} {{ quality.recall[afam=yes] | percent }} {{ loans.rows }}')).toEqual([
    '0.15',
    '0.00 [0.00, 0.00]',
    '00.0% [00.0, 00.0]',
    '0,000',
  ]);
  expect(shapes('{{ quality.recall.low | fixed 3 }} {{ quality.gaps.recall[a=b] | points }} {{ quality.recall.n }} {{ }}')).toEqual([
    '0.000',
    '00.0 points [0.0, 00.0]',
    '0,000',
    '',
  ]);
  expect(expectedValues('`{{ threshold }}`', notebook)).toEqual([]);
});

it('guesses heights from the text', () => {
  const height = (kind: string, body: string): number => expectedHeight({ kind, body } as CellBlock);
  expect(height('chart', 'spec:\n  height: 160\n  mark: bar')).toBe(232);
  expect(height('chart', 'spec: {mark: bar}')).toBe(300);
  expect(height('check', 'rules:\n  - {metric: a}\n  - {metric: b}\n')).toBe(83);
  expect(height('metrics', 'by: [Home, Job]\ninterval: {}')).toBe(390);
  expect(height('metrics', 'by:\n  - afam\n  - single\n  - lvrat\ninterval: {level: 0.9}\n')).toBe(490);
  expect(height('metrics', 'data: a')).toBe(190);
});
