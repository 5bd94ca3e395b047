import { describe, expect, it } from 'vitest';
import { counterUniform } from '../../src/stats/counter-random.ts';
import { clopperPearson } from '../../src/stats/intervals.ts';
import type { Frame } from '../../src/frame/frame.ts';
import { frameOf, measure, rowOf } from './metrics-bed.ts';

const roles = { label: 'y', score: new Map([['', 's']]) };
const counts = ['accuracy', 'recall', 'f1', 'balanced_accuracy', 'matthews_corrcoef', 'cohen_kappa'];
const others = ['roc_auc', 'brier_score', 'average_precision'];

/** Patients of `size` rows each; rows of one patient share a shift of their scores and, mostly, their label. */
function patients(count: number, size: number, seed = 5): Frame {
  const rows = Array.from({ length: count * size }, (_, row) => {
    const patient = Math.floor(row / size);
    const uniform = (unit: number): number => counterUniform(seed, unit, row);
    const own = (unit: number): number => counterUniform(seed, 100 + unit, patient);
    const positive = uniform(0) < (own(0) < 0.4 ? 0.85 : 0.15);
    const score = Math.min(0.999, Math.max(0.001, (positive ? 0.6 : 0.35) + (own(1) - 0.5) * 0.5 + (uniform(1) - 0.5) * 0.5));
    return {
      y: positive ? 'yes' : 'no',
      s: score,
      patient: `p${patient}`,
      row: `r${row}`,
      g: row % 2 === 0 ? 'a' : 'b',
      one: 1,
      site: patient % 3,
    };
  });
  const column = (name: 'y' | 's' | 'patient' | 'row' | 'g' | 'one' | 'site'): unknown[] => rows.map((row) => row[name]);
  return frameOf(
    {
      y: column('y'),
      s: column('s'),
      patient: column('patient'),
      row: column('row'),
      g: column('g'),
      one: column('one'),
      site: column('site').map((site) => `site ${String(site)}`),
    },
    { roles },
  );
}

const body = { metrics: [...counts, ...others], threshold: 0.5, by: ['g'] };
const widthOf = (row: Readonly<Record<string, unknown>>): number => Number(row['high']) - Number(row['low']);

describe('interval.proportion', () => {
  it('makes Clopper and Pearson’s interval of shares', async () => {
    const measured = await measure(patients(40, 2), { ...body, interval: { proportion: 'clopper_pearson' } });
    const row = rowOf(measured, 'recall');
    const { low, high } = clopperPearson(Math.round(Number(row['value']) * Number(row['n'])), Number(row['n']), 0.95);
    expect(row['low']).toBeCloseTo(low, 10);
    expect(row['high']).toBeCloseTo(high, 10);
    expect(row['method']).toBe('clopper-pearson');
  });
});

describe('interval.method none', () => {
  it('makes numbers alone: no interval, no gap, no verdict, and says so', async () => {
    const measured = await measure(patients(40, 2), { ...body, interval: { method: 'none' } });
    expect(rowOf(measured, 'recall')).toMatchObject({ low: NaN, high: NaN, method: 'none' });
    expect(rowOf(measured, 'recall', 'g=a', '', 'gaps')).toMatchObject({ value: NaN, p: NaN });
    expect(measured.output.notes).toContain('No interval was asked for, so slices get no verdict.');
  });
});

