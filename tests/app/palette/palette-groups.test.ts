import { expect, it } from 'vitest';
import { kindNames } from '../../../src/app/kind-names.ts';
import { columnPicks, kindPicks, metricPicks, placePicks, type Findable } from '../../../src/app/palette/palette-groups.ts';
import type { KindDescription, MetricDescription } from '../../../src/engine/protocol.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';

const went: string[] = [];
const findable: Findable = {
  notebook: parseNotebook(
    '# Who?\n\n```yaml data loans\nsource: a.csv\n```\n\n## How good\n\n```yaml metrics quality\ndata: loans\nmetrics: [roc_auc]\nby: [afam, "__proto__"]\n```\n',
    kindNames,
  ),
  frames: [
    { cell: 'loans', kind: 'data', rows: 2, columns: ['afam', 'lvrat', '__proto__'].map((name) => ({ name, type: 'string' })) },
    { cell: 'quality.roc', kind: 'metrics', rows: 2, columns: [{ name: 'fpr', type: 'number' }] },
  ],
  kinds: [{ name: 'chart', doc: 'Draws.' } as unknown as KindDescription],
  metrics: ['roc_auc', 'recall', 'auc'].map((name) => ({ name, title: `Title of ${name}` }) as unknown as MetricDescription),
  goToCell: (id) => void went.push(`cell ${id}`),
  goToHeading: (id) => void went.push(`heading ${id}`),
  insert: (kind) => void went.push(`insert ${kind}`),
};

it('finds cells and headings in the order of the text', () => {
  const { picks } = placePicks(findable);
  expect(picks.map(({ title, note }) => [title, note])).toEqual([
    ['Who?', 'heading'],
    ['loans', 'data'],
    ['How good', 'heading'],
    ['quality', 'metrics'],
  ]);
  for (const pick of picks.slice(1, 3)) pick.pick();
  expect(went.splice(0)).toEqual(['cell loans', 'heading h-prose-2-how-good']);
});

it('leads from a column to the cell that calls it, else to the one that has it', () => {
  expect(columnPicks(findable).picks.map(({ title, note }) => [title, note])).toEqual([
    ['afam', 'in quality'],
    ['lvrat', 'in loans'],
    ['__proto__', 'in quality'],
    ['fpr', 'in quality'],
  ]);
});

it('finds the metrics that some cell computes, by their whole name, and kinds to insert', () => {
  expect(metricPicks(findable).picks.map(({ title, note }) => [title, note])).toEqual([['roc_auc', 'in quality']]);
  kindPicks(findable).picks[0]!.pick();
  expect(went.splice(0)).toEqual(['insert chart']);
});
