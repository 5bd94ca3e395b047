import { jointBlocks } from '../../analysis/joint-blocks.ts';
import { addAucDifference, aucSpread } from '../../analysis/paired-auc.ts';
import type { OrderMetric, RanksMetric } from '../../metrics/metric.ts';
import { studentised, type Spread } from '../../stats/unit-mean.ts';
import type { Column } from '../metrics/estimates.ts';
import type { Partition } from '../metrics/partition.ts';
import { ranksOfBlocks } from '../metrics/rank-blocks.ts';
import { fromReplicates, undefinedDifference, type Difference, type How } from './difference.ts';
import type { Pair } from './pair.ts';
import { rowsRead, scoredValues, scoredWeighable, supportOf, type Scored } from './rank-weighable.ts';
import { bootstrapped, mostPermuted, permuted, unitsAmong } from './weighable.ts';

/** Differences of a metric of scores in every slice: AUC by DeLong, the rest by weights that both models share. */
export async function rankDifferences(
  metric: RanksMetric | OrderMetric,
  column: Column,
  pair: Pair,
  partition: Partition,
  how: How,
): Promise<readonly Difference[]> {
  const sides = sidesOf(metric, column, pair, partition);
  if (sides === null) return partition.slices.map(() => undefinedDifference('missing-scores'));
  const effective = pair.first.statistics.effective(partition);
  const made: Difference[] = [];
  for (let group = 0; group < partition.slices.length; group++) {
    await how.breathe();
    const scored = {
      metric,
      parameters: column.wanted.parameters,
      weighted: column.code === null && column.wanted.average === 'weighted',
      sides: sides.map((own) => own[group]!),
    };
    made.push(await rankDifference({ ...scored, pair, effective: effective?.[group] ?? 1, slices: partition.slices.length }, how));
  }
  return made;
}

/** Orders by class (or pair of classes) and slice. */
function sidesOf(metric: RanksMetric | OrderMetric, { wanted, code }: Column, pair: Pair, partition: Partition): Scored['sides'][] | null {
  if (metric.from === 'order' && metric.topLabel === true && code === null) {
    const sides = pair.topLabelSides(partition);
    return sides === null ? null : [sides];
  }
  const codes = code === null ? pair.data.classes.map((_, own) => own) : [code];
  const pairwise = code === null && wanted.parameters['multi_class'] === 1;
  const against = pairwise
    ? codes.flatMap((own) => codes.filter((other) => other !== own).map((other) => [own, other] as const))
    : codes.map((own) => [own, null] as const);
  const sides = against.map(([own, among]) => pair.sides(partition, own, among));
  const known = sides.filter((own) => own !== null);
  return known.length < sides.length || known.length === 0 ? null : known;
}

interface Place extends Scored {
  readonly pair: Pair;
  readonly effective: number;
  readonly slices: number;
}

type Values = Pick<Difference, 'first' | 'second' | 'n'>;

async function rankDifference(place: Place, how: How): Promise<Difference> {
  const { metric, pair, sides } = place;
  const [first, second] = scoredValues(place, null);
  const rows = rowsRead(sides);
  const values = { first: first.value, second: second.value, n: rows.length };
  const value = second.value - first.value;
  if (Number.isNaN(value)) return { ...undefinedDifference(first.reason ?? second.reason ?? 'no-rows'), ...values };
  const isAuc = metric.name === 'roc_auc' && how.method !== 'bootstrap';
  const basic = isAuc ? delong(place, rows, values, how.level) : await replicated(place, rows, values, how);
  if (how.method !== 'permutation' || rows.length > mostPermuted) return basic;
  const around = { units: pair.units, total: pair.data.rows };
  const swap = await permuted(scoredWeighable(place, rows, pair.data.rows), value, around, how, place.slices);
  return { ...basic, p: swap.p, method: `${basic.method}; ${swap.method}` };
}

