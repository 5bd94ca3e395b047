import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOf } from '../../src/start/todays-level.ts';

describe('levelOf', () => {
  it.each([
    [{ value: 0.9, low: 0.8712, high: 0.93 }, 'higher', { comparison: '>=', limit: 0.87 }],
    [{ value: 0.2, low: 0.1, high: 0.2312 }, 'lower', { comparison: '<=', limit: 0.24 }],
    [{ value: 20_524, low: 19_342, high: 21_705 }, 'lower', { comparison: '<=', limit: 22_000 }],
    [{ value: 0.05, low: -0.0312, high: 0.1 }, 'higher', { comparison: '>=', limit: -0.032 }],
    [{ value: 0.3, low: 0.29, high: 0.31 }, 'higher', { comparison: '>=', limit: 0.29 }],
    [{ value: 1, low: 1, high: 1 }, 'higher', { comparison: '>=', limit: 1 }],
    [{ value: 0, low: 0, high: 0 }, 'lower', { comparison: '<=', limit: 0 }],
  ] as const)('of %j, %s being better, is %j', (number, better, level) => {
    expect(levelOf(number, better)).toEqual(level);
  });

  it('is none without a number or an interval', () => {
    expect(levelOf({ value: NaN, low: NaN, high: NaN }, 'higher')).toBeNull();
    expect(levelOf({ value: 0.5, low: NaN, high: NaN }, 'higher')).toBeNull();
  });

  it('is met by every number that it was made from, and is never far below', () => {
    const end = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(end, (low) => {
        const { limit } = levelOf({ value: low, low, high: low }, 'higher')!;
        expect(limit).toBeLessThanOrEqual(low);
        expect(low - limit).toBeLessThanOrEqual(Math.abs(low) * 0.1 + 1e-9);
      }),
    );
  });
});
