import * as v from 'valibot';
import { textMap } from '../data-roles.ts';
import { metricsSchema } from '../metrics/schema.ts';

const input = v.pipe(v.string(), v.regex(/^\$[a-z][a-z0-9_]*$/, 'write the input as $name'));
const threshold = v.union([v.number(), input], 'a threshold is a number, or $input');
const column = v.pipe(v.string(), v.nonEmpty('a column needs a name'));
const isColumn = (name: string): name is string => name !== '';

const scoreColumns = v.union(
  [
    v.pipe(
      column,
      v.transform((name): ReadonlyMap<string, string> => new Map([['', name]])),
    ),
    textMap(isColumn, 'score is a column, or columns by class: {class: column}'),
  ],
  'score is a column, or columns by class: {class: column}',
);

const modelColumns = v.strictObject({
  prediction: v.optional(column),
  score: v.optional(scoreColumns),
  threshold: v.optional(threshold),
});

const { metrics, average, positive, by, costs } = metricsSchema.entries;

export const compareSchema = v.strictObject({
  data: v.optional(v.string()),
  models: v.union(
    [v.pipe(v.array(v.string()), v.minLength(2, 'name at least two cells')), v.record(v.pipe(v.string(), v.nonEmpty()), modelColumns)],
    'models lists cells, or names columns by model: {new: {score: s2}}',
  ),
  reference: v.optional(v.string()),
  task: v.optional(v.picklist(['binary', 'multiclass', 'regression'])),
  metrics,
  average,
  positive,
  costs,
  by,
  threshold: v.optional(v.union([threshold, v.record(v.string(), threshold)])),
  margin: v.optional(v.union([v.pipe(v.number(), v.minValue(0)), v.record(v.string(), v.pipe(v.number(), v.minValue(0)))])),
  cluster: v.optional(column),
  method: v.optional(v.picklist(['auto', 'bootstrap', 'permutation'])),
  interval: v.optional(
    v.strictObject({
      level: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1))),
      replicates: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(100_000))),
      seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
  ),
});

export type CompareBody = v.InferOutput<typeof compareSchema>;
export type ModelColumns = v.InferOutput<typeof modelColumns>;
