import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exporterOf } from '../../../src/engine/tables/exported-text.ts';
import type { ExportFormat } from '../../../src/engine/tables/table-methods.ts';
import { columnFromValues } from '../../../src/frame/column-from-values.ts';
import { fence } from '../test-world.ts';
import { tableBed } from './table-bed.ts';

function textOf(pieces: readonly Uint8Array[]): string {
  return Buffer.concat(pieces).toString('utf8');
}

function written(columns: Readonly<Record<string, readonly unknown[]>>, format: Exclude<ExportFormat, 'parquet'>, guard = true): string {
  const names = Object.keys(columns);
  const typed = names.map((name) => columnFromValues(columns[name]!));
  const exporter = exporterOf(names, typed, format, guard);
  const rows = Array.from({ length: typed[0]!.length }, (_, row) => exporter.row(row, row === 0));
  return exporter.head + rows.join('') + exporter.foot;
}

/** Cells of a delimited file, read sign by sign. */
function parsed(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (inside) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at]!;
      else inside = false;
    } else if (sign === '"') inside = true;
    else if (sign === delimiter) cell = (rows.at(-1)!.push(cell), '');
    else if (sign === '\n') {
      rows.at(-1)!.push(cell);
      rows.push([]);
      cell = '';
    } else if (sign !== '\r') cell += sign;
  }
  rows.pop();
  return rows;
}

describe('CSV and TSV', () => {
  it('quote what would part cells, and tell a missing value from an empty text', () => {
    const columns = { 'a,b': ['x,y', 'say "no"', 'two\nlines', '', null, ' pad'], n: [1.5, -2, NaN, Infinity, null, 1e21] };
    expect(written(columns, 'csv')).toBe(
      '"a,b",n\r\n"x,y",1.5\r\n"say ""no""",-2\r\n"two\nlines",NaN\r\n"",Infinity\r\n,\r\n" pad",1e+21\r\n',
    );
    expect(written({ t: ['a\tb', 'a,b'] }, 'tsv')).toBe('t\n"a\tb"\na,b\n');
  });

  it('guard texts and names that a spreadsheet would run, and leave numbers alone', () => {
    const texts = ['=1+1', '+1', '-1', '@sum', '\tx', '\rx', "'=", 'a=b', '−1'];
    const cells = parsed(written({ '=name': texts, n: texts.map((_, row) => -row) }, 'csv'), ',');
    expect(cells[0]![0]).toBe("'=name");
    expect(cells.slice(1, 5).map(([text]) => text)).toEqual(["'=1+1", "'+1", "'-1", "'@sum"]);
    expect(written({ t: texts }, 'csv')).toContain("\r\n'\tx\r\n");
    expect(written({ t: texts }, 'csv')).toContain('"\'\rx"');
    expect(cells.slice(7).map(([text]) => text)).toEqual(["'=", 'a=b', '−1']);
    expect(cells.slice(1, 4).map(([, number]) => number)).toEqual(['0', '-1', '-2']);
  });

  it('guard texts behind spaces, quotes and full-width signs, and none where the guard is off', () => {
    const texts = [' =1', '"=1"', '＝1', '\n+1', 'a =1', '−1'];
    const first = (guard: boolean): (string | undefined)[] => parsed(written({ t: texts }, 'tsv', guard), '\t').map(([text]) => text);
    expect(first(true).slice(1)).toEqual(["' =1", '\'"=1"', "'＝1", "'\n+1", 'a =1', '−1']);
    expect(first(false).slice(1)).toEqual(texts);
  });

  it.each(['csv', 'tsv'] as const)('come back from %s as they were', (format) => {
    const text = fc
      .oneof(fc.string(), fc.constantFrom('🙂, "hi"', 'שלום', '=1', 'a\nb', '__proto__', '\t', '"'))
      .map((each) => each.replaceAll('\r', ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 12 }), (rows) => {
        const file = written({ one: rows.map(([each]) => each), two: rows.map(([, each]) => each) }, format);
        const guarded = (each: string): string => (/^[\s"]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(each) ? `'${each}` : each);
        expect(parsed(file, format === 'csv' ? ',' : '\t')).toEqual([['one', 'two'], ...rows.map((row) => row.map(guarded))]);
      }),
    );
  });
});

it('writes Markdown that a reader of Markdown takes for one table of the same texts', () => {
  const text = written({ 'a|b': ['x|y', 'two\nlines', '*', null], n: [1 / 3, NaN, 1234567, -2] }, 'markdown');
  expect(text).toBe('| a\\|b | n |\n| --- | --: |\n| x\\|y | 0.333333 |\n| two<br>lines | NaN |\n| \\* | 1234570 |\n|  | -2 |\n');
});

it('writes JSON with names as data, and numbers that JSON has not as their names', () => {
  const names = ['__proto__', 'n', 'v', 't', 'b'];
  const columns = [
    columnFromValues(['a "b" 🙂', null]),
    columnFromValues([NaN, -Infinity]),
    columnFromValues([[1, 2.5], null]),
    columnFromValues([new Date(0), null]),
    columnFromValues([true, null]),
  ];
  const exporter = exporterOf(names, columns, 'json');
  const text = exporter.head + exporter.row(0, true) + exporter.row(1, false) + exporter.foot;
  const rows = JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? { proto: value } : value)) as unknown;
  expect(text).toContain('{"__proto__":"a \\"b\\" 🙂","n":"NaN","v":[1,2.5],"t":"1970-01-01T00:00:00.000Z","b":true}');
  expect(rows).toHaveLength(2);
  expect(text).toContain('"n":"-Infinity","v":null,"t":null,"b":null}\n]');
});

it('exports what a view shows, in its order and columns, in pieces', async () => {
  const rows = Array.from({ length: 200_000 }, (_, row) => `${row},w${row % 5},${row % 2 === 0}`).join('\n');
  const { ask } = await tableBed({ 'a.csv': `x,who,even\n${rows}\n` }, fence('data', 'rows', 'source: a.csv'));
  const { result, answers } = await ask('export', {
    cell: 'rows',
    part: '',
    columns: ['who', 'x'],
    format: 'csv',
    filter: { who: ['w1', 'w2'] },
    orderby: [{ column: 'x', descending: true }],
  });
  expect(result).toEqual({ rows: 80_000, total: 80_000 });
  const lines = textOf(answers).trim().split('\r\n');
  expect([lines.length, lines[0], lines[1], lines.at(-1)]).toEqual([80_001, 'who,x', 'w2,199997', 'w1,1']);
});

it('is read again as it was by a data cell', async () => {
  const bed = await tableBed({ 'a.csv': 'x,who\n1.5,"a,b"\n,"say ""x"""\n-3,🙂\n' }, fence('data', 'rows', 'source: a.csv'));
  const { answers } = await bed.ask('export', { cell: 'rows', part: '', columns: ['x', 'who'], format: 'csv' });
  const again = await tableBed({ 'b.csv': textOf(answers) }, fence('data', 'rows', 'source: b.csv'));
  const window = { cell: 'rows', part: '', from: 0, to: 9 };
  expect((await again.ask('rows', window)).result).toEqual((await bed.ask('rows', window)).result);
});
