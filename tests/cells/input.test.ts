import { describe, expect, it } from 'vitest';
import { safeParse } from 'valibot';
import { input } from '../../src/cells/input.ts';
import { BodyError } from '../../src/cells/kind.ts';
import { objectsOf, runBody, stepOf } from './step-of.ts';

const range = { type: 'range', min: 0, max: 1, value: 0.5 };

function problemOf(body: unknown): BodyError {
  try {
    stepOf(input, body);
  } catch (error) {
    if (error instanceof BodyError) return error;
    throw error;
  }
  throw new Error('the body was taken');
}

describe('input', () => {
  it('makes one row of one value and shows a control', async () => {
    const { frame, output } = await runBody(input, { ...range, label: 'Threshold' });
    expect(objectsOf(frame)).toEqual([{ value: 0.5 }]);
    expect(output).toEqual({ type: 'control', label: 'Threshold', control: { type: 'range', min: 0, max: 1, step: 0.01, value: 0.5 } });
  });

  it('takes the value of a gesture, held within its ends', async () => {
    const { frame, output } = await runBody(input, range, { values: { override: 0.7 } });
    expect(objectsOf(frame)).toEqual([{ value: 0.7 }]);
    expect(output).toMatchObject({ control: { value: 0.7 } });
    expect(objectsOf((await runBody(input, range, { values: { override: 7 } })).frame)).toEqual([{ value: 1 }]);
    await expect(runBody(input, { type: 'select', options: ['a', 'b'] }, { values: { override: 'c' } })).rejects.toThrow(
      'c is no value of this select',
    );
  });

  it.each([
    [{ type: 'select', options: ['a', 'b'] }, 'a'],
    [{ type: 'select', options: [1, 2], value: 2 }, 2],
    [{ type: 'toggle' }, false],
    [{ type: 'toggle', value: true }, true],
    [{ type: 'text', value: 'x' }, 'x'],
    [{ type: 'number', value: -3 }, -3],
    [{ type: 'number', min: 2 }, 2],
  ])('starts %j from %j', async (body, value) => {
    expect(objectsOf((await runBody(input, body)).frame)).toEqual([{ value }]);
  });

  it.each([
    [{ ...range, min: 2 }, 'min 2 is not below max 1', ['min']],
    [{ ...range, value: 1.5 }, 'the value 1.5 is above max 1', ['value']],
    [{ ...range, value: -1 }, 'the value -1 is below min 0', ['value']],
    [{ ...range, step: 3 }, 'the step 3 is wider than the range from 0 to 1', ['step']],
    [{ type: 'range', min: 0 }, 'a range needs max', []],
    [{ type: 'select', options: ['left', 'right'], value: 'rihgt' }, 'rihgt is none of the options', ['value']],
    [{ type: 'select' }, 'a select needs options', []],
    [{ type: 'toggle', value: 'yes' }, 'the value of a toggle is true or false; found yes', ['value']],
    [{ type: 'text', min: 2 }, 'an input of type text has no min', ['min']],
  ])('refuses %j', (body, message, path) => {
    expect(problemOf(body)).toMatchObject({ message, path });
  });

  it('knows its keys and nothing else', () => {
    expect(safeParse(input.schema, { ...range, maximum: 3 }).success).toBe(false);
    expect(safeParse(input.schema, { type: 'dial' }).success).toBe(false);
  });
});
