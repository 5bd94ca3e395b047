import { describe, expect, it } from 'vitest';
import { safeParse } from 'valibot';
import { metrics } from '../../src/cells/metrics.ts';
import { BodyError } from '../../src/cells/kind.ts';
import { NumberColumn, StringColumn } from '../../src/frame/column.ts';
import { makeFrame, type Frame } from '../../src/frame/frame.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';
import { emptyNumbers, emptyWords, frameOf, hostWithMemory, measure, rowOf, rowsOf } from './metrics-bed.ts';

const contract = ['metric', 'class', 'slice', 'n', 'value', 'low', 'high', 'method', 'reason'];
const roles = { label: 'y', score: new Map([['', 's']]) };

/** 400 rows; the model is worse in group b, and group c has 12 rows. */
function loans(extra: Partial<Frame> = {}): Frame {
  const rows = Array.from({ length: 400 }, (_, row) => row);
  const u = (row: number, at: number): number => counterUniform(3, at, row);
  const y = rows.map((row) => u(row, 0) < 0.4);
  const g = rows.map((row) => (row < 12 ? 'c' : u(row, 1) < 0.5 ? 'a' : 'b'));
  return frameOf(
    {
      y: y.map((own) => (own ? 'yes' : 'no')),
      s: rows.map((row) => Math.round(100 * (g[row] === 'b' ? u(row, 2) : 0.45 * u(row, 2) + (y[row] ? 0.5 : 0.05))) / 100),
      g,
      single: rows.map((row) => u(row, 4) < 0.3),
      ratio: rows.map((row) => u(row, 5)),
    },
    { roles, ...extra },
  );
}

const body = { metrics: ['roc_auc', 'recall', 'brier_score', 'f1'], threshold: 0.5, by: ['g'] };

describe('the main frame', () => {
  it('has the contract’s columns, and one row a metric and slice', async () => {
    const { frames } = await measure(loans(), body);
    expect(frames.get('')!.table.columnNames()).toEqual([...contract, 'baseline', 'gain']);
    expect([...frames.keys()]).toEqual(['', ...metrics.parts]);
    expect(rowsOf(frames.get('')).map((row) => `${row['metric']} ${row['slice']}`)).toEqual(
      ['roc_auc', 'recall', 'brier_score', 'f1'].flatMap((metric) => ['all', 'g=a', 'g=b', 'g=c'].map((slice) => `${metric} ${slice}`)),
    );
  });

  it('names how each interval was made, and holds the value inside it', async () => {
    const measured = await measure(loans(), { ...body, metrics: [...body.metrics, 'matthews_corrcoef'] });
    for (const [metric, method] of Object.entries({
      roc_auc: 'delong',
      recall: 'wilson',
      brier_score: 'student',
      f1: 'wilson',
      matthews_corrcoef: 'delta',
    })) {
      const row = rowOf(measured, metric);
      expect(row['method']).toBe(method);
      expect(Number(row['low'])).toBeLessThan(Number(row['value']));
      expect(Number(row['high'])).toBeGreaterThan(Number(row['value']));
    }
  });

  it('is the same for the same seed, and its bootstraps differ for another', async () => {
    const low = async (seed: number): Promise<unknown> =>
      rowOf(await measure(loans(), { ...body, interval: { seed, method: 'bootstrap' } }), 'f1')['low'];
    expect(await low(1)).toBe(await low(1));
    expect(await low(1)).not.toBe(await low(2));
  });

  it('measures defaults by task when no metric is named', async () => {
    const names = async (frame: Frame): Promise<unknown[]> => [
      ...new Set(rowsOf((await measure(frame)).frames.get('')).map((row) => row['metric'])),
    ];
    expect(await names(loans())).toContain('roc_auc');
    expect(await names(frameOf({ y: [1.5, 2, 3], p: [1, 2, 3.5] }, { roles: { label: 'y', prediction: 'p' } }))).toContain('r2');
    expect(await names(frameOf({ y: ['a', 'b', 'c'], p: ['a', 'b', 'b'] }, { roles: { label: 'y', prediction: 'p' } }))).toContain('f1');
  });

  it('takes a number label with fractional predictions for regression, and task: overrides it', async () => {
    const frame = frameOf({ y: [1, 2, 1, 2], p: [1.2, 1.9, 1, 2] }, { roles: { label: 'y', prediction: 'p' } });
    expect(rowOf(await measure(frame, { metrics: ['mean_absolute_error'] }), 'mean_absolute_error')['value']).toBeCloseTo(0.075, 12);
    const whole = frameOf({ y: [1, 2, 1, 2], p: [1, 2, 1, 1] }, { roles: { label: 'y', prediction: 'p' } });
    expect(rowOf(await measure(whole, { metrics: ['accuracy'] }), 'accuracy')['value']).toBe(0.75);
    expect(rowOf(await measure(whole, { task: 'regression', metrics: ['mean_error'] }), 'mean_error')['value']).toBe(-0.25);
  });

  it('leaves intervals out on request', async () => {
    const measured = await measure(loans(), { ...body, interval: { method: 'none' } });
    for (const row of rowsOf(measured.frames.get(''))) expect([row['low'], row['high'], row['method']]).toEqual([NaN, NaN, 'none']);
  });

  it('bootstraps the AUC by the host’s kernel on request, near DeLong’s interval', async () => {
    const closed = rowOf(await measure(loans(), body), 'roc_auc');
    const drawn = rowOf(await measure(loans(), { ...body, interval: { method: 'bootstrap' } }), 'roc_auc');
    expect(drawn['value']).toBe(closed['value']);
    expect(drawn['method']).toBe('bootstrap, 1000');
    expect(Math.abs(Number(drawn['low']) - Number(closed['low']))).toBeLessThan(0.02);
    expect(Math.abs(Number(drawn['high']) - Number(closed['high']))).toBeLessThan(0.02);
  });
});

