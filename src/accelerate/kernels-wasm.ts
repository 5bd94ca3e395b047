import { compileKernels, type KernelExports } from './kernel-exports.ts';
import { sameLength, type Confusion, type Kernels, type RankSums, type ScoreBins } from './kernels.ts';
import { kernelsPlain } from './kernels-plain.ts';
import type { RankBootstrap, RankCounts } from './rank-bootstrap.ts';
import { rankBootstrapWasm } from './rank-bootstrap-wasm.ts';
import { Scratch } from './scratch.ts';

const mebibyte = 2 ** 20;
/** Digits of the sort, the survey, and whether equal keys are equal scores. */
const workBytes = 24_640;
const surveyAt = 24_576;
const exactAt = surveyAt + 24;
/** Groups up to which a mask each is quicker than a table of cells. */
const mostMasks = 16;

/** The WebAssembly twin. What does not fit its memory goes to the plain one. */
export class WasmKernels implements Kernels {
  readonly backend = 'wasm';

  private constructor(
    private readonly wasm: KernelExports,
    private readonly scratch: Scratch,
  ) {}

  /** Null where WebAssembly, or its SIMD, is not to be had. Throws where compiling is forbidden. */
  static open(bytes: BufferSource, room: number = 160 * mebibyte, held: number = 96 * mebibyte): WasmKernels | null {
    const scratch = new Scratch(room, held);
    const wasm = compileKernels(bytes, scratch.memory);
    return wasm === null ? null : new WasmKernels(wasm, scratch);
  }

  /** Forgets copies of arrays. */
  clear(): void {
    this.scratch.clear();
  }

  scoreOrder(scores: Float64Array): Uint32Array {
    const n = scores.length;
    if (!this.fits(28 * n)) return kernelsPlain.scoreOrder(scores);
    const { sorted } = this.sort(scores, null);
    const rows = this.scratch.take(4 * n);
    this.wasm.rowsOfElements(sorted, n, rows);
    return this.scratch.words(rows, n).slice();
  }

  rankSums(scores: Float64Array, positive: Uint8Array): RankSums {
    sameLength(scores, positive);
    const n = scores.length;
    if (!this.fits(25 * n)) return kernelsPlain.rankSums(scores, positive);
    const { sorted, exact, at, work } = this.sort(scores, positive);
    this.wasm.scanElements(sorted, n, at, exact, work);
    const [positives, u2] = this.scratch.floats(work, 2);
    return { positives: positives!, negatives: n - positives!, u2: u2! };
  }

  averagePrecision(scores: Float64Array, positive: Uint8Array): number {
    sameLength(scores, positive);
    const n = scores.length;
    if (!this.fits(25 * n)) return kernelsPlain.averagePrecision(scores, positive);
    const { sorted, exact, at, work } = this.sort(scores, positive);
    const sum = this.wasm.precisionSum(sorted, n, at, exact, work);
    return sum / this.scratch.floats(work, 1)[0]!;
  }

  logLoss(scores: Float64Array, positive: Uint8Array): number {
    sameLength(scores, positive);
    const n = scores.length;
    if (!this.fits(9 * n)) return kernelsPlain.logLoss(scores, positive);
    const out = this.scratch.take(16);
    const inside = this.wasm.productOfTruths(this.scratch.hold(scores), this.scratch.hold(positive), n, out);
    const [factor, power] = this.scratch.floats(out, 2);
    return inside === 0 ? NaN : -(Math.log(factor!) + power! * Math.LN2) / n;
  }

  brierScore(scores: Float64Array, positive: Uint8Array): number {
    sameLength(scores, positive);
    const n = scores.length;
    if (!this.fits(9 * n)) return kernelsPlain.brierScore(scores, positive);
    return this.wasm.squaredErrors(this.scratch.hold(scores), this.scratch.hold(positive), n) / n;
  }

  scoreBins(scores: Float64Array, positive: Uint8Array, bins: number): ScoreBins | null {
    sameLength(scores, positive);
    const n = scores.length;
    if (!this.fits(9 * n + 64 * bins)) return kernelsPlain.scoreBins(scores, positive, bins);
    const tables = this.scratch.take(64 * bins);
    this.scratch.bytes(tables, 64 * bins).fill(0);
    if (this.wasm.binScores(this.scratch.hold(scores), this.scratch.hold(positive), n, bins, tables) === 0) return null;
    const sums = { rows: new Float64Array(bins), positives: new Float64Array(bins), scores: new Float64Array(bins) };
    const floats = this.scratch.floats(tables, 8 * bins);
    const words = this.scratch.words(tables, 16 * bins);
    for (let at = 0; at < 4 * bins; at++) {
      const bin = at % bins;
      sums.scores[bin]! += floats[2 * at]!;
      sums.rows[bin]! += words[4 * at + 2]!;
      sums.positives[bin]! += words[4 * at + 3]!;
    }
    return sums;
  }

