import type { ColumnFacts } from './column-facts.ts';
import { wordsOf } from './name-words.ts';
import type { TableFacts } from './table-facts.ts';

/** Columns of several labels a row, with what is predicted of each. */
export interface LabelColumns {
  readonly labels: ReadonlyMap<string, string>;
  readonly predictions: ReadonlyMap<string, string> | null;
  readonly score: ReadonlyMap<string, string> | null;
}

const truths = ['y_true', 'true', 'label', 'actual', 'target', 'truth', 'gold', 'gt', 'y'];
const guesses = ['y_pred', 'pred', 'predicted', 'prediction', 'yhat'];
const chances = ['y_prob', 'prob', 'proba', 'score', 'y_score', 'p'];

/** Finds `true_drama, true_comedy, pred_drama, pred_comedy` and the like: two labels or more, each with a prediction or a score. */
export function labelColumns(table: TableFacts): LabelColumns | null {
  const isBits = (column: ColumnFacts): boolean =>
    (column.type === 'boolean' || (column.type === 'number' && column.whole && column.min >= 0 && column.max <= 1)) &&
    column.missing < column.rows;
  const isChance = (column: ColumnFacts): boolean => column.type === 'number' && column.min >= 0 && column.max <= 1;
  const labels = withAffix(table, truths, isBits);
  if (labels.size < 2) return null;
  const all = (map: ReadonlyMap<string, string>): boolean => [...labels.keys()].every((name) => map.has(name));
  const predictions = onlyOf(withAffix(table, guesses, isBits), labels);
  const score = onlyOf(withAffix(table, chances, isChance), labels);
  if (!all(predictions) && !all(score)) return null;
  return { labels, predictions: all(predictions) ? predictions : null, score: all(score) ? score : null };
}

function onlyOf(map: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...wanted.keys()].flatMap((name) => (map.has(name) ? [[name, map.get(name)!] as const] : [])));
}

/** Columns by what their names say before or behind one of the words. */
function withAffix(table: TableFacts, affixes: readonly string[], fits: (column: ColumnFacts) => boolean): ReadonlyMap<string, string> {
  for (const affix of affixes) {
    const found = new Map<string, string>();
    for (const column of table.columns) {
      const joined = wordsOf(column.name).join('_');
      const name = joined.startsWith(`${affix}_`)
        ? joined.slice(affix.length + 1)
        : joined.endsWith(`_${affix}`)
          ? joined.slice(0, -affix.length - 1)
          : '';
      if (name !== '' && fits(column) && !found.has(name)) found.set(name, column.name);
    }
    if (found.size >= 2) return found;
  }
  return new Map();
}
