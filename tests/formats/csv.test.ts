import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv } from '../../src/formats/csv.ts';
import type { ReadOptions } from '../../src/formats/format.ts';
import { columnOf, type Frame } from '../../src/frame/frame.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { streamSource } from '../../src/io/stream-source.ts';
import type { Source } from '../../src/io/source.ts';

const options: ReadOptions = { missing: [], limits: { bytes: 1e8, rows: 1e6, columns: 100 } };
const never = new AbortController().signal;

function read(text: string | Uint8Array, extra: Partial<ReadOptions> = {}, name = 'test.csv'): Promise<Frame> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return readSource(bytesSource(name, bytes), extra);
}

function readSource(source: Source, extra: Partial<ReadOptions> = {}): Promise<Frame> {
  return csv.read(source, { ...options, ...extra }, never, () => undefined);
}

function values(frame: Frame, name: string): unknown[] {
  return [...columnOf(frame, name)];
}

function types(frame: Frame): string[] {
  return frame.table.columnNames().map((name) => columnOf(frame, name).type);
}

/** Bytes in chunks of the given sizes, over and over. */
function choppedSource(name: string, bytes: Uint8Array, sizes: readonly number[]): Source {
  return streamSource(name, () => {
    let at = 0;
    let next = 0;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        const size = sizes[next++ % sizes.length]!;
        controller.enqueue(bytes.slice(at, (at += size)));
      },
    });
  });
}

async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

describe('types', () => {
  it('takes numbers, booleans, times and text from the whole column', async () => {
    const frame = await read('n,b,t,s\n1,true,2024-02-29,x\n-2.5e3,FALSE,2024-02-29T12:30:00.250+02:00,y\n,,,\n');
    expect(types(frame)).toEqual(['number', 'boolean', 'time', 'string']);
    expect(values(frame, 'n')).toEqual([1, -2500, null]);
    expect(values(frame, 'b')).toEqual([true, false, null]);
    expect(values(frame, 't')).toEqual([new Date('2024-02-29'), new Date('2024-02-29T10:30:00.250Z'), null]);
    expect(values(frame, 's')).toEqual(['x', 'y', null]);
  });

  it('reads a column again as text when a late cell does not fit, and says which', async () => {
    const rows = Array.from({ length: 5000 }, (_, row) => `${row}.50,${row}`);
    const frame = await read(`a,b\n${rows.join('\n')}\nn/a,7\n`);
    expect(types(frame)).toEqual(['string', 'number']);
    expect(values(frame, 'a').slice(0, 2)).toEqual(['0.50', '1.50']);
    expect(values(frame, 'a').at(-1)).toBe('n/a');
    expect(frame.notes).toEqual(['column a is text: line 5002 has "n/a" after numbers; list it under missing where it means no value']);
  });

  it('keeps identifiers with leading zeros and integers beyond 2⁵³ as text', async () => {
    const frame = await read('zip,big,safe\n02134,9007199254740993,9007199254740991\n90210,1,2\n');
    expect(types(frame)).toEqual(['string', 'string', 'number']);
    expect(values(frame, 'zip')).toEqual(['02134', '90210']);
    expect(values(frame, 'big')).toEqual(['9007199254740993', '1']);
  });

  it('keeps missing, NaN, null and the empty string apart', async () => {
    const frame = await read('n,s\nNaN,""\n,\nInfinity,null\n-Infinity,NaN\n');
    expect(values(frame, 'n')).toEqual([NaN, null, Infinity, -Infinity]);
    expect(values(frame, 's')).toEqual(['', null, 'null', 'NaN']);
  });

  it('takes the listed texts as missing, quoted or not', async () => {
    const frame = await read('n,s\n1,NA\nNA,"NA"\n?,NAN\n', { missing: ['NA', '?'] });
    expect(values(frame, 'n')).toEqual([1, null, null]);
    expect(values(frame, 's')).toEqual([null, null, 'NAN']);
  });

  it('makes a column without a value a column of missing text', async () => {
    const frame = await read('a,b\n,1\n,2\n');
    expect(types(frame)).toEqual(['string', 'number']);
    expect(values(frame, 'a')).toEqual([null, null]);
  });

  it('follows declared types', async () => {
    const types = new Map([
      ['zip', 'number'],
      ['grade', 'category'],
      ['yes', 'boolean'],
    ] as const);
    const frame = await read('zip,grade,yes\n007,1,1\n+8,2,0\n', { types });
    expect(values(frame, 'zip')).toEqual([7, 8]);
    expect(values(frame, 'grade')).toEqual(['1', '2']);
    expect(values(frame, 'yes')).toEqual([true, false]);
  });

  it('says line, column and cell where a declared type does not hold', async () => {
    await expect(read('a,b\n1,2\n"x\ny",2\n3,abc\n', { types: new Map([['b', 'number']]) })).rejects.toThrow(
      'line 5 of the file, column b: "abc" is not a number',
    );
  });
});

