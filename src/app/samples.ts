/** A notebook that comes with the page. */
export interface Sample {
  readonly name: string;
  readonly title: string;
  readonly line: string;
  readonly size: string;
  readonly tags: string;
  readonly figure: 'intervals' | 'confusion' | 'log' | 'cost' | 'prices';
}

/** The bundled notebooks, in the order of the home page. */
export const samples: readonly Sample[] = [
  {
    name: 'mortgage',
    title: 'Who is turned down for a mortgage?',
    line: 'A network that never saw race, measured by race, with intervals.',
    size: '2,380 rows',
    tags: 'classification, fairness',
    figure: 'intervals',
  },
  {
    name: 'digits',
    title: 'Which digits does it misread?',
    line: 'The confident mistakes, shown as images, and the pairs behind them.',
    size: '4,000 images',
    tags: 'classification, images',
    figure: 'confusion',
  },
  {
    name: 'credit',
    title: 'Where to stop lending',
    line: 'A score that is too sure of itself: calibrated, priced, and cut where it costs least.',
    size: '4,454 rows',
    tags: 'thresholds, calibration',
    figure: 'cost',
  },
  {
    name: 'ames',
    title: 'What is a house worth?',
    line: 'Two models of one town: which is better, for whom, and what their ranges promise.',
    size: '2,930 rows',
    tags: 'regression, comparison',
    figure: 'prices',
  },
  {
    name: 'log-only',
    title: 'A log of predictions, no model',
    line: 'Four classes, ten resamples: everything from recorded probabilities.',
    size: '3,467 rows',
    tags: 'recorded predictions',
    figure: 'log',
  },
];
