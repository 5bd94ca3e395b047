import { gzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportDamage, sampled } from './damage-report.ts';
import { everyCut, everyFlip, someMutations } from './mutate.ts';
import { openReaders, type Readers } from './read-damaged.ts';
import reference from '../reference/images.json' with { type: 'json' };

let readers: Readers;

beforeAll(async () => {
  readers = await openReaders();
});
afterAll(() => readers.close());

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const image = (name: string): Uint8Array =>
  Uint8Array.from(Buffer.from(reference.decoded.find((item) => item.name === name)!.file, 'base64'));

const csv = text(
  'id,grade,when,ok,"free, text"\r\n1,0.5,2024-02-29,true,"a ""quoted"" word"\r\n2,,2024-03-01T12:00:00Z,false,zoë 😀\r\n3,1e3,,TRUE,\r\n',
);
const rows = '{"id":1,"word":"a","vector":[1,2],"at":"2024-01-01"}\n{"id":12345678901234567890,"word":null,"extra":{"a":[1]}}\n';

const files: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['a.csv', csv],
  ['a.tsv', text('a\tb\n1\tx\n2\ty\n')],
  ['a.csv.gz', gzipSync(csv, { mtime: 0 })],
  ['a.json', text('[{"a":1,"b":"x"},{"a":2.5e3,"b":"\\u00e9"}]')],
  ['columns.json', text('{"a":[1,2,null],"b":["x","y","z"],"__proto__":[true,false,true]}')],
  ['a.jsonl', text(rows)],
  ['a.jsonl.gz', gzipSync(text(rows), { mtime: 0 })],
  ['table.zip', zipSync({ 'a.csv': csv, 'readme.txt': text('hello') }, { mtime: '2024-01-01' })],
  [
    'images.zip',
    zipSync(
      { 'x/grey.png': image('grey.png'), 'y/grey.jpg': image('grey.jpg'), 'labels.csv': text('file,label\ngrey.png,a\n') },
      { mtime: '2024-01-01' },
    ),
  ],
];

describe.each(files)('%s', (name, bytes) => {
  it('is read with turned bits, or refused in a sentence', async () => {
    expect((await reportDamage(readers, name, bytes, sampled(everyFlip(bytes.length), 250))).faults).toEqual([]);
  });

  it('is read where it is cut, or refused in a sentence', async () => {
    expect((await reportDamage(readers, name, bytes, sampled(everyCut(bytes.length), 100))).faults).toEqual([]);
  });

  it('is read when it is spliced, or refused in a sentence', async () => {
    expect((await reportDamage(readers, name, bytes, someMutations(bytes.length, 150, 7))).faults).toEqual([]);
  });
});

it('tells every turned bit of a compressed file that reaches its values', async () => {
  for (const name of ['a.csv.gz', 'table.zip']) {
    const bytes = files.find(([file]) => file === name)![1];
    expect((await reportDamage(readers, name, bytes, everyFlip(bytes.length))).different, name).toBe(0);
  }
});

/** What stands here was a hang, an engine's own words, or too much memory. */
describe('a file that lies in wait', () => {
  const whole = [{ kind: 'cut', length: Infinity }] as const;
  const repeated = (part: string, count: number): Uint8Array => text(part.repeat(count));

  it.each([
    ['deep.json', repeated('[', 200_000), /^deep\.json, line 1, column 200001: the end of the file is not expected/],
    [
      'deep.jsonl',
      text(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`),
      'deep.jsonl has lists or objects that are nested too deep to be read',
    ],
    [
      'deep-columns.json',
      text(`{"a":[${'{"b":'.repeat(50_000)}1${'}'.repeat(50_000)}]}`),
      'deep-columns.json has lists or objects that are nested too deep',
    ],
    ['long.jsonl', repeated('"1234567 ', 9_000_000), /^long\.jsonl has more than|^long\.jsonl has 81 MB, over/],
    ['wide.csv', repeated('a,', 200_000), 'wide.csv has 200,001 columns, over the limit of 1,000'],
    ['open.csv', text(`a,b\n1,"${'x'.repeat(40_000_000)}`), 'line 2 of the file: a quote is opened that is not closed within 32 MB'],
    ['cell.csv', text(`a,b\n1,${'x'.repeat(40_000_000)}`), 'line 2 of the file: a cell has more than 32 MB'],
    ['nul.csv', text(`a,b\n${'1,2\n'.repeat(30_000)}3,\0\n`), 'nul.csv holds bytes that are no text'],
    ['blank.csv', text(`a,b\n1,2${'\n'.repeat(10_000_000)}`), null],
    [
      'other-keys.jsonl',
      text(Array.from({ length: 900_000 }, (_, row) => `{"k${row % 900}":1}`).join('\n')),
      /^other-keys\.jsonl has \d+,\d+ rows and 900 columns, over 200,000,000 cells/,
    ],
    ['bomb.csv.gz', gzipSync(new Uint8Array(60_000_000).fill(0x31), { level: 9 }), /^line 1 of the file: a cell has more than 32 MB/],
    ['letters.csv.gz', gzipSync(repeated('1,2\n', 13_000_000), { level: 9 }), /^letters\.csv\.gz has more than/],
    ['utf16.csv', Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x2c, 0), 'utf16.csv is UTF-16 text; save it as UTF-8'],
  ])('%s', async (name, bytes, expected) => {
    const [outcome] = await readers.read(name, bytes, whole);
    if (expected === null) expect(outcome).toHaveProperty('frame');
    else expect(outcome !== undefined && 'sentence' in outcome ? outcome.sentence : JSON.stringify(outcome)).toMatch(expected);
  });
});