describe('text', () => {
  it('reads quotes, doubled quotes and line ends inside cells', async () => {
    const frame = await read('a,b\r\n"x, ""y""\r\nz",1\r\n5" pipe,2\r\n');
    expect(values(frame, 'a')).toEqual(['x, "y"\r\nz', '5" pipe']);
    expect(values(frame, 'b')).toEqual([1, 2]);
  });

  it.each([['\n'], ['\r\n'], ['\r']])('takes %j as line end, with or without one at the end', async (end) => {
    for (const last of ['', end]) {
      const frame = await read(['a,b', '1,x', '2,y'].join(end) + last);
      expect(values(frame, 'a')).toEqual([1, 2]);
      expect(values(frame, 'b')).toEqual(['x', 'y']);
    }
  });

  it('drops a byte order mark', async () => {
    expect((await read('\uFEFFa,b\n1,2\n')).table.columnNames()).toEqual(['a', 'b']);
  });

  it.each([[','], [';'], ['\t'], ['|']])('finds out the delimiter %j', async (delimiter) => {
    const lines = [
      ['a', 'b', 'c'],
      ['"1,5;|\t"', 'x', '2'],
      ['z', 'y', '3'],
    ].map((cells) => cells.join(delimiter));
    expect(values(await read(lines.join('\n')), 'c')).toEqual([2, 3]);
  });

  it('uses the delimiter that it is told', async () => {
    expect((await read('a,b;c\n1,2;3\n', { delimiter: ';' })).table.columnNames()).toEqual(['a,b', 'c']);
  });

  it('reads gzip', async () => {
    const frame = await read(await gzip(new TextEncoder().encode('a\n1\n2\n')), {}, 'a.csv.gz');
    expect(values(frame, 'a')).toEqual([1, 2]);
  });

  it('reads only the wanted columns', async () => {
    expect((await read('a,b,c\n1,2,3\n', { columns: ['c', 'a'] })).table.columnNames()).toEqual(['a', 'c']);
  });

  it('reads a header alone as a table of no rows', async () => {
    const frame = await read('a,b\n');
    expect(frame.table.totalRows()).toBe(0);
    expect(frame.table.columnNames()).toEqual(['a', 'b']);
  });

  it('takes an empty line in a table of one column as a missing value', async () => {
    expect(values(await read('a\n1\n\n3\n'), 'a')).toEqual([1, null, 3]);
  });
});

describe('what is wrong is said', () => {
  it('notes ragged rows with their lines', async () => {
    const frame = await read('a,b,c\nw,2\n"x\ny",2,3\n1,2,3,4\n\n5,6,7\n\n');
    expect(values(frame, 'c')).toEqual([null, 3, 3, 7]);
    expect(frame.notes).toEqual([
      '1 row has fewer than 3 cells; the rest is missing: line 2',
      '1 row has more than 3 cells; the extra cells are left out: line 5',
      '1 empty line is left out: line 6',
    ]);
  });

  it('notes text behind a closing quote and keeps it', async () => {
    const frame = await read('a,b\n"x"y,1\n');
    expect(values(frame, 'a')).toEqual(['xy']);
    expect(frame.notes[0]).toContain('line 2');
  });

  it('refuses a quote that is never closed, with the line where it was opened', async () => {
    await expect(read('a,b\n1,2\n3,"open\n4,5\n')).rejects.toThrow('line 3 of the file: a quote is opened that is never closed');
  });

  it('renames empty, repeated and dangerous names, and notes it', async () => {
    const frame = await read('a,,a,__proto__,constructor,a_2\n1,2,3,4,5,6\n');
    expect(frame.table.columnNames()).toEqual(['a', 'column_2', 'a_3', 'proto', 'constructor', 'a_2']);
    expect(values(frame, 'proto')).toEqual([4]);
    expect(values(frame, 'constructor')).toEqual([5]);
    expect(frame.notes).toHaveLength(3);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('notes bytes that are not UTF-8, with the column and row', async () => {
    const frame = await read(new Uint8Array([...new TextEncoder().encode('name,n\nzoë,1\nzo'), 0xeb, ...new TextEncoder().encode(',2\n')]));
    expect(values(frame, 'name')).toEqual(['zoë', 'zo\uFFFD']);
    expect(frame.notes).toEqual(['column name has text that is not UTF-8 in row 2; the broken letters show as \uFFFD']);
  });

  it.each([
    ['an empty file', '', 'test.csv is empty'],
    ['a file of empty lines', '\n\n\n', 'test.csv is empty'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0x00]), 'test.csv is UTF-16 text; save it as UTF-8'],
    ['binary', new Uint8Array([0x61, 0x00, 0x62]), 'bytes that are no text'],
  ])('refuses %s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  it('refuses truncated gzip', async () => {
    const whole = await gzip(new TextEncoder().encode('a\n1\n'.repeat(1000)));
    await expect(read(whole.subarray(0, whole.length - 12), {}, 'a.csv.gz')).rejects.toThrow('a.csv.gz is cut short or damaged');
  });

  it('keeps the bounds on bytes, inflated bytes, rows and columns', async () => {
    const limits = { bytes: 1000, rows: 10, columns: 3 };
    await expect(read('a\n'.repeat(600), { limits })).rejects.toThrow('test.csv has 1,200 bytes, over the limit of 1,000 bytes');
    const bomb = await gzip(new TextEncoder().encode(`a\n${'0'.repeat(100_000)}`));
    expect(bomb.length).toBeLessThan(1000);
    await expect(read(bomb, { limits }, 'a.csv.gz')).rejects.toThrow('a.csv.gz has more than the limit of 1,000 bytes');
    await expect(read('a\n' + '1\n'.repeat(11), { limits })).rejects.toThrow('test.csv has more than 10 rows');
    await expect(read('a,b,c,d\n', { limits })).rejects.toThrow('test.csv has 4 columns, over the limit of 3');
  });

  it('calls checkNames before it reads rows', async () => {
    const checkNames = (names: readonly string[]): void => {
      throw new Error(names.join(' '));
    };
    await expect(read('a,b\n1,"open', { checkNames })).rejects.toThrow('a b');
  });
});