  confusion(scores: Float64Array, positive: Uint8Array, threshold: number): Confusion {
    sameLength(scores, positive);
    const n = scores.length;
    if (!this.fits(10 * n)) return kernelsPlain.confusion(scores, positive, threshold);
    const out = this.scratch.take(16);
    const bits = this.bitsOf(positive, 1);
    const positives = this.wasm.countBits(bits, wordsOf(n));
    this.wasm.confusion(this.scratch.hold(scores), n, threshold, bits, out);
    const [reached, tp] = this.scratch.floats(out, 2);
    return { tp: tp!, fp: reached! - tp!, fn: positives - tp!, tn: n - reached! - positives + tp! };
  }

  equalCount(one: Uint8Array, other: Uint8Array): number {
    sameLength(one, other);
    if (!this.fits(2 * one.length)) return kernelsPlain.equalCount(one, other);
    return this.wasm.countEqual(this.scratch.hold(one), this.scratch.hold(other), one.length);
  }

  pairCounts(first: Uint8Array, second: Uint8Array, classes: number): Float64Array {
    sameLength(first, second);
    // Codes beyond the classes write past their cell, up to the cell of two codes of 255.
    const cells = 255 * classes + 256;
    if (!this.fits(2 * first.length + 16 * cells)) return kernelsPlain.pairCounts(first, second, classes);
    return this.counted(cells, classes * classes, (tables, stride) =>
      this.wasm.countPairs(this.scratch.hold(first), this.scratch.hold(second), first.length, classes, tables, stride),
    );
  }

  sumCounts(lines: Int32Array, guesses: Int32Array, size: number): Float64Array {
    sameLength(lines, guesses);
    if (!this.fits(8 * lines.length + 16 * (size + 1))) return kernelsPlain.sumCounts(lines, guesses, size);
    return this.counted(size + 1, size, (tables, stride) =>
      this.wasm.countSums(this.scratch.hold(lines), this.scratch.hold(guesses), lines.length, size, tables, stride),
    );
  }

  groupConfusion(scores: Float64Array, positive: Uint8Array, threshold: number, codes: Uint8Array, groups: number): Float64Array {
    sameLength(scores, positive);
    sameLength(scores, codes);
    const n = scores.length;
    if (!this.fits(16 * n)) return kernelsPlain.groupConfusion(scores, positive, threshold, codes, groups);
    const actual = this.bitsOf(positive, 1);
    const reached = this.reachedBits(scores, threshold);
    if (groups <= mostMasks) return this.maskedConfusion(codes, groups, actual, reached, this.scratch.nameOf(positive));
    return this.counted(1024, 4 * groups, (tables, stride) =>
      this.wasm.countCells(this.scratch.hold(codes), actual, reached, n, tables, stride),
    );
  }

  groupRanks(scores: Float64Array, positive: Uint8Array, codes: Int32Array, groups: number): RankSums[] {
    sameLength(scores, positive);
    sameLength(scores, codes);
    const n = scores.length;
    if (!this.fits(34 * n + 32 * groups)) return kernelsPlain.groupRanks(scores, positive, codes, groups);
    const { scratch, wasm } = this;
    const places = scratch.derive(scores, `places ${scratch.nameOf(positive)}`, 5 * n, (at) => {
      const { sorted, exact, at: copied } = this.sort(scores, positive);
      wasm.packPlaces(sorted, n, copied, exact, at, at + 4 * n);
    });
    const state = scratch.take(32 * groups);
    scratch.bytes(state, 32 * groups).fill(0);
    wasm.scanGroups(places, places + 4 * n, scratch.hold(codes), n, state);
    const out = scratch.take(24 * groups);
    wasm.finishGroups(state, groups, out);
    const sums = scratch.floats(out, 3 * groups);
    return Array.from({ length: groups }, (_, group) => ({
      positives: sums[3 * group]!,
      negatives: sums[3 * group + 1]!,
      u2: sums[3 * group + 2]!,
    }));
  }

