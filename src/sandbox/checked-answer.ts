import { longestLine, mostLines, type AnswerLimits, type CodeAnswer, type WireColumn, type WireTable } from './wire.ts';

/**
 * Rebuilds an answer from what came out of a sandbox, which may be anything; throws where it is not an answer.
 * What it gives shares only arrays of numbers and text with what it was given.
 */
export function checkedAnswer(value: unknown, limits: AnswerLimits): CodeAnswer {
  const answer = recordOf(value, 'the answer');
  const lines = linesOf(answer['lines']);
  if (answer['ok'] === true) return { ok: true, table: tableOf(answer['table'], limits), lines };
  if (answer['ok'] !== false) throw forged('neither a table nor an error');
  const message = textOf(answer['message'], 400);
  const { line, column, hint } = answer;
  return {
    ok: false,
    message,
    ...(isPlace(line) && isPlace(column) ? { line, column } : {}),
    ...(hint === undefined ? {} : { hint: textOf(hint, 400) }),
    lines,
  };
}

function tableOf(value: unknown, limits: AnswerLimits): WireTable {
  const columns = listOf(value, limits.columns, 'columns');
  const names = new Set<string>();
  let bytes = 0;
  let rows = -1;
  return columns.map((entry) => {
    const [first, second] = listOf(entry, 2, 'a column');
    const name = textOf(first, 200);
    if (name === '__proto__' || names.has(name)) throw forged(`a column called ${name}`);
    names.add(name);
    const column = columnOf(recordOf(second, name), limits);
    const length = lengthOf(column);
    if (rows !== -1 && length !== rows) throw forged(`columns of ${rows} and ${length} rows`);
    rows = length;
    if (rows > limits.rows) throw forged(`${rows} rows`);
    if (column.nulls !== null && column.nulls.length !== (rows + 31) >>> 5) throw forged('marks of missing values of another length');
    bytes += bytesOf(column);
    if (bytes > limits.bytes) throw forged(`more than ${Math.round(limits.bytes / 1e6)} MB`);
    return [name, column] as const;
  });
}

function columnOf(column: Readonly<Record<string, unknown>>, limits: AnswerLimits): WireColumn {
  const nulls = column['nulls'] instanceof Uint32Array ? column['nulls'] : null;
  const { type, values } = column;
  if ((type === 'number' || type === 'time') && values instanceof Float64Array) return { type, values, nulls };
  if (type === 'boolean' && values instanceof Uint8Array) return { type, values, nulls };
  if (type === 'vector' && isVector(values)) {
    const { width } = column;
    if (!isPlace(width) || values.length % width !== 0) throw forged(`vectors of width ${String(width)}`);
    return { type, values, width, nulls };
  }
  const { codes } = column;
  if (type === 'string' && isCodes(codes)) {
    const words = listOf(column['dictionary'], limits.bytes, 'words').map((word) => textOf(word, limits.bytes));
    let largest = -1;
    for (const code of codes) if (code > largest) largest = code;
    // A column whose rows are all missing has code 0 and no word.
    if (largest >= Math.max(1, words.length)) throw forged('a word that is not there');
    return { type, codes, dictionary: words, nulls };
  }
  throw forged(`a column of type ${String(type).slice(0, 40)}`);
}

function lengthOf(column: WireColumn): number {
  if (column.type === 'string') return column.codes.length;
  return column.type === 'vector' ? column.values.length / column.width : column.values.length;
}

function bytesOf(column: WireColumn): number {
  const nulls = column.nulls?.byteLength ?? 0;
  if (column.type !== 'string') return nulls + column.values.byteLength;
  return column.dictionary.reduce((sum, word) => sum + 2 * word.length, nulls + column.codes.byteLength);
}

function linesOf(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.slice(0, mostLines).flatMap((line: unknown) => (typeof line === 'string' ? [line.slice(0, longestLine)] : []))
    : [];
}

function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw forged(`${what} that is no record`);
  return value as Readonly<Record<string, unknown>>;
}

function listOf(value: unknown, most: number, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw forged(`${what} that are no list`);
  if (value.length > most) throw forged(`${value.length} ${what}`);
  return value as readonly unknown[];
}

function textOf(value: unknown, longest: number): string {
  if (typeof value !== 'string') throw forged('what should be text and is not');
  return value.length > longest ? value.slice(0, longest) : value;
}

function isPlace(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 1e7;
}

function isCodes(value: unknown): value is Uint8Array | Uint16Array | Uint32Array {
  return value instanceof Uint8Array || value instanceof Uint16Array || value instanceof Uint32Array;
}

function isVector(value: unknown): value is Uint8Array | Float32Array | Float64Array {
  return value instanceof Uint8Array || value instanceof Float32Array || value instanceof Float64Array;
}

function forged(what: string): Error {
  return new Error(`the sandbox gave back ${what}, which no table is; nothing of it is used`);
}
