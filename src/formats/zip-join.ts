import { columnFromValues } from '../frame/column-from-values.ts';
import { StringColumn } from '../frame/column.ts';
import { columnOf, makeFrame, type Frame } from '../frame/frame.ts';
import { count } from './format.ts';

/** The images with the columns of a table that names their files, by path or by name; without such a column a note says so. */
export function withTable(images: Frame, table: Frame, tableName: string): Frame {
  const files = [...columnOf(images, 'file')].map(String);
  const own = images.table.columnNames();
  const key = bestKey(table, files);
  if (key === null) return { ...images, notes: [...images.notes, `no column of ${tableName} names the image files, so it is left out`] };
  const rows = files.map((file) => key.rowOf.get(file) ?? key.rowOf.get(baseOf(file)) ?? key.rowOf.get(stemOf(file)) ?? -1);
  const missing = rows.filter((row) => row === -1).length;
  const joined = table.table
    .columnNames()
    .filter((name) => name !== key.name)
    .map((name) => {
      const column = columnOf(table, name);
      return [
        own.includes(name) ? `${name}_in_table` : name,
        columnFromValues(rows.map((row) => (row === -1 ? null : column.at(row)))),
      ] as const;
    });
  const pixels = own.filter((name) => name === 'pixels').map((name) => [name, columnOf(images, name)] as const);
  const places = own.filter((name) => name !== 'pixels').map((name) => [name, columnOf(images, name)] as const);
  const notes = missing === 0 ? [] : [`${count(missing)} of ${count(files.length)} images are not named in ${tableName}`];
  const { table: _, ...rest } = images;
  return makeFrame([...places, ...joined, ...pixels], { ...rest, notes: [...images.notes, ...table.notes, ...notes] });
}

interface Key {
  readonly name: string;
  readonly rowOf: ReadonlyMap<string, number>;
  readonly hits: number;
}

/** The column whose values name the most files, if they name at least half. */
function bestKey(table: Frame, files: readonly string[]): Key | null {
  let best: Key | null = null;
  for (const name of table.table.columnNames()) {
    const column = columnOf(table, name);
    if (!(column instanceof StringColumn) && column.type !== 'number') continue;
    const rowOf = new Map<string, number>();
    for (let row = 0; row < column.length; row++) {
      const value = column.at(row);
      if (value !== null && !rowOf.has(String(value))) rowOf.set(String(value), row);
    }
    const hits = files.filter((file) => rowOf.has(file) || rowOf.has(baseOf(file)) || rowOf.has(stemOf(file))).length;
    if (hits * 2 >= files.length && hits > (best?.hits ?? 0)) best = { name, rowOf, hits };
  }
  return best;
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function stemOf(path: string): string {
  return baseOf(path).replace(/\.[^.]*$/, '');
}
