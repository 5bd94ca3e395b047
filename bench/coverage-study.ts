import type { Row } from '../tests/cells/metrics-bed.ts';
import type { Population } from './coverage-population.ts';

/** How often the intervals of one metric held its true value, over many draws of n rows of one population. */
export interface Tally {
  readonly metric: string;
  readonly method: string;
  readonly population: string;
  readonly n: number;
  readonly draws: number;
  /** Intervals that were given without a warning. */
  readonly given: number;
  /** Of those, true values that lay below and above. */
  readonly below: number;
  readonly above: number;
  /** Mean of high − low over them. */
  readonly width: number;
}

/** Reasons with which the engine says not to trust an interval. */
const marked = new Set(['unstable-interval', 'too-few-rows']);

interface Counted {
  methods: Map<string, number>;
  given: number;
  below: number;
  above: number;
  width: number;
}

/** Draws from a population and has the cell measure each draw, with another seed each time; the seeds depend on nothing else. */
export async function studyOf(population: Population, n: number, draws: number): Promise<readonly Tally[]> {
  const counted = new Map<string, Counted>();
  for (let draw = 1; draw <= draws; draw++) {
    for (const row of await population.measure(n, draw)) {
      const metric = String(row['metric']);
      const own = counted.get(metric) ?? { methods: new Map<string, number>(), given: 0, below: 0, above: 0, width: 0 };
      counted.set(metric, own);
      count(own, row, population.truths.get(metric)!);
    }
  }
  return [...counted].map(([metric, { methods, given, below, above, width }]) => ({
    metric,
    method: [...methods].toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? 'none',
    population: population.title,
    n,
    draws,
    given,
    below,
    above,
    width: width / given,
  }));
}

function count(own: Counted, row: Row, truth: number): void {
  const { low, high, reason } = row;
  if (typeof low !== 'number' || typeof high !== 'number' || Number.isNaN(low + high) || marked.has(String(reason))) return;
  const method = String(row['method']).replace(/, (deff )?[\d.]+$/, '');
  const slack = 1e-9 * Math.max(1, Math.abs(truth));
  own.methods.set(method, (own.methods.get(method) ?? 0) + 1);
  own.given++;
  own.below += +(truth < low - slack);
  own.above += +(truth > high + slack);
  own.width += high - low;
}

/** Share of the given intervals that held the true value. */
export function coverageOf({ given, below, above }: Pick<Tally, 'given' | 'below' | 'above'>): number {
  return 1 - (below + above) / given;
}
