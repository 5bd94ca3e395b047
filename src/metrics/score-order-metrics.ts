import { takes, takesNothing, withoutRows } from './described.ts';
import { lackOfProbabilities, whenOutside } from './calibration.ts';
import type { Computed, OrderMetric, Ordered, Parameters, Reason } from './metric.ts';

interface Totals {
  readonly positives: number;
  readonly negatives: number;
}

function totalsOf({ positive, weights }: Ordered): Totals {
  let positives = 0;
  let negatives = 0;
  for (let at = 0; at < positive.length; at++) {
    const weight = weights === null ? 1 : weights[at]!;
    if (positive[at] === 1) positives += weight;
    else negatives += weight;
  }
  return { positives, negatives };
}

function lackOf({ positives, negatives }: Totals, rows: number): Reason | null {
  if (rows === 0) return 'no-rows';
  if (positives + negatives === 0) return 'zero-weight';
  return positives === 0 || negatives === 0 ? 'one-class' : null;
}

/** Sums of weights of runs of equal scores, from the highest; stops when `visit` gives false. */
function eachRun({ scores, positive, weights }: Ordered, visit: (positives: number, negatives: number) => boolean): void {
  for (let at = 0; at < scores.length;) {
    const score = scores[at]!;
    let own = 0;
    let other = 0;
    for (; at < scores.length && scores[at] === score; at++) {
      const weight = weights === null ? 1 : weights[at]!;
      if (positive[at] === 1) own += weight;
      else other += weight;
    }
    if (!visit(own, other)) return;
  }
}

/** Area under the ROC curve up to a false-positive rate, standardised so that chance is ½ (McClish 1989). */
function partialArea(ordered: Ordered, { positives, negatives }: Totals, most: number): number {
  let area = 0;
  let tpr = 0;
  let fpr = 0;
  eachRun(ordered, (own, other) => {
    const toTpr = tpr + own / positives;
    const toFpr = fpr + other / negatives;
    const share = toFpr > most ? (most - fpr) / (toFpr - fpr) : 1;
    const endTpr = tpr + share * (toTpr - tpr);
    const endFpr = toFpr > most ? most : toFpr;
    area += ((endFpr - fpr) * (tpr + endTpr)) / 2;
    tpr = endTpr;
    fpr = endFpr;
    return toFpr < most;
  });
  const least = (most * most) / 2;
  return (1 + (area - least) / (most - least)) / 2;
}

/** Weight of positives among the share q of highest scores; of a run of equal scores that is cut, its part. */
function positivesOnTop(ordered: Ordered, { positives, negatives }: Totals, q: number): number {
  const wanted = q * (positives + negatives);
  let taken = 0;
  let found = 0;
  eachRun(ordered, (own, other) => {
    const share = Math.min(1, (wanted - taken) / (own + other || 1));
    found += share * own;
    taken += own + other;
    return taken < wanted;
  });
  return found;
}

type Given = Pick<OrderMetric, 'name' | 'title' | 'formula' | 'better' | 'range'> & Partial<OrderMetric>;

/** A metric that needs both classes. */
function ofBoth(given: Given, of: (ordered: Ordered, totals: Totals, parameters: Parameters) => number): OrderMetric {
  return {
    from: 'order',
    tasks: ['binary'],
    ...takesNothing,
    needs: 'labels, and scores of any scale',
    interval: 'percentiles of a bootstrap of rows',
    ...given,
    undefinedWhen: { ...withoutRows, 'one-class': 'the labels hold one class only', ...given.undefinedWhen },
    compute(ordered, parameters): Computed {
      const totals = totalsOf(ordered);
      const reason = lackOf(totals, ordered.scores.length);
      return reason === null ? { value: of(ordered, totals, parameters) } : { value: NaN, reason };
    },
  };
}

/** The same of scores that are probabilities. */
function ofProbabilities(given: Given, of: (ordered: Ordered, totals: Totals, parameters: Parameters) => number): OrderMetric {
  const metric = ofBoth({ ...given, needs: 'labels and probabilities', undefinedWhen: whenOutside }, of);
  return {
    ...metric,
    compute(ordered, parameters) {
      const reason = lackOfProbabilities(ordered);
      return reason === null ? metric.compute(ordered, parameters) : { value: NaN, reason };
    },
  };
}