describe('slices', () => {
  it('equal the same metric over their rows alone', async () => {
    const frame = loans();
    const measured = await measure(frame, { ...body, metrics: ['roc_auc', 'average_precision', 'recall', 'log_loss', 'f1'] });
    const rows = rowsOf(frame).filter((row) => row['g'] === 'b');
    const part = frameOf({ y: rows.map((row) => row['y']), s: rows.map((row) => row['s']) }, { roles });
    const direct = await measure(part, { metrics: ['roc_auc', 'average_precision', 'recall', 'log_loss', 'f1'], threshold: 0.5 });
    for (const metric of ['roc_auc', 'average_precision', 'recall', 'log_loss', 'f1']) {
      expect(rowOf(measured, metric, 'g=b')['value']).toBeCloseTo(Number(rowOf(direct, metric)['value']), 12);
    }
  });

  it('are named by column, crossing, bins, and themselves', async () => {
    const by = [
      'single',
      { cross: ['g', 'single'] },
      { bin: 'ratio', edges: [0.25, 0.5] },
      { name: 'b alone', where: 'd.g == "b" && !d.single' },
    ];
    const { output } = await measure(loans(), { ...body, metrics: ['recall'], by });
    const names = output.rows.map((row) => row.slice);
    expect(names).toEqual([
      'all',
      'single=false',
      'single=true',
      'g=a, single=false',
      'g=a, single=true',
      'g=b, single=false',
      'g=b, single=true',
      ...names.filter((name) => name.startsWith('g=c')),
      'ratio=up to 0.25',
      'ratio=0.25 to 0.5',
      'ratio=over 0.5',
      'b alone',
    ]);
  });

  it('cut bins at quantiles, so that they hold about the same number of rows', async () => {
    const { output } = await measure(loans(), { ...body, metrics: ['recall'], by: [{ bin: 'ratio', quantiles: 4 }] });
    expect(output.rows.slice(1).map((row) => row.n)).toEqual([100, 100, 100, 100]);
  });

  it('read inputs, and a slice cell', async () => {
    const by = [{ name: 'above', where: 'd.ratio > $.cut' }, { slice: 'bees' }];
    const bees = { ...loans(), slice: { of: 'scored', where: 'd.g == "b"', title: 'Group b' } };
    const { output } = await measure(loans(), { ...body, by }, { values: new Map([['cut', 0.9]]), frames: new Map([['bees', bees]]) });
    const above = rowsOf(loans()).filter((row) => Number(row['ratio']) > 0.9).length;
    const groupB = rowsOf(loans()).filter((row) => row['g'] === 'b').length;
    expect(output.rows.slice(1).map((row) => [row.slice, row.n])).toEqual([
      ['above', above],
      ['Group b', groupB],
    ]);
    const parsed = safeParse(metrics.schema, { data: 'scored', threshold: '$t', by });
    const step = metrics.toStep(parsed.output);
    expect([step.reads, step.inputs]).toEqual([
      ['scored', 'bees'],
      ['t', 'cut'],
    ]);
  });

  it('below 30 rows keep their number in the frame and get none in the table', async () => {
    const measured = await measure(loans(), body);
    const row = measured.output.rows.find((candidate) => candidate.slice === 'g=c')!;
    expect([row.tooFew, row.n, row.values]).toEqual([true, 12, []]);
    expect(rowOf(measured, 'recall', 'g=c')).toMatchObject({ reason: 'too-few-rows' });
    expect(rowOf(measured, 'recall', 'g=c')['value']).not.toBeNaN();
  });

  it('without rows have no value, and everything else goes on', async () => {
    const measured = await measure(loans(), { ...body, by: [{ name: 'nobody', where: 'd.ratio > 2' }] });
    for (const metric of body.metrics) expect(rowOf(measured, metric, 'nobody')).toMatchObject({ n: 0, value: NaN, reason: 'no-rows' });
    expect(rowOf(measured, 'recall')['value']).not.toBeNaN();
  });

  it.each([
    [['gg'], 'no column gg', ['by', 0]],
    [[{ cross: ['g', 'singel'] }], 'no column singel', ['by', 0, 'cross', 1]],
    [['g', { bin: 'g', quantiles: 2 }], 'g is no number', ['by', 1, 'bin']],
  ])('refuse %j', async (by, message, path) => {
    const error: unknown = await measure(loans(), { ...body, by }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BodyError);
    expect((error as BodyError).message).toContain(message);
    expect((error as BodyError).path).toEqual(path);
  });
});

