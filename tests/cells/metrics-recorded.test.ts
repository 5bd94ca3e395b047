import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import reference from '../reference/hpc.json' with { type: 'json' };
import { frameOf, measure, rowOf } from './metrics-bed.ts';

/** The recorded predictions of the notebook log-only; no field of that file holds a comma. */
function recorded(): Readonly<Record<string, (string | number)[]>> {
  const [head, ...lines] = readFileSync(new URL('../../notebooks/log-only/hpc-cv.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const names = head!.replaceAll('"', '').split(',');
  const cells = lines.map((line) => line.replaceAll('"', '').split(','));
  return Object.fromEntries(
    names.map((name, at) => [name, cells.map((line) => (['VF', 'F', 'M', 'L'].includes(name) ? Number(line[at]) : line[at]!))]),
  );
}

const names = ['accuracy', 'balanced_accuracy', 'f1', 'matthews_corrcoef', 'cohen_kappa', 'log_loss', 'roc_auc'] as const;

describe('recorded predictions of 3,467 jobs in four classes equal scikit-learn', () => {
  const score = new Map(['VF', 'F', 'M', 'L'].map((name) => [name, name]));
  const frame = frameOf(recorded(), { roles: { label: 'obs', prediction: 'pred', score } });
  const measured = measure(frame, { metrics: [...names, { recall: { average: 'none' } }], by: ['Resample'] });
  const slices: [string, typeof reference.all][] = [
    ['all', reference.all],
    ...Object.entries(reference.folds).map(([fold, values]): [string, typeof reference.all] => [`Resample=${fold}`, values]),
  ];

  it.each(slices)('%s', async (slice, values) => {
    for (const name of names) expect(rowOf(await measured, name, slice)['value']).toBeCloseTo(values[name], 11);
    for (const [className, value] of Object.entries(values.recall)) {
      expect(rowOf(await measured, 'recall', slice, className)['value']).toBeCloseTo(value, 12);
    }
  });
});
