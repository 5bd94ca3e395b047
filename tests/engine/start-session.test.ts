import { expect, it } from 'vitest';
import { Session } from '../../src/engine/session.ts';
import { csvOf } from '../start/tables.ts';
import { TestWorld } from './test-world.ts';

const log = csvOf('label,score,x', 200, (at, uniform) => [at % 3 === 0 ? 'yes' : 'no', uniform().toFixed(3), uniform().toFixed(3)]);
const request = { files: ['log.csv'], base: null };
const evaluation = { overrides: [], run: [], hold: [], retry: [], refused: [], base: null };

function open(): Session {
  const world = new TestWorld({ 'log.csv': log });
  return new Session(world, world.kinds, 1e9);
}

it('writes a notebook, then shows it and what its columns seem to be', async () => {
  const session = open();
  const { text } = await session.start(request, new AbortController().signal, () => undefined);
  const states = new Map<string, string>();
  await session.evaluate({ text, ...evaluation }, new AbortController().signal, ({ cell, state }) => states.set(cell, state));
  expect([...states.values()].every((state) => state === 'done')).toBe(true);
  const columns = session.columns({ cell: 'log' });
  expect(columns.map(({ name, role }) => [name, role])).toEqual([
    ['label', 'label'],
    ['score', 'score'],
    ['x', 'none'],
  ]);
});

it('can be stopped, and hears what comes next', async () => {
  const session = open();
  const controller = new AbortController();
  const started = session.start(request, controller.signal, (_, doing) => {
    if (doing === 'Measuring') controller.abort();
  });
  await expect(started).rejects.toThrow();
  expect((await session.start(request, new AbortController().signal, () => undefined)).text).toContain('```yaml metrics quality');
});

it('is ended by an evaluation, which is newer', async () => {
  const session = open();
  const started = session.start(request, new AbortController().signal, () => undefined);
  const shown: string[] = [];
  const finished = session.evaluate({ text: '# Empty\n', ...evaluation }, new AbortController().signal, ({ cell }) => shown.push(cell));
  await expect(started).rejects.toThrow();
  expect(await finished).toBe(true);
});
