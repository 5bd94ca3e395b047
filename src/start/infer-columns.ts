import { VectorColumn } from '../frame/column.ts';
import type { Frame, Roles } from '../frame/frame.ts';
import { classGuesses } from './class-guesses.ts';
import { sorted, type ColumnFacts } from './column-facts.ts';
import { findLabel, labelAlternatives } from './find-label.ts';
import type { ColumnRole, Corrections, Inferred, InferredColumn, InferredModel, InferredTask, InferredType } from './inferred.ts';
import { labelColumns, type LabelColumns } from './label-columns.ts';
import { leakNotes } from './leaks.ts';
import { testPartOf } from './name-words.ts';
import { numberGuesses } from './number-guesses.ts';
import { imageShape, sideRole, type SideRole } from './side-roles.ts';
import { isCategory, isText, TableFacts } from './table-facts.ts';

/** What was found before columns are listed. */
interface Found {
  readonly task: InferredTask;
  readonly label: ColumnFacts | null;
  readonly whyLabel: string;
  readonly several: LabelColumns | null;
  readonly models: readonly InferredModel[];
  readonly bounds: { readonly lower: string; readonly upper: string } | null;
  readonly positive: string | null;
  readonly whyPositive: string;
  readonly classes: readonly string[];
  readonly isProbability: boolean;
  readonly why: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/**
 * What the columns of a table mean: by name, by type, by how many values they hold, and by how they agree with one another.
 * Where no column is plausible as a label, the task is `none`.
 */
export function inferColumns(frame: Frame, corrections: Corrections = {}): Inferred {
  const table = new TableFacts(frame, corrections);
  const found = understood(table, corrections);
  const played = rolesPlayed(found);
  const sides = sidesOf(table, played, frame.roles);
  const rest = table.columns.filter(({ name }) => !played.has(name) && (sides.get(name)?.role ?? 'none') === 'none');
  const leaks = found.label === null ? [] : leakNotes(table, found.label, found.classes, rest);
  const maybeLabels = new Set(labelAlternatives(table));
  const columns = table.columns.map((column) => columnOf(column, table, found, played, sides, maybeLabels));
  const split = columns.find(({ role }) => role === 'split');
  return {
    columns,
    task: found.task,
    roles: rolesOf(frame, found, columns),
    types: new Map([...(corrections.types ?? []), ...neededTypes(found, corrections)]),
    positive: found.positive,
    whyPositive: found.whyPositive,
    classes: found.classes,
    models: found.models,
    testPart: split === undefined ? null : testPartOf(table.named(split.name)!.values),
    isProbability: found.isProbability,
    notes: [...headerNotes(table), ...found.notes, ...leaks],
  };
}

const nothing: Found = {
  task: 'none',
  label: null,
  whyLabel: '',
  several: null,
  models: [],
  bounds: null,
  positive: null,
  whyPositive: '',
  classes: [],
  isProbability: false,
  why: new Map(),
  notes: [],
};

function understood(table: TableFacts, corrections: Corrections): Found {
  if (table.rows === 0) return nothing;
  const several = table.said('label').length === 0 ? labelColumns(table) : null;
  if (several !== null) {
    const score = several.score === null ? {} : { score: several.score };
    return {
      ...nothing,
      task: 'multilabel',
      several,
      classes: [...several.labels.keys()],
      models: [{ name: '', ...score }],
      isProbability: true,
    };
  }
  const label = findLabel(table);
  if (label === null) return nothing;
  const { column, why } = label;
  const numbers = column.type === 'number' ? numberGuesses(table, column) : null;
  if (numbers !== null && isQuantity(table, column, numbers.models)) {
    const { models, lower, upper } = numbers;
    const bounds = lower === null || upper === null ? null : { lower, upper };
    return { ...nothing, task: 'regression', label: column, whyLabel: why, models, bounds, why: numbers.why };
  }
  const classes = sorted(column.values);
  const guesses = classGuesses(table, column, classes, corrections.positive);
  return { ...nothing, ...guesses, task: classes.length === 2 ? 'binary' : 'multiclass', label: column, whyLabel: why, classes };
}

/** Numbers are quantities where they have fractions or many values, or where predictions have fractions that are no chances. */
function isQuantity(table: TableFacts, column: ColumnFacts, models: readonly InferredModel[]): boolean {
  if (!isCategory(column)) return true;
  if (column.distinct <= 2) return false;
  const guess = table.named(models[0]?.prediction ?? '');
  return guess !== undefined && !guess.whole && (guess.min < 0 || guess.max > 1 || column.min < 0 || column.max > 1);
}

function rolesPlayed({ label, models, bounds, several }: Found): ReadonlyMap<string, ColumnRole> {
  const played = new Map<string, ColumnRole>();
  for (const { prediction, score } of models) {
    for (const name of score?.values() ?? []) played.set(name, 'score');
    if (prediction !== undefined) played.set(prediction, 'prediction');
  }
  if (bounds !== null) played.set(bounds.lower, 'lower').set(bounds.upper, 'upper');
  if (several !== null) {
    for (const name of several.labels.values()) played.set(name, 'label');
    for (const name of several.predictions?.values() ?? []) played.set(name, 'prediction');
  }
  if (label !== null) played.set(label.name, 'label');
  return played;
}

/** The roles beside labels and predictions; of ids, times, weights and splits the first column alone. */
function sidesOf(table: TableFacts, played: ReadonlyMap<string, ColumnRole>, given: Roles): ReadonlyMap<string, SideRole> {
  const sides = new Map<string, SideRole>();
  const once = new Set<ColumnRole>();
  for (const column of table.columns) {
    if (played.has(column.name)) continue;
    const isImage = given.image?.some((image) => image.column === column.name) === true;
    const side: SideRole = isImage ? { role: 'image', why: 'The file holds images.' } : sideRole(table, column);
    const said = ([...['id', 'time', 'weight', 'split', 'group', 'text', 'image']] as ColumnRole[]).find((role) =>
      table.isSaid(column, role),
    );
    const { role, why } = said === undefined ? side : { role: said, why: 'You said so.' };
    const isSingle = role === 'id' || role === 'time' || role === 'weight' || role === 'split';
    if (role === 'none' || (isSingle && once.has(role))) continue;
    once.add(role);
    sides.set(column.name, { role, why });
  }
  return sides;
}

function columnOf(
  column: ColumnFacts,
  table: TableFacts,
  found: Found,
  played: ReadonlyMap<string, ColumnRole>,
  sides: ReadonlyMap<string, SideRole>,
  maybeLabels: ReadonlySet<string>,
): InferredColumn {
  const { name, missing, samples } = column;
  const role = played.get(name) ?? sides.get(name)?.role ?? 'none';
  const why =
    role === 'label'
      ? found.whyLabel || 'Its name says so.'
      : (found.why.get(name) ?? sides.get(name)?.why ?? whyNone(column, table, role));
  return {
    name,
    type: typeOf(column, role),
    role,
    why,
    alternatives: alternativesOf(column, role, maybeLabels),
    samples,
    missing,
    distinct: column.distinct,
    ...shapeOf(column),
  };
}

function shapeOf({ column }: ColumnFacts): Pick<InferredColumn, 'shape'> {
  const shape = column instanceof VectorColumn ? imageShape(column.width) : null;
  return shape === null ? {} : { shape };
}

function whyNone(column: ColumnFacts, table: TableFacts, role: ColumnRole): string {
  if (role !== 'none') return 'Its name says so.';
  if (table.isSaid(column, 'none')) return 'You said so.';
  if (column.hints.confidence || (column.hints.score && column.min >= 0.5))
    return 'It seems to be the score of whichever class was predicted.';
  if (column.missing === column.rows) return 'It is empty.';
  return column.distinct === 1 ? 'It has one value only.' : '';
}

function typeOf(column: ColumnFacts, role: ColumnRole): InferredType {
  if (role === 'image') return 'image';
  if (role === 'text') return 'text';
  const names = {
    number: 'number',
    string: isText(column) ? 'text' : 'category',
    boolean: 'boolean',
    time: 'time',
    vector: 'numbers',
  } as const;
  return names[column.type];
}

function alternativesOf(column: ColumnFacts, role: ColumnRole, maybeLabels: ReadonlySet<string>): readonly ColumnRole[] {
  const { type, distinct, unique, hints, min, max, whole } = column;
  const may: ColumnRole[] = [];
  if (maybeLabels.has(column.name)) may.push('label');
  if (hints.prediction) may.push('prediction');
  if (type === 'number' && !whole && min >= 0 && max <= 1) may.push('score');
  if (unique) may.push('id');
  if (type === 'number' && min >= 0 && (hints.words.includes('weight') || hints.words.includes('wt'))) may.push('weight');
  if (isCategory(column) && distinct >= 2 && distinct <= 12) may.push('group');
  if (type === 'string' && distinct === Infinity) may.push('text');
  return may.filter((other) => other !== role);
}

function rolesOf(frame: Frame, { label, models, bounds, several }: Found, columns: readonly InferredColumn[]): Roles {
  const named = (role: ColumnRole): readonly string[] => columns.filter((column) => column.role === role).map(({ name }) => name);
  const one = <R extends string>(role: ColumnRole & R): { readonly [K in R]?: string } => {
    const [name] = named(role);
    return name === undefined ? {} : ({ [role]: name } as { readonly [K in R]?: string });
  };
  const [main] = models;
  const group = named('group');
  const text = named('text');
  const image = named('image').flatMap((name) => imageOf(frame, name));
  return {
    ...(label === null ? {} : { label: label.name }),
    ...(several === null ? {} : { labels: several.labels }),
    ...(several === null || several.predictions === null ? {} : { predictions: several.predictions }),
    ...(main?.prediction === undefined ? {} : { prediction: main.prediction }),
    ...(main?.score === undefined ? {} : { score: main.score }),
    ...(bounds ?? {}),
    ...one('id'),
    ...one('time'),
    ...one('weight'),
    ...one('split'),
    ...(group.length === 0 ? {} : { group }),
    ...(text.length === 0 ? {} : { text }),
    ...(image.length === 0 ? {} : { image }),
  };
}

function imageOf(frame: Frame, name: string): NonNullable<Roles['image']> {
  const known = frame.roles.image?.find((image) => image.column === name);
  const column: unknown = frame.table.column(name);
  const shape = known?.shape ?? (column instanceof VectorColumn ? imageShape(column.width) : null);
  return shape === null ? [] : [{ column: name, shape }];
}

/** A label of numbers that stands for classes is declared to be one, so that predictions and models meet it as such. */
function neededTypes({ label, task, models }: Found, corrections: Corrections): readonly (readonly [string, 'category'])[] {
  if (label === null || label.type !== 'number' || task !== 'multiclass' || corrections.types?.has(label.name) === true) return [];
  return models.length > 0 ? [] : [[label.name, 'category']];
}

/** A header of numbers is a first row, not names. */
function headerNotes(table: TableFacts): readonly string[] {
  const names = table.columns.map(({ name }) => name.replace(/_\d+$/, ''));
  const numeric = names.filter((name) => name !== '' && Number.isFinite(Number(name))).length;
  return names.length >= 3 && numeric > names.length / 2 && new Set(names).size < names.length
    ? ['The first line of the file seems to hold values, not the names of columns.']
    : [];
}
