import { JointDraws, jointCells, type JointCells } from '../../analysis/joint-cells.ts';
import type { RankSide } from '../../analysis/paired-auc.ts';
import { leftOut, type MeanMetric, type Parameters } from '../../metrics/metric.ts';
import { indexesByGroup, placesByGroup, rankRows, type RankRows } from '../../metrics/scan-ranks.ts';
import type { Units } from '../../stats/unit-mean.ts';
import type { Memo } from '../metrics/memo.ts';
import type { Partition } from '../metrics/partition.ts';
import type { Prepared } from '../metrics/prepare.ts';
import type { Statistics } from '../metrics/statistics.ts';

/** One model over the rows that all models share. */
export interface Side {
  readonly name: string;
  readonly statistics: Statistics;
  /** Scores from here up count as positive; null where its own predictions do. */
  readonly threshold: number | null;
}

/** Losses of both models where both have one. */
export interface PairedLosses {
  readonly rows: Uint32Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly weights: Float64Array | null;
}

/** Two models on the same rows; only rows that both can be judged on are read. */
export class Pair {
  private readonly drawn = new WeakMap<JointCells, JointDraws>();
  private readonly joints = new Map<string, JointCells[] | null>();

  constructor(
    readonly first: Side,
    readonly second: Side,
    /** The group that each row came in, where rows come in groups. */
    readonly units: Units | null,
    private readonly memo: Memo,
  ) {}

  get data(): Prepared {
    return this.first.statistics.data;
  }

  get classes(): number {
    return Math.max(2, this.data.classes.length);
  }

  /** Keeps what does not read a threshold. */
  kept<T>(key: string, make: () => T): T {
    return this.memo(`pair ${JSON.stringify([this.first.name, this.second.name])} ${key}`, make);
  }

  /** Joint cells of both decisions by slice; null where one of them decides nothing. */
  joint(partition: Partition): readonly JointCells[] | null {
    const known = this.joints.get(partition.key);
    if (known !== undefined) return known;
    const first = this.first.statistics.predicted;
    const second = this.second.statistics.predicted;
    const { actual, weights } = this.data;
    const made =
      first === null || second === null
        ? null
        : jointCells({ actual, first, second, weights }, partition.codes, partition.slices.length, this.classes);
    this.joints.set(partition.key, made);
    return made;
  }

  /** Draws of joint cells, shared by all metrics of a run. */
  draws(cells: JointCells, effective: number, seed: number, replicates: number): JointDraws {
    const known = this.drawn.get(cells) ?? new JointDraws(cells, effective, seed, replicates);
    this.drawn.set(cells, known);
    return known;
  }

  /** Rows of each slice on which both decide. */
  decided(partition: Partition): readonly Uint32Array[] {
    const first = this.first.statistics.predicted;
    const second = this.second.statistics.predicted;
    const { actual } = this.data;
    const { codes } = partition;
    if (first === null || second === null) return partition.slices.map(() => new Uint32Array(0));
    const groupOf = (row: number): number =>
      actual[row]! < 0 || first[row]! < 0 || second[row]! < 0 ? -1 : codes === null ? 0 : codes[row]!;
    return indexesByGroup(actual.length, groupOf, partition.slices.length);
  }

  /** Losses of both by slice; null where one has none. */
  losses(partition: Partition, metric: MeanMetric, parameters: Parameters): readonly PairedLosses[] | null {
    const first = this.first.statistics.losses(metric, parameters);
    const second = this.second.statistics.losses(metric, parameters);
    if (first === null || second === null) return null;
    const { weights } = this.data;
    const { codes } = partition;
    const missing = (loss: number): boolean => loss === leftOut || loss === -leftOut;
    const groupOf = (row: number): number =>
      missing(first[row]!) || missing(second[row]!) || weights?.[row] === 0 ? -1 : codes === null ? 0 : codes[row]!;
    return indexesByGroup(first.length, groupOf, partition.slices.length).map((rows) => ({
      rows,
      first: take(first, rows),
      second: take(second, rows),
      weights: weights === null ? null : take(weights, rows),
    }));
  }

