import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepDraft } from '../../src/app/drafts.ts';
import { WorkerEnded, type EngineClient } from '../../src/app/engine-client.ts';
import { Workbench } from '../../src/app/workbench.svelte.ts';
import type { Output } from '../../src/cells/output.ts';
import type { CellResult } from '../../src/engine/result.ts';
import { deleteBlock, replaceBlock } from '../../src/notebook/patch.ts';
import { FakeEngine, settled } from './fake-engine.ts';

vi.mock('../../src/app/engine-client.ts', () => ({ WorkerEnded: class extends Error {} }));
vi.mock('../../src/app/drafts.ts', () => ({ keepDraft: vi.fn(() => Promise.resolve()) }));

const text = `---
assay: 1
title: Loans
---

Before.

\`\`\`yaml input threshold
type: range # moved by hand
min: 0
max: 1
value: 0.5
\`\`\`

\`\`\`yaml data loans
source: loans.csv
\`\`\`
`;

const control = (value: number): Output => ({
  type: 'control',
  label: '',
  control: { type: 'range', min: 0, max: 1, step: 0.01, value },
});

function result(cell: string, state: CellResult['state'], extra: Partial<CellResult> = {}): CellResult {
  return { cell, kind: 'input', state, key: 'k', ...extra };
}

function open(start = text): { engine: FakeEngine; bench: Workbench } {
  const engine = new FakeEngine();
  return { engine, bench: new Workbench(engine as unknown as EngineClient, start, 'new:loans', 'http://here/notebooks/') };
}

