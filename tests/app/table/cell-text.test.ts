import { expect, it } from 'vitest';
import { cellText } from '../../../src/app/table/cell-text.ts';
import { copiedText } from '../../../src/app/table/copied-text.ts';
import { statusLine } from '../../../src/app/table/status-line.ts';

it('tells a missing value, an empty text and NaN apart', () => {
  expect(cellText(null, 'number', 2)).toEqual({ text: 'missing', tone: 'gap' });
  expect(cellText('', 'string', 0)).toEqual({ text: 'empty', tone: 'gap' });
  expect(cellText(NaN, 'number', 2)).toEqual({ text: 'NaN', tone: 'odd' });
  expect(cellText(-Infinity, 'number', 2)).toEqual({ text: '−∞', tone: 'odd' });
  expect(cellText('missing', 'string', 0)).toEqual({ text: 'missing', tone: 'plain' });
});

it('shows numbers with the digits of their column, times as days, truths as words', () => {
  expect(cellText(0.5, 'number', 3).text).toBe('0.500');
  expect(cellText(1e-9, 'number', 3).text).toBe('1e−9');
  expect(cellText(12345, 'number', 0).text).toBe('12,345');
  expect(cellText('2024-03-01T00:00:00.000Z', 'time', 0).text).toBe('2024-03-01');
  expect(cellText('2024-03-01T12:30:05.000Z', 'time', 0).text).toBe('2024-03-01 12:30:05');
  expect(cellText('2024-03-01T12:30:05.250Z', 'time', 0).text).toBe('2024-03-01 12:30:05.250');
  expect(cellText('2024-03-01T12:30:05.000Z', 'string', 0).text).toBe('2024-03-01T12:30:05.000Z');
  expect(cellText(false, 'boolean', 0).text).toBe('false');
});

it('copies rows so that a spreadsheet reads them and runs nothing', () => {
  expect(
    copiedText(
      ['=x', 'n'],
      [
        ['a\tb "c"', -1],
        ['-1', NaN],
        [null, true],
        ['🙂', 1.5],
      ],
    ),
  ).toBe('\'=x\tn\n"a\tb ""c"""\t-1\n\'-1\tNaN\n\ttrue\n🙂\t1.5');
});

it('says what of a table is on screen', () => {
  const whole = { total: 388_590, all: 1_048_576, columns: 15, spec: {} };
  expect(statusLine({ from: 48_210, to: 48_243 }, { ...whole, spec: { orderby: [{ column: 'scored', descending: true }] } })).toBe(
    'Rows 48,211 to 48,243 of 388,590 rows, 15 columns, by scored, high to low',
  );
  expect(statusLine({ from: 0, to: 3 }, { total: 3, all: 9, columns: 1, spec: {} })).toBe('3 of 9 rows, 1 column');
  expect(statusLine({ from: 0, to: 1 }, { total: 1, all: 1, columns: 2, spec: {} })).toBe('1 row, 2 columns');
});
