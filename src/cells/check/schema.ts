import * as v from 'valibot';

export const ruleSchema = v.strictObject({
  metric: v.optional(v.string()),
  class: v.optional(v.union([v.string(), v.number(), v.boolean()])),
  slices: v.optional(v.union([v.literal('all'), v.pipe(v.array(v.string()), v.minLength(1))])),
  where: v.optional(v.string()),
  expect: v.string(),
  severity: v.optional(v.picklist(['fail', 'warn'], 'the severity is fail or warn')),
  title: v.optional(v.string()),
});

export const checkSchema = v.strictObject({
  data: v.string(),
  rules: v.pipe(v.array(ruleSchema), v.minLength(1, 'a check needs at least one rule')),
});

export type CheckBody = v.InferOutput<typeof checkSchema>;
export type Rule = v.InferOutput<typeof ruleSchema>;
