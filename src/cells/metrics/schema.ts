import * as v from 'valibot';
import { filterSchema, selectSchema } from '../selection/selected.ts';

const input = v.pipe(v.string(), v.regex(/^\$[a-z][a-z0-9_]*$/, 'write the input as $name'));
const parameters = v.record(v.string(), v.union([v.number(), v.boolean(), v.string()]));
const average = v.picklist(['macro', 'weighted', 'micro', 'samples', 'none']);
const cost = v.number();

export const bySchema = v.union([
  v.string(),
  v.strictObject({ cross: v.pipe(v.array(v.string()), v.minLength(2)) }),
  v.strictObject({
    bin: v.string(),
    quantiles: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(100))),
    edges: v.optional(v.pipe(v.array(v.number()), v.minLength(1))),
    width: v.optional(v.pipe(v.number(), v.gtValue(0))),
  }),
  v.strictObject({ time: v.string(), period: v.picklist(['hour', 'day', 'week', 'month', 'quarter', 'year']) }),
  v.strictObject({ each: v.string(), separator: v.optional(v.pipe(v.string(), v.minLength(1))) }),
  v.strictObject({ name: v.string(), where: v.string() }),
  v.strictObject({ slice: v.string() }),
]);

export const metricsSchema = v.strictObject({
  data: v.string(),
  task: v.optional(v.picklist(['binary', 'multiclass', 'multilabel', 'regression', 'ranking'])),
  metrics: v.optional(v.pipe(v.array(v.union([v.string(), v.record(v.string(), parameters)])), v.minLength(1))),
  average: v.optional(average),
  costs: v.optional(v.record(v.string(), v.union([cost, v.record(v.string(), cost)]))),
  separator: v.optional(v.pipe(v.string(), v.minLength(1))),
  query: v.optional(v.string()),
  item: v.optional(v.string()),
  popularity: v.optional(v.string()),
  users: v.optional(v.pipe(v.number(), v.minValue(1))),
  threshold: v.optional(v.union([v.number(), input])),
  positive: v.optional(v.union([v.string(), v.number(), v.boolean()])),
  by: v.optional(v.array(bySchema)),
  filter: v.optional(filterSchema),
  select: v.optional(selectSchema),
  baseline: v.optional(v.string()),
  interval: v.optional(
    v.strictObject({
      level: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1))),
      replicates: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(100_000))),
      seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
      method: v.optional(v.picklist(['auto', 'bootstrap', 'none'])),
      proportion: v.optional(v.picklist(['wilson', 'clopper_pearson'])),
      cluster: v.optional(v.string()),
      stratify: v.optional(v.string()),
    }),
  ),
});

export type MetricsBody = v.InferOutput<typeof metricsSchema>;
export type By = v.InferOutput<typeof bySchema>;
