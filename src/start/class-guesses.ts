import { aucOf, kappaOf } from './agreement.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { InferredModel } from './inferred.ts';
import { isPositiveWord, modelNameOf, wordsOf } from './name-words.ts';
import { classInName, mayScore, scoreBlocks } from './score-blocks.ts';
import { isCategory, type TableFacts } from './table-facts.ts';

/** What was found of the predictions of classes. */
export interface ClassGuesses {
  readonly models: readonly InferredModel[];
  readonly positive: string | null;
  readonly whyPositive: string;
  /** Why each of these columns has its part, by column. */
  readonly why: ReadonlyMap<string, string>;
  readonly isProbability: boolean;
  readonly notes: readonly string[];
}

interface Guess {
  readonly column: ColumnFacts;
  readonly kind: 'prediction' | 'score';
  readonly key: string;
  readonly why: string;
}

/** Finds columns of predicted classes and of scores beside a label of classes. */
export function classGuesses(table: TableFacts, label: ColumnFacts, classes: readonly string[], wanted: string | undefined): ClassGuesses {
  const why = new Map<string, string>();
  const notes: string[] = [];
  const actual = table.codes(label, classes);
  const isBinary = classes.length === 2;
  const blocks = scoreBlocks(table, classes);
  const inBlocks = new Set(blocks.flatMap(({ columns }) => [...columns.values()]));
  const predictions = predictedClasses(table, label, classes, actual, inBlocks, notes);
  const taken = new Set([label, ...inBlocks, ...predictions.map(({ column }) => column)]);
  const positive = isBinary ? positiveOf(table, actual, classes, wanted) : null;
  const singles = positive === null ? [] : singleScores(table, actual, classes, positive, taken, predictions);
  const turned = positive === null ? null : turnedByScores(singles, table, actual, classes, positive, wanted);
  const chosen = turned ?? positive;
  for (const { column, why: reason } of [...predictions, ...singles]) why.set(column.name, reason);
  const models = new Map<string, { prediction?: string; score?: ReadonlyMap<string, string> }>();
  const modelFor = (key: string): { prediction?: string; score?: ReadonlyMap<string, string> } => {
    const model = models.get(key) ?? {};
    models.set(key, model);
    return model;
  };
  for (const { column, key } of predictions) modelFor(freeKey(models, key, 'prediction', column)).prediction = column.name;
  for (const { model, columns } of blocks) {
    for (const [name, column] of columns)
      why.set(column.name, `Scores of the classes stand side by side and sum to 1; this is that of \`${name}\`.`);
    const own = chosen === null ? columns : new Map([[chosen.name, columns.get(chosen.name)!]]);
    const score = new Map([...own].map(([name, column]) => [chosen === null ? name : '', column.name]));
    modelFor(freeKey(models, model, 'score', [...columns.values()][0]!)).score = score;
  }
  for (const { column, key } of singles) modelFor(freeKey(models, key, 'score', column)).score = new Map([['', column.name]]);
  const joined = joinHalves(table, models, classes, chosen?.name ?? null);
  const scores = joined.flatMap(({ score }) => [...(score?.values() ?? [])]).map((name) => table.named(name)!);
  return {
    models: bestFirst(table, joined, actual, classes, chosen?.name ?? null),
    positive: chosen?.name ?? null,
    whyPositive: chosen?.why ?? '',
    why,
    isProbability: scores.length > 0 && scores.every(({ min, max }) => min >= 0 && max <= 1),
    notes,
  };
}