describe('gaps', () => {
  it('find the group that is served worse, and correct for all comparisons', async () => {
    const measured = await measure(loans(), { ...body, metrics: ['roc_auc', 'recall', 'brier_score', 'f1', 'average_precision'] });
    for (const [metric, method] of [
      ['roc_auc', 'delong'],
      ['recall', 'newcombe'],
      ['brier_score', 'welch'],
      ['f1', 'mover'],
      ['average_precision', 'bootstrap, 1000'],
    ] as const) {
      const gap = rowOf(measured, metric, 'g=b', '', 'gaps');
      expect(gap['method']).toBe(method);
      expect(Number(gap['low'])).toBeLessThanOrEqual(Number(gap['value']));
      expect(Number(gap['high'])).toBeGreaterThanOrEqual(Number(gap['value']));
      expect(Number(gap['q'])).toBeGreaterThanOrEqual(Number(gap['p']));
      expect(Number(gap['q'])).toBeLessThan(0.05);
      expect(rowOf(measured, metric, 'g=c', '', 'gaps')).toMatchObject({ value: NaN, p: NaN });
    }
    const { rows, comparisons } = measured.output;
    expect(comparisons).toBe(10);
    expect(rows.find((row) => row.slice === 'g=b')!.values.map((value) => value.verdict)).toEqual(Array(5).fill('worse'));
    expect(rows.find((row) => row.slice === 'g=a')!.values.map((value) => value.verdict)).toEqual(Array(5).fill('better'));
    expect(rows[0]!.values[0]!.verdict).toBeUndefined();
  });

  it('equal the difference of the two values', async () => {
    const measured = await measure(loans(), {
      ...body,
      by: [
        { name: 'b', where: 'd.g == "b"' },
        { name: 'rest', where: 'd.g != "b"' },
      ],
    });
    for (const metric of body.metrics) {
      const difference = Number(rowOf(measured, metric, 'b')['value']) - Number(rowOf(measured, metric, 'rest')['value']);
      expect(rowOf(measured, metric, 'b', '', 'gaps')['value']).toBeCloseTo(difference, 10);
    }
  });

  it('rarely see one where there is none', async () => {
    let seen = 0;
    for (let seed = 0; seed < 60; seed++) {
      const rows = Array.from({ length: 300 }, (_, row) => row);
      const u = (row: number, at: number): number => counterUniform(seed, at, row);
      const frame = frameOf(
        {
          y: rows.map((row) => (u(row, 0) < 0.5 ? 'yes' : 'no')),
          s: rows.map((row) => u(row, 1)),
          g: rows.map((row) => (u(row, 2) < 0.5 ? 'a' : 'b')),
        },
        { roles },
      );
      const { output } = await measure(frame, { metrics: ['roc_auc', 'recall', 'brier_score'], by: ['g'], threshold: 0.5 });
      seen += +output.rows.some((row) => row.values.some((value) => value.verdict === 'better' || value.verdict === 'worse'));
    }
    expect(seen).toBeLessThanOrEqual(8);
  });
});

