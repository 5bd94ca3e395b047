import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadOptions } from '../../src/formats/format.ts';
import { json } from '../../src/formats/json.ts';
import { columnOf, type Frame } from '../../src/frame/frame.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';

const options: ReadOptions = { missing: [], limits: { bytes: 1e8, rows: 1e6, columns: 100 } };

function read(text: string, extra: Partial<ReadOptions> = {}, name = 'test.json'): Promise<Frame> {
  const source = bytesSource(name, new TextEncoder().encode(text));
  return json.read(source, { ...options, ...extra }, new AbortController().signal, () => undefined);
}

function columns(frame: Frame): Record<string, unknown[]> {
  return Object.fromEntries(frame.table.columnNames().map((name) => [name, [...columnOf(frame, name)]]));
}

function types(frame: Frame): string[] {
  return frame.table.columnNames().map((name) => columnOf(frame, name).type);
}

describe('the three forms', () => {
  const expected = { a: [1, null, 3], b: ['x', 'y', ''] };

  it('reads a list of rows', async () => {
    expect(columns(await read('[{"a":1,"b":"x"},{"b":"y"},{"b":"","a":3}]'))).toEqual(expected);
  });

  it('reads an object of columns', async () => {
    expect(columns(await read('{"a":[1,null,3],"b":["x","y",""]}'))).toEqual(expected);
  });

  it.each([['test.jsonl'], ['test.json']])('reads JSON Lines in %s', async (name) => {
    expect(columns(await read('{"a":1,"b":"x"}\r\n{"b":"y"}\n\n{"b":"","a":3}', {}, name))).toEqual(expected);
  });

  it('reads an empty list as a table of no rows', async () => {
    expect((await read('[]')).table.totalRows()).toBe(0);
  });
});

describe('types', () => {
  it('makes vectors of lists of numbers of one length, and text of other nested values', async () => {
    const frame = await read('{"v":[[1,2],[3,4]],"w":[[1],[2,3]],"o":[{"k":1},null]}');
    expect(types(frame)).toEqual(['vector', 'string', 'string']);
    expect(columns(frame)).toEqual({ v: [Float64Array.of(1, 2), Float64Array.of(3, 4)], w: ['[1]', '[2,3]'], o: ['{"k":1}', null] });
  });

  it('keeps integers beyond 2⁵³ as text, wherever they stand', async () => {
    const frame = await read(
      '[{"id":9007199254740993,"s":"9007199254740993 \\" 12345678901234567890","f":0.12345678901234567},{"id":-12345678901234567890,"s":"","f":12345678901234567.5}]',
    );
    expect(columns(frame)).toEqual({
      id: ['9007199254740993', '-12345678901234567890'],
      s: ['9007199254740993 " 12345678901234567890', ''],
      f: [Number('0.12345678901234567'), Number('12345678901234567.5')],
    });
  });

  it('takes ISO dates as times where all of a column are', async () => {
    const frame = await read('{"t":["2024-01-01",null,"2024-01-02T03:04:05Z"],"u":["2024-01-01","soon",""]}');
    expect(types(frame)).toEqual(['time', 'string']);
    expect(columns(frame)['t']).toEqual([new Date('2024-01-01'), null, new Date('2024-01-02T03:04:05Z')]);
  });

  it('takes listed texts as missing and follows declared types', async () => {
    const text = '[{"a":1,"b":2,"c":"3"},{"a":"NA","b":null,"c":"NA"}]';
    const frame = await read(text, {
      missing: ['NA'],
      types: new Map([
        ['b', 'category'],
        ['c', 'number'],
      ] as const),
    });
    expect(columns(frame)).toEqual({ a: [1, null], b: ['2', null], c: [3, null] });
    await expect(read(text, { types: new Map([['c', 'number']]) })).rejects.toThrow('row 2, column c: "NA" is not a number');
  });

  it('reads only the wanted columns, and renames __proto__', async () => {
    const frame = await read('[{"a":1,"__proto__":{"polluted":true},"b":2}]', { columns: ['proto', 'b'] });
    expect(columns(frame)).toEqual({ proto: ['{"polluted":true}'], b: [2] });
    expect(frame.notes).toEqual(['column __proto__ is called proto']);
    expect('polluted' in {}).toBe(false);
  });
});

describe('what is wrong is said', () => {
  it.each([
    ['an empty file', ' \n', 'test.json is empty'],
    [
      'a file that is cut',
      '[{"a":1},\n{"a":',
      'test.json, line 2, column 6: the end of the file is not expected in JSON here; the file is cut short',
    ],
    ['a NaN', '[{"a":1},\n {"a": NaN}]', 'test.json, line 2, column 8: "NaN" is not expected'],
    ['a comma too many', '{"a":[1,2,]}', 'line 1, column 11: "]" is not expected'],
    ['a row that is no object', '[{"a":1},5]', 'test.json, row 2: "5" is no object of columns'],
    ['a value alone', '"hello"', 'not a table'],
    ['columns that are no lists', '{"a":{"0":1}}', 'column a is "{\\"0\\":1}", not a list of values'],
    ['columns of different length', '{"a":[1,2],"b":[1]}', 'column b has 1 values where a has 2'],
  ])('refuses %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('says the line of a broken row in JSON Lines', async () => {
    await expect(read('{"a":1}\n{"a":1,}\n', {}, 'log.jsonl')).rejects.toThrow('log.jsonl, line 2, column 8: "}" is not expected');
  });

  it('keeps the bounds on rows and columns', async () => {
    const limits = { bytes: 1e6, rows: 2, columns: 2 };
    await expect(read('[{},{},{}]', { limits })).rejects.toThrow('more than 2 rows');
    await expect(read('{"a":[1,2,3]}', { limits })).rejects.toThrow('more than 2 rows');
    await expect(read('[{"a":1,"b":2,"c":3}]', { limits })).rejects.toThrow('3 columns, over the limit of 2');
  });
});

it('reads back what JSON.stringify wrote', async () => {
  const word = fc.string().filter((text) => !/^\d{4}-\d\d-\d\d/.test(text));
  const row = fc.record({ n: fc.double({ noNaN: true, noDefaultInfinity: true }), s: fc.option(word), b: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1 }), fc.boolean(), async (rows, indent) => {
      const whole = rows.map((each) => ({ ...each, n: Object.is(each.n, -0) ? 0 : each.n }));
      const readable = whole.filter((each) => !Number.isInteger(each.n) || Number.isSafeInteger(each.n));
      fc.pre(readable.length > 0);
      const frame = await read(JSON.stringify(readable, null, indent ? 2 : 0));
      expect(columns(frame)).toEqual({
        n: readable.map((each) => each.n),
        s: readable.map((each) => each.s),
        b: readable.map((each) => each.b),
      });
    }),
  );
});
