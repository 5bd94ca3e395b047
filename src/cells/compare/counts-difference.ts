import { matricesOf, type JointCells } from '../../analysis/joint-cells.ts';
import type { Reason } from '../../metrics/metric.ts';
import { bonettPrice } from '../../stats/bonett-price.ts';
import { mcnemar } from '../../stats/mcnemar.ts';
import { studentised, unitMean } from '../../stats/unit-mean.ts';
import { twoSided } from '../../stats/tests.ts';
import type { Column } from '../metrics/estimates.ts';
import { matrixValue, ratioOf } from '../metrics/matrix-value.ts';
import type { Partition } from '../metrics/partition.ts';
import { fromReplicates, undefinedDifference, type Difference, type How } from './difference.ts';
import type { Pair } from './pair.ts';
import { bootstrapped, permuted, unitsAmong, type Weighable } from './weighable.ts';

/** What one row counts for in a share: its numerator and its denominator, 0 or 1 each, by label and prediction. */
type Share = (actual: number, predicted: number) => readonly [numerator: number, denominator: number];

/** Differences of one metric of decisions in every slice: of paired shares by Bonett and Price, else by draws of the joint cells. */
export async function countsDifferences(column: Column, pair: Pair, partition: Partition, how: How): Promise<readonly Difference[]> {
  const joint = pair.joint(partition);
  if (joint === null) return partition.slices.map(() => undefinedDifference('missing-scores'));
  const share = pairedShare(column);
  const effective = pair.first.statistics.effective(partition);
  const byRow = pair.units !== null || (how.method === 'permutation' && pair.data.weights !== null) ? pair.decided(partition) : null;
  const made: Difference[] = [];
  for (const [group, cells] of joint.entries()) {
    await how.breathe();
    const place = { column, pair, cells, rows: byRow?.[group] ?? null, effective: effective?.[group] ?? 1, slices: joint.length };
    made.push(await differenceOf(place, share, how));
  }
  return made;
}

interface Place {
  readonly column: Column;
  readonly pair: Pair;
  readonly cells: JointCells;
  /** The rows themselves, where they are needed one by one. */
  readonly rows: Uint32Array | null;
  /** Turns weights into rows. */
  readonly effective: number;
  readonly slices: number;
}

async function differenceOf(place: Place, share: Share | null, how: How): Promise<Difference> {
  const { column, pair, cells, rows } = place;
  const both = matricesOf(cells, cells.weight);
  const first = matrixValue(column.wanted, both.first, cells.classes, column.code);
  const second = matrixValue(column.wanted, both.second, cells.classes, column.code);
  const value = second.value - first.value;
  if (Number.isNaN(value)) {
    const reason: Reason = cells.n === 0 ? 'no-rows' : (first.reason ?? second.reason ?? 'no-rows');
    return undefinedDifference(reason, cells.n, first.value, second.value);
  }
  const values = { first: first.value, second: second.value, n: cells.n };
  const basic = await intervalOf(place, share, values, how);
  if (how.method !== 'permutation') return basic;
  const swap = await permuted(decisions(place, rows), value, { units: pair.units, total: pair.data.rows }, how, place.slices);
  return { ...basic, p: swap.p, method: `${basic.method}; ${swap.method}` };
}

async function intervalOf(
  place: Place,
  share: Share | null,
  values: Pick<Difference, 'first' | 'second' | 'n'>,
  how: How,
): Promise<Difference> {
  const { pair, cells, rows, column } = place;
  const { units } = pair;
  if (share !== null && how.method !== 'bootstrap')
    return units === null ? shareDifference(place, share, values, how.level) : unitDifference(place, share, values, how.level);
  if (units !== null && rows !== null) {
    const drawn = await bootstrapped(
      decisions(place, rows),
      { weights: pair.data.weights, units, total: pair.data.rows },
      how,
      place.slices,
    );
    return fromReplicates(values, drawn, how.level, 'bootstrap of groups', unitsAmong(rows, units));
  }
  const replicates = new Float64Array(Math.min(how.replicates, Math.max(100, Math.floor(2e7 / cells.classes ** 2))));
  const draws = pair.draws(cells, place.effective, how.seed, replicates.length);
  const into = { first: new Float64Array(cells.classes ** 2), second: new Float64Array(cells.classes ** 2) };
  for (let replicate = 0; replicate < replicates.length; replicate++) {
    if (replicate % 64 === 0) await how.breathe();
    const { first, second } = draws.at(replicate, into);
    const valueOf = (matrix: Float64Array): number => matrixValue(column.wanted, matrix, cells.classes, column.code).value;
    replicates[replicate] = valueOf(second) - valueOf(first);
  }
  const made = fromReplicates(values, replicates, how.level, 'multinomial bootstrap');
  return cells.first.every((code, cell) => code === cells.second[cell]) ? { ...made, p: 1 } : made;
}

