import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Find } from '../../../src/app/find/find.svelte.ts';
import type { Workbench } from '../../../src/app/workbench.svelte.ts';
import { open } from '../open-workbench.ts';

const text = 'On age.\n\n```yaml data loans\nsource: age.csv\n```\n\n```yaml table t\ndata: loans\ncolumns: [age, Age]\n```\n';
let bench: Workbench;
let find: Find;

beforeEach(() => {
  vi.stubGlobal('getSelection', () => null);
  bench = open(text).bench;
  bench.mode = 'edit';
  find = new Find(bench);
  find.open(true);
  find.text = 'age';
});

describe('Find', () => {
  it('finds over all blocks while it is open, and nothing after', () => {
    expect(find.found.matches).toHaveLength(4);
    find.matchCase = true;
    expect(find.found.matches).toHaveLength(3);
    find.close();
    expect(find.found.matches).toHaveLength(0);
  });

  it('goes round the matches, opening the cells that hold them', () => {
    const places: (readonly [number, string | null, string | null])[] = [];
    for (let step = 0; step < 5; step++) {
      find.step(1);
      places.push([find.at, bench.selected, bench.editing]);
    }
    expect(places).toEqual([
      [0, 'prose-1', null],
      [1, 'loans', 'loans'],
      [2, 't', 't'],
      [3, 't', 't'],
      [0, 'prose-1', 't'],
    ]);
    find.step(-1);
    expect(find.at).toBe(3);
  });

  it('begins at the block that is selected', () => {
    bench.selected = 't';
    find.step(1);
    expect(find.at).toBe(2);
  });

  it('replaces one and goes to the next, and all as one step that undo takes back', () => {
    find.replacement = 'years';
    find.replaceOne();
    expect(bench.text).toBe(text);
    find.replaceOne();
    flushSync();
    expect(bench.text).toBe(text.replace('age', 'years'));
    expect([find.at, bench.selected]).toEqual([0, 'loans']);
    expect(find.replaceAll()).toBe(3);
    expect(bench.text).toBe(text.replaceAll(/age/gi, 'years'));
    expect(bench.undoLabel).toBe('Replace 3 of age');
    bench.undo();
    expect(bench.text).toBe(text.replace('age', 'years'));
    bench.undo();
    expect(bench.text).toBe(text);
  });

  it('goes on behind what it wrote, though that holds the query', () => {
    find.replacement = 'age and age';
    find.step(1);
    find.replaceOne();
    expect(bench.text.slice(0, find.found.matches[find.at]!.from)).toContain('source: ');
  });

  it('takes what is selected as its query', () => {
    vi.stubGlobal('getSelection', () => ({ toString: () => 'loans' }));
    find.open(false);
    expect([find.text, find.replacing]).toEqual(['loans', true]);
  });

  it('says what is wrong with a pattern and finds nothing by it', () => {
    find.isPattern = true;
    find.text = '(a+)+';
    expect(find.error).toMatch(/for ever/);
    expect(find.found.matches).toEqual([]);
  });
});
