import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvPlainCells } from '../../src/formats/csv-plain-cells.ts';
import { CsvScanner, type CsvSink } from '../../src/formats/csv-scanner.ts';
import { CsvTable } from '../../src/formats/csv-table.ts';
import type { ReadOptions } from '../../src/formats/format.ts';
import type { Column } from '../../src/frame/column.ts';

const options: ReadOptions = { missing: [], limits: { bytes: 1e8, rows: 1e6, columns: 100 } };

interface Taken {
  cells: number;
}

/** Reads with the plain cells taken whole, or, without `count`, with every cell byte by byte. */
function read(chunks: readonly Uint8Array[], delimiter: string, extra: Partial<ReadOptions>, count?: Taken): unknown {
  const table = new CsvTable('a.csv', { ...options, ...extra });
  const slow: CsvSink = {
    cell: (bytes, start, end, wasQuoted, line) => {
      if (count !== undefined) count.cells++;
      table.cell(bytes, start, end, wasQuoted, line);
    },
    record: (line) => table.record(line),
    blank: (line) => table.blank(line),
    untidy: (line) => table.untidy(line),
  };
  const fast: CsvSink = {
    ...slow,
    begin: (byte) => table.begin(byte),
    plain: (bytes, view, at, end, cell) => table.plain(bytes, view, at, end, cell),
  };
  try {
    const scanner = new CsvScanner(delimiter.charCodeAt(0), count === undefined ? slow : fast);
    for (const chunk of chunks) scanner.push(chunk);
    scanner.finish();
    const broken = [...table.brokenColumns()];
    const texts = table.columns.map((column) => column.misfit);
    if (broken.length > 0) return { broken, texts, rows: table.rows, lengths: table.columns.map((column) => column.length) };
    const { columns, notes } = table.finish();
    return { columns: columns.map(([name, column]) => [name, contentOf(column)]), notes };
  } catch (error) {
    return String(error);
  }
}

function contentOf(column: Column): unknown {
  const words = column.type === 'string' ? column.dictionary : [];
  return { type: column.type, values: [...column].map((value) => (Object.is(value, -0) ? '-0' : value)), words };
}

function chopped(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) chunks.push(bytes.slice(at, (at += sizes[chunks.length % sizes.length]!)));
  return chunks;
}

const number = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true }).map(String),
  fc.double({ min: 0, max: 1, noNaN: true }).map(String),
  fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 1, max: 24 })).map(([digits, places]) => {
    const text = digits.toString().padStart(places + 1, '0');
    return `${text.slice(0, -places)}.${text.slice(-places)}`;
  }),
  fc.constantFrom(
    '0',
    '-0',
    '-0.0',
    '1.',
    '.5',
    '-',
    '007',
    '+1',
    ' 12 ',
    '123456789',
    '1234567890',
    '9007199254740993',
    '1e5',
    'NA',
    '-999',
  ),
);
const time = fc.oneof(
  fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }).chain((date) => {
    const text = date.toISOString();
    return fc.constantFrom(text, text.slice(0, 19), text.slice(0, 10), text.replace('T', ' '), `${text.slice(0, 19)}+02:00`);
  }),
  fc.constantFrom('2023-02-29', '2024-02-29', '2024-13-01', '2024-01-01T24:00:00', '2024-01-01T10:00', '2024-01-01T10:00:00.12'),
);
const boolean = fc.constantFrom('true', 'false', 'True', 'FALSE', 'tru', 'falsey', '1');
const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'é', '😀', '"', ',', ';', '\n', '\r', '\t', ' ', '\u0001', 'NA', 'long enough'),
  maxLength: 7,
});

/** Mostly what a column should hold; now and then another column's cell, wrongly quoted text, or nothing. */
function cellOf(usual: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const quotedCell = usual.map((text) => `"${text.replaceAll('"', '""')}"`);
  const odd = fc.oneof(number, time, boolean, word, fc.constantFrom('""', '"x"y', '"a""b"', '""""', ','));
  return fc.oneof({ arbitrary: usual, weight: 60 }, { arbitrary: quotedCell, weight: 20 }, fc.constant(''), { arbitrary: odd, weight: 1 });
}

