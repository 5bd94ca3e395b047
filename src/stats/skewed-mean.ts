import { studentQuantile } from './distributions.ts';
import { student, type Interval } from './intervals.ts';

/** Skewness over √n above which Student's interval errs by more than about two points on one side. */
const most = 0.2;

/**
 * Interval of a mean whose rows may be skewed: Student's, or where the skewness of the rows is large beside √n that of Hall's
 * cubic transformation of t (Hall, 1992), which reaches further on the side of the long tail. `sd` has ddof 1, `skewness` is
 * the third central moment over the cubed standard deviation (ddof 0). NaN below two values.
 */
export function skewedMean(mean: number, sd: number, skewness: number, n: number, level: number): Interval & { readonly method: string } {
  const root = Math.sqrt(n);
  if (!(Math.abs(skewness) > most * root)) return { ...student(mean, sd, n, level), method: 'student' };
  const t = studentQuantile(0.5 + level / 2, n - 1);
  const reach = (quantile: number): number => (3 / skewness) * (Math.cbrt(1 + skewness * (quantile / root - skewness / (6 * n))) - 1);
  return { low: mean - sd * reach(t), high: mean - sd * reach(-t), method: 'student, less skewness' };
}