describe('interval.cluster', () => {
  it('widens every interval where rows of one patient are alike, and names how', async () => {
    const frame = patients(60, 6);
    const plain = await measure(frame, body);
    const clustered = await measure(frame, { ...body, interval: { cluster: 'patient' } });
    for (const metric of body.metrics) {
      const [own, other] = [rowOf(clustered, metric), rowOf(plain, metric)];
      expect(own['value']).toBe(other['value']);
      expect(widthOf(own), metric).toBeGreaterThan(widthOf(other));
      expect(own['low']).toBeLessThan(Number(own['value']));
    }
    expect(rowOf(clustered, 'accuracy')['method']).toMatch(/^wilson, deff [1-9]/);
    expect(rowOf(clustered, 'brier_score')['method']).toBe('cluster student');
    expect(rowOf(clustered, 'roc_auc')['method']).toBe('cluster delong');
    expect(rowOf(clustered, 'average_precision')['method']).toBe('cluster bootstrap, 1000');
  });

  it('of one row each is as good as none', async () => {
    const frame = patients(100, 3);
    const plain = await measure(frame, body);
    const clustered = await measure(frame, { ...body, interval: { cluster: 'row' } });
    for (const metric of [...counts, 'roc_auc', 'brier_score']) {
      expect(widthOf(rowOf(clustered, metric)) / widthOf(rowOf(plain, metric)), metric).toBeCloseTo(1, 1);
      const gaps = [clustered, plain].map((measured) => rowOf(measured, metric, 'g=a', '', 'gaps'));
      expect(widthOf(gaps[0]!) / widthOf(gaps[1]!), `gap of ${metric}`).toBeCloseTo(1, 1);
    }
  });

  it('counts what slices share: patients with rows in both make their gap narrower', async () => {
    const frame = patients(60, 6);
    const plain = rowOf(await measure(frame, body), 'brier_score', 'g=a', '', 'gaps');
    const clustered = await measure(frame, { ...body, interval: { cluster: 'patient' } });
    const alone = widthOf(rowOf(clustered, 'brier_score', 'g=a')) ** 2 + widthOf(rowOf(clustered, 'brier_score', 'g=b')) ** 2;
    const gap = rowOf(clustered, 'brier_score', 'g=a', '', 'gaps');
    expect(gap['value']).toBeCloseTo(Number(plain['value']), 12);
    expect(widthOf(gap) ** 2).toBeLessThan(0.8 * alone);
  });

  it('agrees with the cluster bootstrap', async () => {
    const frame = patients(80, 5);
    const closed = await measure(frame, { ...body, interval: { cluster: 'patient' } });
    const drawn = await measure(frame, { ...body, interval: { cluster: 'patient', method: 'bootstrap' } });
    for (const metric of counts) {
      expect(rowOf(drawn, metric)['method']).toBe('cluster bootstrap, 1000');
      expect(widthOf(rowOf(drawn, metric)) / widthOf(rowOf(closed, metric)), metric).toBeGreaterThan(0.8);
      expect(widthOf(rowOf(drawn, metric)) / widthOf(rowOf(closed, metric)), metric).toBeLessThan(1.2);
    }
  });

  it('of fewer than ten is unstable, and says so', async () => {
    const measured = await measure(patients(6, 20), { ...body, interval: { cluster: 'patient' } });
    expect(rowOf(measured, 'accuracy')['reason']).toBe('unstable-interval');
    expect(measured.output.notes.join(' ')).toMatch(/patient has 6 values only/);
  });

  it('is refused for a column that is not there, and by name', async () => {
    await expect(measure(patients(20, 2), { ...body, interval: { cluster: 'patints' } })).rejects.toThrow('no column patints');
  });
});

describe('interval.stratify', () => {
  it('by label narrows accuracy to what the classes leave, and lets recall be', async () => {
    const frame = patients(150, 2);
    const plain = await measure(frame, body);
    const stratified = await measure(frame, { ...body, interval: { stratify: 'label' } });
    expect(widthOf(rowOf(stratified, 'recall')) / widthOf(rowOf(plain, 'recall'))).toBeCloseTo(1, 1);
    expect(widthOf(rowOf(stratified, 'accuracy'))).toBeLessThan(1.01 * widthOf(rowOf(plain, 'accuracy')));
    expect(rowOf(stratified, 'average_precision')['method']).toBe('stratified bootstrap, 1000');
  });

  it('refuses clusters that lie in several strata', async () => {
    const interval = { cluster: 'patient', stratify: 'g' };
    await expect(measure(patients(30, 4), { ...body, interval })).rejects.toThrow('a patient has rows in several strata of g');
    const measured = await measure(patients(30, 4), { ...body, interval: { cluster: 'patient', stratify: 'site' } });
    expect(rowOf(measured, 'brier_score')['method']).toBe('cluster stratified student');
  });
});

