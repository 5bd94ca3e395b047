import type { ColumnFacts } from './column-facts.ts';
import { modelNameOf, wordsOf } from './name-words.ts';
import type { TableFacts } from './table-facts.ts';

/** Columns of scores that are named after classes, one a class, and sum to 1 in each row. */
export interface ScoreBlock {
  /** What is left of their names without the class: the name of a model, or ''. */
  readonly model: string;
  readonly columns: ReadonlyMap<string, ColumnFacts>;
}

/** Finds columns such as `prob_VF, prob_F, prob_M` for these classes; one block a model. */
export function scoreBlocks(table: TableFacts, classes: readonly string[]): readonly ScoreBlock[] {
  const byWord = new Map(classes.map((name) => [wordsOf(name).join('_'), name]));
  const blocks = new Map<string, Map<string, ColumnFacts>>();
  for (const column of table.columns) {
    if (!mayScore(table, column)) continue;
    const found = classInName(column.name, byWord);
    if (found === null) continue;
    const block = blocks.get(found.rest) ?? new Map<string, ColumnFacts>();
    if (!block.has(found.name)) block.set(found.name, column);
    blocks.set(found.rest, block);
  }
  return [...blocks]
    .filter(([, columns]) => columns.size === classes.length && sumsToOne(table, [...columns.values()]))
    .map(([rest, columns]) => ({ model: modelNameOf(rest), columns: new Map(classes.map((name) => [name, columns.get(name)!])) }));
}

export function mayScore(table: TableFacts, column: ColumnFacts): boolean {
  return column.type === 'number' && column.min >= -1e-6 && column.max <= 1 + 1e-6 && table.mayBe(column, 'score');
}

/** The class that a column's name begins or ends with, and the rest of the name. */
export function classInName(name: string, byWord: ReadonlyMap<string, string>): { readonly name: string; readonly rest: string } | null {
  const words = wordsOf(name);
  const whole = byWord.get(words.join('_'));
  if (whole !== undefined) return { name: whole, rest: '' };
  for (let cut = 1; cut < words.length; cut++) {
    const behind = byWord.get(words.slice(cut).join('_'));
    if (behind !== undefined) return { name: behind, rest: words.slice(0, cut).join('_') };
    const before = byWord.get(words.slice(0, -cut).join('_'));
    if (before !== undefined) return { name: before, rest: words.slice(-cut).join('_') };
  }
  const numbered = /^(.*?[a-z])(\d+)$/.exec(words.join('_'));
  const numeric = numbered === null ? undefined : byWord.get(numbered[2]!);
  return numbered === null || numeric === undefined ? null : { name: numeric, rest: numbered[1]! };
}

function sumsToOne(table: TableFacts, columns: readonly ColumnFacts[]): boolean {
  const numbers = columns.map((column) => table.numbers(column));
  let near = 0;
  let rows = 0;
  for (let at = 0; at < table.sample.length; at++) {
    const sum = numbers.reduce((total, own) => total + own[at]!, 0);
    if (Number.isNaN(sum)) continue;
    rows++;
    if (Math.abs(sum - 1) < 0.02) near++;
  }
  return rows > 0 && near >= 0.98 * rows;
}
