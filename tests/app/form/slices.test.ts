import { describe, expect, it } from 'vitest';
import { asForm, formOfSlice, memberOf, sliceForms, sliceLabel, sliceList, sliceOf, sliceOptions } from '../../../src/app/form/slices.ts';
import type { CellNames } from '../../../src/engine/protocol.ts';
import type { BodyValue } from '../../../src/notebook/body-value.ts';
import { parse } from 'valibot';
import { bySchema } from '../../../src/cells/metrics/schema.ts';

const frame: CellNames = {
  cell: 'loans',
  kind: 'data',
  rows: 100,
  columns: [
    { name: 'age', type: 'number', sample: { distinct: 60, most: 30 } },
    { name: 'flag', type: 'number', sample: { distinct: 2, most: 1 } },
    { name: 'sex', type: 'category' },
    { name: 'when', type: 'time' },
    { name: '__proto__', type: 'text' },
  ],
};

describe('slices', () => {
  it.each<[BodyValue, string, string]>([
    ['afam', 'column', 'afam'],
    [{ cross: ['afam', 'single'] }, 'cross', 'afam × single'],
    [{ bin: 'lvrat', quantiles: 4 }, 'bin', 'lvrat, 4 quantiles'],
    [{ bin: 'lvrat', edges: [0.5, 1] }, 'bin', 'lvrat, at 0.5, 1'],
    [{ bin: 'lvrat', width: 0.1 }, 'bin', 'lvrat, 0.1 wide'],
    [{ time: 'day', period: 'month' }, 'time', 'day by month'],
    [{ each: 'tags' }, 'each', 'tags, each value'],
    [{ name: 'single and Black', where: 'd.a == 1' }, 'where', 'single and Black'],
    [{ name: '', where: 'd.a == 1' }, 'where', 'd.a == 1'],
    [{ slice: 'young' }, 'slice', 'young'],
  ])('calls %j, of form %s, %s', (slice, form, label) => {
    expect(formOfSlice(slice)).toBe(form);
    expect(sliceLabel(slice)).toBe(label);
  });

  it('takes every form into every other as something that the schema reads', () => {
    for (const from of sliceForms) {
      for (const to of sliceForms) {
        const slice = asForm(asForm('age', from.form, frame), to.form, frame);
        expect(formOfSlice(slice)).toBe(to.form);
        expect(() => parse(bySchema, slice)).not.toThrow();
      }
    }
    expect(asForm({ bin: 'age', quantiles: 4 }, 'column', frame)).toBe('age');
    expect(asForm('age', 'cross', frame)).toEqual({ cross: ['age', 'sex'] });
  });

  it('cuts numbers of many values into quantiles, and times into months', () => {
    expect(sliceOf('column age', frame)).toEqual({ bin: 'age', quantiles: 4 });
    expect(sliceOf('column flag', frame)).toBe('flag');
    expect(sliceOf('column when', frame)).toEqual({ time: 'when', period: 'month' });
    expect(sliceOf('__proto__', frame)).toBe('__proto__');
    expect(sliceOf('slice young', frame)).toEqual({ slice: 'young' });
    expect(sliceOf('no such', undefined)).toBe('no such');
  });

  it('offers forms, slice cells and columns', () => {
    const options = sliceOptions(frame, [{ cell: 'young', kind: 'slice', rows: 12, columns: [] }]);
    expect(options.map(({ label }) => label)).toEqual([
      'Columns crossed',
      'Bins of a number',
      'Periods of time',
      'Several values a row',
      'Rows where',
      'young',
      'age',
      'flag',
      'sex',
      'when',
      '__proto__',
    ]);
  });

  it('reads one column as a list, and writes columns of any name', () => {
    expect(sliceList('afam')).toEqual(['afam']);
    expect(sliceList(undefined)).toEqual([]);
    expect(memberOf('age')).toBe('d.age');
    expect(memberOf('a "b"')).toBe('d["a \\"b\\""]');
  });
});