function predictedClasses(
  table: TableFacts,
  label: ColumnFacts,
  classes: readonly string[],
  actual: Int32Array,
  inBlocks: ReadonlySet<ColumnFacts>,
  notes: string[],
): readonly Guess[] {
  const found: Guess[] = [];
  for (const column of table.columns) {
    if (column === label || inBlocks.has(column) || !table.mayBe(column, 'prediction') || column.distinct < 1) continue;
    const isSaid = table.isSaid(column, 'prediction');
    const { hints } = column;
    if (!isSaid && (hints.score || hints.confidence || !isCategory(column))) continue;
    const known = column.values.filter((value) => classes.includes(value)).length;
    if (hints.prediction && known === 0 && !isSaid) {
      notes.push(`\`${column.name}\` holds none of the values of \`${label.name}\`, so it is not read as its prediction.`);
      continue;
    }
    const { kappa, share } = kappaOf(table.codes(column, classes), actual, classes.length);
    const percent = `${Math.round(100 * share)} % of rows agree with \`${label.name}\``;
    const isSame = known === column.values.length && known > 1;
    if (isSaid || hints.prediction)
      found.push(guess(column, 'prediction', classes, isSaid ? 'You said so.' : `Its name says so, and ${percent}.`));
    else if (isSame && (hints.model ? kappa > 0.2 : classes.length > 2 && kappa > 0.3 && share > 0.4 && known === classes.length))
      found.push(guess(column, 'prediction', classes, `It holds the values of \`${label.name}\`, and ${percent}, far beyond chance.`));
  }
  return found;
}

function guess(column: ColumnFacts, kind: Guess['kind'], classes: readonly string[], why: string): Guess {
  const drop = new Set(classes.flatMap((name) => wordsOf(name)));
  const key = wordsOf(modelNameOf(column.name))
    .filter((word) => !drop.has(word))
    .join('_');
  return { column, kind, key, why };
}

interface Positive {
  readonly name: string;
  readonly why: string;
  readonly isSure: boolean;
}

function positiveOf(table: TableFacts, actual: Int32Array, classes: readonly string[], wanted: string | undefined): Positive {
  if (wanted !== undefined && classes.includes(wanted)) return { name: wanted, why: 'you said so', isSure: true };
  const byWord = new Map(classes.map((name) => [wordsOf(name).join('_'), name]));
  const named = new Set(
    table.columns.flatMap((column) => {
      const found = mayScore(table, column) && !column.whole ? classInName(column.name, byWord) : null;
      return found === null ? [] : [found.name];
    }),
  );
  const words = classes.filter((name) => isPositiveWord(name));
  if (named.size === 1) return { name: [...named][0]!, why: 'a column of scores is named after it', isSure: true };
  if (words.length === 1) return { name: words[0]!, why: `\`${words[0]!}\` is what one looks for`, isSure: false };
  const second = actual.reduce((sum, code) => sum + +(code === 1), 0);
  const first = actual.reduce((sum, code) => sum + +(code === 0), 0);
  const rarer = second <= first ? 1 : 0;
  const why = first === second ? 'it comes last of two that are equally frequent' : 'it is the rarer of the two';
  return { name: classes[rarer]!, why, isSure: false };
}

function singleScores(
  table: TableFacts,
  actual: Int32Array,
  classes: readonly string[],
  positive: Positive,
  taken: ReadonlySet<ColumnFacts>,
  predictions: readonly Guess[],
): readonly Guess[] {
  const byWord = new Map(classes.map((name) => [wordsOf(name).join('_'), name]));
  const code = classes.indexOf(positive.name);
  const found: Guess[] = [];
  for (const column of table.columns) {
    if (taken.has(column) || column.type !== 'number' || !table.mayBe(column, 'score')) continue;
    const isSaid = table.isSaid(column, 'score');
    if (!isSaid && (column.whole || column.distinct < 2)) continue;
    const { hints } = column;
    const auc = aucOf(table.numbers(column), (at) => (actual[at]! < 0 ? null : actual[at] === code));
    const named = mayScore(table, column) ? classInName(column.name, byWord) : null;
    const told = `its ROC AUC is ${auc.toFixed(2)}`;
    if (isSaid) found.push(guess(column, 'score', classes, 'You said so.'));
    else if (hints.confidence || isConfidence(table, column, predictions)) continue;
    else if (named !== null && named.name === positive.name)
      found.push(guess(column, 'score', classes, `It is named after the class \`${named.name}\`, and ${told}.`));
    else if (named !== null) continue;
    else if (hints.score || hints.prediction) found.push(guess(column, 'score', classes, `Its name says so, and ${told}.`));
    else if (hints.model && !hints.person && Math.abs(auc - 0.5) > 0.1 && column.min >= 0 && column.max <= 1)
      found.push(guess(column, 'score', classes, `It is named after a model, and ${told}.`));
    else if (looksLikeChance(table, column, actual, code) && auc >= 0.75)
      found.push(guess(column, 'score', classes, `It lies between 0 and 1, is as high on average as the label is frequent, and ${told}.`));
  }
  return found;
}

