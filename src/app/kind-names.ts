/** Kinds whose body is a text of its own language and no YAML; a test holds them to the engine's list too. */
export const textKinds: readonly string[] = ['code'];

/** Names of the kinds of cells, so that the page can read a notebook before its engine is loaded; a test holds them to the engine's own list. */
export const kindNames: readonly string[] = [
  'data',
  'derive',
  'slice',
  'model',
  'predict',
  'input',
  'metrics',
  'threshold',
  'calibration',
  'compare',
  'fairness',
  'chart',
  'table',
  'check',
  'finding',
  'code',
];
