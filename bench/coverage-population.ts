import { compare } from '../src/cells/compare.ts';
import { NumberColumn, StringColumn } from '../src/frame/column.ts';
import { makeFrame, type Frame } from '../src/frame/frame.ts';
import { counterUniform } from '../src/stats/counter-random.ts';
import { normalCdf, normalQuantile, studentQuantile } from '../src/stats/distributions.ts';
import { measure, rowsOf, type Row } from '../tests/cells/metrics-bed.ts';
import { objectsOf, runBody } from '../tests/cells/step-of.ts';

type Body = Readonly<Record<string, unknown>>;
type Uniform = (stream: number, row: number) => number;

/** Something that rows are drawn from, and the true values of its metrics. */
export interface Population {
  readonly title: string;
  /** By metric. */
  readonly truths: ReadonlyMap<string, number>;
  /** Estimates with intervals from n rows drawn with a seed. */
  measure(n: number, seed: number): Promise<readonly Row[]>;
}

const nodes = 20_001;
/** Fewer than the 1,000 that cells take unless told: enough for coverage, in less than half the time. */
export const replicates = 400;
/** Distance of the classes of the binary populations, in standard deviations of their scores. */
const usualDistance = 2;

function uniformOf(seed: number): Uniform {
  return (stream, row) => counterUniform(seed, stream, row);
}

const words = (codes: Uint8Array, names: readonly string[]): StringColumn => new StringColumn(codes, [...names]);

interface Binary {
  readonly label: Uint8Array;
  readonly score: Float64Array;
  readonly weight?: Float64Array;
  readonly group?: Uint8Array;
  readonly unit?: StringColumn;
  /** Scores of a second model. */
  readonly other?: Float64Array;
}

