import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { kernelsPlain } from '../../src/accelerate/kernels-plain.ts';
import { WasmKernels } from '../../src/accelerate/kernels-wasm.ts';
import { openWasm } from '../../src/accelerate/open-kernels.ts';
import { kernels as compiled } from 'virtual:kernels';
import { labelsFor, troublesome } from './score-samples.ts';

const plain = kernelsPlain;
let wasm: WasmKernels;
beforeEach(() => {
  wasm = openWasm()!;
});

const nothing = new AbortController().signal;

/** Rows drawn with ties, runs of equal values and values of every kind. */
const rows = fc
  .tuple(fc.integer({ min: 0, max: 300 }), fc.constantFrom('any', 'few', 'shares'), fc.integer({ min: 0, max: 2 ** 31 }))
  .chain(([length, kind]) => {
    const score =
      kind === 'any'
        ? fc.double({ noNaN: true })
        : kind === 'few'
          ? fc.constantFrom(0, -0, 0.1, 0.2, 0.5, 1, 1 / 3)
          : fc.double({ min: 0, max: 1, noNaN: true });
    const lengths = { minLength: length, maxLength: length };
    return fc.record({
      scores: fc.array(score, lengths).map((values) => Float64Array.from(values)),
      positive: fc.array(fc.integer({ min: 0, max: 1 }), lengths).map((values) => Uint8Array.from(values)),
      codes: fc.array(fc.integer({ min: 0, max: 255 }), lengths).map((values) => Uint8Array.from(values)),
      shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), lengths).map((values) => Float64Array.from(values)),
    });
  });

/** To 1e-12 of its size; a sum of losses near 0 cannot be nearer than the rounding of its terms. */
function expectClose(own: number, other: number): void {
  if (Number.isNaN(other)) expect(own).toBeNaN();
  else expect(Math.abs(own - other)).toBeLessThanOrEqual(1e-12 * Math.abs(other) + 1e-15);
}

