import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTime } from '../../src/formats/parse-time.ts';

function parse(text: string): number {
  const bytes = new TextEncoder().encode(`#${text}#`);
  return parseTime(bytes, 1, bytes.length - 1);
}

it('reads what Date writes, and dates alone', () => {
  const dates = fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
  fc.assert(
    fc.property(dates, (date) => {
      const text = date.toISOString();
      expect(parse(text)).toBe(date.getTime());
      expect(parse(text.slice(0, 10))).toBe(Date.parse(text.slice(0, 10)));
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['2024-02-29T12:30', '2024-02-29T12:30:00Z'],
  ['2024-02-29 12:30:15', '2024-02-29T12:30:15Z'],
  ['2024-02-29T12:30:15.5', '2024-02-29T12:30:15.500Z'],
  ['2024-02-29T12:30:15.123456789Z', '2024-02-29T12:30:15.123Z'],
  ['2024-02-29T00:30:00+02:00', '2024-02-28T22:30:00Z'],
  ['2024-02-29T00:30:00-0530', '2024-02-29T06:00:00Z'],
  ['2024-02-29T00:30+01', '2024-02-28T23:30:00Z'],
])('reads %s', (text, same) => {
  expect(parse(text)).toBe(Date.parse(same));
});

it.each([
  '2023-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-01-00',
  '2024-1-1',
  '20240101',
  '2024-01-01T24:00',
  '2024-01-01T12:60',
  '2024-01-01T',
  '2024-01-01T1:00',
  '2024-01-01T12:00:',
  '2024-01-01T12:00:00.',
  '2024-01-01T12:00:00X',
  '2024-01-01T12:00:00+25:00',
  '01/02/2024',
  '2024-01-01 noon',
  '',
])('takes %j as no time', (text) => {
  expect(parse(text)).toBeNaN();
});
