import { uniformStream } from './counter-random.ts';
import { normalQuantile } from './distributions.ts';
import { quantileSorted, type Interval } from './intervals.ts';

/** One bin of a mean of absolute deviations: its share of all weight, and the share that was observed in n rows. */
export interface DeviationBin {
  readonly weight: number;
  readonly observed: number;
  readonly n: number;
}

const draws = 1000;

/**
 * Interval of E = Σ weight·|observed − promised| over bins, from its value Ê in the data. Chance moves each |·| up by no more
 * than the size of its error and down by no more than the error itself, so Ê − E lies between a normal of the errors' spread
 * and the sum of their sizes: [Ê − c, Ê + z·s], where s² = Σ weight²·variance and c is the (1 + level)/2 quantile of
 * Σ weight·sd·|Z|, drawn with the seed. Never too narrow, wherever the truth lies; percentiles of a bootstrap miss it where
 * it is near 0. Shares have half a row added to either side for their variance.
 */
export function deviationInterval(value: number, bins: readonly DeviationBin[], level: number, seed: number): Interval {
  const spreads = Float64Array.from(bins, ({ weight, observed, n }) => {
    const share = (observed * n + 0.5) / (n + 1);
    return weight * Math.sqrt((share * (1 - share)) / n);
  });
  const sizes = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    const uniform = uniformStream(seed, draw);
    for (const spread of spreads) sizes[draw]! += spread * Math.abs(normalQuantile(uniform()));
  }
  const reach = quantileSorted(sizes.sort(), (1 + level) / 2);
  const spread = Math.hypot(...spreads);
  return { low: Math.max(0, value - reach), high: Math.min(1, value + normalQuantile(0.5 + level / 2) * spread) };
}
