/** What src/accelerate/wasm exports; addresses and lengths are integers. */
export interface KernelExports {
  readonly sortScores: (scores: number, labels: number, n: number, a: number, b: number, work: number) => number;
  readonly survey: (scores: number, n: number, out: number) => void;
  readonly rowsOfElements: (sorted: number, n: number, rows: number) => void;
  readonly scanElements: (sorted: number, n: number, scores: number, exact: number, out: number) => void;
  readonly precisionSum: (sorted: number, n: number, scores: number, exact: number, out: number) => number;
  readonly packPlaces: (sorted: number, n: number, scores: number, exact: number, rows: number, ends: number) => void;
  readonly scanGroups: (rows: number, ends: number, codes: number, n: number, state: number) => void;
  readonly finishGroups: (state: number, count: number, out: number) => void;
  readonly productOfTruths: (scores: number, labels: number, n: number, out: number) => number;
  readonly squaredErrors: (scores: number, labels: number, n: number) => number;
  readonly binScores: (scores: number, labels: number, n: number, bins: number, tables: number) => number;
  readonly thresholdBits: (scores: number, n: number, threshold: number, bits: number) => void;
  readonly confusion: (scores: number, n: number, threshold: number, positive: number, out: number) => void;
  readonly equalBits: (bytes: number, n: number, value: number, bits: number) => void;
  readonly countBits: (bits: number, words: number) => number;
  readonly countMasked: (first: number, second: number, masks: number, stride: number, count: number, words: number, out: number) => void;
  readonly countEqual: (one: number, other: number, n: number) => number;
  readonly countSums: (lines: number, guesses: number, n: number, size: number, tables: number, stride: number) => void;
  readonly countPairs: (first: number, second: number, n: number, classes: number, tables: number, stride: number) => void;
  readonly countCells: (codes: number, positive: number, reached: number, n: number, tables: number, stride: number) => void;
  readonly countTile: (from: number, to: number, keys: number, bounds: number, out: number) => void;
}

/** Compiles the kernels over a memory; null where WebAssembly, or its SIMD, is not to be had. */
export function compileKernels(bytes: BufferSource, memory: WebAssembly.Memory): KernelExports | null {
  if (!WebAssembly.validate(bytes)) return null;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return exports as unknown as KernelExports;
}
