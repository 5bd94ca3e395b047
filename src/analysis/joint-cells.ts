import { multinomialDraw } from '../stats/binomial-draw.ts';
import { uniformStream } from '../stats/counter-random.ts';

/** Rows of one slice by (label, first prediction, second prediction): only cells that hold a row, in the order of those codes. */
export interface JointCells {
  readonly classes: number;
  readonly actual: Int32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Sum of weights of each cell. */
  readonly weight: Float64Array;
  /** Rows. */
  readonly n: number;
}

/** What is counted: codes by row, −1 where there is none; such rows are left out. */
export interface JointRows {
  readonly actual: Int32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weights: Float64Array | null;
}

const mostDense = 4e6;

/** Counts the joint cells of every slice in one pass; `groups` gives each row's slice, −1 for none, null for one slice of all. */
export function jointCells(rows: JointRows, groups: Int32Array | null, slices: number, classes: number): JointCells[] {
  const cells = classes ** 3;
  const sums = slices * cells <= mostDense ? new DenseSums(slices * cells) : new SparseSums();
  const n = new Float64Array(slices);
  const { actual, first, second, weights } = rows;
  for (let row = 0; row < actual.length; row++) {
    const group = groups === null ? 0 : groups[row]!;
    if (group < 0 || actual[row]! < 0 || first[row]! < 0 || second[row]! < 0) continue;
    const weight = weights === null ? 1 : weights[row]!;
    sums.add(group * cells + (actual[row]! * classes + first[row]!) * classes + second[row]!, weight);
    if (weight > 0) n[group]!++;
  }
  const keys: number[][] = Array.from({ length: slices }, () => []);
  for (const key of sums.keys()) keys[Math.floor(key / cells)]!.push(key);
  return keys.map((own, group) => ({
    classes,
    actual: Int32Array.from(own, (key) => Math.floor((key % cells) / classes ** 2)),
    first: Int32Array.from(own, (key) => Math.floor(key / classes) % classes),
    second: Int32Array.from(own, (key) => key % classes),
    weight: Float64Array.from(own, (key) => sums.at(key)),
    n: n[group]!,
  }));
}

class DenseSums {
  private readonly sums: Float64Array;
  constructor(size: number) {
    this.sums = new Float64Array(size);
  }
  add(key: number, weight: number): void {
    this.sums[key]! += weight;
  }
  at(key: number): number {
    return this.sums[key]!;
  }
  *keys(): Iterable<number> {
    for (let key = 0; key < this.sums.length; key++) if (this.sums[key]! > 0) yield key;
  }
}

class SparseSums {
  private readonly sums = new Map<number, number>();
  add(key: number, weight: number): void {
    this.sums.set(key, (this.sums.get(key) ?? 0) + weight);
  }
  at(key: number): number {
    return this.sums.get(key) ?? 0;
  }
  keys(): Iterable<number> {
    return [...this.sums]
      .filter(([, sum]) => sum > 0)
      .map(([key]) => key)
      .sort((a, b) => a - b);
  }
}

export interface Matrices {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Both confusion matrices (row-major, rows are the label) of cells whose sums are `weight`. */
export function matricesOf(cells: JointCells, weight: Float64Array): Matrices {
  return addCells(cells, weight, { first: new Float64Array(cells.classes ** 2), second: new Float64Array(cells.classes ** 2) });
}

function addCells({ classes, actual, first, second }: JointCells, weight: Float64Array, made: Matrices): Matrices {
  for (let cell = 0; cell < weight.length; cell++) {
    made.first[actual[cell]! * classes + first[cell]!]! += weight[cell]!;
    made.second[actual[cell]! * classes + second[cell]!]! += weight[cell]!;
  }
  return made;
}

const mostHeld = 4e6;

/** Rows added to a draw for each label at which two classes are told differently one way, as Bonett and Price add one for both labels. */
const addedRows = 0.5;

/** Joint cells of two classes with half a row more wherever the decisions differ: without it a flip that was not seen could not be drawn. */
function withAdded(cells: JointCells, effective: number): JointCells {
  if (cells.classes !== 2) return { ...cells, weight: cells.weight.map((weight) => weight * effective) };
  const weight = new Float64Array(8);
  for (let cell = 0; cell < cells.weight.length; cell++)
    weight[4 * cells.actual[cell]! + 2 * cells.first[cell]! + cells.second[cell]!] = effective * cells.weight[cell]!;
  for (const flip of [1, 2, 5, 6]) weight[flip]! += addedRows;
  const codes = (shift: number): Int32Array => Int32Array.from(weight, (_, key) => (key >> shift) & 1);
  return { classes: 2, actual: codes(2), first: codes(1), second: codes(0), weight, n: cells.n };
}

/** Exact multinomial draws of joint cells, after `effective` has turned weights into rows; kept where there is room, since metrics share them. */
export class JointDraws {
  private readonly cells: JointCells;
  private readonly drawn: Float64Array;
  private readonly held: Float64Array | null;
  private made = 0;
  constructor(
    observed: JointCells,
    effective: number,
    private readonly seed: number,
    replicates: number,
  ) {
    const cells = withAdded(observed, effective);
    this.cells = cells;
    this.drawn = new Float64Array(cells.weight.length);
    this.held = replicates * cells.weight.length <= mostHeld ? new Float64Array(replicates * cells.weight.length) : null;
  }

  /** Both matrices of one draw, written into `into`; ask in ascending order, from 0. */
  at(replicate: number, into: Matrices): Matrices {
    const { held, drawn, cells } = this;
    const size = drawn.length;
    if (held === null || replicate >= this.made) {
      multinomialDraw(cells.weight, drawn, uniformStream(this.seed, replicate));
      held?.set(drawn, replicate * size);
      this.made = replicate + 1;
    } else for (let cell = 0; cell < size; cell++) drawn[cell] = held[replicate * size + cell]!;
    into.first.fill(0);
    into.second.fill(0);
    return addCells(cells, drawn, into);
  }
}
