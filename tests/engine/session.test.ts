import { expect, it } from 'vitest';
import type { EvaluateRequest } from '../../src/engine/protocol.ts';
import type { CellResult } from '../../src/engine/result.ts';
import { Session } from '../../src/engine/session.ts';
import { fence, headOf, notebookOf, TestWorld } from './test-world.ts';

const csv = 'x,who\n3,c\n1,a\n,b\n2,a\n';
const data = fence('data', 'rows', 'source: a.csv');
const never = (): AbortSignal => new AbortController().signal;

function asking(text: string, more: Partial<EvaluateRequest> = {}): EvaluateRequest {
  return { text, overrides: [], run: [], hold: [], retry: [], refused: [], base: null, ...more };
}

function open(): { world: TestWorld; session: Session } {
  const world = new TestWorld({ 'a.csv': csv });
  return { world, session: new Session(world, world.kinds, 1e9) };
}

async function show(session: Session, text: string, more: Partial<EvaluateRequest> = {}): Promise<Map<string, CellResult>> {
  const results = new Map<string, CellResult>();
  expect(await session.evaluate(asking(text, more), never(), (result) => results.set(result.cell, result))).toBe(true);
  return results;
}

it('lets the latest of many rapid requests win, and shows nothing of the others after it', async () => {
  const { session } = open();
  const emitted: string[] = [];
  const texts = Array.from({ length: 12 }, (_, at) =>
    notebookOf(data, fence('table', 'top', `data: rows\nlimit: ${at + 1}`), fence('probe', `p${at}`, `say: p${at}`)),
  );
  const ends = texts.map((text, at) =>
    session.evaluate(asking(text), never(), (result) => emitted.push(`${at} ${result.cell} ${result.state}`)),
  );
  expect(await Promise.all(ends)).toEqual(texts.map((_, at) => at === 11));
  expect(emitted).toContain('11 p11 done');
  const first = emitted.findIndex((line) => line.startsWith('11 '));
  expect(emitted.slice(first).every((line) => line.startsWith('11 '))).toBe(true);
  expect(emitted.filter((line) => !line.startsWith('11 ') && !line.startsWith('0 '))).toEqual([]);
});

it('ends the step that runs when a newer request comes, and takes results of the older one that were made', async () => {
  const { world, session } = open();
  let aborted = 0;
  world.acts.set(
    'wait',
    (_, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error(`ended ${++aborted}`)))),
  );
  const old = session.evaluate(asking(notebookOf(data, fence('probe', 'slow', 'say: wait'))), never(), () => undefined);
  while (!world.runs.some((run) => run.startsWith('probe'))) await new Promise((resolve) => setTimeout(resolve, 1));
  const newer = await show(session, notebookOf(data, fence('probe', 'slow', 'say: now')));
  expect([await old, aborted]).toEqual([false, 1]);
  expect(headOf(newer.get('slow'))).toEqual([[3]]);
  expect(world.takeRuns()).toEqual(['data', 'probe', 'probe']);
});

it.each(['stop', 'signal'])('gives false when it is ended by %s', async (way) => {
  const { world, session } = open();
  const controller = new AbortController();
  world.acts.set('wait', (_, signal) => {
    setTimeout(() => (way === 'stop' ? session.stop() : controller.abort()));
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))));
  });
  const text = notebookOf(fence('probe', 'slow', 'say: wait'));
  expect(await session.evaluate(asking(text), controller.signal, () => undefined)).toBe(false);
  expect(await session.evaluate(asking(text), AbortSignal.abort(), () => expect.unreachable())).toBe(false);
  world.acts.clear();
  expect((await show(session, text)).get('slow')!.state).toBe('done');
});

it('names the frames of the cells that there are, and forgets those that are gone', async () => {
  const { session } = open();
  await show(session, notebookOf(data, fence('probe', 'one', 'say: four')));
  expect(session.names()).toEqual([
    {
      cell: 'rows',
      kind: 'data',
      rows: 4,
      columns: [
        { name: 'x', type: 'number', sample: { distinct: 3, most: 3, range: [1, 3], whole: true } },
        { name: 'who', type: 'string', sample: { distinct: 3, most: 'a' } },
      ],
      roles: {},
    },
    {
      cell: 'one',
      kind: 'probe',
      rows: 1,
      columns: [{ name: 'value', type: 'number', sample: { distinct: 1, most: 4, range: [4, 4], whole: true } }],
      roles: {},
    },
    {
      cell: 'one.half',
      kind: 'probe',
      rows: 1,
      columns: [{ name: 'value', type: 'number', sample: { distinct: 1, most: 2, range: [2, 2], whole: true } }],
      roles: {},
    },
  ]);
  await show(session, notebookOf(fence('data', 'renamed', 'source: a.csv')));
  expect(session.names().map((name) => name.cell)).toEqual(['renamed']);
});

it('passes on values under a gesture, cells to run and failures to try again', async () => {
  const { world, session } = open();
  const text = notebookOf(
    fence('input', 'least', 'type: number\nvalue: 1'),
    data,
    fence('slice', 'over', 'data: rows\nwhere: d.x > $.least'),
    fence('probe', 'slow', 'say: slow\nexpect: 9000'),
  );
  world.patience = 2000;
  const held = await show(session, text, { overrides: [['least', 2]] });
  expect([headOf(held.get('over')).length, held.get('slow')!.state]).toEqual([1, 'stale']);
  world.acts.set('slow', () => {
    throw new Error('lost');
  });
  expect((await show(session, text, { run: ['slow'] })).get('slow')!.state).toBe('failed');
  world.acts.clear();
  expect((await show(session, text, { run: ['slow'] })).get('slow')!.state).toBe('failed');
  expect((await show(session, text, { run: ['slow'], retry: ['slow'] })).get('slow')!.state).toBe('done');
});

it('fails a cell whose key ended a worker before, and runs the rest', async () => {
  const { session } = open();
  const text = notebookOf(data, fence('table', 'first', 'data: rows'));
  const key = (await show(session, text)).get('rows')!.key;
  const again = await show(open().session, text, { refused: [key] });
  expect(again.get('rows')).toMatchObject({
    state: 'failed',
    key,
    error: { message: expect.stringMatching(/longer than 10 s/) as string },
  });
  expect(again.get('first')?.state).toBe('blocked');
});

it('gives the values of a column, and says which column there is not', async () => {
  const { session } = open();
  await show(session, notebookOf(data));
  expect(session.values({ cell: 'rows', column: 'who' }).values[0]).toEqual({ value: 'a', rows: 2 });
  expect(() => session.values({ cell: 'rows', column: 'whom' })).toThrow('no column whom in rows');
});

it('names the columns of a cell that left its label out', async () => {
  const { session } = open();
  await show(
    session,
    notebookOf(fence('data', 'rows', 'source: a.csv\nroles: {label: who}'), fence('derive', 'less', 'data: rows\nselect: [x]')),
  );
  expect(session.names().map(({ cell, columns }) => [cell, columns.map(({ name }) => name)])).toEqual([
    ['rows', ['x', 'who']],
    ['less', ['x']],
  ]);
});
