import { type Computed, type Rows, type RowsMetric } from './metric.ts';
import { preparedMetric, rowsMetric } from './number-metric.ts';
import { ascending, lackOf, sumsOf, type Sums } from './weighted-sums.ts';

/** Ranks by weight: what stands below, and half of what is equal; so that a row of weight 3 ranks as three rows. */
function ranksOf(values: Float64Array, order: Uint32Array, weights: Float64Array | null): Float64Array {
  const ranks = new Float64Array(values.length);
  let below = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    let tied = 0;
    while (to < order.length && values[order[to]!] === values[order[from]!]) {
      tied += weights === null ? 1 : weights[order[to]!]!;
      to++;
    }
    for (let at = from; at < to; at++) ranks[order[at]!] = below + tied / 2;
    below += tied;
    from = to;
  }
  return ranks;
}

function correlation(sums: Sums): Computed {
  const lacking = lackOf(sums, 3);
  if (lacking !== null) return lacking;
  if (sums.yy === 0) return { value: NaN, reason: 'constant-target' };
  if (sums.pp === 0) return { value: NaN, reason: 'constant-prediction' };
  return { value: Math.max(-1, Math.min(1, sums.yp / Math.sqrt(sums.yy) / Math.sqrt(sums.pp))) };
}

const when = {
  'constant-target': 'all labels are equal',
  'constant-prediction': 'all predictions are equal',
  'too-few-rows': 'there are fewer than three rows',
} as const;

/** Number of each row's value among the distinct ones, ascending. */
function levelsOf(values: Float64Array, order: Uint32Array): { readonly levels: Uint32Array; readonly count: number } {
  const levels = new Uint32Array(values.length);
  let count = 0;
  for (let at = 0; at < order.length; at++) {
    if (at > 0 && values[order[at]!] !== values[order[at - 1]!]) count++;
    levels[order[at]!] = count;
  }
  return { levels, count: order.length === 0 ? 0 : count + 1 };
}

/**
 * Kendall's τ-b in n log n: rows in ascending order of label, and a Fenwick tree of the weights of those before by level of
 * prediction. A pair of rows counts by the product of their weights.
 */
function kendall({ actual, predicted }: Rows): (weights: Float64Array | null) => Computed {
  const order = ascending(actual);
  const { levels, count } = levelsOf(predicted, ascending(predicted));
  const tree = new Float64Array(count + 1);
  const levelWeights = new Float64Array(count);
  const upTo = (level: number): number => {
    let sum = 0;
    for (let node = level; node > 0; node &= node - 1) sum += tree[node]!;
    return sum;
  };
  return (weights) => {
    const weightOf = (row: number): number => (weights === null ? 1 : weights[row]!);
    tree.fill(0);
    levelWeights.fill(0);
    let before = 0;
    let difference = 0;
    let tiedLabels = 0;
    let rows = 0;
    for (let from = 0; from < order.length;) {
      let to = from;
      let tied = 0;
      while (to < order.length && actual[order[to]!] === actual[order[from]!]) {
        const row = order[to++]!;
        const weight = weightOf(row);
        rows += +(weight > 0);
        tied += weight;
        const lower = upTo(levels[row]!);
        difference += weight * (2 * lower + levelWeights[levels[row]!]! - before);
      }
      for (; from < to; from++) {
        const row = order[from]!;
        levelWeights[levels[row]!]! += weightOf(row);
        for (let node = levels[row]! + 1; node <= count; node += node & -node) tree[node]! += weightOf(row);
      }
      before += tied;
      tiedLabels += tied * tied;
    }
    let tiedPredictions = 0;
    for (const weight of levelWeights) tiedPredictions += weight * weight;
    if (actual.length === 0) return { value: NaN, reason: 'no-rows' };
    if (before === 0) return { value: NaN, reason: 'zero-weight' };
    if (actual.length < 3) return { value: NaN, reason: 'too-few-rows' };
    const labels = before * before - tiedLabels;
    const predictions = before * before - tiedPredictions;
    if (!(labels > 0) || rows < 2) return { value: NaN, reason: 'constant-target' };
    if (!(predictions > 0)) return { value: NaN, reason: 'constant-prediction' };
    return { value: Math.max(-1, Math.min(1, (2 * difference) / Math.sqrt(labels * predictions))) };
  };
}

/** Metrics of how labels and predictions move together. */
export const correlationMetrics: readonly RowsMetric[] = [
  rowsMetric({
    name: 'pearson',
    title: 'Pearson correlation',
    formula: 's_yŷ / (s_y·s_ŷ)',
    better: 'higher',
    range: [-1, 1],
    undefinedWhen: when,
    compute: (rows) => correlation(sumsOf(rows)),
  }),
  preparedMetric(
    {
      name: 'spearman',
      title: 'Spearman correlation',
      formula: 'Pearson correlation of the ranks; ties share their mean rank',
      better: 'higher',
      range: [-1, 1],
      undefinedWhen: when,
    },
    ({ actual, predicted }) => {
      const first = ascending(actual);
      const second = ascending(predicted);
      return (weights) =>
        correlation(sumsOf({ actual: ranksOf(actual, first, weights), predicted: ranksOf(predicted, second, weights), weights }));
    },
  ),
  preparedMetric(
    {
      name: 'kendall_tau',
      title: 'Kendall correlation',
      formula: 'τ-b: (concordant − discordant pairs) / √(pairs untied in y · pairs untied in ŷ)',
      better: 'higher',
      range: [-1, 1],
      undefinedWhen: when,
    },
    kendall,
  ),
  rowsMetric({
    name: 'concordance_correlation',
    title: 'Concordance correlation',
    formula: '2·s_yŷ / (s_y² + s_ŷ² + (ȳ − mean ŷ)²), Lin’s; spreads divided by n',
    better: 'higher',
    range: [-1, 1],
    undefinedWhen: when,
    compute(rows) {
      const sums = sumsOf(rows);
      const { value, reason } = correlation(sums);
      if (reason !== undefined) return { value, reason };
      const { yy, pp, yp, yScale, pScale, weight } = sums;
      const between = weight * (sums.e / yScale) * (sums.e / pScale);
      return { value: (2 * yp) / (yy * (yScale / pScale) + pp * (pScale / yScale) + between) };
    },
  }),
];
