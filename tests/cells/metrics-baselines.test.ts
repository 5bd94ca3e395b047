import { describe, expect, it } from 'vitest';
import { columnOf, type Frame } from '../../src/frame/frame.ts';
import { plainValue } from '../../src/cells/table-output.ts';
import { frameOf, measure } from './metrics-bed.ts';

/** 3 of 10 rows are positive. */
const label = ['y', 'y', 'y', 'n', 'n', 'n', 'n', 'n', 'n', 'n'];
const score = [0.9, 0.8, 0.3, 0.7, 0.2, 0.1, 0.1, 0.2, 0.3, 0.4];
const binary = frameOf({ label, score }, { roles: { label: 'label', score: new Map([['', 'score']]) }, positive: 'y' });

function numbers(frame: Frame, column: string): Record<string, number> {
  const rows = frame.table.totalRows();
  const entries = Array.from({ length: rows }, (_, row) => [
    String(plainValue(columnOf(frame, 'metric'), row)),
    Number(plainValue(columnOf(frame, column), row)),
  ]);
  return Object.fromEntries(entries) as Record<string, number>;
}

async function baselines(
  frame: Frame,
  metrics: readonly unknown[],
  more: object = {},
  frames?: ReadonlyMap<string, Frame>,
): Promise<Record<string, number>> {
  const measured = await measure(frame, { metrics, ...more }, frames === undefined ? {} : { frames });
  return numbers(measured.frames.get('')!, 'baseline');
}

describe('the dummy beside every score', () => {
  it('guesses the most frequent class, or each class as often as it comes', async () => {
    const found = await baselines(binary, [
      'accuracy',
      'precision',
      'recall',
      'f1',
      'balanced_accuracy',
      'matthews_corrcoef',
      'selection_rate',
    ]);
    expect(found['accuracy']).toBeCloseTo(0.7, 12);
    for (const name of ['precision', 'recall', 'f1', 'selection_rate']) expect(found[name]).toBeCloseTo(0.3, 12);
    expect(found['balanced_accuracy']).toBeCloseTo(0.5, 12);
    expect(found['matthews_corrcoef']).toBeCloseTo(0, 12);
  });

  it('gives every row the prior, and no order', async () => {
    const found = await baselines(binary, ['roc_auc', 'average_precision', 'log_loss', 'brier_score']);
    expect(found['roc_auc']).toBe(0.5);
    expect(found['average_precision']).toBeCloseTo(0.3, 12);
    expect(found['log_loss']).toBeCloseTo(-(0.3 * Math.log(0.3) + 0.7 * Math.log(0.7)), 12);
    expect(found['brier_score']).toBeCloseTo(0.21, 12);
  });

  it('learns from another cell where one is named', async () => {
    const train = frameOf({ target: ['y', 'n', 'n', 'n'] }, { roles: { label: 'target' } });
    const found = await baselines(binary, ['brier_score', 'log_loss', 'accuracy'], { baseline: 'train' }, new Map([['train', train]]));
    expect(found['brier_score']).toBeCloseTo(0.3 * 0.75 ** 2 + 0.7 * 0.25 ** 2, 12);
    expect(found['log_loss']).toBeCloseTo(-(0.3 * Math.log(0.25) + 0.7 * Math.log(0.75)), 12);
    expect(found['accuracy']).toBeCloseTo(0.7, 12);
  });

  it('is the mean for squares and the median for distances', async () => {
    const frame = frameOf({ y: [1, 2, 3, 4, 10.5], p: [1, 1, 1, 1, 1.5] }, { roles: { label: 'y', prediction: 'p' } });
    const found = await baselines(frame, ['mean_absolute_error', 'root_mean_squared_error', 'r2', { mean_pinball_loss: { alpha: 0.75 } }]);
    const mean = 4.1;
    const squares = [1, 2, 3, 4, 10.5].reduce((sum, y) => sum + (y - mean) ** 2, 0) / 5;
    expect(found['mean_absolute_error']).toBeCloseTo((2 + 1 + 0 + 1 + 7.5) / 5, 12);
    expect(found['root_mean_squared_error']).toBeCloseTo(Math.sqrt(squares), 12);
    expect(found['r2']).toBeCloseTo(0, 12);
    expect(found['mean_pinball_loss']).toBeCloseTo((0.25 * 3 + 0.25 * 2 + 0.25 * 1 + 0 + 0.75 * 6.5) / 5, 12);
  });

  it('says how far a score has come from there', async () => {
    const measured = await measure(binary, { metrics: ['accuracy', 'brier_score'] });
    const frame = measured.frames.get('')!;
    const values = numbers(frame, 'value');
    const gains = numbers(frame, 'gain');
    expect(gains['accuracy']).toBeCloseTo((values['accuracy']! - 0.7) / 0.3, 12);
    expect(gains['brier_score']).toBeCloseTo((values['brier_score']! - 0.21) / (0 - 0.21), 12);
  });
});

describe('the rows behind a number', () => {
  it('are those of its slice', async () => {
    const frame = frameOf(
      { label, score, team: ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'] },
      { roles: binary.roles, positive: 'y' },
    );
    const measured = await measure(frame, { by: ['team'] });
    const { behind } = measured.frames.get('')!;
    expect([...behind!('team=b')!.rows]).toEqual([1, 3, 5, 7, 9]);
    expect(behind!('team=b')!.frame).toBe(frame);
    expect(behind!('all')!.rows).toHaveLength(10);
    expect(behind!('team=c')).toBeNull();
  });

  it('come with the counts that the formula names', async () => {
    const { output } = await measure(binary, { metrics: ['precision', 'accuracy', 'roc_auc'], threshold: 0.5 });
    const [precision, accuracy, auc] = output.rows[0]!.values;
    expect(precision!.counts).toEqual([
      ['TP', 2],
      ['FP', 1],
      ['FN', 1],
      ['TN', 6],
    ]);
    expect(accuracy!.counts).toEqual([
      ['correct', 8],
      ['n', 10],
    ]);
    expect(new Map(auc!.counts).get('pairs')).toBe(21);
    expect(new Map(auc!.counts).get('pairs won')! / 21).toBeCloseTo(auc!.value, 12);
  });
});
