import { describe, expect, it } from 'vitest';
import { BodyError } from '../../src/cells/kind.ts';
import { defaultMetrics, metrics as listed } from '../../src/metrics/index.ts';
import type { Task } from '../../src/metrics/metric.ts';
import { NumberColumn } from '../../src/frame/column.ts';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { makeFrame, type Frame } from '../../src/frame/frame.ts';
import { emptyWords, frameOf, measure, rowOf, rowsOf, type Measured } from './metrics-bed.ts';

const binary = { label: 'y', score: new Map([['', 's']]) };
const recorded = { label: 'y', prediction: 'p' };
const three = {
  label: 'y',
  score: new Map([
    ['a', 'a'],
    ['b', 'b'],
    ['c', 'c'],
  ]),
};

async function refusal(frame: Frame, body: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const error: unknown = await measure(frame, body).catch((problem: unknown) => problem);
  if (!(error instanceof BodyError)) throw new Error(`no refusal but ${String(error)}`);
  return `${error.message} | ${error.hint ?? ''}`;
}

/** Every metric of a task, but those that need what these tables do not hold. */
function namesOf(task: Task): string[] {
  return listed.filter((metric) => metric.tasks.includes(task) && !/interval_/.test(metric.name)).map((metric) => metric.name);
}

/** Every number is one, or NaN with a reason; and within the range that its metric has. */
function expectHonest(measured: Measured): void {
  for (const row of rowsOf(measured.frames.get(''))) {
    const metric = listed.find(({ name }) => name === row['metric'])!;
    if (Number.isNaN(row['value'])) expect([row['metric'], row['reason']]).not.toEqual([row['metric'], '']);
    else {
      expect(Number.isFinite(row['value'])).toBe(true);
      expect(Number(row['value'])).toBeLessThanOrEqual((metric.ranges?.multiclass ?? metric.range)[1] + 1e-12);
      expect(Number(row['value'])).toBeGreaterThanOrEqual(metric.range[0] - 1e-12);
    }
  }
}

describe('lengths', () => {
  it('that differ cannot become a frame', () =>
    expect(() =>
      makeFrame([
        ['y', new NumberColumn(Float64Array.of(1, 2))],
        ['s', new NumberColumn(Float64Array.of(1))],
      ]),
    ).toThrow('column s has 1 rows where y has 2'));
});

describe('labels and predictions', () => {
  it('that hold classes that the other does not are counted, and named', async () => {
    const frame = frameOf({ y: ['a', 'b', 'a', 'c'], p: ['a', 'd', 'd', 'a'] }, { roles: recorded });
    const measured = await measure(frame, { metrics: ['accuracy', { recall: { average: 'none' } }, { precision: { average: 'none' } }] });
    expect(rowOf(measured, 'accuracy')['value']).toBe(0.25);
    expect(rowOf(measured, 'recall', 'all', 'b')['value']).toBe(0);
    expect(rowOf(measured, 'recall', 'all', 'd')).toMatchObject({ value: NaN, reason: 'no-positives' });
    expect(rowOf(measured, 'precision', 'all', 'b')).toMatchObject({ value: NaN, reason: 'no-predicted-positives' });
    expect(measured.output.notes).toEqual(['The classes b, c are never predicted.', 'The class d is predicted, but no label.']);
  });

  it('of one class leave metrics that need two without a value', async () => {
    const frame = frameOf({ y: ['a', 'a', 'a'], s: [0.2, 0.4, 0.9] }, { roles: binary, positive: 'a' });
    const measured = await measure(frame, { metrics: namesOf('binary') });
    expectHonest(measured);
    expect(rowOf(measured, 'roc_auc')).toMatchObject({ value: NaN, reason: 'one-class' });
    expect(rowOf(measured, 'recall')['value']).toBeCloseTo(1 / 3, 12);
    expect(rowOf(measured, 'log_loss')['value']).toBeCloseTo(-(Math.log(0.2) + Math.log(0.4) + Math.log(0.9)) / 3, 12);
    expect(measured.output.notes).toContain('The label y has one class only, a; metrics that need two have no value.');
  });

  it('that are all missing leave nothing', async () => {
    const nothing = frameOf({ y: [null, null], s: [0.2, 0.4] }, { roles: binary });
    const measured = await measure(nothing, { task: 'binary' });
    for (const row of rowsOf(measured.frames.get(''))) expect(row).toMatchObject({ value: NaN, n: 0 });
    expect(measured.output.notes).toContain('The label y has no value at all.');
    const unscored = makeFrame(
      [
        ['y', new NumberColumn(Float64Array.of(1, 2))],
        ['s', new NumberColumn(Float64Array.of(NaN, NaN))],
      ],
      { roles: binary },
    );
    const without = await measure(unscored, { metrics: ['roc_auc', 'log_loss', 'recall'] });
    for (const row of rowsOf(without.frames.get(''))) expect(row).toMatchObject({ value: NaN, reason: 'no-rows' });
    expect(without.output.notes).toContain('2 rows are left out of metrics for want of a score.');
  });
});

