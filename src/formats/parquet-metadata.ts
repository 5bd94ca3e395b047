import type { ColumnMetaData, FileMetaData, SchemaElement } from 'hyparquet';
import { checkColumns, checkRows, count, quoted, type ReadOptions } from './format.ts';

/** Cells of the wanted columns, and values of one column of lists in one row group. */
const mostCells = 500_000_000;
const mostListed = 100_000_000;
const deepest = 40;

/** A column chunk's place and what its pages hold; levels are Dremel's, 0 where a column has none. */
export interface Chunk {
  readonly meta: ColumnMetaData;
  readonly start: number;
  readonly end: number;
  readonly rows: number;
  readonly flat: boolean;
  readonly element: SchemaElement;
  readonly maxRepetition: number;
  readonly maxDefinition: number;
}

interface Leaf {
  readonly path: readonly string[];
  readonly element: SchemaElement;
  readonly maxRepetition: number;
  readonly maxDefinition: number;
}

/**
 * Holds what a footer promises against itself and the file's size, and gives the chunks of each row group, one a leaf of the
 * schema. Throws what is wrong, without the file's name where it is damage.
 */
export function parquetChunks(metadata: FileMetaData, dataEnd: number): readonly (readonly Chunk[])[] {
  const leaves = leavesOf(metadata.schema);
  let rows = 0;
  const groups = metadata.row_groups.map((group, index) => {
    const groupRows = wholeNumber(group.num_rows, `the rows of row group ${index + 1}`);
    rows += groupRows;
    if (group.columns.length !== leaves.length)
      throw new Error(`row group ${index + 1} has ${group.columns.length} columns where the schema has ${leaves.length}`);
    return leaves.map((leaf, column) => chunkOf(leaf, group.columns[column]!, groupRows, dataEnd));
  });
  const promised = wholeNumber(metadata.num_rows, 'the number of rows');
  if (rows !== promised) throw new Error(`it promises ${promised} rows, its row groups ${rows}`);
  return groups;
}

/** Throws where there is more than is allowed, before anything is made room for. */
export function checkSizes(name: string, metadata: FileMetaData, columns: readonly string[], wanted: number, options: ReadOptions): void {
  const rows = Number(metadata.num_rows);
  checkRows(name, rows, options.limits.rows);
  checkColumns(name, columns.length, options.limits.columns);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw new Error(`${name} has two columns called ${twice}; rename one where the file is written`);
  if (rows * wanted > mostCells)
    throw new Error(
      `${name} has ${count(rows)} rows of ${count(wanted)} columns, over ${count(mostCells)} cells; list fewer under columns`,
    );
}

function leavesOf(schema: readonly SchemaElement[]): Leaf[] {
  const leaves: Leaf[] = [];
  const open: { left: number; readonly path: readonly string[]; readonly repetition: number; readonly definition: number }[] = [];
  for (const [index, element] of schema.entries()) {
    const children = element.num_children === undefined ? 0 : wholeNumber(element.num_children, 'the number of children');
    const parent = open.at(-1);
    if (index > 0 && parent === undefined) throw new Error('its schema has more elements than it promises');
    if (index > 0 && typeof element.name !== 'string') throw new Error('its schema has a column without a name');
    if (parent !== undefined) parent.left--;
    const path = parent === undefined ? [] : [...parent.path, element.name];
    if (index > 0 && element.repetition_type === undefined)
      throw new Error(`column ${quoted(element.name)} of its schema is neither required nor optional`);
    const repetition = (parent?.repetition ?? 0) + Number(index > 0 && element.repetition_type === 'REPEATED');
    const definition = (parent?.definition ?? 0) + Number(index > 0 && element.repetition_type !== 'REQUIRED');
    if (path.length > deepest) throw new Error(`its schema is nested more than ${deepest} deep`);
    if (children > 0 || index === 0) {
      if (children > schema.length) throw new Error('its schema promises more columns than it has');
      open.push({ left: children, path, repetition, definition });
    } else {
      if (element.type === undefined) throw new Error(`column ${quoted(path.join('.'))} of its schema has no type`);
      leaves.push({ path, element, maxRepetition: repetition, maxDefinition: definition });
    }
    while (open.at(-1)?.left === 0) open.pop();
  }
  if (open.length > 0) throw new Error('its schema promises more columns than it has');
  return leaves;
}

function chunkOf(leaf: Leaf, column: FileMetaData['row_groups'][number]['columns'][number], rows: number, dataEnd: number): Chunk {
  const { meta_data: meta } = column;
  const name = quoted(leaf.path.join('.'));
  if (column.crypto_metadata !== undefined || meta === undefined) throw new Error(`column ${name} is encrypted or lies in another file`);
  if (column.file_path !== undefined) throw new Error(`column ${name} lies in another file`);
  if (meta.path_in_schema.join('.') !== leaf.path.join('.'))
    throw new Error(`a column is called ${quoted(meta.path_in_schema.join('.'))} where the schema has ${name}`);
  if (meta.type !== leaf.element.type)
    throw new Error(`column ${name} holds ${meta.type ?? 'nothing known'} where the schema has ${leaf.element.type}`);
  if (meta.codec === undefined) throw new Error(`column ${name} is packed in an unknown way`);
  const data = wholeNumber(meta.data_page_offset, `the place of column ${name}`);
  const dictionary =
    meta.dictionary_page_offset === undefined ? 0 : wholeNumber(meta.dictionary_page_offset, `the place of column ${name}`);
  const start = dictionary > 0 ? dictionary : data;
  const end = start + wholeNumber(meta.total_compressed_size, `the size of column ${name}`);
  if (rows > 0 && (start < 4 || end > dataEnd))
    throw new Error(`column ${name} is said to lie from byte ${start} to ${end}, outside the data`);
  const values = wholeNumber(meta.num_values, `the values of column ${name}`);
  const flat = leaf.path.length === 1 && leaf.maxRepetition === 0;
  const most = leaf.maxRepetition === 0 ? rows : mostListed;
  if (values > most || values < rows) throw new Error(`column ${name} has ${values} values where there are ${rows} rows`);
  return { meta, start, end, rows, flat, element: leaf.element, maxRepetition: leaf.maxRepetition, maxDefinition: leaf.maxDefinition };
}

function wholeNumber(value: unknown, what: string): number {
  const number: unknown = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number !== 'number') throw new Error(`${what} stands nowhere`);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${what} cannot be ${number}`);
  return number;
}