describe('parts', () => {
  it('count the confusion matrix of every slice', async () => {
    const { frames } = await measure(loans(), body);
    const rows = rowsOf(frames.get('confusion'));
    const total = (slice: string): number => rows.filter((row) => row['slice'] === slice).reduce((sum, row) => sum + Number(row['n']), 0);
    expect(total('all')).toBe(400);
    expect(total('g=a') + total('g=b') + total('g=c')).toBe(400);
    const yes = rows.filter((row) => row['slice'] === 'all' && row['actual'] === 'yes');
    expect(yes.reduce((sum, row) => sum + Number(row['share']), 0)).toBeCloseTo(1, 12);
  });

  it('thin long curves to at most 500 points, ends included', async () => {
    const n = 5000;
    const y = new StringColumn(
      Uint8Array.from({ length: n }, (_, row) => +(counterUniform(1, 0, row) < 0.5)),
      ['no', 'yes'],
    );
    const s = new NumberColumn(Float64Array.from({ length: n }, (_, row) => counterUniform(1, 1, row)));
    const { frames } = await measure(
      makeFrame(
        [
          ['y', y],
          ['s', s],
        ],
        { roles },
      ),
      { metrics: ['roc_auc'] },
    );
    for (const part of ['roc', 'precision_recall']) {
      const rows = rowsOf(frames.get(part));
      expect(rows.length).toBeLessThanOrEqual(501);
      expect(rows.length).toBeGreaterThan(300);
      expect(rows.at(-1)).toMatchObject(part === 'roc' ? { fpr: 1, tpr: 1 } : { recall: 1 });
    }
  });

  it('calibrate in bins of equal count, with the share of positives inside its band', async () => {
    const { frames } = await measure(loans(), body);
    const bins = rowsOf(frames.get('calibration')).filter((row) => row['slice'] === 'all');
    expect(bins.reduce((sum, row) => sum + Number(row['n']), 0)).toBe(400);
    for (const row of bins) {
      expect(Number(row['low'])).toBeLessThanOrEqual(Number(row['observed']));
      expect(Number(row['high'])).toBeGreaterThanOrEqual(Number(row['observed']));
    }
    const predicted = bins.map((row) => Number(row['mean_predicted']));
    expect(predicted).toEqual([...predicted].sort((a, b) => a - b));
  });
});

