import { expect, it } from 'vitest';
import type { CellResult } from '../../src/engine/result.ts';
import { fence, headOf, notebookOf, placeOfWord, TestNotebook, TestWorld } from './test-world.ts';

const probe = (say: string): string => fence('probe', 'one', `say: ${say}`);
const two = fence('probe', 'two', 'say: two\nreads: [one.half]');

async function collect(results: AsyncIterable<CellResult>): Promise<string[]> {
  const states: string[] = [];
  for await (const result of results) states.push(`${result.cell} ${result.state}`);
  return states;
}

it('ends early when it is aborted in the middle of a step, and shows nothing more', async () => {
  const notebook = new TestNotebook(new TestWorld());
  const controller = new AbortController();
  notebook.world.acts.set('wait', (_, signal) => {
    setTimeout(() => controller.abort());
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))));
  });
  const states = await collect(notebook.stream(notebookOf(probe('wait'), two), {}, controller.signal));
  expect(states).toEqual(['one queued', 'two queued', 'one running']);
  notebook.world.acts.set('wait', () => 7);
  expect(headOf(await notebook.cell(notebookOf(probe('wait')), 'one'))).toEqual([[7]]);
});

it('yields nothing when it was aborted before it began', async () => {
  const notebook = new TestNotebook(new TestWorld());
  expect(await collect(notebook.stream(notebookOf(probe('x')), {}, AbortSignal.abort()))).toEqual([]);
});

it('files a late result under its own key and never shows it under a newer body', async () => {
  const notebook = new TestNotebook(new TestWorld());
  const controller = new AbortController();
  let finish: (value: number) => void = () => undefined;
  notebook.world.acts.set('old', () => new Promise<number>((resolve) => (finish = resolve)));
  const old = collect(notebook.stream(notebookOf(probe('old')), {}, controller.signal));
  while (notebook.world.runs.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  controller.abort();
  const newer = notebook.cell(notebookOf(probe('newer')), 'one');
  finish(42);
  expect(headOf(await newer)).toEqual([['newer'.length]]);
  expect(await old).not.toContain('one done');
  expect(headOf(await notebook.cell(notebookOf(probe('newer')), 'one'))).toEqual([['newer'.length]]);
  notebook.world.takeRuns();
  expect(headOf(await notebook.cell(notebookOf(probe('old')), 'one'))).toEqual([[42]]);
  expect(notebook.world.takeRuns()).toEqual([]);
});

it('counts a cell as shown as soon as it was handed over, though the run ends there', async () => {
  const notebook = new TestNotebook(new TestWorld());
  const controller = new AbortController();
  await notebook.show(notebookOf(probe('abc')));
  for await (const result of notebook.stream(notebookOf(probe('abcd')), {}, controller.signal)) {
    if (result.state === 'done') controller.abort();
  }
  const shown = notebook.bench.memory.lastShown('one')!.output;
  expect(shown.type === 'table' && shown.layout === 'rows' ? shown.head : null).toEqual([[4]]);
});

it('reports progress while a step runs, with the last output beside it', async () => {
  const notebook = new TestNotebook(new TestWorld());
  await notebook.show(notebookOf(probe('abc')));
  notebook.world.acts.set('slow', async (host) => {
    host.progress(0.25, 'counting');
    await new Promise((resolve) => setTimeout(resolve, 20));
    return 1;
  });
  const seen: CellResult[] = [];
  for await (const result of notebook.stream(notebookOf(probe('slow')))) seen.push(result);
  const progress = seen.find((result) => result.progress !== undefined)!;
  expect(progress).toMatchObject({ state: 'running', progress: { share: 0.25, doing: 'counting' } });
  expect(headOf(progress)).toEqual([[3]]);
  expect(seen.at(-1)).toMatchObject({ cell: 'one', state: 'done' });
});

it('does not try a remembered failure again until it is asked to', async () => {
  const notebook = new TestNotebook(new TestWorld());
  let tries = 0;
  notebook.world.acts.set('fragile', () => {
    if (++tries === 1) throw new Error('the device was lost');
    return 5;
  });
  const text = notebookOf(probe('fragile'), two);
  expect(await notebook.cell(text, 'one')).toMatchObject({ state: 'failed', error: { message: 'the device was lost' } });
  expect(await notebook.cell(text, 'two')).toMatchObject({ state: 'blocked', error: { needs: 'one' } });
  await notebook.cell(text, 'one', { retry: new Set(['two']) });
  expect(tries).toBe(1);
  expect(headOf(await notebook.cell(text, 'one', { retry: new Set(['one']) }))).toEqual([[5]]);
  expect(tries).toBe(2);
});

it('shows a remembered failure where its cell stands now', async () => {
  const notebook = new TestNotebook(new TestWorld());
  notebook.world.acts.set('fragile', () => {
    throw new Error('no');
  });
  await notebook.show(notebookOf(probe('fragile')));
  const moved = notebookOf('# A heading', 'And a paragraph.', probe('fragile'));
  expect((await notebook.cell(moved, 'one')).error).toMatchObject({ message: 'no', ...placeOfWord(moved, '```yaml') });
  expect(notebook.world.takeRuns()).toEqual(['probe']);
});

it('offers the repair of a remembered failure at the place where it is now', async () => {
  const notebook = new TestNotebook(new TestWorld({ 'a.csv': 'x\n1\n' }));
  const text = notebookOf(fence('data', 'rows', 'source: a.csv'), fence('table', 'bad', 'data: rows\ncolumns: [y]'));
  await notebook.show(text);
  const moved = `A line above.\n\n${text}`;
  const { repair } = (await notebook.cell(moved, 'bad')).error!;
  expect(moved.slice(repair!.from, repair!.to)).toBe('y');
});
