import { describe, expect, it } from 'vitest';
import { slice } from '../../src/cells/slice.ts';
import { frameOf, objectsOf, runBody, stepOf } from './step-of.ts';

const people = frameOf(
  { age: [20, 35, null, 50], single: ['yes', 'no', 'yes', 'no'] },
  { roles: { label: 'single' }, positive: 'yes', notes: ['a note'] },
);

describe('slice', () => {
  it('keeps the rows where the expression holds, with what the columns mean', async () => {
    const { frame, output } = await runBody(slice, { data: 'people', where: 'd.age > 30', title: 'over 30' }, { frames: { people } });
    expect(objectsOf(frame)).toEqual([
      { age: 35, single: 'no' },
      { age: 50, single: 'no' },
    ]);
    expect(frame).toMatchObject({ roles: { label: 'single' }, positive: 'yes', notes: ['a note'] });
    expect(frame.slice).toEqual({ of: 'people', where: 'd.age > 30', title: 'over 30' });
    expect(output).toMatchObject({ type: 'table', total: 2 });
  });

  it('reads inputs and gives its expression for a title', async () => {
    const body = { data: 'people', where: 'd.age < $.most' };
    expect(stepOf(slice, body).inputs).toEqual(['most']);
    const { frame } = await runBody(slice, body, { frames: { people }, values: { most: 40 } });
    expect(frame.slice).toEqual({ of: 'people', where: 'd.age < 40', title: 'd.age < $.most' });
    expect(objectsOf(frame).map((row) => row['age'])).toContain(20);
    expect(objectsOf(frame).map((row) => row['age'])).not.toContain(50);
  });

  it('says of a slice of a slice which rows of the whole it is', async () => {
    const first = await runBody(slice, { data: 'people', where: 'd => d.age > 20 || d.single == "no"' }, { frames: { people } });
    const { frame } = await runBody(
      slice,
      { data: 'first', where: 'd.single == $.word' },
      { frames: { first: first.frame }, values: { word: 'no' } },
    );
    expect(frame.slice).toMatchObject({ of: 'people', where: '(d.age > 20 || d.single == "no") && (d.single == "no")' });
    const whole = await runBody(slice, { data: 'people', where: frame.slice!.where }, { frames: { people } });
    expect(objectsOf(whole.frame)).toEqual(objectsOf(frame));
  });

  it('may be empty and refuses unknown columns and code', async () => {
    expect((await runBody(slice, { data: 'people', where: 'd.age > 99' }, { frames: { people } })).frame.table.totalRows()).toBe(0);
    await expect(runBody(slice, { data: 'people', where: 'd.agee > 3' }, { frames: { people } })).rejects.toMatchObject({
      message: 'no column agee',
      hint: 'the nearest name is age',
    });
    await expect(runBody(slice, { data: 'people', where: 'd.constructor' }, { frames: { people } })).rejects.toThrow(
      'no column constructor',
    );
  });
});
