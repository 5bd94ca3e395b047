import { expect, it } from 'vitest';
import { guardedText } from '../../src/frame/guarded-text.ts';

it.each(['=1', '+1', '-1', '@a', '\t', '\r', '\nx', '  =1', '"=1"', '＝1', '＋1', '－1', '＠a', ' =a'])('guards %j', (text) => {
  expect(guardedText(text)).toBe(`'${text}`);
});

it.each(['', 'a=1', "'=1", '1-2', '−1', '.', '(=1)', 'a\n=1'])('leaves %j alone', (text) => {
  expect(guardedText(text)).toBe(text);
});
