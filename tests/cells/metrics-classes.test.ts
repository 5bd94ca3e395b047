import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachAgainstRest, oneAgainstRest } from '../../src/cells/metrics/matrix-value.ts';
import { frameOf, measure, rowOf } from './metrics-bed.ts';

describe('every class against the rest', () => {
  it('is what each of them is alone', () => {
    const sizes = fc.integer({ min: 2, max: 6 });
    const cells = sizes.chain((classes) => fc.array(fc.integer({ min: 0, max: 50 }), { minLength: classes ** 2, maxLength: classes ** 2 }));
    fc.assert(
      fc.property(cells, (list) => {
        const classes = Math.sqrt(list.length);
        const matrix = Float64Array.from(list);
        expect(eachAgainstRest(matrix, classes)).toEqual(
          Array.from({ length: classes }, (_, code) => oneAgainstRest(matrix, classes, code)),
        );
      }),
    );
  });
  it('keeps the digits of small weights beside large ones', () => {
    const matrix = Float64Array.of(1e16, 0, 0, 0, 1e-3, 2e-3, 0, 0, 3e-3);
    expect(eachAgainstRest(matrix, 3)[0]).toEqual({ tp: 1e16, fp: 0, fn: 0, tn: 1e-3 + 2e-3 + 3e-3 });
  });
});

describe('three hundred classes', () => {
  it('are averaged', async () => {
    const y = Array.from({ length: 4000 }, (_, row) => row % 300);
    const p = y.map((own, row) => (row % 4 === 0 ? (own + 1) % 300 : own));
    const frame = frameOf({ y, p }, { roles: { label: 'y', prediction: 'p' } });
    const measured = await measure(frame, { task: 'multiclass', metrics: ['f1', 'accuracy', 'matthews_corrcoef'] });
    expect(rowOf(measured, 'accuracy')['value']).toBe(0.75);
    expect(Number(rowOf(measured, 'f1')['low'])).toBeLessThan(Number(rowOf(measured, 'f1')['value']));
  }, 20_000);
});
