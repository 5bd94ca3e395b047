import { describe, expect, it } from 'vitest';
import { frameOf, measure, rowOf } from './metrics-bed.ts';

/** Forty rows, of which `positives` are positive and two in three of those are found. */
function scored(positives: number): ReturnType<typeof frameOf> {
  const rows = Array.from({ length: 40 }, (_, row) => row);
  return frameOf(
    {
      y: rows.map((row) => (row < positives ? 'yes' : 'no')),
      s: rows.map((row) => (row < positives && row % 3 !== 0 ? 0.9 : row % 7 === 0 ? 0.6 : 0.2)),
      half: rows.map((row) => (row % 2 === 0 ? 'even' : 'odd')),
    },
    { positive: 'yes', roles: { label: 'y', score: new Map([['', 's']]) } },
  );
}

describe('an interval that rests on few rows of a class', () => {
  const metrics = ['accuracy', 'f1', 'balanced_accuracy', 'log_loss', 'roc_auc'];

  it.each([
    [4, 'unstable-interval'],
    [5, ''],
  ])('with %d of them is marked "%s", save for shares', async (positives, reason) => {
    const measured = await measure(scored(positives), { metrics });
    const reasons = Object.fromEntries(metrics.map((metric) => [metric, rowOf(measured, metric)['reason']]));
    expect(reasons).toEqual({ accuracy: '', f1: '', balanced_accuracy: reason, log_loss: reason, roc_auc: reason });
  });

  it('is not marked where no interval was asked for', async () => {
    const measured = await measure(scored(4), { metrics, interval: { method: 'none' } });
    expect(metrics.map((metric) => rowOf(measured, metric)['reason'])).toEqual(metrics.map(() => ''));
  });

  it('says too few rows of a small slice first', async () => {
    const measured = await measure(scored(5), { metrics: ['roc_auc'], by: ['half'] });
    expect(rowOf(measured, 'roc_auc', 'half=even')['reason']).toBe('too-few-rows');
  });
});