  /** Both orders of the score of a class over the rows that both score; null without scores. `among` keeps rows of two classes only. */
  ranked(code: number, among: number | null = null): readonly [first: RankRows, second: RankRows] | null {
    const first = this.first.statistics.data.scores[code];
    const second = this.second.statistics.data.scores[code];
    if (first === null || first === undefined || second === null || second === undefined) return null;
    return this.kept(`ranked ${code} ${among}`, () => {
      const { actual, weights } = this.data;
      const read = actual.map((own, row) =>
        Number.isNaN(first[row]) || Number.isNaN(second[row]) || (among !== null && own !== code && own !== among) ? -1 : own,
      );
      return [rankRows(first, read, code, weights), rankRows(second, read, code, weights)] as const;
    });
  }

  /** The two orders of every slice. */
  sides(partition: Partition, code: number, among: number | null = null): readonly (readonly [first: RankSide, second: RankSide])[] | null {
    const both = this.ranked(code, among);
    if (both === null) return null;
    const { codes } = partition;
    if (codes === null)
      return [
        [
          { rows: both[0], places: null },
          { rows: both[1], places: null },
        ],
      ];
    const [first, second] = this.kept(`places ${code} ${among} ${partition.key}`, () =>
      both.map((rows) => placesByGroup(rows, codes, partition.slices.length)),
    );
    return partition.slices.map((_, group) => [
      { rows: both[0], places: first![group]! },
      { rows: both[1], places: second![group]! },
    ]);
  }

  /** Orders of the highest score of each row, positive where its class is the true one. */
  topLabelSides(partition: Partition): readonly (readonly [first: RankSide, second: RankSide])[] | null {
    const { actual, weights } = this.data;
    const both = [this.first, this.second].map(({ statistics }) => highest(statistics.data));
    const [first, second] = both;
    if (first === null || first === undefined || second === null || second === undefined) return null;
    const ordered = [first, second].map(({ score, code }) => {
      const right = actual.map((own, row) => (own < 0 || first.code[row]! < 0 || second.code[row]! < 0 ? -1 : +(own === code[row])));
      return rankRows(score, right, 1, weights);
    });
    const places = ordered.map((rows) => (partition.codes === null ? null : placesByGroup(rows, partition.codes, partition.slices.length)));
    return partition.slices.map((_, group) => [
      { rows: ordered[0]!, places: places[0]?.[group] ?? null },
      { rows: ordered[1]!, places: places[1]?.[group] ?? null },
    ]);
  }

  /** Rows of each slice with a target and both estimates (regression). */
  estimated(partition: Partition): readonly Uint32Array[] {
    const { target, estimate } = this.data;
    const second = this.second.statistics.data.estimate;
    const { codes } = partition;
    const groupOf = (row: number): number =>
      Number.isNaN(target[row]! + estimate[row]! + second[row]!) ? -1 : codes === null ? 0 : codes[row]!;
    return indexesByGroup(target.length, groupOf, partition.slices.length);
  }
}

/** The values at the given rows. */
export function take(values: Float64Array, rows: Uint32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) taken[at] = values[rows[at]!]!;
  return taken;
}

/** The highest score of each row and its class, −1 where a score is missing; null where a class has no scores. */
function highest({ scores, rows }: Prepared): { readonly score: Float64Array; readonly code: Int32Array } | null {
  const known = scores.filter((column) => column !== null);
  if (known.length < scores.length || known.length === 0) return null;
  const score = new Float64Array(rows).fill(-Infinity);
  const code = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    for (const [own, column] of known.entries()) {
      if (Number.isNaN(column[row])) code[row] = -1;
      else if (column[row]! > score[row]! && code[row] !== -1) {
        score[row] = column[row]!;
        code[row] = own;
      }
    }
  }
  return { score, code };
}
