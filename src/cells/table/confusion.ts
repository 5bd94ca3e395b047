import { BooleanColumn, makeCodes, NumberColumn, type Column } from '../../frame/column.ts';
import { columnFromValues } from '../../frame/column-from-values.ts';
import { columnOf, makeFrame, type Frame } from '../../frame/frame.ts';
import type { Constraint } from '../../frame/selection/clause.ts';
import { aggregateBy } from '../chart/aggregate.ts';
import type { Groups } from '../chart/group.ts';
import { BodyError, type Host, type Inputs } from '../kind.ts';
import { memoFor } from '../metrics/memo.ts';
import { prepare, type Prepared } from '../metrics/prepare.ts';
import { Statistics } from '../metrics/statistics.ts';
import { decisionThreshold, thresholdOf } from '../metrics/threshold-of.ts';
import type { ConfusionOutput } from '../output.ts';
import { keptWhere } from '../selection/kept-where.ts';
import { amongRows, keep, selectedRows } from '../selection/selected.ts';

const mostClasses = 40;

interface ConfusionBody {
  readonly data: string;
  readonly where?: string | undefined;
  readonly filter?: string | undefined;
  readonly threshold?: number | string | undefined;
}

/** Labels against predictions: how many of the selected rows are in each pair of classes. */
export function confusionOf(
  whole: Frame,
  body: ConfusionBody,
  inputs: Inputs,
  host: Host,
): { readonly frame: Frame; readonly output: ConfusionOutput } {
  const kept = body.where === undefined ? null : keptWhere(whole, body.where, inputs.values, host);
  const frame = kept?.frame ?? whole;
  const chosen = selectedRows(whole, body.filter, body.data, inputs, host);
  const selected = kept === null || chosen === null ? chosen : amongRows(chosen, kept.rows);
  const data = keep(frame, host, 'confusion data', () => prepare(frame, undefined, undefined));
  if (data.task !== 'binary' && data.task !== 'multiclass')
    throw new BodyError(`a confusion matrix needs classes; this is ${data.task}`, ['data']);
  if (data.classes.length > mostClasses)
    throw new BodyError(`the label has ${data.classes.length} classes; a confusion matrix shows at most ${mostClasses}`, ['data']);
  const threshold = thresholdOf(body.threshold, inputs);
  const groups = keep(frame, host, `confusion ${threshold ?? ''}`, () => pairsOf(frame, data, threshold, host));
  const counts = aggregateBy('count', null, groups, selected?.bits ?? null)! as readonly number[];
  const { classes } = data;
  const table = classes.map((_, actual) => classes.map((__, predicted) => counts[actual * classes.length + predicted]!));
  const of = frame.table.totalRows();
  return {
    frame: frameOf(classes, table),
    output: {
      type: 'table',
      layout: 'confusion',
      classes,
      counts: table,
      actual: { column: frame.roles.label!, constraints: listed(columnOf(frame, frame.roles.label!), classes) },
      predicted: predictedBy(frame, data, threshold),
      ...(body.filter === undefined ? {} : { left: { rows: selected?.count ?? of, of } }),
    },
  };
}

/** Pairs of actual and predicted class by row; the last group is of rows that lack one of them. */
function pairsOf(frame: Frame, data: Prepared, threshold: number | null, host: Host): Groups {
  const { predicted } = new Statistics(data, threshold, memoFor(frame, host));
  if (predicted === null) throw new BodyError('the data has no predictions', ['data'], 'name a prediction or a score column in its roles');
  const classes = data.classes.length;
  const codes = makeCodes(data.rows, classes * classes + 1);
  for (let row = 0; row < data.rows; row++) {
    const actual = data.actual[row]!;
    const guess = predicted[row]!;
    codes[row] = actual < 0 || guess < 0 || guess >= classes ? classes * classes : actual * classes + guess;
  }
  return { size: classes * classes + 1, codes, values: [] };
}

/** What the column of predictions, or that of the score, holds in rows that are predicted as each class. */
function predictedBy(frame: Frame, data: Prepared, threshold: number | null): ConfusionOutput['predicted'] {
  const cut = decisionThreshold(data, threshold);
  const { prediction, score } = frame.roles;
  if (cut === null && prediction !== undefined)
    return { column: prediction, constraints: listed(columnOf(frame, prediction), data.classes) };
  const column = score?.get(data.classes[data.positive]!) ?? score?.get('') ?? [...(score?.values() ?? [])][0]!;
  return { column, constraints: data.classes.map((_, code) => (code === data.positive ? { from: cut ?? 0.5 } : { below: cut ?? 0.5 })) };
}

function listed(column: Column, classes: readonly string[]): readonly Constraint[] {
  return classes.map((name) => [column instanceof NumberColumn ? Number(name) : column instanceof BooleanColumn ? name === 'true' : name]);
}

function frameOf(classes: readonly string[], counts: readonly (readonly number[])[]): Frame {
  const pairs = classes.flatMap((actual, row) => classes.map((predicted, column) => ({ actual, predicted, n: counts[row]![column]! })));
  return makeFrame(
    (['actual', 'predicted', 'n'] as const).map((name) => [name, columnFromValues(pairs.map((pair) => pair[name]))] as const),
  );
}
