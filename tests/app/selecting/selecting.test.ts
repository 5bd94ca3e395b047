import { describe, expect, it } from 'vitest';
import { Selecting } from '../../../src/app/selecting/selecting.svelte.ts';
import type { Clause } from '../../../src/frame/selection/clause.ts';
import { fence, notebookOf } from '../../engine/test-world.ts';
import { opened } from '../open-workbench.ts';
import { byAge, data, rows } from './selection-bed.ts';

const twenties: Clause = { age: { from: 20, below: 30 } };
const thirties: Clause = { age: { from: 30, below: 40 } };
const picks = fence('input', 'picks', 'type: selection');
const writer = fence('chart', 'by_age', 'data: people\nselect: {into: picks}\nspec: {mark: bar}');
const reader = fence('table', 'rows', 'data: people\nfilter: $picks');
const metrics = fence('metrics', 'quality', 'data: people');

async function open(...blocks: readonly string[]) {
  const { engine, bench } = await opened(notebookOf(...blocks));
  return { engine, bench, selecting: new Selecting(bench) };
}

describe('a gesture in a linked cell', () => {
  it('is live while the hand moves, and one step of the text once it is done', async () => {
    const { engine, bench, selecting } = await open(data, picks, writer, reader);
    const before = bench.text;
    selecting.select('by_age', twenties, false);
    expect(selecting.linked('by_age')).toEqual({ into: 'picks', own: twenties, clauses: { by_age: twenties }, data: 'people' });
    expect([bench.text, engine.last.request.overrides]).toEqual([before, [['picks', '{"by_age":{"age":{"below":30,"from":20}}}']]]);
    await engine.last.finish();
    selecting.select('by_age', thirties, true);
    expect(engine.last.request.overrides).toEqual([]);
    expect(bench.text).toContain('clauses: {by_age: {age: {from: 30, below: 40}}}');
    expect([selecting.linked('by_age')!.own, bench.undoLabel]).toEqual([thirties, 'Select in by_age']);
    bench.undo();
    expect([bench.text, selecting.linked('by_age')!.own]).toEqual([before, null]);
  });

  it('leaves no step behind when it comes to what was there before', async () => {
    const { engine, bench, selecting } = await open(
      data,
      fence('input', 'picks', 'type: selection\nclauses: {by_age: {age: {below: 30, from: 20}}}'),
      writer,
    );
    selecting.select('by_age', thirties, false);
    await engine.last.finish();
    selecting.select('by_age', twenties, true);
    expect([bench.undoLabel, selecting.linked('by_age')!.own]).toEqual([null, twenties]);
  });

  it('lets go of one writer or of all', async () => {
    const { bench, selecting } = await open(
      data,
      fence('input', 'picks', 'type: selection\nclauses: {by_age: {age: [1]}, gone: {age: [2]}}'),
      writer,
      reader,
      metrics,
    );
    expect(selecting.selection('picks')).toMatchObject({ data: 'people', metrics: ['quality'], readers: ['rows'], strangers: ['gone'] });
    selecting.clear('picks', 'gone');
    expect(selecting.selection('picks').clauses).toEqual({ by_age: { age: [1] } });
    selecting.clear('picks', null);
    expect([selecting.selection('picks').clauses, bench.undoLabel]).toEqual([{}, 'Clear picks']);
  });
});

describe('a gesture in a cell without a selection', () => {
  it('makes one in edit mode, as one step', async () => {
    const { bench, selecting } = await open(data, byAge, rows);
    bench.mode = 'edit';
    expect(selecting.linked('by_age')).toMatchObject({ into: null, own: null });
    selecting.select('by_age', twenties, false);
    expect(bench.undoLabel).toBeNull();
    selecting.select('by_age', twenties, true);
    expect([selecting.linked('by_age'), bench.undoLabel]).toMatchObject([{ into: 'picks', own: twenties }, 'Select in by_age']);
    expect(selecting.selection('picks').readers).toEqual(['rows']);
    bench.undo();
    expect(bench.text).toBe(notebookOf(data, byAge, rows));
  });

  it('does nothing for a reader', async () => {
    const { bench, selecting } = await open(data, byAge, rows);
    expect(selecting.linked('by_age')).toBeNull();
    selecting.select('by_age', twenties, true);
    expect(bench.text).toBe(notebookOf(data, byAge, rows));
  });

  it('does nothing where the selection is none, or no rows are shown', async () => {
    const { bench, selecting } = await open(
      data,
      fence('input', 'picks', 'type: number'),
      writer,
      fence('slice', 'few', 'data: people\nwhere: d.x > 1'),
    );
    bench.mode = 'edit';
    expect([selecting.linked('by_age'), selecting.linked('few'), selecting.linked('people')]).toEqual([null, null, null]);
  });
});

describe('what is selected', () => {
  it('becomes a slice, and a slice of metrics', async () => {
    const held = fence('input', 'picks', 'type: selection\nclauses: {by_age: {age: {from: 20, below: 30}}}');
    const { bench, selecting } = await open(data, held, writer, metrics);
    expect(await selecting.makeSlice('picks')).toBe('picked');
    expect(bench.text).toContain(fence('slice', 'picked', 'data: people\nwhere: d.age >= 20 && d.age < 30\ntitle: age 20 to under 30'));
    expect(bench.undoLabel).toBe('Make a slice');
    await selecting.addToMetrics('picks', 'quality');
    expect(bench.text).toMatch(/by: ?\n? *(?:- |\[)\{?name: age 20 to under 30/);
    expect(bench.undoLabel).toBe('Add to quality');
  });

  it('says why rows by number make no slice', async () => {
    const held = fence('input', 'picks', 'type: selection\nclauses: {by_age: {of: people, rows: [1]}}');
    const { bench, selecting } = await open(data, held, writer);
    expect(await selecting.makeSlice('picks')).toBeNull();
    expect(bench.failure).toContain('people has no ids');
  });
});
