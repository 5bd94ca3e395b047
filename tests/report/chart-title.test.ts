import { expect, it } from 'vitest';
import { chartTitle } from '../../src/report/chart-title.ts';

it.each([
  [{ title: 'One' }, 'One'],
  [{ title: { text: 'One', subtitle: 'two' } }, 'One'],
  [{ title: ['One', 'two'] }, 'One two'],
  [{ title: { text: ['One', 'two'] } }, 'One two'],
  [{ title: ' ' }, null],
  [{ title: { text: { signal: 'x' } } }, null],
  [{ title: null }, null],
  [{}, null],
])('finds the heading of %j', (spec, title) => {
  expect(chartTitle(spec)).toBe(title);
});