  rankBootstrap(request: RankBootstrap, signal: AbortSignal): Promise<RankCounts> {
    if (!this.fits(4 * request.rows.length)) return kernelsPlain.rankBootstrap(request, signal);
    return rankBootstrapWasm(this.wasm, this.scratch, request, signal);
  }

  /** Starts a call where so many bytes, and a little more, fit the room. */
  private fits(bytes: number): boolean {
    this.scratch.begin();
    return bytes + 2 * mebibyte <= this.scratch.room;
  }

  private sort(scores: Float64Array, positive: Uint8Array | null): Sorted {
    const { scratch, wasm } = this;
    const n = scores.length;
    const at = scratch.hold(scores);
    const labels = positive === null ? 0 : scratch.hold(positive);
    const work = scratch.take(workBytes);
    wasm.survey(at, n, work + surveyAt);
    if ((scratch.words(work + surveyAt + 16, 1)[0]! & 1) === 1) kernelsPlain.scoreOrder(scores);
    const a = scratch.take(8 * n);
    const b = scratch.take(8 * n);
    const sorted = wasm.sortScores(at, labels, n, a, b, work);
    return { sorted, exact: scratch.words(work + exactAt, 1)[0]!, at, work };
  }

  private bitsOf(bytes: Uint8Array, value: number): number {
    const n = bytes.length;
    return this.scratch.derive(bytes, `bits ${value}`, 8 * wordsOf(n), (at) => this.wasm.equalBits(this.scratch.hold(bytes), n, value, at));
  }

  /** Bits of the scores at or above a threshold; those of one threshold are kept. */
  private reachedBits(scores: Float64Array, threshold: number): number {
    const n = scores.length;
    const reached = this.scratch.derive(scores, 'threshold', 8 * wordsOf(n) + 8, (at) => this.scratch.floats(at, 1).fill(NaN));
    const known = this.scratch.floats(reached, 1);
    if (known[0] !== threshold) {
      this.wasm.thresholdBits(this.scratch.hold(scores), n, threshold, reached + 8);
      this.scratch.floats(reached, 1)[0] = threshold;
    }
    return reached + 8;
  }

  private maskedConfusion(codes: Uint8Array, groups: number, actual: number, reached: number, name: string): Float64Array {
    const { scratch, wasm } = this;
    const words = wordsOf(codes.length);
    const stride = 8 * words;
    const masks = scratch.derive(codes, `masks ${groups}`, groups * (stride + 16), (at) => {
      const bytes = scratch.hold(codes);
      for (let group = 0; group < groups; group++) wasm.equalBits(bytes, codes.length, group, at + group * stride);
      const sizes = at + groups * stride;
      for (let group = 0; group < groups; group++) {
        scratch.floats(sizes, groups)[group] = wasm.countBits(at + group * stride, words);
      }
    });
    const positives = scratch.derive(codes, `positives ${groups} ${name}`, 16 * groups, (at) =>
      wasm.countMasked(actual, actual, masks, stride, groups, words, at),
    );
    const out = scratch.take(16 * groups);
    wasm.countMasked(reached, actual, masks, stride, groups, words, out);
    const sizes = scratch.floats(masks + groups * stride, groups);
    const own = scratch.floats(positives, 2 * groups);
    const hits = scratch.floats(out, 2 * groups);
    const counts = new Float64Array(4 * groups);
    for (let group = 0; group < groups; group++) {
      const tp = hits[2 * group + 1]!;
      const fp = hits[2 * group]! - tp;
      const fn = own[2 * group]! - tp;
      counts.set([sizes[group]! - tp - fp - fn, fp, fn, tp], 4 * group);
    }
    return counts;
  }

  /** Sums of the four tables that a kernel counts in, of the first `wanted` cells. */
  private counted(cells: number, wanted: number, count: (tables: number, stride: number) => void): Float64Array {
    const tables = this.scratch.take(16 * cells);
    this.scratch.bytes(tables, 16 * cells).fill(0);
    count(tables, 4 * cells);
    const words = this.scratch.words(tables, 4 * cells);
    return Float64Array.from(
      { length: wanted },
      (_, cell) => words[cell]! + words[cells + cell]! + words[2 * cells + cell]! + words[3 * cells + cell]!,
    );
  }
}

interface Sorted {
  readonly sorted: number;
  readonly exact: number;
  /** The copies of the scores. */
  readonly at: number;
  readonly work: number;
}

function wordsOf(rows: number): number {
  return Math.ceil(rows / 64);
}
