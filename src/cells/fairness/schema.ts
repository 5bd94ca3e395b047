import * as v from 'valibot';
import { bySchema, metricsSchema } from '../metrics/schema.ts';

const { data, task, metrics, threshold, positive, interval } = metricsSchema.entries;

export const fairnessSchema = v.strictObject({
  data,
  task,
  metrics,
  threshold,
  positive,
  interval,
  sensitive: v.optional(v.pipe(v.array(bySchema), v.minLength(1))),
  control: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  method: v.optional(v.picklist(['between_groups', 'to_overall']), 'between_groups'),
  agg: v.optional(v.picklist(['worst_case', 'mean']), 'worst_case'),
  privileged: v.optional(v.union([v.string(), v.number(), v.boolean()])),
  least: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 30),
});

export type FairnessBody = v.InferOutput<typeof fairnessSchema>;
