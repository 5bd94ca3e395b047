import { expect, it } from 'vitest';
import { ColumnSummaries } from '../../../src/app/table/column-summaries.svelte.ts';
import type { ColumnShown, TableMethods } from '../../../src/engine/tables/table-methods.ts';

type Request = TableMethods['summaries']['request'];

const shownOf = (name: string, missing: number): ColumnShown => ({ summary: { name, type: 'number', missing: 0 }, missing });

function bed() {
  const asked: { request: Request; finish: (missing: number) => Promise<void>; fail: () => Promise<void> }[] = [];
  const later = (): Promise<void> => new Promise((done) => setTimeout(done));
  const summaries = new ColumnSummaries(
    (request, { answer }) =>
      new Promise((resolve, reject) =>
        asked.push({
          request,
          finish(missing) {
            for (const name of request.columns) answer(shownOf(name, missing));
            resolve(null);
            return later();
          },
          fail() {
            reject(new Error('lost'));
            return later();
          },
        }),
      ),
    { cell: 'log', part: '' },
  );
  return { summaries, asked };
}

it('asks for columns as they come on screen, each once', async () => {
  const { summaries, asked } = bed();
  summaries.want({}, ['a', 'b']);
  summaries.want({}, ['b', 'c']);
  await asked[0]!.finish(0);
  await asked[1]!.finish(0);
  summaries.want({}, ['a', 'c']);
  expect(asked.map(({ request }) => request.columns)).toEqual([['a', 'b'], ['c']]);
  expect([...summaries.known.keys()]).toEqual(['a', 'b', 'c']);
});

it('counts anew for another filter, not for another order, and keeps what is known until then', async () => {
  const { summaries, asked } = bed();
  summaries.want({}, ['a']);
  await asked[0]!.finish(0);
  summaries.want({ orderby: [{ column: 'a', descending: true }] }, ['a']);
  expect(asked).toHaveLength(1);
  summaries.want({ find: 'x' }, ['a']);
  expect(summaries.known.get('a')?.missing).toBe(0);
  await asked[1]!.finish(5);
  expect([asked[1]!.request.find, summaries.known.get('a')?.missing]).toEqual(['x', 5]);
});

it('has one call in flight and the newest wish waiting', async () => {
  const { summaries, asked } = bed();
  for (const find of ['x', 'xy', 'xyz']) summaries.want({ find }, ['a']);
  expect(asked.map(({ request }) => request.find)).toEqual(['x']);
  await asked[0]!.finish(1);
  expect(asked.map(({ request }) => request.find)).toEqual(['x', 'xyz']);
});

it('does without what cannot be counted, and asks again when it is wanted again', async () => {
  const { summaries, asked } = bed();
  summaries.want({}, ['a']);
  await asked[0]!.fail();
  expect([asked.length, summaries.known.size]).toEqual([1, 0]);
  summaries.want({}, ['a']);
  expect(asked).toHaveLength(2);
});