/** A score of whichever class was predicted is never small where there are two. */
function isConfidence(table: TableFacts, column: ColumnFacts, predictions: readonly Guess[]): boolean {
  return predictions.length > 0 && column.hints.score && column.min >= 0.5 && column.max <= 1 && table.rows >= 30;
}

function looksLikeChance(table: TableFacts, column: ColumnFacts, actual: Int32Array, code: number): boolean {
  if (column.min < 0 || column.max > 1 || (column.min === 0 && column.max === 1) || column.distinct < 20) return false;
  const numbers = table.numbers(column).filter((value) => !Number.isNaN(value));
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const known = actual.filter((own) => own >= 0);
  const base = known.filter((own) => own === code).length / known.length;
  return mean > base / 2 && mean < base * 2;
}

/** The other class is the positive one where the scores rise with it and no word speaks for either. */
function turnedByScores(
  scores: readonly Guess[],
  table: TableFacts,
  actual: Int32Array,
  classes: readonly string[],
  { name, isSure }: Positive,
  wanted: string | undefined,
): Positive | null {
  const [score] = scores;
  if (score === undefined || isSure || wanted !== undefined) return null;
  const code = classes.indexOf(name);
  const auc = aucOf(table.numbers(score.column), (at) => (actual[at]! < 0 ? null : actual[at] === code));
  if (!(auc < 0.4)) return null;
  return { name: classes[1 - code]!, why: `\`${score.column.name}\` rises with it`, isSure: true };
}

/** A key for a column that no model has a column of this kind under yet. */
function freeKey(
  models: ReadonlyMap<string, InferredModel | object>,
  key: string,
  kind: 'prediction' | 'score',
  { name }: ColumnFacts,
): string {
  const model = models.get(key);
  return model !== undefined && kind in model ? name : key;
}

/** One column of predictions and one of scores under two names are one model where the one follows from the other. */
function joinHalves(
  table: TableFacts,
  models: ReadonlyMap<string, { prediction?: string; score?: ReadonlyMap<string, string> }>,
  classes: readonly string[],
  positive: string | null,
): readonly InferredModel[] {
  const all = [...models].map(([name, model]) => ({ name, ...model }));
  const halves = all.filter((model) => model.prediction === undefined || model.score === undefined);
  const [one, other] = halves;
  if (halves.length !== 2 || one === undefined || other === undefined || all.length !== 2) return all;
  const prediction = one.prediction ?? other.prediction;
  const score = one.score ?? other.score;
  if (prediction === undefined || score === undefined) return all;
  if (positive !== null) {
    const codes = table.codes(table.named(prediction)!, classes);
    const code = classes.indexOf(positive);
    const auc = aucOf(table.numbers(table.named([...score.values()][0]!)!), (at) => (codes[at]! < 0 ? null : codes[at] === code));
    if (!(auc > 0.98)) return all;
  }
  return [{ name: one.name === '' ? other.name : one.name, prediction, score }];
}

function bestFirst(
  table: TableFacts,
  models: readonly InferredModel[],
  actual: Int32Array,
  classes: readonly string[],
  positive: string | null,
): readonly InferredModel[] {
  const worth = ({ prediction, score }: InferredModel): number => {
    const only = positive === null ? undefined : [...(score?.values() ?? [])][0];
    if (only !== undefined) {
      const code = classes.indexOf(positive!);
      return aucOf(table.numbers(table.named(only)!), (at) => (actual[at]! < 0 ? null : actual[at] === code)) || 0;
    }
    return prediction === undefined ? 0.5 : kappaOf(table.codes(table.named(prediction)!, classes), actual, classes.length).kappa;
  };
  return models
    .map((model) => ({ model, points: worth(model) }))
    .sort((a, b) => b.points - a.points)
    .map(({ model }) => model);
}
