import { expect, it } from 'vitest';
import { placesOf, placesReader, targetOf } from '../../../src/app/reading/places.ts';
import { slideAt, slidesOf, type Slide } from '../../../src/app/reading/slides.ts';
import { kindNames } from '../../../src/app/kind-names.ts';
import type { Notebook } from '../../../src/notebook/notebook.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';

const cell = (kind: string, name: string): string => `\`\`\`yaml ${kind} ${name}\n\`\`\`\n`;
const notebook = (...parts: readonly string[]): Notebook => parseNotebook(parts.join('\n'), kindNames);
const outline = (slides: readonly Slide[]): string[] =>
  slides.map(
    ({ at, parts }) => `${at}: ${parts.map((part) => (part.type === 'cell' ? part.block.id : `${part.nodes.length} nodes`)).join(', ')}`,
  );

const loans = notebook(
  '# Who is turned down?\n\nWords.\n\n## The data\n\nMore words.\n',
  cell('data', 'loans'),
  cell('chart', 'scores'),
  '### Within it\n\nStill here.\n\n## The data\n\nAgain {{ loans.rows }}.\n',
  cell('check', 'gate'),
);

it('begins a slide at each heading 1 and 2, within a block too, and leaves out what only prepares', () => {
  expect(outline(slidesOf(loans))).toEqual([
    'who-is-turned-down: 2 nodes',
    'the-data: 2 nodes, scores, 2 nodes',
    'the-data-2: 2 nodes, gate',
  ]);
});

it('makes a slide of what stands before the first heading', () => {
  expect(outline(slidesOf(notebook(cell('metrics', 'quality'), 'Words.\n\n# One\n')))).toEqual([
    'quality: quality, 1 nodes',
    'one: 1 nodes',
  ]);
  expect(slidesOf(notebook(''))).toEqual([]);
  expect(slidesOf(notebook(cell('data', 'loans')))).toEqual([]);
});

it('finds the slide of a heading or of a cell, and the first where there is none', () => {
  const slides = slidesOf(loans);
  expect(['who-is-turned-down', 'the-data', 'scores', 'the-data-2', 'gate', 'nothing', null].map((at) => slideAt(slides, at))).toEqual([
    0, 1, 1, 2, 2, 0, 0,
  ]);
});

it('names headings by their words, the second of a name with its number', () => {
  expect(placesOf(loans).map(({ slug, depth }) => [slug, depth])).toEqual([
    ['who-is-turned-down', 1],
    ['the-data', 2],
    ['within-it', 3],
    ['the-data-2', 2],
  ]);
  const reader = placesReader();
  expect(reader(loans)).toEqual(placesOf(loans));
  const moved = notebook('New.\n', cell('data', 'a'), '# Another\n', cell('chart', 'b'), '## The data\n\nMore words.\n');
  expect(reader(moved)).toEqual(placesOf(moved));
  expect(targetOf(loans, 'gate')).toEqual({ type: 'cell', id: 'gate' });
  expect(targetOf(loans, 'within-it')).toEqual({ type: 'heading', id: placesOf(loans)[2]!.id });
  expect(targetOf(loans, '__proto__')).toBeNull();
});
