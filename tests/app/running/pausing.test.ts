import { expect, it } from 'vitest';
import { settled } from '../fake-engine.ts';
import { control, open, opened, result } from '../open-workbench.ts';

it('asks for nothing before the first run of a notebook that opens paused, then holds everything back', async () => {
  const { engine, bench } = open();
  bench.paused = true;
  bench.evaluate();
  bench.edit({ from: 0, to: 0, insert: ' ' }, 'Edit');
  expect(engine.asked).toEqual([]);
  bench.evaluate(['*']);
  expect(engine.last.request).toMatchObject({ run: ['*'], hold: ['*'] });
  await engine.last.finish();
  bench.edit({ from: 0, to: 1, insert: '' }, 'Edit');
  expect(engine.last.request).toMatchObject({ run: [], hold: ['*'] });
  await engine.last.finish();
  bench.pause(false);
  expect(engine.last.request).toMatchObject({ run: [], hold: [] });
});

it('keeps apart what the person stopped, as stale, until something runs again', async () => {
  const { engine, bench } = await opened();
  bench.evaluate();
  engine.last.answer(result('threshold', 'done', { output: control(0.5) }));
  engine.last.answer(result('loans', 'running', { kind: 'data' }));
  await bench.stop();
  await engine.last.fail(new Error('stopped'));
  expect(bench.stopped).toEqual(['loans']);
  expect(bench.results.get('loans')!.state).toBe('stale');
  expect(bench.stale.map(({ cell }) => cell)).toEqual(['loans']);
  expect(bench.failure).toBeNull();
  bench.evaluate(['*']);
  expect(bench.stopped).toEqual([]);
});

it('stops one cell and goes on with the rest, and runs it when told to', async () => {
  const { engine, bench } = await opened();
  bench.evaluate();
  engine.last.answer(result('threshold', 'running'));
  await bench.stopCell('threshold');
  await engine.last.finish();
  await settled();
  expect(engine.last.request).toMatchObject({ run: [], hold: ['threshold'] });
  expect(bench.isHeld('threshold')).toBe(true);
  await engine.last.finish();
  bench.evaluate(['threshold']);
  expect(engine.last.request).toMatchObject({ run: ['threshold'], hold: [] });
  expect(bench.isHeld('threshold')).toBe(false);
});

it('tells places in the queue and stale cells in the order of the notebook', async () => {
  const { engine, bench } = open();
  bench.evaluate();
  for (const cell of ['loans', 'threshold']) engine.last.answer(result(cell, 'queued'));
  await settled();
  expect([...bench.queue]).toEqual([
    ['threshold', 1],
    ['loans', 2],
  ]);
});
