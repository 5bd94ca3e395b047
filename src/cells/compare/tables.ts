import { NumberColumn, StringColumn, makeCodes, type Column } from '../../frame/column.ts';
import { columnFromValues } from '../../frame/column-from-values.ts';
import { makeFrame, type Frame } from '../../frame/frame.ts';
import type { Comparison, Judged } from './comparison.ts';
import type { Pair } from './pair.ts';

type Values = readonly string[] | readonly number[];

function frameOf(columns: readonly (readonly [name: string, type: 'text' | 'number', values: Values])[]): Frame {
  return makeFrame(
    columns.map(([name, type, values]): readonly [string, Column] => [
      name,
      type === 'text' ? columnFromValues(values, 'string') : new NumberColumn(Float64Array.from(values as readonly number[])),
    ]),
  );
}

/** With several models the slice says which: `model=new`, `model=new, afam=yes`. */
function sliceName({ models }: Comparison, model: string, slice: string): string {
  if (models.length === 1) return slice;
  return slice === 'all' ? `model=${model}` : `model=${model}, ${slice}`;
}

interface Row {
  readonly metric: string;
  readonly class: string;
  readonly slice: string;
  readonly n: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
  readonly reason: string;
  readonly model: string;
  readonly reference: string;
  readonly model_value: number;
  readonly reference_value: number;
  readonly p: number;
  readonly q: number;
  readonly margin: number;
  readonly verdict: string;
  readonly detectable: number;
  readonly rows_needed: number;
}

/**
 * The rows of a metrics frame, whose value is the difference from the reference, then: model, reference, model_value,
 * reference_value, p, q, margin, verdict, detectable, rows_needed. Churn stands below, with its own value.
 */
export function mainFrame(comparison: Comparison): Frame {
  const rows = [...comparison.judged.map((judged) => judgedRow(comparison, judged)), ...churnRows(comparison)];
  const text = (name: keyof Row): readonly [string, 'text', string[]] => [name, 'text', rows.map((row) => String(row[name]))];
  const number = (name: keyof Row): readonly [string, 'number', number[]] => [name, 'number', rows.map((row) => Number(row[name]))];
  return frameOf([
    ...(['metric', 'class', 'slice'] as const).map(text),
    ...(['n', 'value', 'low', 'high'] as const).map(number),
    ...(['method', 'reason', 'model', 'reference'] as const).map(text),
    ...(['model_value', 'reference_value', 'p', 'q', 'margin'] as const).map(number),
    text('verdict'),
    ...(['detectable', 'rows_needed'] as const).map(number),
  ]);
}

function judgedRow(comparison: Comparison, { column, model, slice, difference, ...judged }: Judged): Row {
  const tooFew = judged.verdict === 'not enough data' && difference.reason === '';
  return {
    metric: column.wanted.metric.name,
    class: column.className,
    slice: sliceName(comparison, model.name, slice.slice),
    n: difference.n,
    value: difference.value,
    low: difference.low,
    high: difference.high,
    method: difference.method,
    reason: tooFew ? 'too-few-rows' : difference.reason,
    model: model.name,
    reference: comparison.reference.name,
    model_value: difference.second,
    reference_value: difference.first,
    p: difference.p,
    q: judged.q,
    margin: judged.margin > 0 ? judged.margin : NaN,
    verdict: judged.verdict,
    detectable: judged.detectable,
    rows_needed: judged.rowsNeeded,
  };
}

function churnRows(comparison: Comparison): Row[] {
  return comparison.churned.flatMap(({ model, partition, churn }) =>
    churn.flatMap(({ metric, estimates }) =>
      estimates.map((estimate, group): Row => ({
        metric: metric.name,
        class: '',
        slice: sliceName(comparison, model.name, partition.slices[group]!.slice),
        ...estimate,
        model: model.name,
        reference: comparison.reference.name,
        model_value: NaN,
        reference_value: NaN,
        p: NaN,
        q: NaN,
        margin: NaN,
        verdict: '',
        detectable: NaN,
        rows_needed: NaN,
      })),
    ),
  );
}

