import { expect, it } from 'vitest';
import { contentsOf, forgetResults, notebooksOf, readUsage, type Stores } from '../../../src/app/keeping/storage-usage.ts';
import { FakeFolder } from '../../engine/kept/fake-folder.ts';
import { FakeTextStore } from './fake-text-store.ts';

const draft = (origin: string, text: string) => ({ origin, title: `Title of ${origin}`, text, changed: 5 });
const snapshot = (origin: string, text: string, at = 1) => ({ origin, text, at, label: 'Edit', pinned: false });
const record = (origin: string, name: string, sha256: string, size = 3) => ({ origin, name, sha256, size, used: 0 });

it('counts the texts of each notebook, those without a draft too', () => {
  const notebooks = notebooksOf(
    [draft('sample:a', 'xy')],
    [snapshot('sample:a', 'xyz', 9), snapshot('file:b.md', 'a'), snapshot('nb:123', '')],
  );
  expect(notebooks).toEqual([
    { origin: 'sample:a', title: 'Title of sample:a', changed: 9, draft: true, texts: 2, bytes: 10 },
    { origin: 'file:b.md', title: 'b.md', changed: 1, draft: false, texts: 1, bytes: 2 },
    { origin: 'nb:123', title: 'A link', changed: 1, draft: false, texts: 1, bytes: 0 },
  ]);
});

it('counts a file once that two notebooks use', () => {
  const records = [record('new:1', 'log.csv', 'a'), record('new:2', 'other.csv', 'a'), record('new:2', 'large.csv', 'b', 9)];
  expect(contentsOf(records)).toEqual([
    { name: 'large.csv', size: 9, records: [records[2]] },
    { name: 'log.csv', size: 3, records: [records[0], records[1]] },
  ]);
});

it('adds up results, and forgets them', async () => {
  const folder = new FakeFolder();
  const copies = { usage: async () => ({ count: 1, bytes: 7 }) };
  await folder.write('one', [new Uint8Array(10)]);
  await folder.write('two', [new Uint8Array(5)]);
  const stores = {
    texts: new FakeTextStore(),
    files: { records: async () => [] },
    results: async () => folder,
    copies,
  } as unknown as Stores;
  expect((await readUsage(stores)).results).toEqual({ count: 2, bytes: 15 });
  expect((await readUsage(stores)).copies).toEqual({ count: 1, bytes: 7 });
  await forgetResults(stores);
  expect((await readUsage(stores)).results).toEqual({ count: 0, bytes: 0 });
});
