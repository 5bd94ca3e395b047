import type { Source } from '../io/source.ts';
import { csv } from './csv.ts';
import type { Format } from './format.ts';
import { formats } from './index.ts';
import { json } from './json.ts';
import { parquet } from './parquet.ts';
import { zip } from './zip.ts';

const headBytes = 1024;

/** The format of a file, by its first bytes and then its name; throws a sentence that says what the file is instead. */
export async function formatOf(source: Source): Promise<Format> {
  const head = await source.slice(0, headBytes);
  const readable = 'Assay reads CSV, TSV, JSON, JSON Lines, Parquet and ZIP archives of images';
  if (head.length === 0) throw new Error(`${source.name} is empty`);
  if (begins(head, 'PAR1')) return parquet;
  if (begins(head, 'PK\x03\x04') && !isWorkbook(source.name)) return zip;
  const other = signatures.find(([bytes]) => begins(head, bytes));
  if (other !== undefined) throw new Error(`${source.name} is ${other[1]}, not a table; ${other[2] ?? readable}`);
  const named = byName(source.name);
  const text = new TextDecoder().decode(head).trimStart();
  if (/^<(!doctype|html|\?xml|svg|head|body)/i.test(text)) {
    throw new Error(`${source.name} is a web page or XML, not a table; check that its address leads to the file itself`);
  }
  if (named !== undefined) return named;
  if (head[0] === 0x1f && head[1] === 0x8b) return csv;
  if (looksLikeJson(text)) return json;
  const isMarked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (head.includes(0) && !isMarked) throw new Error(`${source.name} is no text and no Parquet; ${readable}`);
  return csv;
}

function byName(name: string): Format | undefined {
  const lower = name.toLowerCase();
  return formats.find((format) => format.extensions.some((extension) => lower.endsWith(extension)));
}

function isWorkbook(name: string): boolean {
  return /\.(xlsx?|ods|docx|pptx)$/i.test(name);
}

function looksLikeJson(text: string): boolean {
  return /^(\{\s*"|\{\s*\}|\[\s*[[{\]"\d-]|\[\s*(null|true|false))/.test(text);
}

const excel = 'save the sheet as CSV';
const signatures: readonly (readonly [bytes: string, what: string, wayOut?: string])[] = [
  ['\x89PNG', 'an image'],
  ['\xff\xd8\xff', 'an image'],
  ['GIF8', 'an image'],
  ['RIFF', 'an image or sound'],
  ['%PDF', 'a PDF document'],
  ['PK\x03\x04', 'an Excel workbook', excel],
  ['\xd0\xcf\x11\xe0', 'an Excel workbook', excel],
  ['\x89HDF', 'an HDF5 file'],
  ['ARROW1', 'an Arrow file', 'write it as Parquet'],
  ['SQLite format 3', 'a SQLite database', 'export the table as CSV'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard archive', 'unpack it'],
  ['BZh', 'a bzip2 archive', 'unpack it'],
  ['\xfd7zXZ', 'an XZ archive', 'unpack it'],
  ['\x93NUMPY', 'a NumPy array', 'write it as CSV or Parquet'],
  ['\x80\x04\x95', 'a Python pickle', 'write it as CSV or Parquet'],
];

/** Whether the bytes begin with these characters, a byte each. */
function begins(head: Uint8Array, characters: string): boolean {
  for (let i = 0; i < characters.length; i++) if (head[i] !== characters.charCodeAt(i)) return false;
  return true;
}