/** Bonett and Price's interval; p by McNemar's exact test, with weights by its normal form. */
function shareDifference(
  { cells, effective }: Place,
  share: Share,
  values: Pick<Difference, 'first' | 'second'>,
  level: number,
): Difference {
  let b = 0;
  let c = 0;
  let n = 0;
  for (let cell = 0; cell < cells.weight.length; cell++) {
    const [own, denominator] = share(cells.actual[cell]!, cells.first[cell]!);
    const [other] = share(cells.actual[cell]!, cells.second[cell]!);
    if (denominator === 0) continue;
    const weight = cells.weight[cell]! * effective;
    n += weight;
    if (own > other) b += weight;
    if (own < other) c += weight;
  }
  const whole = Number.isInteger(b) && Number.isInteger(c);
  const p = whole ? mcnemar(b, c) : b + c === 0 ? 1 : twoSided((c - b) / Math.sqrt(b + c));
  const method = whole ? 'bonett-price, mcnemar exact' : 'bonett-price, mcnemar';
  return { ...values, value: values.second - values.first, ...bonettPrice(b, c, n, level), p, n: Math.round(n), method, reason: '' };
}

/** Student over the groups that rows come in. */
function unitDifference({ pair, rows }: Place, share: Share, values: Pick<Difference, 'first' | 'second'>, level: number): Difference {
  const { actual, weights } = pair.data;
  const first = pair.first.statistics.predicted!;
  const second = pair.second.statistics.predicted!;
  const read = rows!.filter((row) => share(actual[row]!, first[row]!)[1] === 1);
  const differences = Float64Array.from(read, (row) => share(actual[row]!, second[row]!)[0] - share(actual[row]!, first[row]!)[0]);
  const units = { codes: Uint32Array.from(read, (row) => pair.units!.codes[row]!), count: pair.units!.count };
  const spread = unitMean(differences, weights === null ? null : Float64Array.from(read, (row) => weights[row]!), units);
  const interval = studentised(spread.mean, spread, level);
  const reason = Number.isNaN(interval.low) ? 'too-few-rows' : '';
  return { ...values, value: values.second - values.first, ...interval, n: read.length, method: 'student over groups', reason };
}

/** Both models' decisions, row by row. */
function decisions({ column, pair, cells }: Place, given: Uint32Array | null): Weighable {
  const rows = given ?? rowsOfCells(cells);
  const { actual, weights } = given === null ? { actual: expand(cells, cells.actual), weights: null } : pair.data;
  const first = given === null ? expand(cells, cells.first) : pair.first.statistics.predicted!;
  const second = given === null ? expand(cells, cells.second) : pair.second.statistics.predicted!;
  const size = cells.classes;
  const measured = (weightOf: (row: number) => number, swaps: Uint8Array | null): ReturnType<Weighable['values']> => {
    const own = new Float64Array(size * size);
    const other = new Float64Array(size * size);
    for (const row of rows) {
      const weight = weightOf(row);
      const change = swaps !== null && swaps[row] === 1;
      own[actual[row]! * size + (change ? second[row]! : first[row]!)]! += weight;
      other[actual[row]! * size + (change ? first[row]! : second[row]!)]! += weight;
    }
    return [matrixValue(column.wanted, own, size, column.code), matrixValue(column.wanted, other, size, column.code)];
  };
  return {
    rows,
    values: (drawn) => measured((row) => (drawn === null ? 1 : drawn[row]!), null),
    relabelled(swaps) {
      const [own, other] = measured((row) => (weights === null ? 1 : weights[row]!), swaps);
      return other.value - own.value;
    },
  };
}

/** Without weights and groups rows of a cell are alike, so that the cells stand for them; only those on which the models differ can be swapped. */
function rowsOfCells(cells: JointCells): Uint32Array {
  return Uint32Array.from({ length: cells.n }, (_, row) => row);
}

function expand(cells: JointCells, codes: Int32Array): Int32Array {
  const rows = new Int32Array(cells.n);
  let at = 0;
  for (let cell = 0; cell < codes.length; cell++) {
    rows.fill(codes[cell]!, at, at + cells.weight[cell]!);
    at += cells.weight[cell]!;
  }
  return rows;
}

/** What rows count for, where the metric is a share whose denominator does not depend on the prediction; else null. */
function pairedShare({ wanted, code }: Column): Share | null {
  const { metric } = wanted;
  if (metric.from === 'matrix') return metric.ratio === undefined ? null : rightOrWrong(metric.ratio.bind(metric));
  if (metric.from !== 'counts' || code === null || metric.ratio === undefined) return null;
  const cells = [oneRow(0, 0), oneRow(0, 1), oneRow(1, 0), oneRow(1, 1)].map((matrix) => ratioOf(wanted, matrix, 2, 1)!);
  if (cells[0]![1] !== cells[1]![1] || cells[2]![1] !== cells[3]![1]) return null;
  return (actual, predicted) => cells[2 * +(actual === code) + +(predicted === code)]!;
}

/** A share of the matrix as a whole counts rows by whether they are right, if it tells one class from another no further. */
function rightOrWrong(ratio: (matrix: Float64Array, classes: number) => readonly [number, number]): Share | null {
  const cells = [oneRow(0, 0), oneRow(1, 1), oneRow(0, 1), oneRow(1, 0)].map((matrix) => ratio(matrix, 2));
  const [right, alsoRight, wrong, alsoWrong] = cells as [[number, number], [number, number], [number, number], [number, number]];
  const even = right[0] === alsoRight[0] && wrong[0] === alsoWrong[0] && cells.every(([, denominator]) => denominator === 1);
  return even ? (actual, predicted) => (actual === predicted ? right : wrong) : null;
}

function oneRow(actual: number, predicted: number): Float64Array {
  const matrix = new Float64Array(4);
  matrix[actual * 2 + predicted] = 1;
  return matrix;
}
