import type { Output } from '../../src/cells/output.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerEnded } from '../../src/app/engine-client.ts';
import { deleteBlocks } from '../../src/notebook/patch-blocks.ts';
import { settled } from './fake-engine.ts';
import { control, open, opened, result, text } from './open-workbench.ts';

vi.mock('../../src/app/engine-client.ts', () => ({ WorkerEnded: class extends Error {} }));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('evaluation', () => {
  it('hands over the text and where it stands', () => {
    const { engine, bench } = open();
    bench.evaluate(['loans'], ['*']);
    expect(engine.last.request).toEqual({ text, overrides: [], run: ['loans'], hold: [], retry: ['*'], base: 'http://here/notebooks/' });
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

  it('keeps the last valid output of a cell that is typed in, though its checks no longer count', async () => {
    const { engine, bench } = await opened();
    const checks = [{ title: '', severity: 'fail' as const, state: 'pass' as const, observed: '', expected: '', sentence: '' }];
    const shown: Output = { type: 'checks', checks };
    bench.evaluate();
    engine.last.answer(result('loans', 'done', { output: shown }));
    await engine.last.finish();
    expect(bench.counts.pass).toBe(1);
    bench.editing = 'loans';
    bench.evaluate();
    engine.last.answer(result('loans', 'failed'));
    await engine.last.finish();
    expect(bench.results.get('loans')).toMatchObject({ state: 'failed', output: shown });
    expect(bench.counts.pass).toBe(0);
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
    bench.edit(deleteBlocks(bench.notebook, ['loans']), 'Delete loans');
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
    expect(engine.called).not.toContain('stop');
    expect(bench.backend).toBe('wasm');
    expect(engine.asked).toHaveLength(2);
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
