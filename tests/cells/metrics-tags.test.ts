import { describe, expect, it } from 'vitest';
import { BodyError } from '../../src/cells/kind.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';
import { frameOf, measure, rowOf, rowsOf, type Row } from './metrics-bed.ts';

const labels = new Map([
  ['cat', 'is_cat'],
  ['dog', 'is_dog'],
]);
const predictions = new Map([
  ['cat', 'said_cat'],
  ['dog', 'said_dog'],
]);
const columns = { is_cat: [1, 0, 1, 0], is_dog: [true, true, false, false], said_cat: [1, 0, 0, 0], said_dog: [1, 1, 1, 0] };
const roles = { labels, predictions };

async function refusal(...measured: Parameters<typeof measure>): Promise<string> {
  const error: unknown = await measure(...measured).catch((problem: unknown) => problem);
  if (!(error instanceof BodyError)) throw new Error(`no refusal but ${String(error)}`);
  return `${error.message} | ${error.hint ?? ''}`;
}

describe('several labels a row', () => {
  it('come in columns of 0 and 1', async () => {
    const metrics = ['subset_accuracy', 'hamming_loss', { f1: { average: 'micro' } }, 'f1', { jaccard: { average: 'samples' } }];
    const measured = await measure(frameOf(columns, { roles }), { metrics });
    const values = rowsOf(measured.frames.get('')).map((row) => row['value']);
    expect(values[0]).toBe(0.75);
    expect(values[1]).toBe(2 / 8);
    // cat: TP 1, FN 1; dog: TP 2, FP 1.
    expect(values[2]).toBeCloseTo((2 * 3) / (2 * 3 + 1 + 1), 12);
    expect(values[3]).toBeCloseTo((2 / 3 + 4 / 5) / 2, 12);
    // Rows: 2 of 2, 1 of 1, 0 of 2; the last has neither label nor prediction and is left out.
    expect(values[4]).toBeCloseTo((1 + 1 + 0) / 3, 12);
  });

  it('or in one column of text, and the numbers are the same', async () => {
    const texts = { y: ['cat|dog', 'dog', ' cat', ''], p: ['cat | dog', 'dog', 'dog', ''] };
    const frame = frameOf(texts, { roles: { label: 'y', prediction: 'p' } });
    const metrics = ['subset_accuracy', 'hamming_loss', 'f1', { recall: { average: 'none' } }];
    const fromTexts = await measure(frame, { separator: '|', metrics });
    const fromColumns = await measure(frameOf(columns, { roles }), { metrics });
    const plain = (row: Row): unknown[] => [row['metric'], row['class'], row['value'], row['low'], row['high'], row['n']];
    expect(rowsOf(fromTexts.frames.get('')).map(plain)).toEqual(rowsOf(fromColumns.frames.get('')).map(plain));
    expect(rowOf(fromTexts, 'recall', 'all', 'dog')['value']).toBe(1);
  });

  it('are decided by score where nothing is predicted, and the threshold moves them', async () => {
    const scored = frameOf(
      { is_cat: [1, 0], is_dog: [1, 1], s_cat: [0.6, 0.4], s_dog: [0.3, 0.9] },
      {
        roles: {
          labels,
          score: new Map([
            ['cat', 's_cat'],
            ['dog', 's_dog'],
          ]),
        },
      },
    );
    const of = async (threshold?: number): Promise<unknown> =>
      rowOf(await measure(scored, { metrics: ['subset_accuracy'], ...(threshold === undefined ? {} : { threshold }) }), 'subset_accuracy')[
        'value'
      ];
    expect(await of()).toBe(0.5);
    expect(await of(0.45)).toBe(0.5);
    expect(await of(0.25)).toBe(0.5);
    expect(rowOf(await measure(scored, { metrics: ['label_ranking_average_precision'] }), 'label_ranking_average_precision')['value']).toBe(
      1,
    );
  });

  it('get intervals: Wilson for a share, Student for means of rows, a bootstrap of rows for means over labels; and gaps', async () => {
    const many = Array.from({ length: 400 }, (_, row) => row);
    const u = (row: number, at: number): number => counterUniform(7, at, row);
    const own = (at: number): number[] => many.map((row) => +(u(row, at) < 0.5));
    const flipped = (bits: readonly number[], at: number): number[] =>
      bits.map((bit, row) => (u(row, at) < (row < 200 ? 0.1 : 0.4) ? 1 - bit : bit));
    const [cat, dog] = [own(0), own(1)];
    const frame = frameOf(
      { is_cat: cat, is_dog: dog, said_cat: flipped(cat, 2), said_dog: flipped(dog, 3), g: many.map((row) => (row < 200 ? 'a' : 'b')) },
      { roles },
    );
    const measured = await measure(frame, { metrics: ['subset_accuracy', 'hamming_loss', 'f1'], by: ['g'] });
    for (const [metric, method] of [
      ['subset_accuracy', 'wilson'],
      ['hamming_loss', 'student'],
      ['f1', 'bootstrap, 1000'],
    ] as const) {
      const row = rowOf(measured, metric);
      expect(row['method']).toBe(method);
      expect(Number(row['low'])).toBeLessThan(Number(row['value']));
      expect(Number(row['high'])).toBeGreaterThan(Number(row['value']));
      const gap = rowOf(measured, metric, 'g=a', '', 'gaps');
      expect(Number(gap['p'])).toBeLessThan(0.01);
      expect(Number(gap['value'])).toBeCloseTo(
        Number(rowOf(measured, metric, 'g=a')['value']) - Number(rowOf(measured, metric, 'g=b')['value']),
        12,
      );
    }
  });

  it('leave a row out that lacks one of them, and count it', async () => {
    const measured = await measure(frameOf({ ...columns, is_cat: [1, null, 1, 0] }, { roles }), { metrics: ['subset_accuracy'] });
    expect(rowOf(measured, 'subset_accuracy')).toMatchObject({ value: 2 / 3, n: 3 });
    expect(measured.output.notes).toContain('1 row is left out for want of a label.');
  });

  it('refuse what they cannot be', async () => {
    expect(await refusal(frameOf({ ...columns, is_cat: [1, 2, 0, 0] }, { roles }))).toBe(
      'column is_cat of labels holds 2 in row 2; it may hold 0 and 1 | ',
    );
    const short = { labels, predictions: new Map([['cat', 'said_cat']]) };
    expect(await refusal(frameOf(columns, { roles: short }))).toBe('predictions has no column of the label dog | add dog: column');
    const misspelt = {
      labels,
      predictions: new Map([
        ['cat', 'said_cat'],
        ['dgo', 'said_dog'],
      ]),
    };
    expect(await refusal(frameOf(columns, { roles: misspelt }))).toBe(
      'predictions names dgo, which is none of the labels | the nearest is dog',
    );
    expect(await refusal(frameOf(columns, { roles: { labels } }))).toContain('the data has no predictions');
    expect(await refusal(frameOf({ y: [1, 2] }, { roles: { label: 'y' } }), { separator: '|' })).toContain(
      'is no text to part by a separator',
    );
  });
});
