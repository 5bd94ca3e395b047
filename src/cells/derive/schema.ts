import * as v from 'valibot';

const name = v.pipe(
  v.string(),
  v.minLength(1),
  v.check((text) => text !== '__proto__', '__proto__ cannot be a column'),
);
const columns = v.pipe(v.array(v.string()), v.minLength(1));
const expressions = v.pipe(
  v.record(name, v.union([v.string(), v.number(), v.boolean()])),
  v.check((record) => Object.keys(record).length > 0, 'name at least one column'),
);

const joinSchema = v.strictObject({
  with: v.string(),
  on: v.union([columns, v.pipe(v.array(columns), v.length(2, 'on is [column, …] or [[left, …], [right, …]]'))]),
  how: v.optional(v.picklist(['inner', 'left', 'full'], 'a join is inner, left or full')),
});

const sampleSchema = v.strictObject({
  size: v.pipe(v.number(), v.integer('the size of a sample is a whole number of rows'), v.minValue(0)),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  replace: v.optional(v.boolean()),
});

const verbs = {
  derive: v.optional(expressions),
  filter: v.optional(v.string()),
  select: v.optional(columns),
  rename: v.optional(v.record(v.string(), name)),
  rollup: v.optional(expressions),
  orderby: v.optional(v.pipe(v.array(v.union([v.string(), v.strictObject({ desc: v.string() })])), v.minLength(1))),
  join: v.optional(joinSchema),
  sample: v.optional(sampleSchema),
  limit: v.optional(v.pipe(v.number(), v.integer('a limit is a whole number of rows'), v.minValue(0))),
  groupby: v.optional(columns),
};

export const deriveSchema = v.strictObject({
  data: v.string(),
  steps: v.optional(v.pipe(v.array(v.strictObject(verbs)), v.minLength(1, 'steps needs at least one verb'))),
  ...verbs,
});

export type DeriveBody = v.InferOutput<typeof deriveSchema>;
export type Verbs = Omit<DeriveBody, 'data' | 'steps'>;
export type Join = v.InferOutput<typeof joinSchema>;
export type Sample = v.InferOutput<typeof sampleSchema>;

export const verbNames = ['derive', 'filter', 'select', 'rename', 'rollup', 'orderby', 'join', 'sample', 'limit'] as const;
export type VerbName = (typeof verbNames)[number];
