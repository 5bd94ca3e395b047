import { flag, oneOf, takes, takesNothing, withoutRows } from './described.ts';
import { definedOr, type Described, type MatrixMetric } from './metric.ts';

type Part = Pick<MatrixMetric, 'name' | 'title' | 'formula' | 'better' | 'undefinedWhen' | 'compute'> &
  Partial<Pick<Described, 'range' | 'parameters' | 'accepts'>>;

const oneClass = { 'one-class': 'the labels hold one class only' } as const;

function sums(matrix: Float64Array, classes: number): { total: number; correct: number; actual: Float64Array; predicted: Float64Array } {
  const actual = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  let total = 0;
  let correct = 0;
  for (let row = 0; row < classes; row++) {
    for (let column = 0; column < classes; column++) {
      const cell = matrix[row * classes + column]!;
      actual[row]! += cell;
      predicted[column]! += cell;
      total += cell;
      if (row === column) correct += cell;
    }
  }
  return { total, correct, actual, predicted };
}

export function matrixMetric(part: Part): MatrixMetric {
  return {
    from: 'matrix',
    range: [0, 1],
    tasks: ['binary', 'multiclass'],
    ...takesNothing,
    needs: 'labels and predictions, or labels and scores with a threshold',
    interval:
      'Wilson’s at the number of rows that has its variance by the delta method; draws of the confusion counts for more than 20 classes',
    ...part,
    undefinedWhen: { ...withoutRows, ...part.undefinedWhen },
  };
}

const accuracy: MatrixMetric = {
  ...matrixMetric({
    name: 'accuracy',
    title: 'Accuracy',
    formula: 'correct / n: the share of rows predicted right',
    better: 'higher',
    undefinedWhen: {},
    compute(matrix, classes) {
      const { correct, total } = sums(matrix, classes);
      return definedOr('no-rows', correct / total);
    },
  }),
  interval: 'Wilson',
  ratio(matrix, classes) {
    const { correct, total } = sums(matrix, classes);
    return [correct, total];
  },
};

const zeroOneLoss: MatrixMetric = {
  ...matrixMetric({
    name: 'zero_one_loss',
    title: 'Zero-one loss',
    formula: 'wrong / n: the share of rows predicted wrong; with one label a row the Hamming loss is the same',
    better: 'lower',
    undefinedWhen: {},
    compute(matrix, classes) {
      const { correct, total } = sums(matrix, classes);
      return definedOr('no-rows', (total - correct) / total);
    },
  }),
  interval: 'Wilson',
  ratio(matrix, classes) {
    const { correct, total } = sums(matrix, classes);
    return [total - correct, total];
  },
};
const balancedAccuracy = matrixMetric({
  name: 'balanced_accuracy',
  title: 'Balanced accuracy',
  formula: 'mean recall over the classes present; adjusted: chance 1/K is 0 and a perfect score 1',
  better: 'higher',
  range: [-1, 1],
  ...takes({ adjusted: flag('whether chance counts as 0') }),
  undefinedWhen: oneClass,
  compute(matrix, classes, { adjusted = 0 }) {
    const { actual, total } = sums(matrix, classes);
    let sum = 0;
    let present = 0;
    for (let k = 0; k < classes; k++) {
      if (actual[k] === 0) continue;
      sum += matrix[k * classes + k]! / actual[k]!;
      present++;
    }
    if (total === 0) return { value: NaN, reason: 'no-rows' };
    if (present < 2) return { value: NaN, reason: 'one-class' };
    const chance = adjusted === 1 ? 1 / present : 0;
    return { value: (sum / present - chance) / (1 - chance) };
  },
});

const matthews = matrixMetric({
  name: 'matthews_corrcoef',
  title: 'Matthews correlation',
  formula: '(c·n − Σ p·t) / √((n² − Σ p²)(n² − Σ t²)); c correct, p predicted and t actual counts',
  better: 'higher',
  range: [-1, 1],
  undefinedWhen: { ...oneClass, 'constant-prediction': 'every row gets the same prediction' },
  compute(matrix, classes) {
    const { total, correct, actual, predicted } = sums(matrix, classes);
    if (total === 0) return { value: NaN, reason: 'no-rows' };
    if (actual.filter((own) => own > 0).length < 2) return { value: NaN, reason: 'one-class' };
    if (predicted.filter((own) => own > 0).length < 2) return { value: NaN, reason: 'constant-prediction' };
    if (classes === 2) {
      const [tn, fp, fn, tp] = matrix as unknown as readonly [number, number, number, number];
      return { value: (tp * tn - fp * fn) / Math.sqrt(actual[0]! * actual[1]!) / Math.sqrt(predicted[0]! * predicted[1]!) };
    }
    let cross = 0;
    let actualSpread = 0;
    let predictedSpread = 0;
    for (let k = 0; k < classes; k++) {
      cross += actual[k]! * predicted[k]!;
      actualSpread += actual[k]! * (total - actual[k]!);
      predictedSpread += predicted[k]! * (total - predicted[k]!);
    }
    return { value: (correct * total - cross) / Math.sqrt(predictedSpread * actualSpread) };
  },
});

const cohenKappa = matrixMetric({
  name: 'cohen_kappa',
  title: 'Cohen’s kappa',
  formula: '1 − Σ w·observed / Σ w·expected; w is [i ≠ j], |i − j| (linear) or (i − j)² (quadratic) in the order of the classes',
  better: 'higher',
  range: [-1, 1],
  ...takes({ weights: oneOf(['none', 'linear', 'quadratic'], 'what an error counts by its distance in the order of the classes') }),
  undefinedWhen: { 'one-class': 'labels and predictions hold one and the same class' },
  compute(matrix, classes, { weights = 0 }) {
    const { total, actual, predicted } = sums(matrix, classes);
    if (total === 0) return { value: NaN, reason: 'no-rows' };
    let observed = 0;
    let expected = 0;
    for (let i = 0; i < classes; i++) {
      for (let j = 0; j < classes; j++) {
        if (i === j) continue;
        const weight = weights === 0 ? 1 : weights === 1 ? Math.abs(i - j) : (i - j) ** 2;
        observed += weight * matrix[i * classes + j]!;
        expected += weight * (actual[i]! / total) * predicted[j]!;
      }
    }
    return definedOr('one-class', expected === 0 ? NaN : 1 - observed / expected);
  },
});

/** Metrics of the whole confusion matrix. */
export const agreementMetrics: readonly MatrixMetric[] = [accuracy, balancedAccuracy, zeroOneLoss, matthews, cohenKappa];
