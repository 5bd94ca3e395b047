import { likeness } from './agreement.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { InferredModel } from './inferred.ts';
import { modelNameOf } from './name-words.ts';
import type { TableFacts } from './table-facts.ts';

export interface NumberGuesses {
  readonly models: readonly InferredModel[];
  readonly lower: string | null;
  readonly upper: string | null;
  readonly why: ReadonlyMap<string, string>;
}

/** Finds columns of predicted numbers beside a label of numbers: by name, or since they have its mean, its spread and its course. */
export function numberGuesses(table: TableFacts, label: ColumnFacts): NumberGuesses {
  const truth = table.numbers(label);
  const why = new Map<string, string>();
  const bounds = boundsOf(table, label, truth);
  const found: { readonly model: InferredModel; readonly error: number }[] = [];
  const names = new Set<string>();
  for (const column of table.columns) {
    const isFree = column !== label && column.type === 'number' && table.mayBe(column, 'prediction');
    if (!isFree || column === bounds?.lower || column === bounds?.upper) continue;
    const like = likeness(table.numbers(column), truth);
    const close = like.correlation > 0.85 && like.shift < 0.25 && like.spread > 0.5 && like.spread < 1.5;
    const isSaid = table.isSaid(column, 'prediction');
    const isNamed =
      column.hints.prediction || (column.hints.score && close) || (column.hints.model && like.correlation > 0.5 && like.shift < 1);
    if (!isSaid && !isNamed && !close) continue;
    const told = `its correlation with \`${label.name}\` is ${like.correlation.toFixed(2)}`;
    why.set(
      column.name,
      isSaid
        ? 'You said so.'
        : isNamed
          ? `Its name says so, and ${told}.`
          : `It has the mean and the spread of \`${label.name}\`, and ${told}.`,
    );
    const name = modelNameOf(column.name);
    found.push({ model: { name: names.has(name) ? column.name : name, prediction: column.name }, error: like.error });
    names.add(name);
  }
  if (bounds !== null) {
    why.set(bounds.lower.name, `It is never above \`${bounds.upper.name}\`.`);
    why.set(bounds.upper.name, `It is never below \`${bounds.lower.name}\`.`);
  }
  const models = found.sort((a, b) => a.error - b.error).map(({ model }) => model);
  return { models, lower: bounds?.lower.name ?? null, upper: bounds?.upper.name ?? null, why };
}

/** Two columns named lower and upper that are in order everywhere and hold the truth in a fifth of the rows at least. */
function boundsOf(table: TableFacts, label: ColumnFacts, truth: Float64Array): { lower: ColumnFacts; upper: ColumnFacts } | null {
  const numbers = table.columns.filter((column) => column.type === 'number' && column !== label);
  const lower =
    table.said('lower')[0] ?? numbers.find((column) => column.hints.lower && !column.hints.upper && table.mayBe(column, 'lower'));
  const upper =
    table.said('upper')[0] ?? numbers.find((column) => column.hints.upper && !column.hints.lower && table.mayBe(column, 'upper'));
  if (lower === undefined || upper === undefined || lower.type !== 'number' || upper.type !== 'number') return null;
  const low = table.numbers(lower);
  const high = table.numbers(upper);
  let held = 0;
  for (let at = 0; at < low.length; at++) {
    if (low[at]! > high[at]!) return null;
    if (low[at]! <= truth[at]! && truth[at]! <= high[at]!) held++;
  }
  return held >= low.length / 5 ? { lower, upper } : null;
}