describe('hard data', () => {
  it('is measured without a row', async () => {
    const frame = makeFrame(
      [
        ['y', emptyWords],
        ['s', emptyNumbers],
        ['g', emptyWords],
      ],
      { roles },
    );
    const measured = await measure(frame, body);
    for (const row of rowsOf(measured.frames.get(''))) expect(row).toMatchObject({ n: 0, value: NaN, reason: 'no-rows' });
  });

  it('of one class gives what can be given, with a reason for the rest', async () => {
    const frame = frameOf({ y: Array(50).fill('no'), s: Array.from({ length: 50 }, (_, row) => row / 50) }, { roles, positive: 'yes' });
    const measured = await measure(frame, {
      metrics: ['roc_auc', 'recall', 'accuracy', 'brier_score', 'average_precision', 'matthews_corrcoef'],
    });
    expect(rowOf(measured, 'roc_auc')).toMatchObject({ value: NaN, reason: 'one-class' });
    expect(rowOf(measured, 'recall')).toMatchObject({ value: NaN, reason: 'no-positives' });
    expect(rowOf(measured, 'average_precision')).toMatchObject({ value: NaN, reason: 'no-positives' });
    expect(rowOf(measured, 'matthews_corrcoef')).toMatchObject({ value: NaN, reason: 'one-class' });
    expect(rowOf(measured, 'accuracy')['value']).toBe(0.5);
    expect(measured.output.notes.join(' ')).toContain('one class');
  });

  it('leaves rows without a label or score out of what needs them, and counts them', async () => {
    const frame = frameOf(
      { y: ['no', 'yes', null, 'yes', 'no', 'yes'], s: [0.1, 0.9, 0.8, null, 0.3, 0.2], p: ['no', 'yes', 'yes', 'no', 'no', 'no'] },
      { roles: { ...roles, prediction: 'p' } },
    );
    const measured = await measure(frame, { metrics: ['roc_auc', 'accuracy'] });
    expect(rowOf(measured, 'roc_auc')).toMatchObject({ n: 4, value: 0.75 });
    expect(rowOf(measured, 'accuracy')).toMatchObject({ n: 5, value: 0.6 });
    expect(measured.output.notes).toEqual([
      '1 row is left out for want of a label among the classes.',
      '1 row is left out of metrics for want of a score.',
    ]);
  });

  it('has no log loss of scores that are no probabilities', async () => {
    const frame = frameOf({ y: ['no', 'yes', 'no', 'yes'], s: [-2, 3, 0.1, 0.7] }, { roles });
    const measured = await measure(frame, { metrics: ['log_loss', 'roc_auc'] });
    expect(rowOf(measured, 'log_loss')).toMatchObject({ value: NaN, reason: 'out-of-domain' });
    expect(rowOf(measured, 'roc_auc')['value']).toBe(1);
  });

  it('counts predictions that are not finite', async () => {
    const frame = frameOf({ y: [1.5, 2, 3, 4], p: [1, Infinity, 3.5, NaN] }, { roles: { label: 'y', prediction: 'p' } });
    const measured = await measure(frame, { metrics: ['mean_absolute_error'] });
    expect(rowOf(measured, 'mean_absolute_error')).toMatchObject({ n: 2, value: 0.5 });
    expect(measured.output.notes).toEqual(['2 rows are left out for want of a finite label or prediction.']);
  });

  it('tells what is missing or misspelt', async () => {
    const refusal = async (frame: Frame, more: Readonly<Record<string, unknown>>): Promise<string> => {
      const error: unknown = await measure(frame, more).catch((reason: unknown) => reason);
      return error instanceof BodyError ? `${error.message} | ${error.path.join('.')} | ${error.hint ?? ''}` : String(error);
    };
    expect(await refusal(frameOf({ s: [1] }, { roles: { score: roles.score } }), {})).toContain('the data has no label | data');
    expect(await refusal(frameOf({ y: ['a'] }, { roles: { label: 'y' } }), {})).toContain('the data has no predictions | data');
    expect(await refusal(loans(), { metrics: ['recal'] })).toBe('no metric recal | metrics.0 | the nearest name is recall');
    expect(await refusal(loans(), { metrics: ['r2'] })).toContain('r2 is a metric of regression tasks; this one is binary | metrics.0');
    expect(await refusal(loans(), { metrics: [{ recall: { beta: 2 } }] })).toContain('recall takes no beta | metrics.0.recall.beta');
    expect(await refusal(loans(), { metrics: [{ roc_auc: { average: 'micro' } }] })).toBe(
      'roc_auc takes no average micro | metrics.0.roc_auc.average | it takes macro or weighted or none',
    );
    expect(await refusal(loans(), { metrics: [{ accuracy: { average: 'macro' } }] })).toContain('accuracy takes no average macro');
    expect(await refusal(loans(), { positive: 'maybe' })).toContain('no class maybe in the label | positive');
  });
});

describe('a threshold that moves', () => {
  it('makes again only what reads it', async () => {
    const host = hostWithMemory();
    const moving = { ...body, threshold: '$t', by: ['g', { name: 'b', where: 'd.g == "b"' }] };
    const at = (t: number): ReturnType<typeof measure> => measure(loans({ key: 'k' }), moving, { host, values: new Map([['t', t]]) });
    const first = await at(0.5);
    const made = host.made.length;
    const second = await at(0.9);
    expect(host.made.length).toBe(made);
    expect(rowOf(second, 'recall')['value']).not.toBe(rowOf(first, 'recall')['value']);
    expect(rowOf(second, 'roc_auc')).toEqual(rowOf(first, 'roc_auc'));
    const fresh = await measure(loans(), { ...moving, threshold: 0.9 });
    expect(rowsOf(second.frames.get(''))).toEqual(rowsOf(fresh.frames.get('')));
    expect(second.output.threshold).toBe(0.9);
  });

  it('parts rows again where an expression reads it too', async () => {
    const host = hostWithMemory();
    const moving = { ...body, threshold: '$t', by: [{ name: 'turned down', where: 'd.s >= $.t' }] };
    const at = (t: number): ReturnType<typeof measure> => measure(loans({ key: 'k' }), moving, { host, values: new Map([['t', t]]) });
    const [low, high] = [await at(0.2), await at(0.8)];
    expect(Number(low.output.rows[1]!.n)).toBeGreaterThan(Number(high.output.rows[1]!.n));
  });
});

describe('a long run', () => {
  it('stops when nobody wants it any more', async () => {
    const stop = new AbortController();
    const host = { ...hostWithMemory(), progress: () => stop.abort(new Error('no longer wanted')) };
    await expect(measure(loans(), body, { host, signal: stop.signal })).rejects.toThrow('no longer wanted');
  });
});
