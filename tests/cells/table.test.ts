import { describe, expect, it } from 'vitest';
import { table } from '../../src/cells/table.ts';
import { VectorColumn, NumberColumn, StringColumn } from '../../src/frame/column.ts';
import { makeFrame } from '../../src/frame/frame.ts';
import { frameOf, objectsOf, runBody, stepOf } from './step-of.ts';

const people = frameOf({ age: [20, 35, 50], name: ['Ann', 'Bob', 'Cyd'] }, { roles: { text: ['name'] } });
const digits = makeFrame(
  [
    [
      'pixels',
      new VectorColumn(
        Float32Array.from({ length: 120 }, (_, at) => at * 3 - 1),
        4,
      ),
    ],
    ['digit', new NumberColumn(Float64Array.from({ length: 30 }, (_, row) => row % 10))],
    [
      'read',
      new StringColumn(
        Uint8Array.from({ length: 30 }, (_, row) => row % 2),
        ['a', 'b'],
      ),
    ],
  ],
  { roles: { label: 'digit', prediction: 'read', image: [{ column: 'pixels', shape: [2, 2, 1] }] } },
);

describe('table of rows', () => {
  it('chooses rows, order and columns', async () => {
    const body = { data: 'people', where: 'd.age >= $.least', orderby: [{ desc: 'age' }], limit: 1, columns: ['name'] };
    expect(stepOf(table, body).inputs).toEqual(['least']);
    const { frame, output } = await runBody(table, body, { frames: { people }, values: { least: 30 } });
    expect(objectsOf(frame)).toEqual([{ name: 'Cyd' }]);
    expect(output).toMatchObject({ type: 'table', layout: 'rows', total: 1, head: [['Cyd']] });
  });

  it.each([
    [{ data: 'people', columns: ['nam'] }, ['columns', 0]],
    [{ data: 'people', orderby: ['agee'] }, ['orderby', 0]],
    [{ data: 'people', as: 'gallery', columns: ['nam'] }, ['columns', 0]],
    [{ data: 'people', as: 'gallery', caption: ['nam'] }, ['caption', 0]],
    [{ data: 'people', as: 'gallery', image: 'age' }, ['image']],
  ])('refuses %j', async (body, path) => {
    await expect(runBody(table, body, { frames: { people } })).rejects.toMatchObject({ name: 'BodyError', path });
  });

  it('keeps the words of a gallery to galleries', () => {
    expect(() => stepOf(table, { data: 'people', caption: 'd.age' })).toThrow('caption is a word of a gallery');
    expect(() => stepOf(table, { data: 'people', as: 'gallery', limit: 501 })).toThrow('at most 500');
  });
});

describe('gallery', () => {
  it('shows images with captions and fields, 24 unless told', async () => {
    const { output } = await runBody(
      table,
      { data: 'digits', as: 'gallery', caption: '`${d.digit} read as ${d.read}`' },
      { frames: { digits } },
    );
    if (output.type !== 'gallery') throw new Error('no gallery');
    expect(output.total).toBe(30);
    expect(output.items).toHaveLength(24);
    expect(output.items[3]).toEqual({
      row: 3,
      selects: { number: 4 },
      caption: '3 read as b',
      fields: [
        ['digit', 3],
        ['read', 'b'],
      ],
      image: { width: 2, height: 2, channels: 1, pixels: Uint8Array.from([35, 38, 41, 44]) },
    });
    expect(output.items[0]?.image?.pixels[0]).toBe(0);
    expect(output.items[23]?.image?.pixels[3]).toBe(255);
  });

  it('follows where and orderby, and captions of columns', async () => {
    const body = {
      data: 'digits',
      as: 'gallery',
      where: 'd.digit == 4',
      orderby: [{ desc: 'read' }],
      caption: ['digit', 'read'],
      columns: ['digit'],
      limit: 2,
    };
    const { output } = await runBody(table, body, { frames: { digits } });
    if (output.type !== 'gallery') throw new Error('no gallery');
    expect(output.total).toBe(3);
    expect(output.items.map((item) => item.caption)).toEqual(['digit: 4, read: a', 'digit: 4, read: a']);
    expect(output.items[0]?.fields).toEqual([['digit', 4]]);
  });

  it('shows texts', async () => {
    const { output } = await runBody(table, { data: 'people', as: 'gallery', caption: 'name' }, { frames: { people } });
    expect(output).toMatchObject({ items: [{ caption: 'Ann', text: 'Ann' }, { text: 'Bob' }, { text: 'Cyd' }] });
  });
});
