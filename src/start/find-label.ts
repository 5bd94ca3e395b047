import { kappaOf, likeness } from './agreement.ts';
import type { ColumnFacts } from './column-facts.ts';
import { scoreBlocks } from './score-blocks.ts';
import { isCategory, isText, type TableFacts } from './table-facts.ts';

export interface FoundLabel {
  readonly column: ColumnFacts;
  readonly why: string;
}

/** Words that name an outcome only at the end of a name, and only sometimes. */
const vague = new Set(['status', 'price', 'quality', 'grade', 'income', 'digit', 'bad', 'section', 'category', 'topic']);
const quantities = new Set(['price', 'quality', 'grade', 'income', 'medv']);
const deals = new Set(['sale', 'selling', 'house', 'median']);
const least = 45;

/** The column of the truth, and why; null where none is plausible. */
export function findLabel(table: TableFacts): FoundLabel | null {
  const [said] = table.said('label');
  if (said !== undefined) return { column: said, why: 'You said so.' };
  const hasText = table.columns.some((column) => isText(column) || column.type === 'vector');
  const guesses = table.columns.filter((column) => column.hints.prediction);
  let best: (FoundLabel & { readonly points: number }) | null = null;
  for (const [at, column] of table.columns.entries()) {
    if (!mayBeLabel(table, column)) continue;
    const isEdge = at === 0 || at === table.columns.length - 1;
    const found = pointsOf(table, column, { isEdge, hasText, guesses });
    if (found.points >= least && (best === null || found.points > best.points)) best = { column, ...found };
  }
  return best ?? fromPrediction(table, guesses);
}

/** Other columns that might be the truth. */
export function labelAlternatives(table: TableFacts): readonly string[] {
  return table.columns.filter((column) => mayBeLabel(table, column) && column.hints.label > 0).map(({ name }) => name);
}

function mayBeLabel(table: TableFacts, column: ColumnFacts): boolean {
  const { type, hints, distinct, unique, missing, rows } = column;
  if (!table.mayBe(column, 'label') || type === 'time' || type === 'vector') return false;
  if (hints.prediction || hints.score || hints.confidence || distinct < 2 || missing === rows) return false;
  if (type === 'string') return distinct <= 256 && !unique;
  return !(unique && hints.id);
}

interface Around {
  readonly isEdge: boolean;
  readonly hasText: boolean;
  readonly guesses: readonly ColumnFacts[];
}

function pointsOf(table: TableFacts, column: ColumnFacts, around: Around): { readonly points: number; readonly why: string } {
  const { hints, values, distinct } = column;
  let points = hints.label;
  let why = hints.label >= 70 ? 'Its name says so.' : 'Its name is that of an outcome.';
  if (hints.label === 50) points = outcomePoints(column, around);
  if (points < 40 && hints.topic && around.hasText && isCategory(column)) {
    points = least;
    why = 'A category beside texts or images is mostly what they are sorted by.';
  }
  if (distinct >= 3 && isCategory(column) && scoreBlocks(table, values).length > 0) {
    points = Math.max(points, 60) + 20;
    why = 'Columns of scores are named after its values.';
  }
  if (points === 0) return { points, why };
  if (around.guesses.some((guess) => agrees(table, guess, column))) points += 15;
  return { points: points + (around.isEdge ? 5 : 0) + (isCategory(column) ? 3 : 0), why };
}

function outcomePoints(column: ColumnFacts, { isEdge, guesses }: Around): number {
  const { words, person } = column.hints;
  const last = words.at(-1) ?? '';
  const isVague = words.every((word) => vague.has(word) || !/^(?:churn|deny|denied|default|fraud|spam|survived)/.test(word));
  if (person && !isEdge) return 0;
  if (isCategory(column)) {
    if (isVague && words.length > 1 && vague.has(last) && !isEdge) return 0;
    return words.length === 1 ? 60 : 50;
  }
  const isNamed = isEdge || guesses.length > 0 || words.some((word) => deals.has(word));
  return quantities.has(last) && column.type === 'number' && isNamed ? 50 : 0;
}

/** Whether a column of predictions agrees with another far beyond chance. */
function agrees(table: TableFacts, guess: ColumnFacts, column: ColumnFacts): boolean {
  if (guess === column) return false;
  if (isCategory(guess) && isCategory(column)) {
    if (!guess.values.every((value) => column.values.includes(value))) return false;
    return kappaOf(table.codes(guess, column.values), table.codes(column, column.values), column.values.length).kappa > 0.2;
  }
  if (guess.type !== 'number' || column.type !== 'number') return false;
  const { correlation, shift } = likeness(table.numbers(guess), table.numbers(column));
  return correlation > 0.5 && shift < 0.5;
}

/** Where no name says label, the column that a column of predictions agrees with most. */
function fromPrediction(table: TableFacts, guesses: readonly ColumnFacts[]): FoundLabel | null {
  for (const guess of guesses) {
    const column = table.columns.find((other) => mayBeLabel(table, other) && agrees(table, guess, other));
    if (column !== undefined) return { column, why: `\`${guess.name}\` agrees with it far beyond chance.` };
  }
  return null;
}
