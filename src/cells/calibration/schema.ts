import * as v from 'valibot';
import { recalibrationMethods } from '../../analysis/recalibrator.ts';
import { bySchema } from '../metrics/schema.ts';

const method = v.picklist([...recalibrationMethods, 'none']);

export const calibrationSchema = v.strictObject({
  data: v.string(),
  task: v.optional(v.picklist(['binary', 'multiclass'])),
  positive: v.optional(v.union([v.string(), v.number(), v.boolean()])),
  bins: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
  strategy: v.optional(v.picklist(['quantile', 'uniform'])),
  by: v.optional(v.array(bySchema)),
  recalibrate: v.optional(v.union([method, v.pipe(v.array(method), v.minLength(1))])),
  fit_on: v.optional(v.union([v.string(), v.strictObject({ split: v.union([v.string(), v.number(), v.boolean()]) })])),
  folds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(100))),
  cluster: v.optional(v.string()),
  interval: v.optional(
    v.strictObject({
      level: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1))),
      replicates: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(100_000))),
      seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
  ),
});

export type CalibrationBody = v.InferOutput<typeof calibrationSchema>;
