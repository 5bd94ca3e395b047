import * as v from 'valibot';
import { bySchema } from '../metrics/schema.ts';

const input = v.pipe(v.string(), v.regex(/^\$[a-z][a-z0-9_]*$/, 'write the input as $name'));
const number = v.union([v.pipe(v.number(), v.finite()), input], 'a number, or an input as $name');
const metric = v.union([v.string(), v.strictObject({ fbeta: v.strictObject({ beta: v.pipe(v.number(), v.gtValue(0)) }) })]);

export const curveNames = ['objective', 'cost', 'roc', 'precision_recall', 'det', 'gain', 'lift', 'ks', 'counts'] as const;

export const thresholdSchema = v.strictObject({
  data: v.string(),
  positive: v.optional(v.union([v.string(), v.number(), v.boolean()])),
  classes: v.optional(v.pipe(v.array(v.union([v.string(), v.number(), v.boolean()])), v.minLength(1))),
  threshold: v.optional(v.union([number, v.record(v.string(), number)])),
  choose: v.optional(
    v.strictObject({
      max: v.optional(metric),
      cost: v.optional(v.strictObject({ fp: number, fn: number, tp: v.optional(number), tn: v.optional(number) })),
      recall: v.optional(number),
      precision: v.optional(number),
      false_positive_rate: v.optional(number),
      top: v.optional(number),
      best: v.optional(metric),
    }),
  ),
  by: v.optional(v.union([v.string(), v.array(bySchema)])),
  select_on: v.optional(v.union([v.literal('half'), v.strictObject({ split: v.string() }), v.strictObject({ cell: v.string() })])),
  curves: v.optional(v.array(v.picklist(curveNames, `a curve is one of ${curveNames.join(', ')}`))),
  interval: v.optional(
    v.strictObject({
      level: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1))),
      replicates: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(10_000))),
      seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
  ),
});

export type ThresholdBody = v.InferOutput<typeof thresholdSchema>;
export type CurveName = (typeof curveNames)[number];
export type Given = number | string;
export type Choose = NonNullable<ThresholdBody['choose']>;
