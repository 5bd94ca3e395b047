import { describe, expect, it } from 'vitest';
import { cutBucket, hashUnit, poissonThresholds, replicateKeys, weightOfHash, weightTable } from '../../src/accelerate/poisson-weight.ts';

function weights(seed: number, replicate: number, units: number): number[] {
  const keys = replicateKeys(seed, replicate, replicate + 1);
  return Array.from({ length: units }, (_, unit) => weightOfHash(hashUnit(unit, keys[0]!, keys[1]!)));
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    ab += (value - ma) * (b[i]! - mb);
    aa += (value - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  });
  return ab / Math.sqrt(aa * bb);
}

describe('Poisson weights', () => {
  it('has the thresholds of the Poisson distribution with mean 1', () => {
    let term = Math.exp(-1);
    let cumulated = 0;
    for (let k = 0; k < 12; k++) {
      cumulated += term;
      term /= k + 1;
      expect(poissonThresholds[k]).toBe(Math.floor(cumulated * 2 ** 32));
    }
    expect(weightOfHash(0)).toBe(0);
    expect(weightOfHash(0x5e2d58d8)).toBe(1);
    expect(weightOfHash(0xffffffff)).toBe(12);
  });

  it('draws each weight as often as the distribution says', () => {
    const counts = new Array<number>(13).fill(0);
    const n = 400_000;
    for (const weight of weights(7, 3, n)) counts[weight]!++;
    let expected = n * Math.exp(-1);
    let chi2 = 0;
    for (let k = 0; k < 7; k++) {
      chi2 += (counts[k]! - expected) ** 2 / expected;
      expected /= k + 1;
    }
    expect(chi2).toBeLessThan(22.5);
  });

  it('draws independently over units, replicates and seeds', () => {
    const n = 100_000;
    const base = weights(1, 0, n + 8);
    const first = base.slice(0, n);
    for (const shift of [1, 2, 4, 8]) expect(Math.abs(correlation(first, base.slice(shift, n + shift)))).toBeLessThan(0.015);
    for (const other of [weights(1, 1, n), weights(1, 2, n), weights(2, 0, n), weights(0, 0, n)]) {
      expect(Math.abs(correlation(first, other))).toBeLessThan(0.015);
    }
  });

  it('has a table that agrees with counting', () => {
    const table = weightTable();
    let cut = 0;
    for (let bucket = 0; bucket < table.length; bucket++) {
      if (table[bucket] === cutBucket) cut++;
      else for (const inside of [0, 1, 524_288, 1_048_575]) expect(weightOfHash(bucket * 2 ** 20 + inside)).toBe(table[bucket]);
    }
    expect(cut).toBeLessThanOrEqual(12);
  });

  it('gives replicates the same keys in any batch, and refuses a seed that is not a word', () => {
    expect([...replicateKeys(5, 0, 9).slice(8, 12)]).toEqual([...replicateKeys(5, 4, 6)]);
    expect(() => replicateKeys(-1, 0, 1)).toThrow('seed -1');
    expect(() => replicateKeys(0.5, 0, 1)).toThrow('seed 0.5');
  });
});
