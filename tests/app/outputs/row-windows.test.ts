import { describe, expect, it } from 'vitest';
import { RowWindows } from '../../../src/app/outputs/row-windows.ts';
import type { RowsAnswer, RowsRequest } from '../../../src/engine/tables/table-methods.ts';

function bed() {
  const asked: { request: RowsRequest; signal: AbortSignal; answer: (answer: RowsAnswer) => void }[] = [];
  let changes = 0;
  const windows = new RowWindows(
    (request, signal) =>
      new Promise((answer, fail) => {
        asked.push({ request, signal, answer });
        signal.addEventListener('abort', () => fail(new Error('aborted')));
      }),
    { cell: 'loans', part: '', orderby: { column: 'a', descending: true } },
    () => changes++,
  );
  const give = async (at: number): Promise<void> => {
    const { request, answer } = asked[at]!;
    answer({ columns: ['a'], total: 1_000_000, rows: Array.from({ length: request.to - request.from }, (_, row) => [request.from + row]) });
    await Promise.resolve();
    await Promise.resolve();
  };
  return { asked, windows, give, changes: () => changes };
}

describe('windows of rows', () => {
  it('asks for a page once, in its order, and tells when it came', async () => {
    const { asked, windows, give, changes } = bed();
    windows.show(150, 170);
    windows.show(151, 171);
    expect(asked.map(({ request }) => request)).toEqual([
      { cell: 'loans', part: '', orderby: { column: 'a', descending: true }, from: 100, to: 200 },
    ]);
    expect(windows.row(155)).toBeUndefined();
    await give(0);
    expect(changes()).toBe(1);
    expect(windows.row(155)).toEqual([155]);
    windows.show(150, 170);
    expect(asked).toHaveLength(1);
  });
  it('asks for both pages of a window between them', () => {
    const { asked, windows } = bed();
    windows.show(95, 105);
    expect(asked.map(({ request }) => request.from)).toEqual([0, 100]);
  });
  it('gives up pages that scrolled away', () => {
    const { asked, windows } = bed();
    windows.show(0, 20);
    windows.show(500_000, 500_020);
    expect(asked[0]!.signal.aborted).toBe(true);
    expect(asked[1]!.signal.aborted).toBe(false);
    windows.close();
    expect(asked[1]!.signal.aborted).toBe(true);
  });
  it('forgets the oldest pages of many', async () => {
    const { asked, windows, give } = bed();
    for (let page = 0; page < 60; page++) {
      windows.show(page * 100, page * 100 + 20);
      await give(asked.length - 1);
    }
    expect(windows.row(0)).toBeUndefined();
    expect(windows.row(5999)).toEqual([5999]);
  });
});
