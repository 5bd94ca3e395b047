import { takesNothing, withoutRows } from './described.ts';
import { leftOut, type Tags, type TagsMetric } from './metric.ts';

type Given = Pick<TagsMetric, 'name' | 'title' | 'formula' | 'better' | 'range' | 'valueOf' | 'reads'> & Partial<TagsMetric>;

function tagsMetric(given: Given): TagsMetric {
  return {
    from: 'tags',
    tasks: ['multilabel'],
    ...takesNothing,
    needs:
      given.reads === 'scores' ? 'labels, and a score of every label' : 'labels and predictions, or labels and scores with a threshold',
    interval: 'Student over rows',
    leftOutBecause: 'no-positives',
    ...given,
    undefinedWhen: { ...withoutRows, ...given.undefinedWhen },
  };
}

/** How many label bits of a row differ. */
function wrongBits({ labels, actual, predicted }: Tags, row: number): number {
  let wrong = 0;
  for (let at = row * labels; at < (row + 1) * labels; at++) wrong += actual[at]! ^ predicted[at]!;
  return wrong;
}

/** True labels of a row. */
function ownLabels({ labels, actual }: Tags, row: number): number {
  let own = 0;
  for (let at = row * labels; at < (row + 1) * labels; at++) own += actual[at]!;
  return own;
}

/** Mean over the true labels of: true labels scored at least as high, divided by all labels scored at least as high. */
function rankingPrecision(tags: Tags, row: number): number {
  const { labels, actual, scores } = tags;
  const own = ownLabels(tags, row);
  if (own === 0) return leftOut;
  const from = row * labels;
  let sum = 0;
  for (let at = from; at < from + labels; at++) {
    if (actual[at] === 0) continue;
    let rank = 0;
    let hits = 0;
    for (let other = from; other < from + labels; other++) {
      if (scores[other]! < scores[at]!) continue;
      rank++;
      hits += actual[other]!;
    }
    sum += hits / rank;
  }
  return sum / own;
}

function rankingLoss(tags: Tags, row: number): number {
  const { labels, actual, scores } = tags;
  const own = ownLabels(tags, row);
  if (own === 0 || own === labels) return leftOut;
  const from = row * labels;
  let wrong = 0;
  for (let at = from; at < from + labels; at++) {
    if (actual[at] === 0) continue;
    for (let other = from; other < from + labels; other++) wrong += +(actual[other] === 0 && scores[other]! >= scores[at]!);
  }
  return wrong / (own * (labels - own));
}

function coverage(tags: Tags, row: number): number {
  const { labels, actual, scores } = tags;
  if (ownLabels(tags, row) === 0) return leftOut;
  const from = row * labels;
  let least = Infinity;
  for (let at = from; at < from + labels; at++) if (actual[at] === 1) least = Math.min(least, scores[at]!);
  let count = 0;
  for (let at = from; at < from + labels; at++) count += +(scores[at]! >= least);
  return count;
}

const noLabel = { 'no-positives': 'no row has a label' } as const;

/** Metrics of rows that have several labels, beside those of each label. */
export const multilabelMetrics: readonly TagsMetric[] = [
  tagsMetric({
    name: 'subset_accuracy',
    title: 'Subset accuracy',
    formula: 'share of rows with every label right',
    better: 'higher',
    range: [0, 1],
    reads: 'predictions',
    share: true,
    interval: 'Wilson',
    valueOf: (tags, row) => +(wrongBits(tags, row) === 0),
  }),
  tagsMetric({
    name: 'hamming_loss',
    title: 'Hamming loss',
    formula: 'wrong label bits / (n·L)',
    better: 'lower',
    range: [0, 1],
    reads: 'predictions',
    valueOf: (tags, row) => wrongBits(tags, row) / tags.labels,
  }),
  tagsMetric({
    name: 'label_ranking_average_precision',
    title: 'Label ranking average precision',
    formula: 'mean over true labels of the share of true ones among the labels scored at least as high; rows without a label are left out',
    better: 'higher',
    range: [0, 1],
    reads: 'scores',
    undefinedWhen: noLabel,
    valueOf: rankingPrecision,
  }),
  tagsMetric({
    name: 'label_ranking_loss',
    title: 'Label ranking loss',
    formula: 'share of pairs of a true and a false label that are not in order, ties included; rows with none or all labels are left out',
    better: 'lower',
    range: [0, 1],
    reads: 'scores',
    undefinedWhen: { 'no-positives': 'every row has none or all of the labels' },
    valueOf: rankingLoss,
  }),
  tagsMetric({
    name: 'coverage_error',
    title: 'Coverage error',
    formula: 'mean number of highest scores needed to hold all true labels, ties included; rows without a label are left out',
    better: 'lower',
    range: [1, Infinity],
    reads: 'scores',
    undefinedWhen: noLabel,
    valueOf: coverage,
  }),
];
