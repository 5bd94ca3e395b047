import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultMetrics, metrics } from '../../src/metrics/index.ts';
import type { Metric, Task } from '../../src/metrics/metric.ts';
import { evaluate, type Sample } from './metric-bed.ts';

const share = fc.integer({ min: 0, max: 100 }).map((value) => value / 100);

function samples(task: Task): fc.Arbitrary<Sample> {
  const row =
    task === 'regression'
      ? fc.tuple(
          fc.integer({ min: 1, max: 50 }),
          fc
            .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
            .map(([guess, below, above]) => [guess, guess - below, guess + above]),
        )
      : task === 'binary'
        ? fc.tuple(fc.integer({ min: 0, max: 1 }), fc.tuple(share))
        : fc.tuple(
            fc.integer({ min: 0, max: 2 }),
            fc.tuple(share, share, share).map((scores) => {
              const total = scores.reduce((sum, score) => sum + score + 0.01, 0);
              return scores.map((score) => (score + 0.01) / total);
            }),
          );
  return fc.array(row, { minLength: 1, maxLength: 40 }).map((rows) => ({
    task,
    actual: rows.map(([actual]) => actual),
    scores: rows[0]![1].map((_, code) => rows.map(([, scores]) => scores[code]!)),
    weights: null,
  }));
}

function rearranged(sample: Sample, order: readonly number[]): Sample {
  const take = (values: readonly number[]): number[] => order.map((row) => values[row]!);
  return { ...sample, actual: take(sample.actual), scores: sample.scores.map(take), weights: sample.weights && take(sample.weights) };
}

function expectSame(got: { value: number; reason?: unknown }, wanted: { value: number; reason?: unknown }): void {
  expect(got.reason).toBe(wanted.reason);
  if (Number.isNaN(wanted.value)) expect(got.value).toBeNaN();
  else expect(Math.abs(got.value - wanted.value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted.value)));
}

const alone: readonly Task[] = ['binary', 'multiclass', 'regression'];
const cases = metrics.flatMap((metric) =>
  metric.tasks.filter((task) => alone.includes(task)).map((task): [string, Task, Metric] => [metric.name, task, metric]),
);
/** Bins are cut by rows, so that twice a row is not a row of twice the weight. */
const byRows = new Set(metrics.filter((metric) => Object.hasOwn(metric.parameters, 'bins')).map((metric) => metric.name));
/** A sum, not a mean. */
const sums = new Set(['total_cost']);

describe.each(cases)('%s (%s)', (_name, task, metric) => {
  it('is a number within its range, or NaN with a reason', () => {
    fc.assert(
      fc.property(samples(task), (sample) => {
        const { value, reason } = evaluate(metric, sample);
        expect(Number.isNaN(value)).toBe(reason !== undefined);
        const [low, high] = metric.ranges?.[task] ?? metric.range;
        if (!Number.isNaN(value)) expect(value >= low - 1e-12 && value <= high + 1e-12).toBe(true);
        if (reason !== undefined) expect(Object.keys(metric.undefinedWhen)).toContain(reason);
      }),
    );
  });

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(samples(task), fc.infiniteStream(fc.nat()), (sample, keys) => {
        const random = sample.actual.map((_, row) => ({ row, key: keys.next().value as number }));
        const order = random.sort((a, b) => a.key - b.key).map(({ row }) => row);
        expectSame(evaluate(metric, rearranged(sample, order)), evaluate(metric, sample));
      }),
    );
  });

  it('is the same for weights of 1 as for none', () => {
    fc.assert(
      fc.property(samples(task), (sample) => {
        expectSame(evaluate(metric, { ...sample, weights: sample.actual.map(() => 1) }), evaluate(metric, sample));
      }),
    );
  });

  it('has no value without rows', () => {
    const nothing = { task, actual: [], scores: task === 'binary' ? [[]] : [[], [], []], weights: null };
    const { value, reason } = evaluate(metric, nothing);
    expect(value).toBeNaN();
    expect(reason).toBeDefined();
  });
});

describe.each(metrics.map((metric): [string, Metric] => [metric.name, metric]))('%s', (name, metric) => {
  it('says what it is, what it reads, when it has no value and how its interval is made', () => {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(metric.title).toMatch(/^[A-Z]/);
    expect(metric.formula.length).toBeGreaterThan(8);
    expect(metric.needs).toMatch(/[a-z]{4}/);
    expect(metric.interval).toMatch(/[A-Za-z]{4}/);
    expect(metric.undefinedWhen['no-rows']).toBeDefined();
    for (const when of Object.values(metric.undefinedWhen)) expect(when).toMatch(/^(?:[a-z]|D²).{8}/);
    expect(metric.tasks.length).toBeGreaterThan(0);
    expect(metric.range[0]).toBeLessThan(metric.range[1]);
  });

  it('has defaults within what its parameters may be', () => {
    expect(Object.keys(metric.accepts)).toEqual(Object.keys(metric.parameters));
    for (const [parameter, value] of Object.entries(metric.parameters)) {
      const { least, most, doc } = metric.accepts[parameter]!;
      expect(value >= least && value <= most).toBe(true);
      expect(doc).toMatch(/^[a-z0-9]/);
    }
  });
});

describe.each(cases.filter(([name]) => !sums.has(name)))('%s (%s)', (_, task, metric) => {
  it('does not depend on the scale of weights', () => {
    fc.assert(
      fc.property(samples(task), (sample) => {
        const weights = sample.actual.map((_, row) => 1 + (row % 3));
        const scaled = weights.map((weight) => 4 * weight);
        expectSame(evaluate(metric, { ...sample, weights: scaled }), evaluate(metric, { ...sample, weights }));
      }),
    );
  });
});

describe.each(cases.filter(([name]) => !byRows.has(name)))('%s (%s)', (_, task, metric) => {
  it('counts a row of weight 3 as three rows', () => {
    fc.assert(
      fc.property(samples(task), (sample) => {
        const weights = sample.actual.map((_, row) => (row % 4 === 1 ? 3 : 1));
        const repeated = sample.actual.flatMap((_, row) => Array<number>(weights[row]!).fill(row));
        const wanted = evaluate(metric, rearranged(sample, repeated));
        const got = evaluate(metric, { ...sample, weights });
        if (got.reason !== 'too-few-rows') expectSame(got, wanted);
      }),
    );
  });
});

describe('the list', () => {
  it('names each metric once', () => {
    const names = metrics.map((metric) => metric.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has the defaults of each task', () => {
    for (const [task, names] of Object.entries(defaultMetrics)) {
      for (const name of names) expect(metrics.find((metric) => metric.name === name)?.tasks).toContain(task);
    }
  });
});
