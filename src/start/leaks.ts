import { aucOf, likeness } from './agreement.ts';
import type { ColumnFacts } from './column-facts.ts';
import { isCategory, type TableFacts } from './table-facts.ts';

const fewestRows = 30;
const mostColumns = 2000;

/** Columns that tell the label without an error though nothing says that they are predictions: copies of the outcome, mostly. */
export function leakNotes(
  table: TableFacts,
  label: ColumnFacts,
  classes: readonly string[],
  columns: readonly ColumnFacts[],
): readonly string[] {
  if (table.rows < fewestRows) return [];
  const actual = classes.length > 1 ? table.codes(label, classes) : null;
  const truth = actual === null ? table.numbers(label) : null;
  return columns
    .slice(0, mostColumns)
    .filter((column) => (actual === null ? repeatsNumber(table, column, truth!) : tellsClasses(table, column, actual, classes.length)))
    .map(({ name }) => `\`${name}\` tells \`${label.name}\` without an error. It may be a copy of the outcome, known only afterwards.`);
}

function repeatsNumber(table: TableFacts, column: ColumnFacts, truth: Float64Array): boolean {
  return column.type === 'number' && Math.abs(likeness(table.numbers(column), truth).correlation) > 0.9999;
}

function tellsClasses(table: TableFacts, column: ColumnFacts, actual: Int32Array, classes: number): boolean {
  if (isCategory(column) && column.distinct >= 2 && column.distinct <= table.rows / 5) return isPure(table, column, actual);
  if (column.type !== 'number' || classes !== 2) return false;
  const auc = aucOf(table.numbers(column), (at) => (actual[at]! < 0 ? null : actual[at] === 1));
  return auc > 0.9999 || auc < 0.0001;
}

function isPure(table: TableFacts, column: ColumnFacts, actual: Int32Array): boolean {
  const codes = table.codes(column, column.values);
  const only = new Map<number, number>();
  let rows = 0;
  for (let at = 0; at < codes.length; at++) {
    const [value, label] = [codes[at]!, actual[at]!];
    if (value < 0 || label < 0) continue;
    rows++;
    const known = only.get(value);
    if (known !== undefined && known !== label) return false;
    only.set(value, label);
  }
  return rows >= fewestRows && new Set(only.values()).size > 1;
}
