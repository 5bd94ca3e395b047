import { describe, expect, it } from 'vitest';
import { findReferences, formatInterval, formatValue } from '../../src/notebook/interpolation.ts';

describe('findReferences', () => {
  it.each([
    ['{{ quality.recall }}', { name: 'quality', path: ['recall'], selector: null, field: null, format: null }],
    ['{{threshold}}', { name: 'threshold', path: [], selector: null, field: null, format: null }],
    ['{{ quality.recall | percent }}', { name: 'quality', path: ['recall'], format: { name: 'percent' } }],
    [
      '{{ quality.recall[afam=yes].low | fixed 2 }}',
      { name: 'quality', path: ['recall'], selector: 'afam=yes', field: 'low', format: { name: 'fixed', digits: 2 } },
    ],
    ['{{ quality.recall.n | integer }}', { name: 'quality', path: ['recall'], field: 'n', format: { name: 'integer' } }],
    ['{{ quality.recall[single and Black] }}', { name: 'quality', path: ['recall'], selector: 'single and Black', field: null }],
  ])('reads %s', (source, expected) => {
    const prose = `The model finds ${source} of them.`;
    const found = findReferences(prose);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ ...expected, source, start: 16, end: 16 + source.length });
    expect(found[0]!.problem).toBeUndefined();
    expect(prose.slice(found[0]!.start, found[0]!.end)).toBe(source);
  });

  it.each([
    ['{{ Quality }}', /written as/],
    ['{{ }}', /written as/],
    ['{{ a + b }}', /written as/],
    ['{{ quality.recall[a].mean }}', /no field mean/],
    ['{{ quality.recall | euro }}', /no format euro/],
    ['{{ quality.recall | fixed two }}', /no number of digits/],
    ['{{ quality.recall | percent | fixed }}', /one format/],
  ])('says what is wrong with %s', (source, problem) => {
    expect(findReferences(source)[0]?.problem).toMatch(problem);
  });

  it.each([
    'a code span `{{ a.b }}` in text',
    'two ticks ``{{ a.b }} ` `` in text',
    '```text\n{{ a.b }}\n```\n',
    '~~~\n{{ a.b }}',
    'text\n\n    {{ a.b }}\n',
    'text\r\n\r\n    x\r\n    {{ a.b }}\r\n',
    '{ { a.b } }',
    '{{ a.b',
    '{{ a\n\nb }}',
  ])('finds none in %j', (prose) => {
    expect(findReferences(prose)).toEqual([]);
  });

  it('finds those beside code, and several', () => {
    expect(findReferences('`code` {{ a.b }} `x` {{ c.d }} and ` alone').map((found) => found.name)).toEqual(['a', 'c']);
  });
});

describe('formatValue', () => {
  it.each([
    [0.2857, 'percent', undefined, '28.6%'],
    [-0.1668, 'points', undefined, '−16.7 points'],
    [0.2857, 'percent', 0, '29%'],
    [1234567.891, 'fixed', 1, '1,234,567.9'],
    [0.30512, 'fixed', undefined, '0.31'],
    [1189.6, 'integer', undefined, '1,190'],
    [-0.0001, 'fixed', 2, '0.00'],
    [NaN, 'percent', undefined, 'no value'],
    [Infinity, 'fixed', undefined, '∞'],
    [-Infinity, 'fixed', undefined, '−∞'],
    [0.5, 'text', undefined, '0.5'],
  ] as const)('writes %d as %s %s', (value, name, digits, expected) => {
    expect(formatValue(value, digits === undefined ? { name } : { name, digits })).toBe(expected);
  });

  it('has as many digits as the interval supports', () => {
    expect(formatValue(0.87654, null, 0.85, 0.9)).toBe('0.877');
    expect(formatValue(0.87654, null, 0.6, 0.99)).toBe('0.88');
    expect(formatValue(0.87654, null)).toBe('0.877');
    expect(formatValue(12345.6, null, 12000, 12700)).toBe('12,346');
    expect(formatValue(3, null)).toBe('3');
    expect(formatValue(0, null)).toBe('0');
  });

  it('writes intervals in the unit of the value', () => {
    expect(formatInterval(0.2123, 0.3729, { name: 'percent' })).toBe('[21.2, 37.3]');
    expect(formatInterval(-0.05, 0.05, { name: 'points' })).toBe('[−5.0, 5.0]');
    expect(formatInterval(-Infinity, 0.5, { name: 'fixed', digits: 1 })).toBe('[−∞, 0.5]');
    expect(formatInterval(0.851, 0.9, null)).toBe('[0.851, 0.900]');
  });
});
