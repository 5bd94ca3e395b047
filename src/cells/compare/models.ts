import type { Column } from '../../frame/column.ts';
import { columnOf, makeFrame, takeRows, type Frame, type Roles } from '../../frame/frame.ts';
import type { Task } from '../../metrics/metric.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError, type Inputs } from '../kind.ts';
import { knownColumn } from '../known-column.ts';
import { sortClasses } from '../metrics/class-codes.ts';
import { prepare, type Prepared } from '../metrics/prepare.ts';
import { alignedRows, checkLabels } from './align.ts';
import type { CompareBody, ModelColumns } from './schema.ts';

/** One model's view of the shared rows. */
export interface ModelFrame {
  readonly name: string;
  readonly frame: Frame;
}

/** The rows that all models share, with the columns to slice by, and each model's predictions on them. */
export interface Compared {
  readonly base: Frame;
  readonly models: readonly ModelFrame[];
}

/** Names of the models in the order of the body. */
export function modelNames({ models }: CompareBody): readonly string[] {
  return Array.isArray(models) ? models : Object.keys(models);
}

/** Place of the model that the others are compared with; throws where it is none of them. */
export function referenceOf(body: CompareBody): number {
  const names = modelNames(body);
  if (body.reference === undefined) return 0;
  const at = names.indexOf(body.reference);
  if (at !== -1) return at;
  const near = nearest(body.reference, names);
  throw new BodyError(`no model ${body.reference}`, ['reference'], `the models are ${names.join(', ')}`, near);
}

/** Throws where the body names models in a way that cannot be read. */
export function checkModels(body: CompareBody): void {
  const names = modelNames(body);
  if (names.length < 2) throw new BodyError('a comparison needs two models', ['models'], 'name two or more');
  const repeated = names.find((name, at) => names.indexOf(name) < at);
  if (repeated !== undefined) throw new BodyError(`${repeated} is named twice`, ['models']);
  if (Array.isArray(body.models)) {
    if (body.data !== undefined) throw new BodyError('models lists cells, so data is not read', ['data'], 'leave data out');
    return;
  }
  if (body.data === undefined)
    throw new BodyError('models names columns, so data must say of which cell', ['models'], 'add data: and the name of the cell');
  for (const [name, own] of Object.entries(body.models)) {
    if (own.prediction === undefined && own.score === undefined)
      throw new BodyError(`the model ${name} has no columns`, ['models', name], 'give it a prediction or a score column');
  }
  referenceOf(body);
}

/** Finds what the body compares. */
export function comparedOf(body: CompareBody, inputs: Inputs): Compared {
  return Array.isArray(body.models) ? ofCells(body.models, inputs) : ofColumns(inputs.frames.get(body.data ?? '')!, body.models);
}

function ofColumns(base: Frame, models: Readonly<Record<string, ModelColumns>>): Compared {
  return {
    base,
    models: Object.entries(models).map(([name, { prediction, score }]) => {
      if (prediction !== undefined) knownColumn(base, prediction, ['models', name, 'prediction']);
      for (const column of score?.values() ?? []) knownColumn(base, column, ['models', name, 'score']);
      const { prediction: _, score: __, ...roles } = base.roles;
      const own: Roles = { ...roles, ...(prediction === undefined ? {} : { prediction }), ...(score === undefined ? {} : { score }) };
      return { name, frame: { ...base, roles: own } };
    }),
  };
}

function ofCells(names: readonly string[], inputs: Inputs): Compared {
  const named = names.map((name) => ({ name, frame: inputs.frames.get(name)! }));
  const [first, ...others] = named as [ModelFrame, ...ModelFrame[]];
  const models = [
    first,
    ...others.map((other, at) => {
      const path = ['models', at + 1];
      const rows = alignedRows(first, other, path);
      checkLabels(first, other, rows, path);
      return { name: other.name, frame: onRowsOf(first.frame, other, rows) };
    }),
  ];
  return { base: first.frame, models };
}

/** Label, weight and what else the rows have from the first cell; the predictions from the other, in the order of the first. */
function onRowsOf(first: Frame, { name, frame }: ModelFrame, rows: Uint32Array | null): Frame {
  const kept = [first.roles.label, first.roles.weight].filter((column) => column !== undefined);
  const columns = new Map<string, Column>(kept.map((column) => [column, columnOf(first, column)]));
  const added = (column: string): string => {
    const free = columns.has(column) ? `${column} of ${name}` : column;
    const own = columnOf(frame, column);
    columns.set(free, rows === null ? own : takeRows(own, rows));
    return free;
  };
  const { prediction, score } = frame.roles;
  const roles: Roles = {
    ...(first.roles.label === undefined ? {} : { label: first.roles.label }),
    ...(first.roles.weight === undefined ? {} : { weight: first.roles.weight }),
    ...(prediction === undefined ? {} : { prediction: added(prediction) }),
    ...(score === undefined ? {} : { score: new Map([...score].map(([own, column]) => [own, added(column)])) }),
  };
  const positive = first.positive ?? frame.positive;
  const classes = frame.classes ?? first.classes;
  return makeFrame(columns, { roles, ...(positive === undefined ? {} : { positive }), ...(classes === undefined ? {} : { classes }) });
}

/** Labels and predictions of every model with one list of classes for all. */
export function preparedModels({ models }: Compared, task: Task | undefined, positive: string | undefined): readonly Prepared[] {
  const first = models.map(({ frame }) => prepare(frame, task, positive));
  const [one] = first as [Prepared, ...Prepared[]];
  const regression = first.findIndex((own) => (own.task === 'regression') !== (one.task === 'regression'));
  if (regression !== -1)
    throw new BodyError(
      `${models[0]!.name} predicts ${what(one)} and ${models[regression]!.name} ${what(first[regression]!)}`,
      ['models'],
      'say which with task:',
    );
  if (one.tags !== null || one.queries !== null)
    throw new BodyError('a comparison reads one label a row', ['models'], 'measure each model with a metrics cell');
  const same = first.every((own) => own.task === one.task && own.classes.join('\0') === one.classes.join('\0'));
  if (same) return first;
  const classes = sortClasses([...new Set(first.flatMap((own) => own.classes))]);
  return models.map(({ frame }) => prepare({ ...frame, classes }, task, positive));
}

function what({ task }: Prepared): string {
  return task === 'regression' ? 'numbers' : 'classes';
}
