import { expect, it } from 'vitest';
import { formatOf } from '../../src/formats/format-of.ts';
import { formats } from '../../src/formats/index.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';

function find(name: string, head: string | readonly number[]): Promise<string> {
  const bytes = typeof head === 'string' ? new TextEncoder().encode(head) : Uint8Array.from(head);
  return formatOf(bytesSource(name, bytes)).then((format) => format.name);
}

const latin = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

it.each([
  ['a.csv', 'x,y\n1,2\n', 'CSV'],
  ['a.TSV', 'x\ty\n', 'CSV'],
  ['a.csv', '[x],y\n', 'CSV'],
  ['a.json', '{"a":[1]}', 'JSON'],
  ['a.jsonl', '{"a":1}\n', 'JSON'],
  ['a.parquet', 'PAR1', 'Parquet'],
  ['table.csv', 'PAR1....', 'Parquet'],
  ['download', ' [{"a": 1}]', 'JSON'],
  ['download', '{ "a": [1]}', 'JSON'],
  ['download', 'x,y\n1,2\n', 'CSV'],
  ['download', [0x1f, 0x8b, 8, 0], 'CSV'],
  ['photos.zip', [0x50, 0x4b, 3, 4], 'ZIP'],
  ['download', [0x50, 0x4b, 3, 4], 'ZIP'],
  ['a.json.gz', [0x1f, 0x8b, 8, 0], 'JSON'],
])('%s beginning with %j', async (name, head, format) => {
  expect(await find(name, head)).toBe(format);
});

it.each([
  [
    'digits.png',
    latin('\x89PNG\r\n'),
    'digits.png is an image, not a table; Assay reads CSV, TSV, JSON, JSON Lines, Parquet and ZIP archives of images',
  ],
  ['data.csv', latin('\xff\xd8\xff\xe0'), 'data.csv is an image, not a table'],
  ['book.xlsx', latin('PK\x03\x04'), 'book.xlsx is an Excel workbook, not a table; save the sheet as CSV'],
  ['paper.pdf', latin('%PDF-1.7'), 'paper.pdf is a PDF document'],
  ['data.csv', '<!DOCTYPE html><html>', 'data.csv is a web page or XML, not a table; check that its address leads to the file itself'],
  ['model.onnx', [8, 7, 18, 0, 0], 'model.onnx is no text and no Parquet'],
  ['data.csv', '', 'data.csv is empty'],
])('%s is refused with a sentence', async (name, head, message) => {
  await expect(find(name, head)).rejects.toThrow(message);
});

it('lists formats with distinct names and endings', () => {
  const endings = formats.flatMap((format) => format.extensions);
  expect(new Set(endings).size).toBe(endings.length);
  expect(formats.map((format) => format.name)).toEqual(['CSV', 'JSON', 'Parquet', 'ZIP']);
});
