import { describe, expect, it } from 'vitest';
import { LinkReader } from '../../../src/app/selecting/links.ts';
import { clausePatch, clearPatch, linkPatch, metricsPatch, slicePatch } from '../../../src/app/selecting/selection-patches.ts';
import type { Clause } from '../../../src/frame/selection/clause.ts';
import type { Notebook } from '../../../src/notebook/notebook.ts';
import { applyPatch } from '../../../src/notebook/patch.ts';
import { fence, notebookOf } from '../../engine/test-world.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import { kindNames } from '../../../src/app/kind-names.ts';
import { byAge, byGroup, data, other, quality, read, rows } from './selection-bed.ts';

const twenties: Clause = { age: { from: 20, below: 30 } };

const parse = (text: string): Notebook => parseNotebook(text, kindNames);

function linked(notebook: Notebook, cell: string, clause: Clause = twenties): string {
  const links = new LinkReader().read(notebook);
  return applyPatch(notebook.text, linkPatch(notebook, links, links.cells.get(cell)!, clause).patch);
}

describe('the first gesture', () => {
  it('makes a selection above the first reader and links charts and tables of the same data', () => {
    const notebook = read('# People', data, byGroup, byAge, rows, quality, other);
    expect(linked(notebook, 'by_age')).toBe(
      notebookOf(
        '# People',
        data,
        fence('input', 'picks', 'type: selection\nclauses: {by_age: {age: {from: 20, below: 30}}}'),
        fence('chart', 'by_group', 'data: people\nspec: {mark: bar}\nfilter: $picks'),
        fence('chart', 'by_age', 'data: people\nspec: {mark: bar} # bars\nselect: {into: picks}'),
        fence('table', 'rows', 'data: people\nfilter: $picks'),
        quality,
        other,
      ),
    );
  });

  it('takes the selection that cells of the same data use already', () => {
    const first = linked(read(data, byAge, byGroup), 'by_age');
    const again = linked(read(first), 'by_group', { group: ['a'] });
    expect(again.match(/yaml input/g)).toHaveLength(1);
    const { cells, selections } = new LinkReader().read(read(again));
    expect([cells.get('by_age'), cells.get('by_group')]).toMatchObject([
      { into: 'picks', filter: 'picks' },
      { into: 'picks', filter: 'picks' },
    ]);
    expect(selections.get('picks')).toEqual({ by_age: twenties, by_group: { group: ['a'] } });
  });

  it('makes another for other data, and where the one in use stands below', () => {
    const first = linked(read(data, byAge, quality, other), 'by_age');
    const second = linked(read(first), 'other', { slice: ['a'] });
    expect(new LinkReader().read(read(second)).cells.get('other')).toMatchObject({ into: 'picks_2', filter: null });
    const below = fence('table', 'low', 'data: people\nfilter: $picks');
    const text = notebookOf(data, byAge, fence('input', 'picks', 'type: selection'), below);
    expect(new LinkReader().read(read(linked(read(text), 'by_age'))).cells.get('by_age')).toMatchObject({ into: 'picks_2' });
  });
});

describe('what a cell selects', () => {
  const picks = fence('input', 'picks', 'type: selection # by hand\nclauses:\n  by_age: {age: [1]}\n  "by_group": {group: [a]}');

  it('is set and taken out, and what stands around it stays', () => {
    const notebook = read(picks);
    const set = applyPatch(notebook.text, clausePatch(notebook, 'picks', 'by_age', twenties));
    expect(set).toContain('type: selection # by hand');
    expect(new LinkReader().read(parse(set)).selections.get('picks')).toEqual({ by_age: twenties, by_group: { group: ['a'] } });
    const out = parse(applyPatch(set, clausePatch(parse(set), 'picks', 'by_age', null)));
    expect(new LinkReader().read(out).selections.get('picks')).toEqual({ by_group: { group: ['a'] } });
    expect(applyPatch(out.text, clausePatch(out, 'picks', 'by_group', null))).toBe(
      notebookOf(fence('input', 'picks', 'type: selection # by hand')),
    );
    expect(applyPatch(notebook.text, clearPatch(notebook, 'picks'))).toBe(notebookOf(fence('input', 'picks', 'type: selection # by hand')));
  });

  it('takes names and values as they are', () => {
    const notebook = read(fence('input', 'picks', 'type: selection'));
    const odd: Clause = { 'a: "b" # c': ['é\n', 'yes', '3', null, true], of: ['x'] };
    const text = applyPatch(notebook.text, clausePatch(notebook, 'picks', 'by_age', odd));
    expect(new LinkReader().read(read(text)).selections.get('picks')).toEqual({ by_age: odd });
  });
});

describe('a slice of what is selected', () => {
  const slice = { where: 'd.age >= 20 && d["a: b"] === "x # y"', title: 'age 20 to under 30; a: b x' };

  it('stands below the selection and the data, under a name of its own', () => {
    const notebook = read(fence('input', 'picks', 'type: selection'), data, rows, fence('slice', 'picked', 'data: people\nwhere: "true"'));
    const { patch, name } = slicePatch(notebook, 'picks', 'people', slice);
    const made = read(applyPatch(notebook.text, patch));
    expect([name, made.blocks.flatMap((block) => (block.type === 'cell' ? [block.id] : []))]).toEqual([
      'picked_2',
      ['picks', 'people', 'picked_2', 'rows', 'picked'],
    ]);
  });

  it('joins the slices of metrics', () => {
    for (const body of ['data: people', 'data: people\nby: [group]']) {
      const notebook = read(fence('metrics', 'quality', body));
      const text = applyPatch(notebook.text, metricsPatch(notebook, 'quality', slice));
      expect(text).toContain('where:');
      const again = read(text);
      expect(again.blocks[0]?.type === 'cell' && again.blocks[0].problems).toEqual([]);
    }
  });
});
