import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Workbench } from '../../src/app/workbench.svelte.ts';
import { deleteBlocks } from '../../src/notebook/patch-blocks.ts';
import { replaceBlock } from '../../src/notebook/patch.ts';
import { opened, text } from './open-workbench.ts';

vi.mock('../../src/app/engine-client.ts', () => ({ WorkerEnded: class extends Error {} }));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a gesture', () => {
  it('has one evaluation in flight and the newest value waiting', async () => {
    const { engine, bench } = await opened();
    const before = engine.asked.length;
    for (let step = 1; step <= 20; step++) bench.input('threshold', 0.5 + step / 100, false);
    expect(engine.asked.slice(before).map(({ request }) => request.overrides)).toEqual([[['threshold', 0.51]]]);
    await engine.last.finish();
    expect(engine.asked.slice(before).map(({ request }) => request.overrides[0]?.[1])).toEqual([0.51, 0.7]);
    expect(engine.mostInFlight).toBe(1);
    expect(engine.called).not.toContain('stop');
    await engine.last.finish();
    expect(engine.asked).toHaveLength(before + 2);
  });

  it('does not touch the text until it ends, and then is one step and one patch', async () => {
    const { engine, bench } = await opened();
    for (const value of [0.51, 0.6, 0.7]) {
      bench.input('threshold', value, false);
      await engine.last.finish();
      expect(bench.text).toBe(text);
      expect(bench.undoLabel).toBeNull();
    }
    bench.input('threshold', 0.7, true);
    expect(bench.text).toBe(text.replace('value: 0.5', 'value: 0.7'));
    expect(bench.undoLabel).toBe('Set threshold');
    expect(engine.last.request).toMatchObject({ text: bench.text, overrides: [] });
    bench.undo();
    expect(bench.text).toBe(text);
    expect(bench.undoLabel).toBeNull();
  });

  it('that ends while an evaluation runs still runs with its last value', async () => {
    const { engine, bench } = await opened();
    bench.input('threshold', 0.6, false);
    bench.input('threshold', 0.8, true);
    await engine.last.finish();
    expect(engine.last.request.text).toContain('value: 0.8');
    expect(engine.last.request.overrides).toEqual([]);
  });

  it('of two controls keeps the value of each', async () => {
    const { engine, bench } = await opened();
    bench.input('threshold', 0.6, false);
    bench.input('other', 3, false);
    await engine.last.finish();
    expect(engine.last.request.overrides).toEqual([
      ['threshold', 0.6],
      ['other', 3],
    ]);
  });

  it('on a cell whose YAML is broken says so and changes nothing', async () => {
    const broken = text.replace('min: 0', 'min: [0');
    const { bench } = await opened(broken);
    bench.input('threshold', 0.6, true);
    expect(bench.failure).toMatch(/threshold cannot be changed while its YAML is broken/);
    expect(bench.text).toBe(broken);
  });
});

describe('typing', () => {
  const typed = (bench: Workbench, source: string): void =>
    bench.edit(replaceBlock(bench.notebook, 'loans', `\`\`\`yaml data loans\nsource: ${source}\n\`\`\``), 'Edit loans', 'loans');

  it('evaluates once, after a pause', async () => {
    const { engine, bench } = await opened();
    const before = engine.asked.length;
    for (const source of ['a', 'ab', 'abc']) {
      typed(bench, source);
      vi.advanceTimersByTime(399);
    }
    expect(engine.asked).toHaveLength(before);
    vi.advanceTimersByTime(1);
    expect(engine.asked).toHaveLength(before + 1);
    expect(engine.last.request.text).toContain('source: abc');
  });

  it('is one step while it goes on, and another after a rest', async () => {
    const { bench } = await opened();
    typed(bench, 'a');
    vi.advanceTimersByTime(300);
    typed(bench, 'ab');
    const first = bench.text;
    vi.advanceTimersByTime(600);
    typed(bench, 'abc');
    bench.undo();
    expect(bench.text).toBe(first);
    bench.undo();
    expect(bench.text).toBe(text);
    bench.undo();
    expect(bench.text).toBe(text);
  });

  it('that changes nothing is no step', async () => {
    const { engine, bench } = await opened();
    bench.edit({ from: 5, to: 5, insert: '' }, 'Nothing');
    expect(bench.undoLabel).toBeNull();
    expect(engine.asked).toHaveLength(1);
  });
});

describe('undo and redo', () => {
  it('go back and forth over the text and evaluate what they reach', async () => {
    const { engine, bench } = await opened();
    bench.input('threshold', 0.7, true);
    await engine.last.finish();
    const after = bench.text;
    bench.undo();
    expect(engine.last.request.text).toBe(text);
    await engine.last.finish();
    expect(bench.redoLabel).toBe('Set threshold');
    bench.redo();
    expect(bench.text).toBe(after);
    expect(engine.last.request.text).toBe(after);
    expect(bench.redoLabel).toBeNull();
  });
});

describe('where one was', () => {
  it('comes back with undo: the selected cell, and the editor that is open', async () => {
    const { bench } = await opened();
    bench.mode = 'edit';
    bench.selected = 'loans';
    bench.edit(deleteBlocks(bench.notebook, ['loans']), 'Delete loans');
    bench.selected = 'threshold';
    bench.undo();
    expect([bench.selected, bench.editing, bench.travelled?.block]).toEqual(['loans', null, 'loans']);
    bench.editing = 'loans';
    bench.edit(replaceBlock(bench.notebook, 'loans', '```yaml data loans\nsource: b.csv\n```'), 'Edit loans', 'loans');
    bench.editing = 'threshold';
    bench.undo();
    expect(bench.editing).toBe('loans');
  });
});

describe('drafts', () => {
  const write = (bench: Workbench, source: string): void =>
    bench.edit(replaceBlock(bench.notebook, 'loans', `\`\`\`yaml data loans\nsource: ${source}\n\`\`\``), 'Edit loans', 'loans');

  it('are kept with the name of the step that led to them', async () => {
    const { bench, store } = await opened();
    write(bench, 'a');
    await vi.advanceTimersByTimeAsync(500);
    expect(store.kept.get('new:loans')).toMatchObject({ origin: 'new:loans', title: 'Loans', text: bench.text });
    bench.undo();
    await vi.advanceTimersByTimeAsync(500);
    expect((await store.snapshots('new:loans')).map(({ label }) => label)).toEqual(['Undo: Edit loans', 'Edit loans', 'As opened']);
  });

  it('are not made by a reader who only moves a slider, but by one who edits', async () => {
    const { bench, store } = await opened();
    bench.input('threshold', 0.6, true);
    bench.undo();
    await bench.keep();
    await vi.advanceTimersByTimeAsync(2000);
    expect(store.writes).toBe(0);
    bench.mode = 'edit';
    bench.input('threshold', 0.6, true);
    await vi.advanceTimersByTimeAsync(500);
    expect(store.writes).toBe(1);
  });

  it('are kept at once when another notebook takes the place, and nothing more is asked', async () => {
    const { engine, bench, store } = await opened();
    write(bench, 'a');
    const before = engine.asked.length;
    const left = bench.leave();
    await vi.advanceTimersByTimeAsync(200);
    await left;
    expect(store.kept.get('new:loans')?.text).toBe(bench.text);
    await vi.advanceTimersByTimeAsync(2000);
    bench.evaluate();
    expect(engine.asked).toHaveLength(before);
  });
});