/** Counts of decisions by slice, label, reference and model: one row a combination that a row has. */
export function flipsFrame(comparison: Comparison): Frame {
  const texts = {
    model: [] as string[],
    slice: [] as string[],
    label: [] as string[],
    reference: [] as string[],
    prediction: [] as string[],
    kind: [] as string[],
  };
  const n: number[] = [];
  const share: number[] = [];
  for (const pair of comparison.pairs) {
    const { classes } = pair.data;
    const { model, fromFirst } = rolesOf(comparison, pair);
    const name = (code: number): string => classes[code] ?? '';
    for (const partition of comparison.partitions) {
      for (const [group, cells] of (pair.joint(partition) ?? []).entries()) {
        const total = cells.weight.reduce((sum, weight) => sum + weight, 0);
        for (let cell = 0; cell < cells.weight.length; cell++) {
          const [before, after] = fromFirst ? [cells.first[cell]!, cells.second[cell]!] : [cells.second[cell]!, cells.first[cell]!];
          texts.model.push(model);
          texts.slice.push(partition.slices[group]!.slice);
          texts.label.push(name(cells.actual[cell]!));
          texts.reference.push(name(before));
          texts.prediction.push(name(after));
          texts.kind.push(kinds[kindOf(cells.actual[cell]!, before, after)]!);
          n.push(cells.weight[cell]!);
          share.push(cells.weight[cell]! / total);
        }
      }
    }
  }
  return frameOf([
    ...Object.entries(texts).map(([name, values]) => [name, 'text', values] as const),
    ['n', 'number', n],
    ['share', 'number', share],
  ]);
}

const kinds = ['same', 'fix', 'regression', 'other error'] as const;

function kindOf(label: number, before: number, after: number): number {
  if (before === after) return 0;
  return after === label ? 1 : before === label ? 2 : 3;
}

/** Rows that are decided differently, by their number from 1 in the order of the data. */
export function rowsFrame(comparison: Comparison): Frame {
  const flipped = comparison.pairs.map((pair) => flippedRows(comparison, pair));
  const total = flipped.reduce((sum, rows) => sum + rows.length, 0);
  const { classes, actual } = comparison.pairs[0]!.data;
  const numbers = new Float64Array(total);
  const model = makeCodes(total, comparison.models.length);
  const label = makeCodes(total, classes.length);
  const reference = makeCodes(total, classes.length);
  const prediction = makeCodes(total, classes.length);
  const kind = makeCodes(total, kinds.length);
  let next = 0;
  for (const [at, rows] of flipped.entries()) {
    const { before, after } = decisionsOf(comparison, comparison.pairs[at]!);
    for (let place = 0; place < rows.length; place++, next++) {
      const row = rows[place]!;
      numbers[next] = row + 1;
      model[next] = at;
      label[next] = actual[row]!;
      reference[next] = before![row]!;
      prediction[next] = after![row]!;
      kind[next] = kindOf(actual[row]!, before![row]!, after![row]!);
    }
  }
  return makeFrame([
    ['row', new NumberColumn(numbers)],
    [
      'model',
      new StringColumn(
        model,
        comparison.models.map(({ name }) => name),
      ),
    ],
    ['label', new StringColumn(label, classes)],
    ['reference', new StringColumn(reference, classes)],
    ['prediction', new StringColumn(prediction, classes)],
    ['kind', new StringColumn(kind, kinds)],
  ]);
}

/** Decisions of the reference and of the model. */
function decisionsOf(comparison: Comparison, pair: Pair): { readonly before: Int32Array | null; readonly after: Int32Array | null } {
  const first = pair.first.statistics.predicted;
  const second = pair.second.statistics.predicted;
  return rolesOf(comparison, pair).fromFirst ? { before: first, after: second } : { before: second, after: first };
}

function flippedRows(comparison: Comparison, pair: Pair): Uint32Array {
  const { before, after } = decisionsOf(comparison, pair);
  if (before === null || after === null) return new Uint32Array(0);
  const { actual } = pair.data;
  const rows = new Uint32Array(actual.length);
  let count = 0;
  for (let row = 0; row < actual.length; row++) {
    rows[count] = row;
    count += +(before[row] !== after[row] && before[row]! >= 0 && after[row]! >= 0 && actual[row]! >= 0);
  }
  return rows.subarray(0, count);
}

/** Which of the two of a pair is the reference. */
function rolesOf(comparison: Comparison, pair: Pair): { readonly model: string; readonly fromFirst: boolean } {
  const fromFirst = pair.first === comparison.reference;
  return { fromFirst, model: (fromFirst ? pair.second : pair.first).name };
}
