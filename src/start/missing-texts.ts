import { StringColumn } from '../frame/column.ts';
import { columnOf, type Frame } from '../frame/frame.ts';

/** Texts that files write where there is no value. */
const known = new Set(['na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', '?', '-', '--', '.', 'missing', 'unknown', '\\n']);
const mostWords = 100_000;

/** Texts that stand for no value in columns that hold numbers otherwise, as `NA` in a column of incomes. */
export function missingTexts(frame: Frame): readonly string[] {
  const found = new Set<string>();
  for (const name of frame.table.columnNames()) {
    const column = columnOf(frame, name);
    if (!(column instanceof StringColumn) || column.dictionary.length < 2 || column.dictionary.length > mostWords) continue;
    const others = column.dictionary.filter((word) => !isNumber(word));
    if (
      others.length > 0 &&
      others.length <= 3 &&
      others.length < column.dictionary.length &&
      others.every((word) => known.has(word.trim().toLowerCase()))
    )
      for (const word of others) found.add(word);
  }
  return [...found].sort();
}

function isNumber(word: string): boolean {
  return word.trim() !== '' && Number.isFinite(Number(word));
}