describe('rows', () => {
  it.each([0, 1, 2])('may be %i', async (count) => {
    const [y, scores] = [['a', 'b'].slice(0, count), [0.3, 0.6].slice(0, count)];
    const binaryRows = makeFrame(
      [
        ['y', count === 0 ? emptyWords : columnFromValues(y)],
        ['s', new NumberColumn(Float64Array.from(scores))],
      ],
      { roles: binary, positive: 'b', classes: ['a', 'b'] },
    );
    const measured = await measure(binaryRows, { metrics: namesOf('binary') });
    expectHonest(measured);
    if (count === 0) for (const row of rowsOf(measured.frames.get(''))) expect(row['value']).toBeNaN();
    if (count === 2) expect(rowOf(measured, 'roc_auc')['value']).toBe(1);
    const numbers = makeFrame(
      [
        ['y', new NumberColumn(Float64Array.of(1.5, 2).slice(0, count))],
        ['p', new NumberColumn(Float64Array.of(1, 2.5).slice(0, count))],
      ],
      { roles: recorded },
    );
    const regression = await measure(numbers, { task: 'regression', metrics: namesOf('regression') });
    expectHonest(regression);
    if (count === 1) expect(rowOf(regression, 'r2')).toMatchObject({ value: NaN, reason: 'too-few-rows' });
    if (count === 1) expect(rowOf(regression, 'mean_absolute_error')).toMatchObject({ value: 0.5, low: NaN });
  });
});

describe('scores', () => {
  it('outside 0 to 1 leave metrics of probabilities without a value, and say how far and where', async () => {
    const frame = frameOf({ y: ['a', 'b', 'a', 'b'], s: [0.1, 1.7, -0.2, 0.8] }, { roles: binary });
    const measured = await measure(frame, { metrics: namesOf('binary') });
    expectHonest(measured);
    for (const name of ['log_loss', 'brier_score', 'expected_calibration_error', 'tjur', 'd2_brier_score', 'calibration_slope'])
      expect(rowOf(measured, name)).toMatchObject({ value: NaN, reason: 'out-of-domain' });
    expect(rowOf(measured, 'roc_auc')['value']).toBe(1);
    expect(measured.output.notes).toEqual([
      'Scores of 2 rows lie outside 0 to 1, in rows 2, 3, the furthest 1.7 in row 2; metrics of probabilities have no value.',
    ]);
  });

  it('that are infinite have an order and no probability', async () => {
    const frame = frameOf({ y: ['a', 'b', 'a', 'b'], s: [-Infinity, Infinity, 0.2, 0.8] }, { roles: binary });
    const measured = await measure(frame, { metrics: namesOf('binary') });
    expectHonest(measured);
    expect(rowOf(measured, 'roc_auc')['value']).toBe(1);
    expect(rowOf(measured, 'log_loss')).toMatchObject({ value: NaN, reason: 'out-of-domain' });
    expect(measured.output.notes).toContain('Scores are infinite in rows 1, 2; metrics of probabilities have no value.');
  });

  it('that do not sum to 1 are divided by their sum, and the note says how far and where', async () => {
    const frame = frameOf({ y: ['a', 'b', 'c'], a: [1.2, 0.1, 0.2], b: [0.6, 0.8, 0.2], c: [0.2, 0.1, 0.6] }, { roles: three });
    const measured = await measure(frame, { metrics: namesOf('multiclass') });
    expectHonest(measured);
    expect(rowOf(measured, 'log_loss')['value']).toBeCloseTo(-(Math.log(0.6) + Math.log(0.8) + Math.log(0.6)) / 3, 12);
    expect(measured.output.notes).toContain(
      'Scores of 1 row do not sum to 1, in row 1, the furthest 2 in row 1; log loss and Brier score divide them by their sum.',
    );
  });

  it('below 0 leave several classes without a loss', async () => {
    const frame = frameOf({ y: ['a', 'b', 'c'], a: [0.9, 0.1, -0.2], b: [0.05, 0.8, 0.6], c: [0.05, 0.1, 0.6] }, { roles: three });
    const measured = await measure(frame, { metrics: ['log_loss', 'brier_score', 'top_k_accuracy'] });
    expect(rowOf(measured, 'log_loss')).toMatchObject({ value: NaN, reason: 'out-of-domain' });
    expect(rowOf(measured, 'brier_score')).toMatchObject({ value: NaN, reason: 'out-of-domain' });
    expect(rowOf(measured, 'top_k_accuracy')['value']).toBe(1);
  });

  it('of 0 and 1 are held off, and counted', async () => {
    const frame = frameOf({ y: ['a', 'b', 'a', 'b'], s: [1, 1, 0.2, 0.8] }, { roles: binary });
    const measured = await measure(frame, { metrics: ['log_loss'] });
    expect(rowOf(measured, 'log_loss')['value']).toBeGreaterThan(9);
    expect(measured.output.notes).toEqual(['Log loss holds the scores of 2 rows 2.22e−16 off 0 or 1, in rows 1, 2.']);
  });
});

