import type { Frame } from '../frame/frame.ts';
import type { Progress, Source } from '../io/source.ts';
import type { Format, ReadOptions } from './format.ts';
import { quoted } from './format.ts';
import { jsonProblem } from './json-position.ts';
import { JsonRows, frameOfColumns } from './json-table.ts';
import { quoteLongIntegers } from './quote-long-integers.ts';
import { textChunks } from './text-stream.ts';

const longestText = 500_000_000;
const longestLine = 64_000_000;

/**
 * JSON: a list of objects (rows), an object of lists (columns), or JSON Lines (an object a line). Lists of numbers of one
 * length are vectors, other lists and objects are kept as their text; integers beyond 2⁵³ are text.
 */
export const json: Format = {
  name: 'JSON',
  extensions: ['.json', '.jsonl', '.ndjson', '.json.gz', '.jsonl.gz', '.ndjson.gz'],
  async read(source, options, signal, progress): Promise<Frame> {
    try {
      return await readTable(source, options, signal, progress);
    } catch (error) {
      // Values are walked by calls within calls, and the stack has an end.
      if (error instanceof RangeError)
        throw new Error(`${source.name} has lists or objects that are nested too deep to be read`, { cause: error });
      throw error;
    }
  },
};

async function readTable(source: Source, options: ReadOptions, signal: AbortSignal, progress: Progress): Promise<Frame> {
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(source.name)) return readLines(source, options, signal, progress);
  const text = await readText(source, options, signal, progress);
  if (text.trim() === '') throw new Error(`${source.name} is empty`);
  if (looksLikeLines(text)) return rowsOfLines(source.name, text.split('\n'), new JsonRows(source.name, options));
  return frameOf(source.name, parse(source.name, text), options);
}

async function readText(source: Source, options: ReadOptions, signal: AbortSignal, progress: Progress): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of textChunks(source, { signal, progress, limitBytes: options.limits.bytes })) {
    parts.push(decoder.decode(chunk, { stream: true }));
    length += chunk.length;
    if (length > longestText) throw new Error(`${source.name} has more than 500 MB of JSON; use JSON Lines (.jsonl) or Parquet`);
  }
  parts.push(decoder.decode());
  return parts.join('');
}

async function readLines(source: Source, options: ReadOptions, signal: AbortSignal, progress: Progress): Promise<Frame> {
  const decoder = new TextDecoder();
  const rows = new JsonRows(source.name, options);
  let rest: string[] = [];
  let length = 0;
  let line = 1;
  for await (const chunk of textChunks(source, { signal, progress, limitBytes: options.limits.bytes })) {
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n');
    rest.push(first);
    length += first.length;
    if (length > longestLine) throw new Error(`${source.name}, line ${line}: it has more than 64 MB; write a row a line`);
    const last = more.pop();
    if (last === undefined) continue;
    addLine(source.name, rest.join(''), line++, rows);
    for (const text of more) addLine(source.name, text, line++, rows);
    rest = [last];
    length = last.length;
  }
  addLine(source.name, rest.join('') + decoder.decode(), line, rows);
  return rows.finish();
}

function rowsOfLines(file: string, lines: readonly string[], rows: JsonRows): Frame {
  lines.forEach((text, index) => addLine(file, text, index + 1, rows));
  return rows.finish();
}

function addLine(file: string, text: string, line: number, rows: JsonRows): void {
  if (text.trim() !== '') rows.add(parse(file, text, line), `line ${line}`);
}

/** Whether the first line is an object by itself and the next begins another. */
function looksLikeLines(text: string): boolean {
  const end = text.indexOf('\n');
  if (end === -1) return false;
  const first = text.slice(0, end).trim();
  return first.startsWith('{') && first.endsWith('}') && text.slice(end).trimStart().startsWith('{') && jsonProblem(first) === null;
}

function parse(file: string, text: string, line = 1): unknown {
  try {
    return JSON.parse(quoteLongIntegers(text));
  } catch (error) {
    const problem = jsonProblem(text);
    if (problem === null) throw error;
    const cut = problem.found === 'the end of the file' && line === 1 ? '; the file is cut short' : '';
    const place = `line ${line + problem.line - 1}, column ${problem.column}`;
    throw new Error(`${file}, ${place}: ${problem.found} is not expected in JSON here${cut}`, { cause: error });
  }
}

function frameOf(file: string, value: unknown, options: ReadOptions): Frame {
  if (Array.isArray(value)) {
    const rows = new JsonRows(file, options);
    value.forEach((row: unknown, index) => rows.add(row, `row ${index + 1}`));
    return rows.finish();
  }
  if (typeof value !== 'object' || value === null) {
    throw new Error(`${file} holds ${quoted(JSON.stringify(value))}, not a table; write a list of objects, or an object of lists`);
  }
  const columns = new Map<string, readonly unknown[]>();
  for (const [name, values] of Object.entries(value)) {
    if (!Array.isArray(values)) {
      throw new Error(
        `${file}: column ${name} is ${quoted(JSON.stringify(values))}, not a list of values; write a list of objects, or an object of lists`,
      );
    }
    columns.set(name, values);
  }
  return frameOfColumns(file, columns, options);
}