describe('the WebAssembly kernels', () => {
  it.each(Object.keys(troublesome))('rank as the plain ones do: %s', (name) => {
    const scores = troublesome[name]!;
    const positive = labelsFor(scores.length);
    expect(wasm.scoreOrder(scores)).toEqual(plain.scoreOrder(scores));
    expect(wasm.rankSums(scores, positive)).toEqual(plain.rankSums(scores, positive));
    expectClose(wasm.averagePrecision(scores, positive), plain.averagePrecision(scores, positive));
    const codes = Int32Array.from(scores, (_, row) => (row % 7) - 1);
    expect(wasm.groupRanks(scores, positive, codes, 6)).toEqual(plain.groupRanks(scores, positive, codes, 6));
  });

  it('rank any scores as the plain ones do', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), ({ scores, positive, codes }, groups) => {
        expect(wasm.scoreOrder(scores)).toEqual(plain.scoreOrder(scores));
        expect(wasm.rankSums(scores, positive)).toEqual(plain.rankSums(scores, positive));
        expectClose(wasm.averagePrecision(scores, positive), plain.averagePrecision(scores, positive));
        const groupOf = Int32Array.from(codes, (code) => (code % (groups + 1)) - 1);
        expect(wasm.groupRanks(scores, positive, groupOf, groups)).toEqual(plain.groupRanks(scores, positive, groupOf, groups));
      }),
      { numRuns: 150 },
    );
  });

  it('count as the plain ones do', () => {
    fc.assert(
      fc.property(rows, fc.double({ noNaN: true }), fc.integer({ min: 1, max: 40 }), ({ scores, positive, codes }, other, groups) => {
        for (const threshold of [scores[0] ?? 0.5, other, 0.2]) {
          expect(wasm.confusion(scores, positive, threshold)).toEqual(plain.confusion(scores, positive, threshold));
          const grouped = [scores, positive, threshold, codes.map((code) => code % (groups + 1)), groups] as const;
          expect(wasm.groupConfusion(...grouped)).toEqual(plain.groupConfusion(...grouped));
        }
        expect(wasm.equalCount(positive, codes)).toBe(plain.equalCount(positive, codes));
        const few = codes.map((code) => code % groups);
        expect(
          wasm.pairCounts(
            few,
            codes.map((code) => (code >> 3) % groups),
            groups,
          ),
        ).toEqual(
          plain.pairCounts(
            few,
            codes.map((code) => (code >> 3) % groups),
            groups,
          ),
        );
        const lines = Int32Array.from(codes, (code) => code - 9);
        const guesses = Int32Array.from(positive, (label) => label - 1);
        expect(wasm.sumCounts(lines, guesses, 300)).toEqual(plain.sumCounts(lines, guesses, 300));
      }),
      { numRuns: 150 },
    );
  });

  it('sum as the plain ones do', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 40 }), ({ scores: anywhere, shares, positive }, bins) => {
        for (const scores of [anywhere, shares]) {
          expectClose(wasm.logLoss(scores, positive), plain.logLoss(scores, positive));
          expectClose(wasm.brierScore(scores, positive), plain.brierScore(scores, positive));
          const own = wasm.scoreBins(scores, positive, bins);
          const other = plain.scoreBins(scores, positive, bins);
          expect(own?.rows).toEqual(other?.rows);
          expect(own?.positives).toEqual(other?.positives);
          other?.scores.forEach((sum, bin) => expectClose(own!.scores[bin]!, sum));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('take no logarithm of nothing, however many rows are sure and wrong', () => {
    const positive = new Uint8Array(100_001).fill(1);
    expectClose(wasm.logLoss(new Float64Array(100_001), positive), -Math.log(2.220446049250313e-16));
    expectClose(wasm.logLoss(new Float64Array(100_001).fill(0.25), positive), Math.log(4));
  });

  it('say which row has no rank, and that lengths differ', () => {
    const scores = Float64Array.of(0.1, NaN, 0.2);
    for (const kernels of [wasm, plain]) {
      expect(() => kernels.scoreOrder(scores)).toThrow('the score of row 2 is NaN and has no rank');
      expect(() => kernels.rankSums(scores, labelsFor(3))).toThrow('the score of row 2 is NaN');
      expect(() => kernels.rankSums(scores, labelsFor(4))).toThrow('3 and 4 values are not of the same rows');
    }
    expect(wasm.confusion(scores, Uint8Array.of(1, 1, 0), 0.15)).toEqual({ tp: 0, fp: 1, fn: 2, tn: 0 });
  });

  it('sort many rows with keys that meet: the linear key of near scores is repaired', () => {
    const scores = Float64Array.from({ length: 70_001 }, (_, row) => ((row * 7919) % 70_001) * 1e-10 + (row === 0 ? 1 : 0.2));
    expect(wasm.scoreOrder(scores)).toEqual(plain.scoreOrder(scores));
    expect(wasm.rankSums(scores, labelsFor(70_001))).toEqual(plain.rankSums(scores, labelsFor(70_001)));
  });

  it.each([0, 1, 7, 8, 9, 64])('resample as the plain ones do: %i replicates', async (replicates) => {
    const labels = labelsFor(9001);
    const rows = Uint32Array.from(labels, (label, at) => (((at * 31) % 9001) << 2) | (at % 5 === 0 ? 0 : 2) | label);
    rows[9000]! |= 2;
    const request = { rows, replicates, seed: 7 };
    expect(await wasm.rankBootstrap(request, nothing)).toEqual({ ...(await plain.rankBootstrap(request, nothing)), backend: 'wasm' });
  });

  it('resample runs of ties that are longer than a tile', async () => {
    const rows = Uint32Array.from(
      { length: 13_000 },
      (_, at) => (at << 2) | (at === 3 || at === 12_000 || at === 12_999 ? 2 : 0) | (at % 3 === 0 ? 1 : 0),
    );
    const request = { rows, replicates: 16, seed: 1 };
    expect(await wasm.rankBootstrap(request, nothing)).toEqual({ ...(await plain.rankBootstrap(request, nothing)), backend: 'wasm' });
  });

  it('stay right when their memory is too small for what they held, or for the rows', () => {
    const bytes = Uint8Array.from(atob(compiled), (letter) => letter.charCodeAt(0));
    const small = WasmKernels.open(bytes, 2 ** 22, 2 ** 16)!;
    for (const length of [10, 3000, 1000, 200_000, 3000, 70_000]) {
      const scores = Float64Array.from({ length }, (_, row) => ((row * 7919) % 1009) / 1009);
      const positive = labelsFor(length);
      const codes = positive.map((label, row) => label + (row % 5));
      for (const threshold of [0.3, 0.6]) {
        expect(small.confusion(scores, positive, threshold)).toEqual(plain.confusion(scores, positive, threshold));
        expect(small.groupConfusion(scores, positive, threshold, codes, 5)).toEqual(
          plain.groupConfusion(scores, positive, threshold, codes, 5),
        );
      }
      expect(small.rankSums(scores, positive)).toEqual(plain.rankSums(scores, positive));
    }
  });
});