describe('weights', () => {
  const rows = { y: ['a', 'b', 'a', 'b'], s: [0.1, 0.7, 0.6, 0.8] };
  it('below 0 or missing are refused', async () => {
    const weighted = (w: readonly unknown[]): Frame => frameOf({ ...rows, w }, { roles: { ...binary, weight: 'w' } });
    expect(await refusal(weighted([1, -1, 1, 1]))).toBe('the weight w is -1 in row 2; weights are 0 or more | ');
    expect(await refusal(weighted([1, 1, null, 1]))).toBe('the weight w is missing in row 3; weights are 0 or more | ');
  });
  it('of 0 count nowhere', async () => {
    const frame = frameOf({ ...rows, w: [1, 1, 0, 1] }, { roles: { ...binary, weight: 'w' } });
    const measured = await measure(frame, { metrics: namesOf('binary') });
    const without = await measure(frameOf({ y: ['a', 'b', 'b'], s: [0.1, 0.7, 0.8] }, { roles: binary }), { metrics: namesOf('binary') });
    for (const name of ['roc_auc', 'accuracy', 'log_loss', 'f1', 'tjur', 'brier_score', 'average_precision'])
      expect(rowOf(measured, name)['value']).toBeCloseTo(Number(rowOf(without, name)['value']), 12);
    expect(measured.output.notes).toContain('1 row has weight 0 and counts nowhere.');
  });
  it('that are all 0 leave every metric without a value', async () => {
    const frame = frameOf({ ...rows, w: [0, 0, 0, 0] }, { roles: { ...binary, weight: 'w' } });
    const measured = await measure(frame, { metrics: namesOf('binary') });
    for (const row of rowsOf(measured.frames.get(''))) {
      expect(row['value']).toBeNaN();
      expect(row['reason']).not.toBe('');
    }
    expect(measured.output.notes).toContain('Every weight in w is 0, so no metric has a value.');
  });
});

describe('too many', () => {
  it('classes are refused in a sentence', async () => {
    const y = Array.from({ length: 20_000 }, (_, row) => `class ${row % 10_000}`);
    expect(await refusal(frameOf({ y, p: y }, { roles: recorded }))).toBe(
      'the label y has more than 1,000 values | say task: regression if it is a number',
    );
  });
  it('slices for their rows say that there is not enough data', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => row);
    const frame = frameOf(
      {
        y: rows.map((row) => (row % 2 === 0 ? 'a' : 'b')),
        s: rows.map((row) => row / 40),
        id: rows.map((row) => `r${row}`),
        k: rows.map((row) => row % 7),
      },
      { roles: binary },
    );
    const measured = await measure(frame, { metrics: ['roc_auc', 'accuracy', 'f1'], by: [{ cross: ['id', 'k'] }, 'id'] });
    expectHonest(measured);
    expect(measured.output.rows.filter((row) => row.slice !== 'all').every((row) => row.tooFew)).toBe(true);
  });
});

describe('numbers', () => {
  it('that are infinite are left out, and errors beyond all numbers have no mean', async () => {
    const frame = frameOf({ y: [1, 2, 3], p: [1, Infinity, 4] }, { roles: recorded });
    const measured = await measure(frame, { task: 'regression', metrics: ['mean_absolute_error'] });
    expect(rowOf(measured, 'mean_absolute_error')).toMatchObject({ value: 0.5, n: 2 });
    expect(measured.output.notes).toEqual(['1 row is left out for want of a finite label or prediction.']);
    const huge = frameOf({ y: [1e300, 2], p: [-1e300, 2] }, { roles: recorded });
    expect(rowOf(await measure(huge, { task: 'regression', metrics: ['mean_squared_error'] }), 'mean_squared_error')).toMatchObject({
      value: NaN,
      reason: 'out-of-domain',
    });
  });
});

describe('every task', () => {
  it('has defaults that say something of a small table', async () => {
    expect(Object.values(defaultMetrics).every((names) => names.length > 0)).toBe(true);
    const measured = await measure(frameOf({ y: ['a', 'b', 'c'], a: [1, 0, 0], b: [0, 1, 0], c: [0, 0, 1] }, { roles: three }));
    expectHonest(measured);
  });
});
