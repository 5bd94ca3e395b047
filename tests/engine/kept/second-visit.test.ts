import { afterEach, expect, it, vi } from 'vitest';
import { KeptResults } from '../../../src/engine/kept/kept-results.ts';
import { fence, headOf, notebookOf, TestNotebook, TestWorld } from '../test-world.ts';
import { FakeFolder } from './fake-folder.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

let clock = 0;
function visit(folder: FakeFolder, rows = 'x\n1\n2\n'): TestNotebook & { readonly store: KeptResults } {
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  const world = new TestWorld({ 'a.csv': rows });
  world.patience = 2000;
  world.acts.set('long', () => {
    clock += 5000;
    return 42;
  });
  const store = new KeptResults(async () => folder, 1e6);
  Object.assign(world, { store });
  return Object.assign(new TestNotebook(world), { store });
}

const data = fence('data', 'rows', 'source: a.csv');
const text = (say = 'long'): string =>
  notebookOf(data, fence('probe', 'slow', `say: ${say}\nreads: [rows]`), fence('table', 'below', 'data: slow'));

it('finds what took long under the same key, and runs only the rest', async () => {
  const folder = new FakeFolder();
  const first = visit(folder);
  const before = await first.show(text());
  await first.store.settled();
  const second = visit(folder);
  const after = await second.show(text());
  expect(second.world.takeRuns()).toEqual(['data', 'table']);
  expect(after.get('slow')).toMatchObject({ state: 'done', fromMemory: true, ms: 5000, key: before.get('slow')!.key });
  expect(headOf(after.get('below'))).toEqual([[42]]);
  expect(after.get('slow')!.output).toEqual(before.get('slow')!.output);
});

it('runs it again when what it depends on is another', async () => {
  const folder = new FakeFolder();
  const first = visit(folder);
  await first.show(text());
  await first.store.settled();
  const second = visit(folder, 'x\n1\n3\n');
  await second.show(text());
  expect(second.world.takeRuns()).toEqual(['data', 'probe', 'table']);
});

it('runs it again when its bytes were damaged', async () => {
  const folder = new FakeFolder();
  const first = visit(folder);
  await first.show(text());
  await first.store.settled();
  for (const file of folder.files.values()) file.bytes = file.bytes.slice(0, -3);
  const second = visit(folder);
  expect(headOf((await second.show(text())).get('below'))).toEqual([[42]]);
  expect(second.world.takeRuns()).toContain('probe');
});
