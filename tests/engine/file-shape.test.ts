import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { Session } from '../../src/engine/session.ts';
import { fence, notebookOf, TestWorld } from './test-world.ts';

const csv = 'x,__proto__\n3,c\n1,a\n';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const signal = new AbortController().signal;

function open(): Session {
  const world = new TestWorld({ 'a.csv': csv, 'b.csv': '"' });
  return new Session(world, world.kinds, 1e9);
}

it('is told of a file that no cell can read as it is pinned', async () => {
  const session = open();
  const text = notebookOf(fence('data', 'rows', `source: a.csv\nsha256: ${'0'.repeat(64)}`));
  const states: string[] = [];
  const request = { text, overrides: [], run: [], hold: [], retry: [], refused: [], base: null };
  await session.evaluate(request, signal, ({ state }) => states.push(state));
  expect(states.at(-1)).toBe('failed');
  const shape = await session.fileShape('a.csv', signal);
  expect(shape).toMatchObject({ sha256: sha256(csv), bytes: csv.length, rows: 2 });
  expect(shape.columns).toHaveLength(2);
  expect(session.names()).toEqual([]);
});

it('leaves rows and columns out where a file is no table', async () => {
  const shape = await open().fileShape('b.csv', signal);
  expect(shape).toEqual({ sha256: sha256('"'), bytes: 1 });
});

it('stands beside the files that cells read', async () => {
  const session = open();
  expect(await session.files(signal)).toEqual([]);
  const request = {
    text: notebookOf(fence('data', 'rows', 'source: a.csv')),
    overrides: [],
    run: [],
    hold: [],
    retry: [],
    refused: [],
    base: null,
  };
  await session.evaluate(request, signal, () => undefined);
  expect(await session.files(signal)).toEqual([{ cell: 'rows', kind: 'data', reference: 'a.csv', bytes: csv.length, sha256: sha256(csv) }]);
});
