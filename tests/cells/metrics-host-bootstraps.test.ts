import { describe, expect, it } from 'vitest';
import { plainValue } from '../../src/cells/table-output.ts';
import { columnOf, type Frame } from '../../src/frame/frame.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';
import { frameOf, hostWithMemory, measure } from './metrics-bed.ts';

interface Row {
  readonly metric: string;
  readonly slice: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
  readonly reason: string;
}

function rowsOf(frame: Frame): Row[] {
  const names = ['metric', 'slice', 'value', 'low', 'high', 'method', 'reason'];
  return Array.from(
    { length: frame.table.totalRows() },
    (_, row) => Object.fromEntries(names.map((name) => [name, plainValue(columnOf(frame, name), row)])) as unknown as Row,
  );
}

/** `each` rows of every patient, alike in score and label. */
function patients(count: number, each: number): Frame {
  const rows = Array.from({ length: count * each }, (_, row) => Math.floor(row / each));
  const label = rows.map((patient) => (counterUniform(1, 0, patient) < 0.4 ? 'y' : 'n'));
  const score = rows.map((patient, row) => {
    const noise = counterUniform(2, 0, patient);
    return Math.round(100 * Math.min(1, 0.3 + 0.25 * Number(label[row] === 'y') + 0.5 * (noise - 0.5))) / 100;
  });
  const tags = rows.map((patient) => (patient % 3 === 0 ? 'a|b' : patient % 3 === 1 ? 'a' : 'c'));
  return frameOf(
    { label, score, patient: rows.map((patient) => `p${patient}`), tags },
    { roles: { label: 'label', score: new Map([['', 'score']]) }, positive: 'y' },
  );
}

const metrics = ['roc_auc', 'ks_separation', { partial_roc_auc: { max_fpr: 0.3 } }, 'recall', 'f1', 'accuracy'];

describe('bootstraps that the host draws', () => {
  it('serve ranks and, in clusters, counts, and ask once for the counts of slices that overlap', async () => {
    const host = hostWithMemory();
    const asked = { ranks: 0, counts: 0 };
    const spy = {
      ...host,
      rankBootstrap: (...args: Parameters<typeof host.rankBootstrap>) => (asked.ranks++, host.rankBootstrap(...args)),
      weightedCounts: (...args: Parameters<typeof host.weightedCounts>) => (asked.counts++, host.weightedCounts(...args)),
    };
    const body = {
      metrics,
      threshold: 0.5,
      by: [{ each: 'tags' }],
      interval: { method: 'bootstrap', cluster: 'patient', replicates: 300 },
    };
    const rows = rowsOf((await measure(patients(120, 5), body, { host: spy })).frames.get('')!);
    expect(asked).toEqual({ ranks: 3 * 4, counts: 1 });
    for (const row of rows) {
      expect([row.metric, row.method]).toEqual([row.metric, 'cluster bootstrap, 300']);
      expect(row.low).toBeLessThan(row.value);
      expect(row.high).toBeGreaterThan(row.value);
    }
  });

  it('are as wide in clusters of alike rows as one row of each makes them', async () => {
    const body = { metrics, threshold: 0.5, interval: { method: 'bootstrap', replicates: 2000 } };
    const one = rowsOf((await measure(patients(200, 1), body)).frames.get('')!);
    const many = rowsOf((await measure(patients(200, 6), { ...body, interval: { ...body.interval, cluster: 'patient' } })).frames.get('')!);
    for (const [at, { metric, value, low, high }] of many.entries()) {
      expect([metric, value]).toEqual([metric, expect.closeTo(one[at]!.value, 12)]);
      const ratio = (high - low) / (one[at]!.high - one[at]!.low);
      expect([metric, ratio > 0.85 && ratio < 1.18, ratio]).toEqual([metric, true, ratio]);
    }
  });

  it('are unstable with fewer than ten clusters, and undefined with one class', async () => {
    const body = { metrics: ['recall', 'roc_auc'], threshold: 0.5, interval: { method: 'bootstrap', cluster: 'patient', replicates: 200 } };
    const few = rowsOf((await measure(patients(8, 20), body)).frames.get('')!);
    expect(few.map(({ reason }) => reason)).toEqual(['unstable-interval', 'unstable-interval']);
    const single = frameOf(
      { label: ['y', 'y'], score: [0.2, 0.9], patient: ['a', 'b'] },
      { roles: { label: 'label', score: new Map([['', 'score']]) }, positive: 'y' },
    );
    const [, auc] = rowsOf((await measure(single, body)).frames.get('')!);
    expect([auc!.value, auc!.reason]).toEqual([NaN, 'one-class']);
  });
});
