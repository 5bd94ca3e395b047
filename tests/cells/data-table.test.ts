import { expect, it } from 'vitest';
import { fence, notebookOf, TestNotebook, TestWorld } from '../engine/test-world.ts';

const log = 'label,score,x\nyes,0.9,1\nno,0.2,NA\nyes,0.7,3\n';

/** A world that counts how often its file is read through. */
function countingWorld(): { readonly notebook: TestNotebook; readonly reads: () => number } {
  const world = new TestWorld({ 'log.csv': log });
  let count = 0;
  const read = world.read;
  const counting: TestWorld['read'] = async (reference, signal) => {
    const source = await read(reference, signal);
    return {
      ...source,
      stream() {
        count++;
        return source.stream();
      },
    };
  };
  Object.assign(world, { read: counting });
  return { notebook: new TestNotebook(world), reads: () => count };
}

const data = (more: string): string => notebookOf(fence('data', 'log', `source: log.csv${more}`));

it('reads a file once however often its roles change', async () => {
  const { notebook, reads } = countingWorld();
  expect((await notebook.cell(data(''), 'log')).state).toBe('done');
  const first = reads();
  expect(first).toBeGreaterThan(0);
  expect((await notebook.cell(data('\nroles: {label: label, score: score}'), 'log')).state).toBe('done');
  expect((await notebook.cell(data('\nroles: {label: label}\npositive: "yes"'), 'log')).state).toBe('done');
  expect(reads()).toBe(first);
});

it('reads it again where cells are read otherwise', async () => {
  const { notebook, reads } = countingWorld();
  await notebook.cell(data(''), 'log');
  const first = reads();
  const again = await notebook.cell(data('\nmissing: ["NA"]'), 'log');
  expect(reads()).toBeGreaterThan(first);
  expect(again.output).toMatchObject({ type: 'table', notes: [] });
});

it('still says which column a role misses', async () => {
  const { notebook } = countingWorld();
  await notebook.cell(data(''), 'log');
  expect((await notebook.cell(data('\nroles: {label: lable}'), 'log')).error?.message).toBe('no column lable');
});
