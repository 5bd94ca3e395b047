import { describe, expect, it } from 'vitest';
import { table } from '../../src/cells/table.ts';
import { takeRows, columnOf, makeFrame, type Frame } from '../../src/frame/frame.ts';
import { frameOf, objectsOf, runBody } from './step-of.ts';

const people = frameOf(
  { id: ['p', 'q', 'r', 's', 't'], age: [20, 35, null, 50, 41], group: ['a', 'b', 'a', 'b', 'a'] },
  { roles: { id: 'id', text: ['group'] } },
);

async function shown(body: object, clauses: object = {}): Promise<{ frame: Frame; output: Record<string, unknown> }> {
  const { frame, output } = await runBody(
    table,
    { data: 'people', ...body },
    { frames: { people }, values: { picks: JSON.stringify(clauses) } },
  );
  return { frame, output: output as unknown as Record<string, unknown> };
}

describe('a table that filters', () => {
  it('keeps the selected rows in its own order, and knows where they come from', async () => {
    const body = { where: 'd.age != null', orderby: [{ desc: 'age' }], columns: ['age', 'id'], filter: '$picks' };
    const { frame, output } = await shown(body, { other: { group: ['b'] } });
    expect(objectsOf(frame)).toEqual([
      { age: 50, id: 's' },
      { age: 35, id: 'q' },
    ]);
    expect([...frame.numbers!]).toEqual([3, 1]);
    expect(output).toMatchObject({
      total: 2,
      left: { rows: 2, of: 4 },
      head: [
        [50, 's'],
        [35, 'q'],
      ],
    });
    expect((await shown(body)).output).toMatchObject({ total: 4, left: { rows: 4, of: 4 } });
  });

  it('shows the first of the selected rows', async () => {
    expect((await shown({ limit: 1, filter: '$picks' }, { other: { group: ['b'] } })).output).toMatchObject({
      total: 1,
      head: [['q', 35, 'b']],
      left: { rows: 2, of: 5 },
    });
  });

  it('gives other cells a frame as good as a copy', async () => {
    const { frame } = await shown({ filter: '$picks' }, { other: { age: { from: 30 } } });
    const rows = Uint32Array.of(1, 3, 4);
    const copy = makeFrame(['id', 'age', 'group'].map((name) => [name, takeRows(columnOf(people, name), rows)] as const));
    expect(frame.table.filter('d => d.age > 35').objects()).toEqual(copy.table.filter('d => d.age > 35').objects());
    expect(frame.table.groupby('group').count().objects()).toEqual(copy.table.groupby('group').count().objects());
  });

  it('selects items of a gallery by their id, or by their row where it is missing', async () => {
    const { output } = await shown({ as: 'gallery', filter: '$picks' }, { other: { group: ['b'] } });
    expect(output).toMatchObject({
      left: { rows: 2, of: 5 },
      items: [{ selects: { column: 'id', id: 'q' } }, { selects: { column: 'id', id: 's' } }],
    });
  });
});

describe('a confusion matrix', () => {
  const scored = frameOf(
    { bad: ['yes', 'no', 'yes'], p: [0.9, 0.4, 0.2] },
    { roles: { label: 'bad', score: new Map([['', 'p']]) }, positive: 'yes' },
  );
  const digits = frameOf({ digit: ['3', '7', '3'], as: ['3', '7', '7'] }, { roles: { label: 'digit', prediction: 'as' } });

  async function confused(data: Frame, body: object = {}, values: Record<string, string | number> = {}): Promise<Record<string, unknown>> {
    const { output } = await runBody(table, { data: 'data', as: 'confusion', ...body }, { frames: { data }, values });
    return output as unknown as Record<string, unknown>;
  }

  it('counts labels against predictions, and says what selects a class', async () => {
    expect(await confused(digits)).toMatchObject({
      layout: 'confusion',
      classes: ['3', '7'],
      counts: [
        [1, 1],
        [0, 1],
      ],
      actual: { column: 'digit', constraints: [['3'], ['7']] },
      predicted: { column: 'as', constraints: [['3'], ['7']] },
    });
  });

  it('cuts scores at a threshold, and selects by the score', async () => {
    const body = { threshold: '$cut' };
    expect(await confused(scored, body, { cut: 0.3 })).toMatchObject({
      classes: ['no', 'yes'],
      counts: [
        [0, 1],
        [1, 1],
      ],
      predicted: { column: 'p', constraints: [{ below: 0.3 }, { from: 0.3 }] },
    });
    expect(await confused(scored)).toMatchObject({
      counts: [
        [1, 0],
        [1, 1],
      ],
    });
  });

  it('counts only selected rows', async () => {
    const picks = JSON.stringify({ other: { digit: ['3'] } });
    expect(await confused(digits, { filter: '$picks' }, { picks })).toMatchObject({
      counts: [
        [1, 1],
        [0, 0],
      ],
      left: { rows: 2, of: 3 },
    });
  });

  it('leaves out rows without a class', async () => {
    const words = frameOf({ digit: ['3', null, '7'], as: ['3', '3', null] }, { roles: digits.roles });
    expect(await confused(words)).toMatchObject({
      classes: ['3', '7'],
      counts: [
        [1, 0],
        [0, 0],
      ],
    });
  });

  it('refuses what has no classes, and words of other tables', async () => {
    const prices = frameOf({ price: [1.5, 2.5, 3.5], said: [1, 2, 3.25] }, { roles: { label: 'price', prediction: 'said' } });
    await expect(confused(prices)).rejects.toThrow('a confusion matrix needs classes; this is regression');
    await expect(confused(digits, { limit: 3 })).rejects.toThrow('a confusion matrix has no limit');
    await expect(confused(digits, { as: 'rows', threshold: 0.5 })).rejects.toThrow('threshold is a word of a confusion matrix');
  });
});