/** Rows of the rarest class that is ranked: it is those that an interval of few rows has to answer for. */
function rarest(sides: Scored['sides']): number {
  return Math.min(
    ...sides.map(
      ([
        {
          rows: { positive },
          places,
        },
      ]) => {
        let positives = 0;
        const length = places === null ? positive.length : places.length;
        for (let at = 0; at < length; at++) positives += positive[places === null ? at : places[at]!]!;
        return Math.min(positives, length - positives) || Infinity;
      },
    ),
  );
}

/** Student's interval of a difference of AUCs at DeLong's variance. Where no row adds anything though the AUCs differ (both orders are perfect, one reversed), there is none. */
function delong({ pair, sides, weighted }: Place, rows: Uint32Array, values: Values, level: number): Difference {
  const influence = new Float64Array(pair.data.rows);
  const defined = sides.filter(([side]) => hasBothClasses(side));
  const support = defined.map(([side]) => (weighted ? supportOf(side.rows, side.places) : 1));
  const total = support.reduce((sum, own) => sum + own, 0);
  for (const [at, [first, second]] of defined.entries())
    addAucDifference(first, second, influence, support[at]! / total, pair.units === null);
  const value = values.second - values.first;
  const se = aucSpread(influence, rows, pair.units);
  const { low, high, p } = studentised(
    value,
    { se: se === 0 && value !== 0 ? NaN : se, df: (pair.units === null ? rarest(sides) : unitsAmong(rows, pair.units)) - 1 },
    level,
  );
  const method = pair.units === null ? 'paired delong' : 'paired delong over groups';
  return { ...values, value, low: Math.max(-1, low), high: Math.min(1, high), p, method, reason: Number.isNaN(low) ? 'too-few-rows' : '' };
}

function hasBothClasses({ rows: { positive }, places }: Scored['sides'][number][0]): boolean {
  const read = places === null ? positive : Uint8Array.from(places, (place) => positive[place]!);
  return read.includes(0) && read.includes(1);
}

/** Draws of cells in the slices of a partition beyond which replicates give way to the standard error that they come to. */
const mostDrawn = 4e7;

function linearised(values: Values, { se, df }: Spread, level: number): Difference {
  const value = values.second - values.first;
  const { low, high, p } = studentised(value, { se: se === 0 && value !== 0 ? NaN : se, df }, level);
  return {
    ...values,
    value,
    low: Math.max(-1, low),
    high: Math.min(1, high),
    p,
    method: 'jackknife',
    reason: Number.isNaN(low) ? 'too-few-rows' : '',
  };
}

async function replicated(place: Place, rows: Uint32Array, values: Values, how: How): Promise<Difference> {
  const { metric, pair, sides } = place;
  const [only] = sides;
  if (metric.from === 'ranks' && sides.length === 1 && only !== undefined && pair.units === null) {
    const blocks = jointBlocks(only[0], only[1], place.effective);
    const scan = (cells: Float64Array): number => metric.compute(ranksOfBlocks(cells)).value;
    const shift = values.second - values.first - (scan(blocks.second) - scan(blocks.first));
    if (how.method !== 'bootstrap' && blocks.cells * how.replicates * place.slices > mostDrawn)
      return linearised(values, { se: blocks.spread(scan), df: rarest(sides) - 1 }, how.level);
    const replicates = new Float64Array(how.replicates);
    for (let replicate = 0; replicate < replicates.length; replicate++) {
      await how.breathe();
      const drawn = blocks.draw(how.seed, replicate);
      replicates[replicate] = scan(drawn.second) - scan(drawn.first) + shift;
    }
    return fromReplicates(values, replicates, how.level, 'bootstrap', rarest(sides));
  }
  const around = { weights: pair.data.weights, units: pair.units, total: pair.data.rows };
  const drawn = await bootstrapped(scoredWeighable(place, rows, pair.data.rows), around, how, place.slices * sides.length);
  return fromReplicates(
    values,
    drawn,
    how.level,
    pair.units === null ? 'bootstrap' : 'bootstrap of groups',
    pair.units === null ? rarest(sides) : unitsAmong(rows, pair.units),
  );
}
