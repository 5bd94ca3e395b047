import { expect, it } from 'vitest';
import { TableRows } from '../../../src/app/table/table-rows.svelte.ts';
import type { RowsAnswer, RowsRequest } from '../../../src/engine/tables/table-methods.ts';

function bed() {
  const asked: {
    request: RowsRequest;
    signal: AbortSignal;
    answer: (total: number, word: string) => Promise<void>;
    fail: (reason: Error) => Promise<void>;
  }[] = [];
  const rows = new TableRows(
    (request, signal) =>
      new Promise<RowsAnswer>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        const later = (): Promise<void> => new Promise((done) => setTimeout(done));
        asked.push({
          request,
          signal,
          answer(total, word) {
            const numbers = Array.from({ length: Math.min(total, 100) }, (_, at) => at);
            resolve({ columns: request.columns!, total, numbers, rows: numbers.map((at) => request.columns!.map(() => `${word}${at}`)) });
            return later();
          },
          fail(reason) {
            reject(reason);
            return later();
          },
        });
      }),
    { cell: 'log', part: '' },
    400,
  );
  rows.show(0, 20, ['a']);
  return { rows, asked };
}

it('shows the view before until the first rows of the next are there', async () => {
  const { rows, asked } = bed();
  await asked[0]!.answer(400, 'all');
  expect([rows.total, rows.value(3, 'a'), rows.pending]).toEqual([400, 'all3', false]);
  rows.use({ find: 'x' });
  expect([rows.total, rows.value(3, 'a'), rows.pending]).toEqual([400, 'all3', true]);
  await asked[1]!.answer(7, 'found');
  expect([rows.total, rows.value(3, 'a'), rows.pending]).toEqual([7, 'found3', false]);
  rows.use({ find: 'x' });
  expect(asked).toHaveLength(2);
});

it('works out one view at a time under a gesture, and the newest after it', async () => {
  const { rows, asked } = bed();
  for (const from of [1, 2, 3, 4]) rows.use({ filter: { a: { from } } });
  expect(asked.map(({ request }) => request.filter)).toEqual([undefined, { a: { from: 1 } }]);
  await asked[1]!.answer(50, 'one');
  expect(asked.map(({ request }) => request.filter).slice(2)).toEqual([{ a: { from: 4 } }]);
  expect(rows.total).toBe(50);
  await asked[2]!.answer(9, 'four');
  expect([rows.total, rows.value(0, 'a')]).toEqual([9, 'four0']);
});

it('gives up the search for a text when another is typed', () => {
  const { rows, asked } = bed();
  rows.use({ find: 'x' });
  rows.use({ find: 'xy' });
  expect(asked.map(({ request, signal }) => [request.find, signal.aborted]).slice(1)).toEqual([
    ['x', true],
    ['xy', false],
  ]);
});

it('goes back to all rows', async () => {
  const { rows, asked } = bed();
  rows.use({ find: 'x' });
  await asked[1]!.answer(7, 'found');
  rows.use({});
  await asked[2]!.answer(400, 'all');
  expect([rows.total, rows.value(0, 'a')]).toEqual([400, 'all0']);
});

it('says what went wrong and keeps the rows that there are', async () => {
  const { rows, asked } = bed();
  await asked[0]!.answer(400, 'all');
  rows.use({ filter: { gone: [1] } });
  await asked[1]!.fail(new Error('no column gone'));
  expect([rows.failure, rows.pending, rows.value(1, 'a')]).toEqual(['no column gone', false, 'all1']);
});
