import { afterEach, expect, it, vi } from 'vitest';
import { KeptResults } from '../../../src/engine/kept/kept-results.ts';
import type { Frame } from '../../../src/frame/frame.ts';
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

it('finds numbers, which still tell the rows behind them and the slices of a row', async () => {
  const folder = new FakeFolder();
  const rows = Array.from(
    { length: 80 },
    (_, row) => `${row % 2 === 0 ? 'yes' : 'no'},${row % 3 === 0 ? 'yes' : 'no'},${row % 4 === 0 ? 'a' : 'b'}`,
  );
  const csv = `label,prediction,group\n${rows.join('\n')}\n`;
  const numbers = notebookOf(
    fence('data', 'log', 'source: a.csv\nroles: {label: label, prediction: prediction}'),
    fence('metrics', 'quality', 'data: log\nmetrics: [accuracy]\nby: [group]'),
  );
  const frameOf = (notebook: TestNotebook): Frame => notebook.bench.memory.lastShown('quality')!.frames.get('')!;
  const first = visit(folder, csv);
  // Every look at the clock finds it two seconds on, so that all cells took long.
  vi.spyOn(performance, 'now').mockImplementation(() => (clock += 2000));
  const before = await first.show(numbers);
  await first.store.settled();
  const second = visit(folder, csv);
  const after = await second.show(numbers);
  expect(second.world.takeRuns()).not.toContain('metrics');
  expect(after.get('quality')).toMatchObject({ state: 'done', fromMemory: true, output: before.get('quality')!.output });
  const { frame, rows: behind } = frameOf(second).behind!('group=a')!;
  expect([...behind]).toEqual([...frameOf(first).behind!('group=a')!.rows]);
  expect([...behind]).toEqual(Array.from({ length: 20 }, (_, at) => 4 * at));
  expect(frame.table.totalRows()).toBe(80);
  expect(frameOf(second).measured!.slicesAt(4)).toEqual(frameOf(first).measured!.slicesAt(4));
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