describe('every interval', () => {
  it('holds its value, is the same for the same seed, and a higher level holds a lower one', async () => {
    const frame = patients(40, 2);
    const [narrow, again, wide] = await Promise.all(
      [0.8, 0.8, 0.99].map((level) => measure(frame, { ...body, metrics: [...counts, 'roc_auc', 'brier_score'], interval: { level } })),
    );
    for (const metric of [...counts, 'roc_auc', 'brier_score']) {
      const [own, same, more] = [narrow!, again!, wide!].map((measured) => rowOf(measured, metric));
      expect(own).toEqual(same);
      expect(own!['low']).toBeGreaterThan(Number(more!['low']));
      expect(own!['high']).toBeLessThan(Number(more!['high']));
      expect(own!['low']).toBeLessThanOrEqual(Number(own!['value']));
      expect(own!['high']).toBeGreaterThanOrEqual(Number(own!['value']));
    }
  });

  it('of an AUC is mirrored when the labels swap', async () => {
    const auc = async (positive: string): Promise<Readonly<Record<string, unknown>>> =>
      rowOf(await measure(patients(60, 2), { metrics: ['roc_auc'], positive }), 'roc_auc');
    const [yes, no] = [await auc('yes'), await auc('no')];
    expect(Number(no['low'])).toBeCloseTo(1 - Number(yes['high']), 12);
    expect(Number(no['high'])).toBeCloseTo(1 - Number(yes['low']), 12);
  });

  it('with weights of 1 is that without weights', async () => {
    const frame = patients(60, 2);
    const weighted: Frame = { ...frame, roles: { ...roles, weight: 'one' } };
    const metrics = [...counts, 'roc_auc', 'brier_score'];
    const [plain, same] = [await measure(frame, { ...body, metrics }), await measure(weighted, { ...body, metrics })];
    for (const metric of metrics) {
      expect(rowOf(same, metric)['low']).toBeCloseTo(Number(rowOf(plain, metric)['low']), 10);
      expect(rowOf(same, metric)['high']).toBeCloseTo(Number(rowOf(plain, metric)['high']), 10);
    }
  });
});

describe('the AUC of several classes', () => {
  it('is narrower than the mean of the intervals of its classes, and no narrower than independent classes would be', async () => {
    const rows = Array.from({ length: 240 }, (_, row) => {
      const own = row % 3;
      const raw = [0, 1, 2].map((code) => Math.exp((code === own ? 1 : 0) + 2 * counterUniform(3, code, row)));
      const total = raw[0]! + raw[1]! + raw[2]!;
      return { y: `c${own}`, a: raw[0]! / total, b: raw[1]! / total, c: raw[2]! / total };
    });
    const frame = frameOf(
      { y: rows.map(({ y }) => y), a: rows.map(({ a }) => a), b: rows.map(({ b }) => b), c: rows.map(({ c }) => c) },
      {
        roles: {
          label: 'y',
          score: new Map([
            ['c0', 'a'],
            ['c1', 'b'],
            ['c2', 'c'],
          ]),
        },
      },
    );
    const mean = rowOf(await measure(frame, { metrics: ['roc_auc'] }), 'roc_auc');
    const each = await measure(frame, { metrics: [{ roc_auc: { average: 'none' } }] });
    const classes = ['c0', 'c1', 'c2'].map((name) => rowOf(each, 'roc_auc', 'all', name));
    expect(mean['value']).toBeCloseTo(
      classes.reduce((sum, row) => sum + Number(row['value']) / 3, 0),
      12,
    );
    const widths = classes.map(widthOf);
    expect(widthOf(mean)).toBeLessThan(widths.reduce((sum, width) => sum + width, 0) / 3);
    expect(widthOf(mean)).toBeGreaterThan(0.8 * Math.sqrt(widths.reduce((sum, width) => sum + (width / 3) ** 2, 0)));
    expect(mean['method']).toBe('delong, mean of classes');
  });
});
