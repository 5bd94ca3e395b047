import { describe, expect, it } from 'vitest';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { makeFrame } from '../../src/frame/frame.ts';
import { checkedExpression } from '../../src/engine/checked-expression.ts';
import type { ExpressionRequest } from '../../src/engine/protocol.ts';

const frame = makeFrame([
  ['single', columnFromValues(['yes', 'no', 'yes', 'yes'])],
  ['value', columnFromValues([1, 2, 3, 4])],
]);
const ask = (expression: string, more: Partial<ExpressionRequest> = {}): ReturnType<typeof checkedExpression> =>
  checkedExpression(
    {
      frame: (cell, part) => {
        expect([cell, part]).toEqual(['loans', '']);
        return frame;
      },
    },
    { cell: 'loans', expression, values: [['cut', 2]], about: 'rows', ...more },
  );

describe('checkedExpression', () => {
  it('counts the rows that match', () => {
    expect(ask('d.single == "yes" && d.value > $.cut')).toEqual({ ok: true, matching: 2, total: 4 });
    expect(ask('d.value > 3', { within: 'd.single == "yes"' })).toEqual({ ok: true, matching: 1, total: 3 });
  });

  it('says what is wrong, where, and how to repair it', () => {
    expect(ask('d.vaule > 1')).toEqual({
      ok: false,
      message: 'no column vaule',
      offset: 2,
      hint: 'the nearest name is value',
      replacement: 'd.value > 1',
    });
    expect(ask('d.value >')).toMatchObject({ ok: false });
    expect(ask('d.value > $.cut && $.other')).toMatchObject({ ok: false });
    expect(ask(' ')).toEqual({ ok: false, message: 'the expression is empty', offset: 0 });
    expect(ask('d.constructor')).toMatchObject({ ok: false });
  });

  it('does not count what makes a value of each row', () => {
    expect(ask('d.value * 2', { about: 'columns' })).toEqual({ ok: true, matching: 4, total: 4 });
  });
});