function binaryFrame({ label, score, weight, group, unit, other }: Binary): Frame {
  return makeFrame(
    [
      ['y', words(label, ['no', 'yes'])],
      ['s', new NumberColumn(score)],
      ...(unit === undefined ? [] : ([['unit', unit]] as const)),
      ...(other === undefined ? [] : ([['other', new NumberColumn(other)]] as const)),
      ...(weight === undefined ? [] : ([['w', new NumberColumn(weight)]] as const)),
      ...(group === undefined ? [] : ([['g', words(group, ['a', 'b'])]] as const)),
    ],
    {
      roles: { label: 'y', score: new Map([['', 's']]), ...(weight === undefined ? {} : { weight: 'w' }) },
      classes: ['no', 'yes'],
      positive: 'yes',
    },
  );
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

interface Shape {
  readonly prevalence: number;
  readonly slope: number;
  readonly distance: number;
}

const shapeOf = (prevalence: number, distance = usualDistance): Shape => ({ prevalence, slope: 1.5, distance });

/** Two normal classes; the score is the chance of the positive one, made over-confident by `slope` above 1. */
function scoreOf(x: number, { prevalence, slope, distance }: Shape): number {
  return logistic(slope * (distance * x - distance ** 2 / 2 + Math.log(prevalence / (1 - prevalence))));
}

/** A binary population: the truth is that of a fine grid of weighted rows, save for the calibration error, which is integrated. */
export async function binaryPopulation(prevalence: number, metrics: readonly string[], how: Body = {}): Promise<Population> {
  const shape = shapeOf(prevalence);
  const body = { metrics, threshold: scoreOf(shape.distance / 2, shape) };
  return {
    title: `${prevalence}`,
    truths: await binaryTruths(shape, body),
    measure: (n, seed) => measured(binaryFrame(drawBinary(n, uniformOf(seed), shape)), body, seed, undefined, how),
  };
}

async function binaryTruths(shape: Shape, body: Body): Promise<Map<string, number>> {
  const truths = await truthsOf(binaryFrame(gridOf(shape)), body);
  if (truths.has('expected_calibration_error')) truths.set('expected_calibration_error', calibrationError(shape));
  return truths;
}

function drawBinary(rows: number, uniform: Uniform, shape: Shape): Binary {
  const label = Uint8Array.from({ length: rows }, (_, row) => +(uniform(0, row) < shape.prevalence));
  const score = Float64Array.from(label, (positive, row) => scoreOf(shape.distance * positive + normalQuantile(uniform(1, row)), shape));
  return { label, score };
}

function gridOf(shape: Shape): Required<Pick<Binary, 'label' | 'score' | 'weight'>> {
  const { prevalence, distance } = shape;
  const label = new Uint8Array(2 * nodes);
  const score = new Float64Array(2 * nodes);
  const weight = new Float64Array(2 * nodes);
  const step = (16 + distance) / nodes;
  for (let node = 0; node < nodes; node++) {
    const from = -8 + node * step;
    for (const positive of [0, 1]) {
      const at = 2 * node + positive;
      label[at] = positive;
      score[at] = scoreOf(from + step / 2, shape);
      const mean = distance * positive;
      weight[at] = (positive === 1 ? prevalence : 1 - prevalence) * (normalCdf(from + step - mean) - normalCdf(from - mean));
    }
  }
  return { label, score, weight };
}

function calibrationError(shape: Shape): number {
  const { score, weight } = gridOf(shape);
  let error = 0;
  for (let node = 0; node < nodes; node++) {
    const negative = weight[2 * node]!;
    const positive = weight[2 * node + 1]!;
    error += Math.abs(positive - score[2 * node]! * (positive + negative));
  }
  return error;
}

/** Rows of one binary population in two groups that are compared: the gap of every metric is 0. */
export function gapPopulation(prevalence: number, metrics: readonly string[]): Population {
  const shape = shapeOf(prevalence);
  const body = { metrics, threshold: scoreOf(shape.distance / 2, shape), by: ['g'] };
  return {
    title: `${prevalence}`,
    truths: new Map(metrics.map((metric) => [metric, 0])),
    measure(n, seed) {
      const uniform = uniformOf(seed);
      const group = Uint8Array.from({ length: n }, (_, row) => +(uniform(2, row) < 0.4));
      return measured(binaryFrame({ ...drawBinary(n, uniform, shape), group }), body, seed, 'b');
    },
  };
}

/**
 * Rows in groups of five that lean one way together, in label and in score, by half of the variance of what lies behind
 * either; every row alone is as in the binary population. `n` counts rows.
 */
export async function clusteredPopulation(prevalence: number, metrics: readonly string[]): Promise<Population> {
  const shape = shapeOf(prevalence);
  const body = { metrics, threshold: scoreOf(shape.distance / 2, shape) };
  const half = Math.sqrt(0.5);
  return {
    title: `${prevalence}`,
    truths: await binaryTruths(shape, body),
    measure(n, seed) {
      const uniform = uniformOf(seed);
      const unit = Uint32Array.from({ length: n }, (_, row) => Math.floor(row / 5));
      const shared = (stream: number, row: number): number =>
        half * (normalQuantile(uniform(stream, row)) + normalQuantile(uniform(stream + 2, unit[row]!)));
      const label = Uint8Array.from({ length: n }, (_, row) => +(normalCdf(shared(0, row)) < prevalence));
      const score = Float64Array.from(label, (positive, row) => scoreOf(shape.distance * positive + shared(1, row), shape));
      const unitNames = Array.from({ length: Math.ceil(n / 5) }, (_, at) => `u${at}`);
      return measured(binaryFrame({ label, score, unit: new StringColumn(unit, unitNames) }), body, seed, undefined, { cluster: 'unit' });
    },
  };
}

/** Two models over the same rows, one better than the other; the noise of their scores has a correlation of 0.8. */
export async function pairedPopulation(prevalence: number, metrics: readonly string[]): Promise<Population> {
  const [first, second] = [shapeOf(prevalence), shapeOf(prevalence, 1.6)];
  const thresholds = [first, second].map((shape) => scoreOf(shape.distance / 2, shape));
  const [ours, theirs] = await Promise.all([first, second].map((shape, at) => binaryTruths(shape, { metrics, threshold: thresholds[at] })));
  const models = { first: { score: 's', threshold: thresholds[0] }, second: { score: 'other', threshold: thresholds[1] } };
  return {
    title: `${prevalence}`,
    truths: new Map(metrics.map((metric) => [metric, theirs!.get(metric)! - ours!.get(metric)!])),
    async measure(n, seed) {
      const uniform = uniformOf(seed);
      const { label, score } = drawBinary(n, uniform, first);
      const other = Float64Array.from(label, (positive, row) => {
        const noise = 0.8 * normalQuantile(uniform(1, row)) + 0.6 * normalQuantile(uniform(3, row));
        return scoreOf(second.distance * positive + noise, second);
      });
      const { frame } = await runBody(
        compare,
        { data: 'scored', models, metrics, interval: { seed, replicates } },
        { frames: { scored: binaryFrame({ label, score, other }) } },
      );
      return objectsOf(frame).filter((row) => row['slice'] === 'all' && metrics.includes(String(row['metric'])));
    },
  };
}

/** Labels and predictions drawn from the shares of a confusion matrix. */
export async function multiclassPopulation(
  title: string,
  shares: readonly (readonly number[])[],
  metrics: readonly unknown[],
): Promise<Population> {
  const classes = shares.map((_, code) => `c${code}`);
  const cells = shares.flat();
  const frame = (actual: Uint8Array, predicted: Uint8Array, weight?: Float64Array): Frame =>
    makeFrame(
      [
        ['y', words(actual, classes)],
        ['p', words(predicted, classes)],
        ...(weight === undefined ? [] : ([['w', new NumberColumn(weight)]] as const)),
      ],
      { roles: { label: 'y', prediction: 'p', ...(weight === undefined ? {} : { weight: 'w' }) }, classes },
    );
  const all = Uint8Array.from(cells.keys());
  const row = (cell: number): number => Math.floor(cell / classes.length);
  const body = { metrics, task: 'multiclass' };
  return {
    title,
    truths: await truthsOf(
      frame(
        all.map(row),
        all.map((cell) => cell % classes.length),
        Float64Array.from(cells),
      ),
      body,
    ),
    measure(n, seed) {
      const uniform = uniformOf(seed);
      const drawn = Uint8Array.from({ length: n }, (_, at) => {
        let left = uniform(0, at);
        const cell = cells.findIndex((share) => (left -= share) < 0);
        return cell === -1 ? cells.length - 1 : cell;
      });
      return measured(
        frame(
          drawn.map(row),
          drawn.map((cell) => cell % classes.length),
        ),
        body,
        seed,
      );
    },
  };
}

/** How errors are drawn from a uniform number. */
export const errorShapes = {
  normal: (u: number): number => normalQuantile(u),
  exponential: (u: number): number => -Math.log(1 - u),
  'heavy tail': (u: number): number => studentQuantile(u, 5),
} as const;

/** Targets that are normal, and predictions that miss them by errors of one shape; the truth is that of a grid of 1.6e6 rows. */
export async function regressionPopulation(shape: keyof typeof errorShapes, metrics: readonly string[]): Promise<Population> {
  const error = tabled(errorShapes[shape]);
  const body = { metrics, task: 'regression' };
  const frame = (y: Float64Array, p: Float64Array): Frame =>
    makeFrame(
      [
        ['y', new NumberColumn(y)],
        ['p', new NumberColumn(p)],
      ],
      { roles: { label: 'y', prediction: 'p' } },
    );
  const target = (u: number): number => 10 + 2 * normalQuantile(u);
  const [many, few] = [8000, 200];
  const targets = Float64Array.from({ length: few }, (_, at) => target((at + 0.5) / few));
  const errors = Float64Array.from({ length: many }, (_, at) => errorShapes[shape]((at + 0.5) / many));
  const y = Float64Array.from({ length: many * few }, (_, at) => targets[at % few]!);
  return {
    title: shape,
    truths: await truthsOf(
      frame(
        y,
        y.map((own, at) => own + errors[Math.floor(at / few)]!),
      ),
      body,
    ),
    measure(n, seed) {
      const uniform = uniformOf(seed);
      const drawn = Float64Array.from({ length: n }, (_, row) => target(uniform(0, row)));
      return measured(
        frame(
          drawn,
          drawn.map((own, row) => own + error(uniform(1, row))),
        ),
        body,
        seed,
      );
    },
  };
}

/** A slow quantile function, by linear interpolation between 20,000 of its values. */
function tabled(quantile: (u: number) => number): (u: number) => number {
  const size = 20_000;
  const table = Float64Array.from({ length: size }, (_, at) => quantile((at + 0.5) / size));
  return (u) => {
    const at = u * size - 0.5;
    if (at < 1 || at > size - 2) return quantile(u);
    const below = Math.floor(at);
    return table[below]! + (table[below + 1]! - table[below]!) * (at - below);
  };
}

/** The rows of a metrics cell, or of its gaps for one slice. */
async function measured(frame: Frame, body: Body, seed: number, gapsOf?: string, how: Body = {}): Promise<readonly Row[]> {
  const { frames } = await measure(frame, { ...body, interval: { seed, replicates, ...how } });
  const rows = rowsOf(frames.get(gapsOf === undefined ? '' : 'gaps'));
  return gapsOf === undefined ? rows : rows.filter((row) => String(row['slice']).endsWith(gapsOf));
}

async function truthsOf(frame: Frame, body: Body): Promise<Map<string, number>> {
  const { frames } = await measure(frame, { ...body, interval: { method: 'none' } });
  return new Map(rowsOf(frames.get('')).map((row) => [`${String(row['metric'])}`, Number(row['value'])]));
}
