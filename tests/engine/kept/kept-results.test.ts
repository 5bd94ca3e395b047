import { describe, expect, it } from 'vitest';
import type { Output } from '../../../src/cells/output.ts';
import { KeptResults } from '../../../src/engine/kept/kept-results.ts';
import type { Keepable } from '../../../src/engine/kept/pack-frames.ts';
import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, VectorColumn } from '../../../src/frame/column.ts';
import { columnOf, makeFrame, type Frame } from '../../../src/frame/frame.ts';
import { makeNulls, setNull } from '../../../src/frame/nulls.ts';
import { FakeFolder } from './fake-folder.ts';

const nulls = makeNulls(3);
setNull(nulls, 1);
const pixels = new VectorColumn(
  Uint8Array.from({ length: 3000 }, (_, at) => at % 251),
  1000,
);
const data = makeFrame([['pixels', pixels]], { roles: { image: [{ column: 'pixels', shape: [10, 100, 1] }] } });
const read = new Map([['images', data]]);
const scored = makeFrame(
  [
    ['pixels', columnOf(data, 'pixels')],
    ['prediction', new StringColumn(Uint8Array.of(0, 0, 1), ['ja', 'nein 🙂'], nulls)],
    ['score', new NumberColumn(Float64Array.of(0.25, NaN, -0), nulls)],
    ['sure', new BooleanColumn(Uint8Array.of(1, 0, 1))],
    ['at', new TimeColumn(Float64Array.of(0, 1e12, NaN))],
  ],
  {
    roles: { prediction: 'prediction', score: new Map([['ja', 'score']]) },
    positive: 'ja',
    classes: ['ja', 'nein 🙂'],
    key: 'k',
    notes: ['a note'],
  },
);
const output: Output = { type: 'table', layout: 'facts', facts: [['images', '3']], notes: ['a 🙂 note'] };
const result: Keepable = { frames: new Map([['', scored]]), output, ms: 2000, backend: 'wasm' };

function rowsOf(frame: Frame): unknown[][] {
  return frame.table.columnNames().map((name) => {
    const column = columnOf(frame, name);
    return Array.from({ length: column.length }, (_, row) => {
      const value = column.at(row);
      return typeof value === 'object' && value !== null && !(value instanceof Date) ? Array.from(value) : value;
    });
  });
}

async function kept(most = 1e6): Promise<{ folder: FakeFolder; store: KeptResults }> {
  const folder = new FakeFolder();
  const store = new KeptResults(async () => folder, most);
  store.keep('one', result, read);
  await store.settled();
  return { folder, store };
}
const reopened = (folder: FakeFolder): KeptResults => new KeptResults(async () => folder, 1e6);

describe('a kept result', () => {
  it('comes back as it was, with the columns that the cell reads taken from there', async () => {
    const { folder } = await kept();
    const found = await reopened(folder).find('one', read);
    const frame = found!.frames.get('')!;
    expect({ ...found, frames: null }).toEqual({ ...result, frames: null });
    expect(rowsOf(frame)).toEqual(rowsOf(scored));
    expect({ ...frame, table: null }).toEqual({ ...scored, table: null });
    expect(columnOf(frame, 'pixels')).toBe(pixels);
    expect(folder.files.get('one')!.bytes.length).toBeLessThan(1500);
  });

  it('is not found under another key', async () => {
    const { folder } = await kept();
    expect(await reopened(folder).find('two', read)).toBeNull();
  });

  it('that was cut off or changed anywhere is ignored and removed', async () => {
    const { folder } = await kept();
    const whole = folder.files.get('one')!.bytes;
    for (let at = 0; at < whole.length; at += 7) {
      folder.files.set('one', { bytes: whole.slice(0, at), touched: 1 });
      expect(await reopened(folder).find('one', read)).toBeNull();
      const flipped = whole.slice();
      flipped[at]! ^= 1;
      folder.files.set('one', { bytes: flipped, touched: 1 });
      expect(await reopened(folder).find('one', read)).toBeNull();
      expect(folder.files.size).toBe(0);
    }
  });

  it('is removed when the cell reads something else under that name', async () => {
    const { folder } = await kept();
    expect(await reopened(folder).find('one', new Map())).toBeNull();
    expect(folder.files.size).toBe(0);
  });
});

describe('what is kept', () => {
  it.each([
    ['a result that was quick to make', { ...result, ms: 50 }],
    ['one without a model that took half a second', { frames: result.frames, output, ms: 500 }],
    ['a frame that remembers rows', { ...result, frames: new Map([['', { ...scored, behind: () => null }]]) }],
  ])('is not %s', async (_, held) => {
    const folder = new FakeFolder();
    const store = new KeptResults(async () => folder, 1e6);
    store.keep('one', held, read);
    await store.settled();
    expect(folder.files.size).toBe(0);
  });

  it('is bounded: the least recently used goes first', async () => {
    const { folder } = await kept();
    const size = folder.files.get('one')!.bytes.length;
    const store = new KeptResults(async () => folder, 3 * size + 10);
    for (const key of ['two', 'three']) store.keep(key, result, read);
    await store.settled();
    await store.find('one', read);
    store.keep('four', result, read);
    await store.settled();
    expect([...folder.files.keys()].sort()).toEqual(['four', 'one', 'three']);
  });

  it('leaves no part behind when there is no room', async () => {
    const folder = new FakeFolder();
    folder.full = true;
    const store = new KeptResults(async () => folder, 1e6);
    store.keep('one', result, read);
    await store.settled();
    expect([folder.files.size, await store.find('one', read)]).toEqual([0, null]);
  });

  it('is nothing where the browser keeps nothing', async () => {
    const store = new KeptResults(() => Promise.reject(new DOMException('denied', 'SecurityError')), 1e6);
    store.keep('one', result, read);
    await store.settled();
    expect(await store.find('one', read)).toBeNull();
  });
});
