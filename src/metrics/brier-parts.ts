import { isotonicSteps } from './isotonic-steps.ts';
import { calibrationBins, lackOfProbabilities, needsProbabilities, whenOutside, type CalibrationBin } from './calibration.ts';
import { takes, takesNothing } from './described.ts';
import type { Computed, OrderMetric, Ordered } from './metric.ts';

interface Totals {
  readonly weight: number;
  readonly positive: number;
  readonly brier: number;
}

function totalsOf({ scores, positive, weights }: Ordered): Totals {
  let weight = 0;
  let hits = 0;
  let brier = 0;
  for (let at = 0; at < scores.length; at++) {
    const own = weights === null ? 1 : weights[at]!;
    weight += own;
    hits += own * positive[at]!;
    brier += own * (scores[at]! - positive[at]!) ** 2;
  }
  return { weight, positive: hits / weight, brier: brier / weight };
}

const binning = takes({ bins: { doc: 'how many bins of equal count at most', least: 1, most: 1000, whole: true, usual: 15 } });

type Part = Pick<OrderMetric, 'name' | 'title' | 'formula' | 'better'> & Partial<OrderMetric>;

function part(given: Part, of: OrderMetric['compute']): OrderMetric {
  return {
    from: 'order',
    range: [0, 1],
    tasks: ['binary'],
    ...takesNothing,
    needs: needsProbabilities,
    undefinedWhen: whenOutside,
    interval: 'percentiles of a bootstrap of rows',
    ...given,
    compute(ordered, parameters): Computed {
      const reason = lackOfProbabilities(ordered);
      return reason === null ? of(ordered, parameters) : { value: NaN, reason };
    },
  };
}

function overBins(given: Part, of: (bin: CalibrationBin, prevalence: number) => number): OrderMetric {
  return part({ ...given, ...binning }, (ordered, { bins = 15 }) => {
    const { weight, positive } = totalsOf(ordered);
    let sum = 0;
    for (const bin of calibrationBins(ordered, bins)) if (bin.weight > 0) sum += bin.weight * of(bin, positive);
    return { value: sum / weight };
  });
}

/** Mean squared error of the isotonic recalibration of the scores on the same rows. */
function isotonicBrier(ordered: Ordered): number {
  let sum = 0;
  let weight = 0;
  for (const step of isotonicSteps(ordered)) {
    sum += step.weight * step.share * (1 - step.share);
    weight += step.weight;
  }
  return sum / weight;
}

/** Parts of the Brier score: by bins (Murphy 1973), and without bins (Dimitriadis, Gneiting and Jordan 2021). */
export const brierPartMetrics: readonly OrderMetric[] = [
  overBins(
    {
      name: 'brier_reliability',
      title: 'Brier reliability',
      formula: 'Σ (n_b / n)·(mean score − observed share)² over bins of equal count',
      better: 'lower',
    },
    (bin) => ((bin.score - bin.positive) / bin.weight) ** 2,
  ),
  overBins(
    {
      name: 'brier_resolution',
      title: 'Brier resolution',
      formula: 'Σ (n_b / n)·(observed share − prevalence)² over bins of equal count',
      better: 'higher',
    },
    (bin, prevalence) => (bin.positive / bin.weight - prevalence) ** 2,
  ),
  part(
    {
      name: 'brier_uncertainty',
      title: 'Brier uncertainty',
      formula: 'prevalence·(1 − prevalence): the Brier score of always saying the prevalence',
      better: 'neither',
    },
    (ordered) => {
      const { positive } = totalsOf(ordered);
      return { value: positive * (1 - positive) };
    },
  ),
  part(
    {
      name: 'brier_miscalibration',
      title: 'Brier miscalibration',
      formula: 'Brier score less that of the isotonic recalibration on the same rows',
      better: 'lower',
    },
    (ordered) => ({ value: Math.max(0, totalsOf(ordered).brier - isotonicBrier(ordered)) }),
  ),
  part(
    {
      name: 'brier_discrimination',
      title: 'Brier discrimination',
      formula: 'prevalence·(1 − prevalence) less the Brier score of the isotonic recalibration on the same rows',
      better: 'higher',
    },
    (ordered) => {
      const { positive } = totalsOf(ordered);
      return { value: Math.max(0, positive * (1 - positive) - isotonicBrier(ordered)) };
    },
  ),
];
