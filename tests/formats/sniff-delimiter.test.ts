import { expect, it } from 'vitest';
import { sniffDelimiter } from '../../src/formats/sniff-delimiter.ts';

const sniff = (text: string, preferred: ',' | '\t' = ','): string => sniffDelimiter(new TextEncoder().encode(text), preferred);

it.each([
  ['a,b\n1,2\n', ','],
  ['a;b\n1,5;2\n3,5;4\n', ';'],
  ['a\tb, c\n1\t2\n', '\t'],
  ['a|b|c\n1,0|2|3\n', '|'],
  ['"a;b;c",d\n"1;2;3",4\n', ','],
  ['name;note\nx;"a, b, c, d"\ny;z\n', ';'],
  ['a,b;c,d\n1,2\n', ','],
  ['alone\n1\n2\n', ','],
  ['a;b', ';'],
  ['', ','],
])('%j is parted by %j', (text, delimiter) => {
  expect(sniff(text)).toBe(delimiter);
});

it('prefers the delimiter of the file name where both would do', () => {
  expect(sniff('a,b\tc,d\n1,2\t3,4\n', '\t')).toBe(',');
  expect(sniff('a,b\tc\n1,2\t3\n', '\t')).toBe('\t');
  expect(sniff('alone\n', '\t')).toBe('\t');
});
