import * as v from 'valibot';
import { severities, statuses } from '../findings.ts';

/** NaN and ±Infinity are numbers here: a metric that is undefined, an interval without an end. */
const number = v.custom<number>((value) => typeof value === 'number', 'no number');
const text = v.pipe(v.string(), v.maxLength(100_000));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const plainValue = v.union([number, text, v.boolean(), v.null()]);
const verdict = v.picklist(['better', 'worse', 'undecided']);
const better = v.picklist(['higher', 'lower', 'neither']);
const lines = v.array(v.tuple([text, text]));
const notes = v.array(text);

export const proseSchema = v.object({
  type: v.literal('prose'),
  values: v.array(
    v.object({
      state: v.picklist(['done', 'waiting', 'undefined', 'error']),
      text,
      interval: v.optional(text),
      reason: v.optional(text),
      working: lines,
    }),
  ),
});

const rowsSchema = v.pipe(
  v.object({
    type: v.literal('table'),
    layout: v.literal('rows'),
    part: text,
    total: count,
    columns: v.array(
      v.object({
        name: text,
        type: v.picklist(['number', 'string', 'boolean', 'time', 'vector']),
        role: v.optional(text),
        missing: count,
      }),
    ),
    notes,
    head: v.array(v.array(plainValue)),
  }),
  v.check(({ head, columns }) => head.every((row) => row.length === columns.length), 'rows of other columns'),
);

const constraints = v.custom<readonly unknown[]>((value) => Array.isArray(value), 'no list');
const axis = v.object({
  column: text,
  constraints: v.pipe(
    constraints,
    v.transform(() => []),
  ),
});

const confusionSchema = v.pipe(
  v.object({
    type: v.literal('table'),
    layout: v.literal('confusion'),
    classes: v.array(text),
    counts: v.array(v.array(number)),
    actual: axis,
    predicted: axis,
  }),
  v.check(
    ({ classes, counts }) => counts.length === classes.length && counts.every((row) => row.length === classes.length),
    'counts of other classes',
  ),
);

const metricValue = v.object({
  value: number,
  low: number,
  high: number,
  n: number,
  method: text,
  reason: v.optional(text),
  verdict: v.optional(verdict),
  counts: v.optional(v.array(v.tuple([text, number]))),
  baseline: v.optional(number),
  strategy: v.optional(text),
});

const metricsSchema = v.pipe(
  v.object({
    type: v.literal('table'),
    layout: v.literal('metrics'),
    part: text,
    columns: v.array(v.object({ metric: text, class: text, title: text, better, range: v.tuple([number, number]), formula: text })),
    rows: v.array(v.object({ by: text, slice: text, label: text, n: number, values: v.array(metricValue), tooFew: v.boolean() })),
    level: number,
    comparisons: number,
    threshold: v.optional(number),
    positive: v.optional(text),
    seed: number,
    learnedFrom: text,
    notes,
  }),
  v.check(({ rows, columns }) => rows.every((row) => row.tooFew || row.values.length === columns.length), 'rows of other columns'),
);

const chartSchema = v.object({
  type: v.literal('chart'),
  spec: v.custom<Readonly<Record<string, unknown>>>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  rows: count,
  summary: text,
});

const estimate = v.object({
  value: number,
  low: number,
  high: number,
  reason: v.optional(text),
  verdict: v.optional(verdict),
  working: v.optional(lines),
});

const estimatesBlock = v.pipe(
  v.object({
    block: v.literal('estimates'),
    title: text,
    columns: v.array(
      v.object({
        title: text,
        kind: v.picklist(['text', 'name', 'number', 'estimate']),
        help: v.optional(text),
        better: v.optional(better),
        reference: v.optional(number),
      }),
    ),
    rows: v.array(
      v.object({ by: v.optional(text), cells: v.array(v.union([text, number, v.null(), estimate])), chosen: v.optional(v.boolean()) }),
    ),
  }),
  v.check(
    ({ rows, columns }) =>
      rows.every(({ cells }) => cells.length === columns.length && cells.every((cell, at) => fits(cell, columns[at]!.kind))),
    'cells of other columns',
  ),
);

function fits(cell: unknown, kind: string): boolean {
  return cell === null || (typeof cell === 'object') === (kind === 'estimate');
}

const analysisSchema = v.object({
  type: v.literal('table'),
  layout: v.literal('analysis'),
  blocks: v.array(
    v.union([
      v.object({ block: v.literal('sentence'), text, tone: v.picklist(['plain', 'better', 'worse', 'undecided']) }),
      estimatesBlock,
      v.object({ block: v.literal('charts'), title: text, charts: v.array(chartSchema) }),
    ]),
  ),
  level: number,
  notes,
});

const factsSchema = v.object({ type: v.literal('table'), layout: v.literal('facts'), facts: lines, notes });

export const checksSchema = v.object({
  type: v.literal('checks'),
  checks: v.array(
    v.object({
      title: text,
      severity: v.picklist(['fail', 'warn']),
      state: v.picklist(['pass', 'warn', 'fail', 'not-enough-data', 'not-applicable', 'error']),
      observed: text,
      expected: text,
      sentence: text,
      slice: v.optional(text),
      value: v.optional(number),
      low: v.optional(number),
      high: v.optional(number),
      limit: v.optional(number),
      n: v.optional(number),
    }),
  ),
});

const gallerySchema = v.object({
  type: v.literal('gallery'),
  items: v.array(
    v.object({
      row: count,
      selects: v.pipe(
        v.unknown(),
        v.transform(() => ({ number: 0 })),
      ),
      caption: text,
      fields: v.array(v.tuple([text, plainValue])),
      text: v.optional(text),
    }),
  ),
  total: count,
});

const findingSchema = v.object({
  type: v.literal('finding'),
  title: text,
  text,
  severity: v.picklist(severities),
  status: v.picklist(statuses),
  owner: text,
  issue: v.union([v.literal(''), v.pipe(text, v.regex(/^https:\/\/[^\s<>"]+$/))]),
  evidence: v.array(
    v.object({ cell: text, what: text, found: text, seen: v.boolean(), rows: number, value: number, low: number, high: number }),
  ),
  seen: v.boolean(),
  hasRows: v.literal(false),
});

export const outputSchema = v.union([
  rowsSchema,
  confusionSchema,
  metricsSchema,
  chartSchema,
  analysisSchema,
  factsSchema,
  checksSchema,
  gallerySchema,
  findingSchema,
]);

export const fileSchema = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  cell: v.pipe(v.string(), v.maxLength(100)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  bytes: v.nullable(count),
  rows: v.optional(count),
  columns: v.optional(v.array(v.pipe(v.string(), v.maxLength(1000)))),
});

/** The whole that travels. */
export const carriedSchema = v.object({
  text: v.string(),
  files: v.pipe(v.array(fileSchema), v.maxLength(200)),
  outputs: v.pipe(v.array(v.tuple([v.string(), v.unknown()])), v.maxLength(2000)),
});
