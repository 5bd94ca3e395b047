import type { KeyDoc } from '../../cells/kind.ts';

/** Keys within entries that many kinds share and that no kind documents as its own, by what they stand in. */
const docs: Readonly<Record<string, readonly (readonly [key: string, doc: string, values?: KeyDoc['values']])[]>> = {
  by: [
    ['cross', 'A slice for each combination of the values of these columns.', 'column'],
    ['bin', 'Slices by the size of this number.', 'column'],
    ['quantiles', 'So many slices with equally many rows.'],
    ['edges', 'The numbers that part the slices.'],
    ['width', 'Slices of this width.'],
    ['time', 'Slices by the time in this column.', 'column'],
    ['period', 'How long a slice of time is.'],
    ['each', 'A slice for each value in a column that holds several.', 'column'],
    ['separator', 'What stands between the values of a row, such as "|".'],
    ['name', 'What the slice is called.'],
    ['where', 'The rows where this holds.', 'expression'],
    ['slice', 'A slice cell.', 'cell'],
  ],
  orderby: [['desc', 'Sorts by this column, the greatest first.', 'column']],
  join: [
    ['with', 'The cell whose columns are added.', 'cell'],
    ['on', 'Columns that must agree: [id], or [[left], [right]].', 'column'],
    ['how', 'inner keeps rows that have a partner, left all of this cell, full all of both.'],
  ],
  sample: [
    ['size', 'How many rows are drawn.'],
    ['seed', 'The same seed draws the same rows.'],
    ['replace', 'Whether a row may be drawn twice.'],
  ],
  inputs: [
    ['column', 'The column that the model takes.', 'column'],
    ['one_hot', 'Its categories, each an input of 0 or 1.'],
    ['image', 'The column holds images.'],
  ],
  models: [
    ['prediction', 'The column that this model predicted.', 'column'],
    ['score', 'The column of its score, or columns by class.', 'column'],
    ['threshold', 'Its own threshold: a number, or $input.'],
  ],
};

/** What is known of a key within an entry, by the keys around it, the nearest first. */
export function nestedKeyDoc(keys: readonly string[]): KeyDoc | undefined {
  const key = keys.at(-1);
  for (const parent of keys.slice(0, -1).toReversed()) {
    const found = Object.hasOwn(docs, parent) ? docs[parent]!.find(([name]) => name === key) : undefined;
    if (found !== undefined)
      return { key: `${parent}.${found[0]}`, doc: found[1], ...(found[2] === undefined ? {} : { values: found[2] }) };
  }
  return undefined;
}