const smallest = 2.220446049250313e-16;

function logLoss(positive: number, score: number): number {
  const held = Math.min(1 - smallest, Math.max(smallest, score));
  return positive === 1 ? -Math.log(held) : -Math.log1p(-held);
}

/** Sums of a loss over positives and over negatives. */
function lossesOf({ scores, positive, weights }: Ordered, loss: (positive: number, score: number) => number): Totals {
  let positives = 0;
  let negatives = 0;
  for (let at = 0; at < scores.length; at++) {
    const weight = weights === null ? 1 : weights[at]!;
    if (weight === 0) continue;
    const own = weight * loss(positive[at]!, scores[at]!);
    if (positive[at] === 1) positives += own;
    else negatives += own;
  }
  return { positives, negatives };
}

/** 1 − loss / loss of always saying the prevalence. */
function explained(ordered: Ordered, { positives, negatives }: Totals, loss: (positive: number, score: number) => number): number {
  const prior = positives / (positives + negatives);
  const own = lossesOf(ordered, loss);
  return 1 - (own.positives + own.negatives) / (positives * loss(1, prior) + negatives * loss(0, prior));
}

const fraction = { doc: 'the share of rows with the highest scores', least: 1e-6, most: 1, usual: 0.1 } as const;

/** Metrics of the scores of one class. */
export const scoreOrderMetrics: readonly OrderMetric[] = [
  ofBoth(
    {
      name: 'partial_roc_auc',
      title: 'Partial ROC AUC',
      formula: '½(1 + (A − m²/2)/(m − m²/2)), A the area under the ROC curve up to the false-positive rate m; chance is ½',
      better: 'higher',
      range: [0, 1],
      ...takes({ max_fpr: { doc: 'the largest false-positive rate that counts', least: 1e-6, most: 1, usual: 0.1 } }),
    },
    (ordered, totals, { max_fpr: most = 0.1 }) => partialArea(ordered, totals, most),
  ),
  ofBoth(
    {
      name: 'lift',
      title: 'Lift',
      formula: 'precision in the top q of scores, divided by the prevalence; of equal scores that are cut a part counts',
      better: 'higher',
      range: [0, Infinity],
      ...takes({ q: fraction }),
    },
    (ordered, totals, { q = 0.1 }) => positivesOnTop(ordered, totals, q) / (q * totals.positives),
  ),
  ofBoth(
    {
      name: 'gain',
      title: 'Gain',
      formula: 'share of all positives in the top q of scores; of equal scores that are cut a part counts',
      better: 'higher',
      range: [0, 1],
      ...takes({ q: fraction }),
    },
    (ordered, totals, { q = 0.1 }) => positivesOnTop(ordered, totals, q) / totals.positives,
  ),
  ofProbabilities(
    {
      name: 'd2_log_loss_score',
      title: 'D² log loss',
      formula: '1 − log loss / log loss of always saying the prevalence',
      better: 'higher',
      range: [-Infinity, 1],
    },
    (ordered, totals) => explained(ordered, totals, logLoss),
  ),
  ofProbabilities(
    {
      name: 'd2_brier_score',
      title: 'D² Brier',
      formula: '1 − Brier score / Brier score of always saying the prevalence',
      better: 'higher',
      range: [-Infinity, 1],
    },
    (ordered, totals) => explained(ordered, totals, (positive, score) => (score - positive) ** 2),
  ),
  ofProbabilities(
    {
      name: 'balanced_log_loss',
      title: 'Balanced log loss',
      formula: 'mean of the log loss of positives and that of negatives; p held within 2.2e-16 of 0 and 1',
      better: 'lower',
      range: [0, Infinity],
    },
    (ordered, totals) => {
      const { positives, negatives } = lossesOf(ordered, logLoss);
      return (positives / totals.positives + negatives / totals.negatives) / 2;
    },
  ),
  ofProbabilities(
    {
      name: 'tjur',
      title: 'Tjur’s coefficient',
      formula: 'mean p of positives − mean p of negatives',
      better: 'higher',
      range: [-1, 1],
    },
    (ordered, totals) => {
      const { positives, negatives } = lossesOf(ordered, (_, score) => score);
      return positives / totals.positives - negatives / totals.negatives;
    },
  ),
];