/** A workbench whose first evaluation has ended. */
async function opened(start = text): Promise<{ engine: FakeEngine; bench: Workbench }> {
  const { engine, bench } = open(start);
  bench.evaluate();
  await engine.last.finish();
  return { engine, bench };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  vi.mocked(keepDraft).mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('evaluation', () => {
  it('hands over the text and where it stands', () => {
    const { engine, bench } = open();
    bench.evaluate(['loans'], ['*']);
    expect(engine.last.request).toEqual({ text, overrides: [], run: ['loans'], retry: ['*'], base: 'http://here/notebooks/' });
    expect(bench.running).toBe(true);
  });

  it('keeps what a cell showed while it runs, waits or is stale, and drops it once it has failed', async () => {
    const { engine, bench } = await opened();
    for (const state of ['queued', 'running', 'stale'] as const) {
      bench.evaluate();
      engine.last.answer(result('threshold', 'done', { output: control(0.5) }));
      await engine.last.finish();
      bench.evaluate();
      engine.last.answer(result('threshold', state));
      await settled();
      expect(bench.results.get('threshold')).toMatchObject({ state, output: control(0.5) });
      await engine.last.finish();
    }
    bench.evaluate();
    engine.last.answer(result('threshold', 'failed'));
    await engine.last.finish();
    expect(bench.results.get('threshold')?.output).toBeUndefined();
  });

  it('publishes many results of one moment once, and the last at the end', async () => {
    const { engine, bench } = await opened();
    bench.evaluate();
    const before = bench.results;
    for (const value of [0.1, 0.2, 0.3]) engine.last.answer(result('threshold', 'done', { output: control(value), key: String(value) }));
    expect(bench.results).toBe(before);
    await engine.last.finish();
    expect(bench.results.get('threshold')?.output).toEqual(control(0.3));
  });

  it('leaves what is as it was the very same, so that it is not drawn again', async () => {
    const { engine, bench } = await opened();
    bench.evaluate();
    engine.last.answer(result('threshold', 'done', { output: control(0.5), key: 'a' }));
    await engine.last.finish();
    const first = bench.results.get('threshold');
    bench.evaluate();
    engine.last.answer(result('threshold', 'done', { output: control(0.5), key: 'a' }));
    await engine.last.finish();
    expect(bench.results.get('threshold')).toBe(first);
    bench.evaluate();
    engine.last.answer(result('threshold', 'done', { output: control(0.7), key: 'b' }));
    await engine.last.finish();
    expect(bench.results.get('threshold')?.output).toEqual(control(0.7));
  });

  it('shows a newer output that comes with a running cell', async () => {
    const { engine, bench } = await opened();
    bench.evaluate();
    engine.last.answer(result('threshold', 'done', { output: control(0.5) }));
    engine.last.answer(result('threshold', 'running', { output: control(0.6) }));
    await settled();
    expect(bench.results.get('threshold')?.output).toEqual(control(0.6));
  });

  it('forgets results of cells that are gone', async () => {
    const { engine, bench } = await opened();
    bench.evaluate();
    engine.last.answer(result('threshold', 'done'));
    engine.last.answer(result('loans', 'failed'));
    await engine.last.finish();
    expect(bench.troubled.map(({ cell }) => cell)).toEqual(['loans']);
    bench.edit(deleteBlock(bench.notebook, 'loans'), 'Delete loans');
    await engine.last.finish();
    expect([...bench.results.keys()]).toEqual(['threshold']);
    expect(bench.troubled).toEqual([]);
  });

  it('says why the engine failed, and clears it when the next one ends well', async () => {
    const { engine, bench } = open();
    bench.evaluate();
    await engine.last.fail(new Error('the evaluate worker could not be loaded; reload the page'));
    expect(bench.failure).toBe('the evaluate worker could not be loaded; reload the page');
    expect(bench.running).toBe(false);
    bench.evaluate();
    await engine.last.finish();
    expect(bench.failure).toBeNull();
  });

  it('goes on in a new worker after one was ended', async () => {
    const { engine, bench } = open();
    bench.evaluate();
    await engine.last.fail(new WorkerEnded('a cell took too long and was ended'));
    expect(engine.asked).toHaveLength(2);
    expect(bench.failure).toBeNull();
    await engine.last.finish();
    expect(bench.running).toBe(false);
  });

  it('does nothing while the notebook is paused, and runs once it is not', () => {
    const { engine, bench } = open();
    bench.paused = true;
    bench.evaluate();
    expect(engine.asked).toHaveLength(0);
    bench.paused = false;
    bench.evaluate();
    expect(engine.asked).toHaveLength(1);
  });

  it('stops without saying so as a failure, and drops what waits', async () => {
    const { engine, bench } = open();
    bench.evaluate();
    bench.evaluate(['loans']);
    await bench.stop();
    expect(engine.stops).toBe(1);
    await engine.last.fail(new Error('stopped'));
    expect(bench.failure).toBeNull();
    expect(engine.asked).toHaveLength(1);
  });

  it('leaves nothing running or waiting behind a stop', async () => {
    const { engine, bench } = open();
    bench.evaluate();
    engine.last.answer(result('threshold', 'running', { output: control(0.5), progress: { share: 0.5, doing: 'reading' } }));
    engine.last.answer(result('loans', 'queued'));
    await bench.stop();
    await engine.last.fail(new Error('stopped'));
    expect([...bench.results.values()].map(({ cell, state, progress }) => [cell, state, progress])).toEqual([
      ['threshold', 'stale', undefined],
      ['loans', 'stale', undefined],
    ]);
    expect(bench.running).toBe(false);
  });

  it('asks a running evaluation to end when something else is wanted', () => {
    const { engine, bench } = open();
    bench.evaluate();
    expect(engine.called).not.toContain('stop');
    bench.evaluate(['loans']);
    expect(engine.called).toContain('stop');
  });

  it('runs anew on another backend', async () => {
    const { engine, bench } = await opened();
    await bench.setBackend('wasm');
    expect(engine.called).toContain('backend wasm');
    expect(bench.backend).toBe('wasm');
    expect(engine.asked).toHaveLength(2);
  });
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

describe('drafts', () => {
  it('are kept a second after the last change, and not for a reader who changed nothing', async () => {
    const { bench } = await opened();
    await bench.keep();
    bench.input('threshold', 0.6, false);
    vi.advanceTimersByTime(2000);
    expect(keepDraft).not.toHaveBeenCalled();
    bench.input('threshold', 0.6, true);
    vi.advanceTimersByTime(999);
    expect(keepDraft).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    await settled();
    expect(vi.mocked(keepDraft).mock.calls[0]![0]).toMatchObject({ origin: 'new:loans', title: 'Loans', text: bench.text });
    expect(bench.saved).not.toBeNull();
  });

  it('that the browser does not keep leave the page as it is', async () => {
    vi.mocked(keepDraft).mockRejectedValueOnce(new Error('no room'));
    const { bench } = await opened();
    bench.input('threshold', 0.6, true);
    await bench.keep();
    expect(bench.saved).toBeNull();
    expect(bench.failure).toBeNull();
  });
});

describe('what the page reads', () => {
  it('counts the states of checks, without those that do not apply', async () => {
    const { engine, bench } = await opened();
    bench.evaluate();
    const check = (state: 'pass' | 'warn' | 'fail' | 'not-applicable') => ({
      title: '',
      severity: 'fail' as const,
      state,
      observed: '',
      expected: '',
      sentence: '',
    });
    const checks = [check('pass'), check('pass'), check('warn'), check('fail'), check('not-applicable')];
    engine.last.answer(result('loans', 'done', { output: { type: 'checks', checks } }));
    await engine.last.finish();
    expect(bench.counts).toEqual({ fail: 1, warn: 1, 'not-enough-data': 0, pass: 2, error: 0 });
  });

  it('lists what waits for consent apart from what is in trouble', async () => {
    const { engine, bench } = await opened();
    bench.evaluate();
    engine.last.answer(result('threshold', 'needs-permission'));
    engine.last.answer(result('loans', 'needs-file'));
    await engine.last.finish();
    expect(bench.wants.map(({ cell }) => cell)).toEqual(['threshold']);
    expect(bench.troubled.map(({ cell }) => cell)).toEqual(['loans']);
  });

  it('has the title of the notebook, or says that there is none', () => {
    expect(open().bench.title).toBe('Loans');
    expect(open('only prose').bench.title).toBe('Untitled');
  });

  it('finds the offset of a line and column', () => {
    const { bench } = open();
    expect(text.slice(bench.offsetOf(1, 1)).startsWith('---\nassay')).toBe(true);
    expect(text.slice(bench.offsetOf(3, 8)).startsWith('Loans')).toBe(true);
  });

  it('offers inputs by name, and no input as a cell', async () => {
    const { engine, bench } = open();
    const knowledge = await bench.knowledge();
    expect(knowledge.inputs).toEqual(['threshold']);
    expect(knowledge.cells.map(({ cell }) => cell)).toEqual(['loans']);
    await bench.knowledge();
    expect(engine.called.filter((method) => method === 'kinds')).toHaveLength(1);
  });
});
