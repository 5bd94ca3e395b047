import { countsAt, type Cuts } from './threshold-cuts.ts';

/** Points of one curve: columns of numbers, a row a threshold, from the highest threshold down. */
export type CurvePoints<Name extends string> = Readonly<Record<'threshold' | Name, Float64Array>>;

type Place = ArrayLike<number>;

function pointsOf<Name extends string>(
  cuts: Cuts,
  at: Place,
  names: readonly Name[],
  valuesOf: (index: number) => readonly number[],
): CurvePoints<Name> {
  const columns = Object.fromEntries(['threshold', ...names].map((name) => [name, new Float64Array(at.length)])) as CurvePoints<Name>;
  for (let row = 0; row < at.length; row++) {
    const index = at[row]!;
    columns.threshold[row] = cuts.threshold[index]!;
    const values = valuesOf(index);
    for (let column = 0; column < names.length; column++) columns[names[column]!][row] = values[column]!;
  }
  return columns;
}

/** False-positive against true-positive rate; NaN where a class is absent. scikit-learn's roc_curve with every point. */
export function rocPoints(cuts: Cuts, at: Place): CurvePoints<'fpr' | 'tpr'> {
  return pointsOf(cuts, at, ['fpr', 'tpr'], (index) => [cuts.fp[index]! / cuts.negatives, cuts.tp[index]! / cuts.positives]);
}

/** Recall against precision; precision is NaN where nothing is positive. scikit-learn's precision_recall_curve, in the other order. */
export function precisionRecallPoints(cuts: Cuts, at: Place): CurvePoints<'recall' | 'precision'> {
  return pointsOf(cuts, at, ['recall', 'precision'], (index) => {
    const { tp, fp } = countsAt(cuts, index);
    return [tp / cuts.positives, tp / (tp + fp)];
  });
}

/** False-positive against false-negative rate (detection error trade-off). scikit-learn's det_curve. */
export function detPoints(cuts: Cuts, at: Place): CurvePoints<'fpr' | 'fnr'> {
  return pointsOf(cuts, at, ['fpr', 'fnr'], (index) => {
    const { fp, fn } = countsAt(cuts, index);
    return [fp / cuts.negatives, fn / cuts.positives];
  });
}

/** Of the share of rows selected: the share of the positives among them (gain), and that by the share of rows (lift). */
export function gainPoints(cuts: Cuts, at: Place): CurvePoints<'selected' | 'gain' | 'lift'> {
  const total = cuts.positives + cuts.negatives;
  return pointsOf(cuts, at, ['selected', 'gain', 'lift'], (index) => {
    const { tp, fp } = countsAt(cuts, index);
    const selected = (tp + fp) / total;
    const gain = tp / cuts.positives;
    return [selected, gain, gain / selected];
  });
}

/** Shares of both classes from the threshold up, and their distance, whose largest value is the Kolmogorov–Smirnov statistic. */
export function separationPoints(cuts: Cuts, at: Place): CurvePoints<'tpr' | 'fpr' | 'separation'> {
  return pointsOf(cuts, at, ['tpr', 'fpr', 'separation'], (index) => {
    const tpr = cuts.tp[index]! / cuts.positives;
    const fpr = cuts.fp[index]! / cuts.negatives;
    return [tpr, fpr, tpr - fpr];
  });
}

/** The confusion counts (sums of weights). */
export function countPoints(cuts: Cuts, at: Place): CurvePoints<'tp' | 'fp' | 'fn' | 'tn'> {
  return pointsOf(cuts, at, ['tp', 'fp', 'fn', 'tn'], (index) => {
    const { tp, fp, fn, tn } = countsAt(cuts, index);
    return [tp, fp, fn, tn];
  });
}
