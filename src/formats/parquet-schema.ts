import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';

/** What a top-level Parquet column holds, as far as its conversion differs. */
export type Holds = 'numbers' | 'booleans' | 'times' | 'bytes' | 'values';

export interface ParquetColumn {
  /** Name in the file. */
  readonly source: string;
  readonly holds: Holds;
  /** Power of ten that a decimal's integer is divided by. */
  readonly scale: number;
}

/**
 * Describes the top-level columns. Decimals are changed, in `metadata`, to be read as their integers, so that the division
 * by the power of ten rounds once, and correctly.
 */
export function parquetColumns(metadata: FileMetaData, tree: SchemaTree): ParquetColumn[] {
  for (const element of metadata.schema) if (isDecimal(element)) element.converted_type = 'DECIMAL';
  return tree.children.map((child) => {
    const { element } = child;
    const nested = child.children.length > 0 || element.repetition_type === 'REPEATED';
    if (nested) return { source: element.name, holds: 'values', scale: 0 };
    const scale = isDecimal(element) ? takeScale(element) : 0;
    return { source: element.name, holds: holdsOf(element), scale };
  });
}

function isDecimal(element: SchemaElement): boolean {
  return element.converted_type === 'DECIMAL' || element.logical_type?.type === 'DECIMAL';
}

function takeScale(element: SchemaElement): number {
  const scale = element.scale ?? (element.logical_type?.type === 'DECIMAL' ? element.logical_type.scale : 0);
  element.scale = 0;
  return scale;
}

function holdsOf(element: SchemaElement): Holds {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (isDecimal(element)) return 'numbers';
  if (type === 'BOOLEAN') return 'booleans';
  if (type === 'INT96' || converted === 'DATE' || logical?.type === 'DATE') return 'times';
  if (converted?.startsWith('TIMESTAMP') === true || logical?.type === 'TIMESTAMP') return 'times';
  if (logical?.type === 'FLOAT16' || type === 'FLOAT' || type === 'DOUBLE' || type === 'INT32' || type === 'INT64') return 'numbers';
  if (type === 'FIXED_LEN_BYTE_ARRAY' && logical?.type !== 'UUID') return 'bytes';
  return type === 'BYTE_ARRAY' && converted === undefined && logical === undefined ? 'bytes' : 'values';
}