const plainNumber = fc.oneof(fc.integer().map(String), fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(String));
const plainWord = word.map((text) => text.replaceAll(/[",;\n\r\t]/g, '-'));
const plainTime = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
const row = (cells: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string[]> => fc.tuple(...cells.map(cellOf));
const rows = fc.oneof(
  fc.array(row([number, time, boolean, word, number]), { maxLength: 25 }),
  fc.array(row([plainNumber, plainTime, fc.constantFrom('true', 'FALSE'), plainWord, plainWord]), { maxLength: 25 }),
  fc.array(row([word]), { maxLength: 40 }),
);

describe('cells taken whole', () => {
  it('come out as those taken byte by byte, whatever the text', () => {
    const texts = fc.record({
      rows,
      delimiter: fc.constantFrom(',', ';', '\t'),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      sizes: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 }),
      missing: fc.constantFrom<readonly string[]>([], ['NA'], ['-999', 'NA', '']),
      columns: fc.constantFrom(undefined, ['c0', 'c3']),
      declared: fc.boolean(),
    });
    const total = { cells: 0 };
    let all = 0;
    fc.assert(
      fc.property(texts, ({ rows, delimiter, end, sizes, missing, columns, declared }) => {
        const header = (rows[0] ?? ['c0']).map((_, index) => `c${index}`);
        const bytes = new TextEncoder().encode([header, ...rows].map((cells) => cells.join(delimiter)).join(end) + end);
        const types = new Map(
          declared
            ? ([
                ['c0', 'text'],
                ['c3', 'category'],
              ] as const)
            : [],
        );
        const extra = { missing, types, ...(columns === undefined ? {} : { columns }) };
        const taken = { cells: 0 };
        const chunks = chopped(bytes, sizes);
        expect(read(chunks, delimiter, extra, taken)).toEqual(read(chunks, delimiter, extra));
        total.cells += taken.cells;
        all += header.length * (rows.length + 1);
      }),
      { numRuns: 3000 },
    );
    expect(total.cells).toBeLessThan(all * 0.95);
  });

  it('are nearly all the cells of a usual file', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => `${i},-${i / 7},2024-02-29T10:00:00Z,"a, ${i % 9}",true,zoë`);
    const taken = { cells: 0 };
    const bytes = new TextEncoder().encode(`a,b,c,d,e,f\n${lines.join('\n')}\n`);
    expect(read([bytes], ',', {}, taken)).toEqual(read([bytes], ',', {}));
    expect(taken.cells).toBeLessThan(30);
  });

  it('keep the bound on rows', () => {
    const bytes = new TextEncoder().encode('a,b\n' + '1234567,abc\n'.repeat(50));
    const limits = { ...options.limits, rows: 20 };
    expect(read([bytes], ',', { limits }, { cells: 0 })).toContain('has more than 20 rows');
    expect(read([bytes], ',', { limits: { ...limits, rows: 50 } }, { cells: 0 })).toHaveProperty('notes', []);
  });

  it('stop before a cell that begins as a text for a missing value does', () => {
    const doubtful = new Uint8Array(256);
    doubtful['N'.charCodeAt(0)] = 1;
    const table = new CsvTable('a.csv', options);
    new CsvScanner(44, table).push(new TextEncoder().encode('a,b\nx,y\n'));
    const bytes = new TextEncoder().encode(`x,y\nx,Name\n${' '.repeat(80)}`);
    const cells = new CsvPlainCells(table.columns, 44, doubtful);
    cells.take(bytes, new DataView(bytes.buffer), 0, bytes.length, 0, Infinity);
    expect([cells.at, cells.cell, cells.rows]).toEqual([6, 1, 1]);
  });
});
