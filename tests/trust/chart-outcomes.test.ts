import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../src/trust/chart-outcomes.ts';

const count = (columns: readonly string[]): number => (columns.length === 0 ? 1 : Math.min(5000, 100 ** columns.length));

describe('outcomesOf', () => {
  it.each([
    ["'a'", 1],
    ['datum.a', 100],
    ["datum['a b'] * 2", 100],
    ['datum.a + datum.b', 5000],
    ['datum.a - datum.a', 100],
    ['datum.a > datum.b', 2],
    ["datum.a > 1 ? 'x' : datum.b > 2 ? 'y' : 'z'", 3],
    ["datum.a > 1 ? datum.b : 'z'", 101],
    ["if(isValid(datum.a), 'x', 'y')", 2],
    ['!datum.a', 2],
    ['lower(datum.a)', 100],
    ["datum.a || 'none'", 100],
    ['datum.a.b', 100],
    ['PI', 1],
  ])('bounds %s by %d', (source, most) => {
    expect(outcomesOf(source, count)).toBe(most);
  });
});
