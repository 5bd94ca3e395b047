import {
  binaryPopulation,
  errorShapes,
  clusteredPopulation,
  gapPopulation,
  multiclassPopulation,
  pairedPopulation,
  regressionPopulation,
} from './coverage-population.ts';
import type { Population } from './coverage-population.ts';
import { percent, summaryOf, writeReport, type Section } from './coverage-report.ts';
import { studyOf, type Tally } from './coverage-study.ts';
import type { Line, Measurement } from './measurement.ts';

const draws = 500;
const sizes = [30, 100, 300, 1000];
const prevalences = [0.05, 0.2, 0.5];

const binary = [
  'accuracy',
  'recall',
  'precision',
  'specificity',
  'jaccard',
  'f1',
  'fbeta',
  'balanced_accuracy',
  'informedness',
  'markedness',
  'matthews_corrcoef',
  'cohen_kappa',
  'positive_likelihood_ratio',
  'odds_ratio',
  'roc_auc',
  'average_precision',
  'ks_separation',
  'log_loss',
  'brier_score',
  'expected_calibration_error',
];
const compared = [
  'accuracy',
  'recall',
  'precision',
  'f1',
  'balanced_accuracy',
  'matthews_corrcoef',
  'roc_auc',
  'average_precision',
  'ks_separation',
  'log_loss',
  'brier_score',
];
const grouped = ['accuracy', 'recall', 'precision', 'f1', 'matthews_corrcoef', 'roc_auc', 'log_loss', 'brier_score'];
const multiclass = ['accuracy', 'f1', 'precision', 'recall', 'balanced_accuracy', 'matthews_corrcoef', 'cohen_kappa'];
const regression = [
  'mean_absolute_error',
  'mean_squared_error',
  'root_mean_squared_error',
  'mean_error',
  'mean_absolute_percentage_error',
  'weighted_absolute_percentage_error',
  'median_absolute_error',
  'r2',
  'explained_variance',
  'pearson',
  'spearman',
];

interface Family {
  readonly title: string;
  readonly sizes: readonly number[];
  populations(): Promise<readonly Population[]>;
}

const equal = (classes: number): number[][] =>
  Array.from({ length: classes }, (_, row) =>
    Array.from({ length: classes }, (_, column) => (row === column ? 0.8 : 0.2 / (classes - 1)) / classes),
  );

const families: readonly Family[] = [
  {
    title: 'Two classes, by prevalence',
    sizes,
    populations: () => Promise.all(prevalences.map((prevalence) => binaryPopulation(prevalence, binary))),
  },
  {
    title: 'Several classes, macro averages',
    sizes,
    populations: () =>
      Promise.all([
        multiclassPopulation('3 classes', equal(3), multiclass),
        multiclassPopulation(
          '3 classes, one of 5 %',
          [
            [0.6, 0.05, 0.01],
            [0.04, 0.24, 0.01],
            [0.01, 0.01, 0.03],
          ],
          multiclass,
        ),
        multiclassPopulation('6 classes', equal(6), multiclass),
      ]),
  },
  {
    title: 'Numbers, by the shape of errors',
    sizes: [30, 100, 300],
    populations: () =>
      Promise.all((Object.keys(errorShapes) as (keyof typeof errorShapes)[]).map((shape) => regressionPopulation(shape, regression))),
  },
  {
    title: 'Gaps between a slice of 40 % and the rest, by prevalence',
    sizes: [100, 300],
    populations: async () => prevalences.map((prevalence) => gapPopulation(prevalence, compared)),
  },
  {
    title: 'Differences of two models on the same rows, by prevalence',
    populations: () => Promise.all(prevalences.map((prevalence) => pairedPopulation(prevalence, compared))),
    sizes: [30, 100, 300],
  },
  {
    title: 'Rows in groups of five, by prevalence',
    sizes: [150, 500],
    populations: () => Promise.all([0.2, 0.5].map((prevalence) => clusteredPopulation(prevalence, grouped))),
  },
  {
    title: 'Shares by Clopper and Pearson, where asked for, by prevalence',
    sizes: [30, 100, 300],
    populations: () =>
      Promise.all(
        prevalences.map((prevalence) =>
          binaryPopulation(prevalence, ['accuracy', 'recall', 'precision'], { proportion: 'clopper_pearson' }),
        ),
      ),
  },
];

/** How often 95 % intervals hold the true value, simulated through the metrics cell; writes the tables of docs/intervals.md. */
export const coverage: Measurement = {
  name: 'coverage',
  async run() {
    const sections: Section[] = [];
    for (const family of families) {
      const tallies: Tally[] = [];
      for (const population of await family.populations()) {
        for (const n of family.sizes) tallies.push(...(await studyOf(population, n, draws)));
      }
      sections.push({ title: family.title, tallies });
    }
    await writeReport(sections, draws);
    return sections.flatMap(({ title, tallies }) => linesOf(title, tallies));
  },
};

function linesOf(title: string, tallies: readonly Tally[]): Line[] {
  const methods = [...new Set(tallies.filter(({ given }) => given > 0).map(({ method }) => method))];
  return methods.map((method) => {
    const { mean, worst } = summaryOf(tallies.filter((tally) => tally.method === method));
    return {
      what: `coverage, ${title.toLowerCase()}: ${method}`,
      ours: `${percent(mean)} %, worst ${percent(worst)} %`,
      goal: '93 to 97 %',
    };
  });
}