it('reports progress and stops between chunks when it is cancelled', async () => {
  const controller = new AbortController();
  const lines = new TextEncoder().encode('1,2\n'.repeat(1 << 16));
  let pulled = 0;
  const source = streamSource('endless.csv', () => {
    return new ReadableStream<Uint8Array>({
      pull(stream) {
        stream.enqueue(pulled++ === 0 ? new TextEncoder().encode('a,b\n') : lines);
      },
    });
  });
  const limits = { bytes: Infinity, rows: Infinity, columns: 9 };
  const doing: string[] = [];
  const reading = csv.read(source, { ...options, limits }, controller.signal, (_, what) => {
    doing.push(what);
    controller.abort();
  });
  await expect(reading).rejects.toThrow(/abort/i);
  expect(doing).toEqual(['reading endless.csv']);
});

type Cell = { readonly text: string | null; readonly quote: boolean };

/** Writes a table as RFC 4180 asks, by string operations alone. */
function write(header: readonly string[], rows: readonly (readonly Cell[])[], delimiter: string, end: string): string {
  const cell = ({ text, quote }: Cell): string => {
    if (text === null) return '';
    return quote || text === '' || /["\r\n,;|\t]/.test(text) || text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows.map((row) => row.map(cell))].map((cells) => cells.join(delimiter)).join(end) + end;
}

it('reads back what another writer wrote, in chunks of any size', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\n', '\r', '\t', ' ', '|', '\uFFFD'), maxLength: 6 });
  const number = fc
    .oneof(fc.integer().map(String), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String))
    .filter((digits) => digits.includes('.') || digits.includes('e') || Number.isSafeInteger(Number(digits)));
  const cellOf = (content: fc.Arbitrary<string>): fc.Arbitrary<Cell> =>
    fc.record({ text: fc.option(content, { freq: 5 }), quote: fc.boolean() });
  const row = fc.tuple(cellOf(text.map((word) => `w${word}`)), cellOf(number), cellOf(text.map((word) => `${word}x`)));
  const table = fc.record({
    rows: fc.array(row, { maxLength: 30 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    sizes: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(table, async ({ rows, delimiter, end, sizes }) => {
      const bytes = new TextEncoder().encode(write(['s', 'n', 't'], rows, delimiter, end));
      const frame = await readSource(choppedSource('random.csv', bytes, sizes), { delimiter });
      expect(values(frame, 's')).toEqual(rows.map((cells) => cells[0].text));
      expect(values(frame, 't')).toEqual(rows.map((cells) => cells[2].text));
      const numbers = rows.map((cells) => (cells[1].text === null ? null : Number(cells[1].text)));
      expect(values(frame, 'n')).toEqual(numbers);
      expect(frame.notes).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

it('reads the same table from one chunk and from chunks beyond the first 64 KiB', async () => {
  const rows = Array.from({ length: 20_000 }, (_, row) => `${row},"w, ${row % 7}\n",${row / 3}`);
  const bytes = new TextEncoder().encode(`i,s,f\n${rows.join('\n')}`);
  for (const sizes of [[7], [1000, 3], [bytes.length]]) {
    const frame = await readSource(choppedSource('long.csv', bytes, sizes));
    expect(values(frame, 'i')).toEqual(rows.map((_, row) => row));
    expect(values(frame, 'f')).toEqual(rows.map((_, row) => row / 3));
    expect(values(frame, 's')).toEqual(rows.map((_, row) => `w, ${row % 7}\n`));
  }
});
