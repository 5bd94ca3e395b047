import { describe, expect, it } from 'vitest';
import { RowWindows } from '../../../src/app/table/row-windows.ts';
import type { RowsAnswer, RowsRequest } from '../../../src/engine/tables/table-methods.ts';

function bed() {
  const asked: { request: RowsRequest; signal: AbortSignal; answer: (answer: RowsAnswer) => void; fail: (reason: Error) => void }[] = [];
  const totals: number[] = [];
  const failures: unknown[] = [];
  const windows = new RowWindows(
    (request, signal) =>
      new Promise((answer, fail) => {
        asked.push({ request, signal, answer, fail });
        signal.addEventListener('abort', () => fail(new Error('aborted')));
      }),
    { cell: 'loans', part: '', orderby: [{ column: 'a', descending: true }] },
    (total) => totals.push(total),
    (reason) => failures.push(reason),
  );
  const give = async (at: number): Promise<void> => {
    const { request, answer } = asked[at]!;
    const numbers = Array.from({ length: request.to - request.from }, (_, row) => request.from + row);
    answer({
      columns: request.columns!,
      total: 1_000_000,
      numbers,
      rows: numbers.map((row) => request.columns!.map((name) => `${name}${row}`)),
    });
    await Promise.resolve();
    await Promise.resolve();
  };
  return { asked, windows, give, totals, failures };
}

describe('windows of rows', () => {
  it('asks for a page once, in its order, and tells when it came', async () => {
    const { asked, windows, give, totals } = bed();
    windows.show(150, 170, ['a']);
    windows.show(151, 171, ['a']);
    expect(asked.map(({ request }) => request)).toEqual([
      { cell: 'loans', part: '', orderby: [{ column: 'a', descending: true }], from: 100, to: 200, columns: ['a'] },
    ]);
    expect([windows.value(155, 'a'), windows.number(155)]).toEqual([undefined, undefined]);
    await give(0);
    expect(totals).toEqual([1_000_000]);
    expect([windows.value(155, 'a'), windows.number(155)]).toEqual(['a155', 155]);
    windows.show(150, 170, ['a']);
    expect(asked).toHaveLength(1);
  });

  it('asks only for the columns that are lacking', async () => {
    const { asked, windows, give } = bed();
    windows.show(0, 20, ['a', 'b']);
    windows.show(0, 20, ['b', 'c']);
    expect(asked.map(({ request }) => request.columns)).toEqual([['a', 'b'], ['c']]);
    await give(1);
    await give(0);
    expect(['a', 'b', 'c'].map((name) => windows.value(7, name))).toEqual(['a7', 'b7', 'c7']);
  });

  it('asks for both pages of a window between them', () => {
    const { asked, windows } = bed();
    windows.show(95, 105, ['a']);
    expect(asked.map(({ request }) => request.from)).toEqual([0, 100]);
  });

  it('gives up pages that scrolled away, and asks for them again', () => {
    const { asked, windows } = bed();
    windows.show(0, 20, ['a']);
    windows.show(500_000, 500_020, ['a']);
    expect(asked[0]!.signal.aborted).toBe(true);
    expect(asked[1]!.signal.aborted).toBe(false);
    windows.show(0, 20, ['a']);
    expect(asked).toHaveLength(3);
    windows.close();
    expect(asked.every(({ signal }) => signal.aborted)).toBe(true);
  });

  it('tells what failed, but not what was given up', async () => {
    const { asked, windows, failures } = bed();
    windows.show(0, 20, ['a']);
    asked[0]!.fail(new Error('no column a'));
    await new Promise((resolve) => setTimeout(resolve));
    windows.show(500, 520, ['a']);
    windows.close();
    await new Promise((resolve) => setTimeout(resolve));
    expect(failures).toEqual([new Error('no column a')]);
  });

  it('forgets the oldest pages of many', async () => {
    const { asked, windows, give } = bed();
    for (let page = 0; page < 60; page++) {
      windows.show(page * 100, page * 100 + 20, ['a']);
      await give(asked.length - 1);
    }
    expect(windows.value(0, 'a')).toBeUndefined();
    expect(windows.value(5999, 'a')).toBe('a5999');
  });
});
