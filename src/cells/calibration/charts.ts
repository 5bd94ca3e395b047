import { wilson } from '../../stats/intervals.ts';
import { numberText } from '../number-text.ts';
import type { ChartOutput } from '../output.ts';
import type { Curve } from './curve.ts';

type Json = Readonly<Record<string, unknown>>;

const height = 240;
const mostBars = 25;

/** What scores promise against what was seen: bins with Wilson's intervals on the band of calibrated scores. */
export function reliabilityChart(curve: Curve, level: number, title: string, domain: readonly [number, number]): ChartOutput {
  const values = curve.bins.map(({ meanScore, observed, effective, n }, at) => {
    const { low, high } = wilson(observed * effective, effective, level);
    return { score: meanScore, seen: observed, low, high, from: curve.draws!.bands[at]!.low, to: curve.draws!.bands[at]!.high, n };
  });
  const x = field('score', 'Mean score', { scale: { domain } });
  const tooltip = [
    field('score', 'Mean score'),
    field('seen', 'Share seen'),
    field('low', 'From'),
    field('high', 'To'),
    field('n', 'Rows'),
  ];
  const y = (name: string): Json => field(name, 'Share seen', { scale: { domain } });
  const spec = {
    title,
    height,
    data: { values },
    layer: [
      { mark: { type: 'area', style: 'rest-band' }, encoding: { x, y: y('from'), y2: { field: 'to' } } },
      diagonal(domain),
      { mark: { type: 'rule', style: 'interval' }, encoding: { x, y: y('low'), y2: { field: 'high' } } },
      { mark: { type: 'point', filled: true, size: 36, opacity: 1 }, encoding: { x, y: y('seen'), tooltip } },
    ],
  };
  const outside = values.filter(({ seen, from, to }) => seen < from || seen > to).length;
  return {
    type: 'chart',
    spec,
    rows: values.length,
    summary: `${title}: ${outside} of ${values.length} bins lie outside the band of calibrated scores.`,
  };
}

function diagonal([low, high]: readonly [number, number]): Json {
  return {
    data: {
      values: [
        { score: low, seen: low },
        { score: high, seen: high },
      ],
    },
    mark: { type: 'line', style: 'reference' },
    encoding: { x: field('score', 'Mean score'), y: field('seen', 'Share seen') },
  };
}

function field(name: string, title: string, more: Json = {}): Json {
  return { field: name, type: 'quantitative', title, ...more };
}

/** The largest stretch of [0, 1] that the bins need, rounded outwards to tenths: rare classes would else huddle in a corner. */
export function domainOf(curves: readonly Curve[]): readonly [number, number] {
  const most = Math.max(
    0,
    ...curves.flatMap(({ bins, draws }) => bins.flatMap((bin, at) => [bin.meanScore, bin.observed, draws?.bands[at]?.high ?? 0])),
  );
  return [0, Math.min(1, Math.max(0.1, Math.ceil(most * 10 + 0.5) / 10))];
}

/** How many rows have which score, in bars of equal width. */
export function scoresChart(curve: Curve, title: string): ChartOutput {
  const { scores } = curve.ordered;
  const least = scores.at(-1) ?? 0;
  const most = scores[0] ?? 1;
  const [low, high] = least >= 0 && most <= 1 ? [0, 1] : [least, most];
  const width = (high - low) / mostBars || 1;
  const counts = new Float64Array(mostBars);
  for (const score of scores) counts[Math.min(mostBars - 1, Math.floor((score - low) / width))]!++;
  const values = Array.from(counts, (rows, at) => ({ from: low + at * width, to: low + (at + 1) * width, rows }));
  const spec = {
    title,
    height,
    data: { values },
    mark: { type: 'bar', style: 'rest', cornerRadiusEnd: 0 },
    encoding: {
      x: { ...field('from', 'Score'), bin: 'binned' },
      x2: { field: 'to' },
      y: field('rows', 'Rows'),
      tooltip: [field('from', 'From'), field('to', 'To'), field('rows', 'Rows')],
    },
  };
  const fullest = counts.indexOf(Math.max(...counts));
  return {
    type: 'chart',
    spec,
    rows: values.length,
    summary: `${title}: most rows lie between ${numberText(low + fullest * width)} and ${numberText(low + (fullest + 1) * width)}.`,
  };
}

/** Reliability of a few classes or slices as lines in a few bins each, on that of all rows in grey. */
export function linesChart(
  curves: readonly { readonly name: string; readonly curve: Curve }[],
  whole: Curve | null,
  title: string,
): ChartOutput {
  const domain = domainOf([...curves.map(({ curve }) => curve), ...(whole === null ? [] : [whole])]);
  const pointsOf = (name: string, { bins }: Curve): Json[] =>
    bins.map(({ meanScore, observed, n }) => ({ name, score: meanScore, seen: observed, n }));
  const values = curves.flatMap(({ name, curve }) => pointsOf(name, curve));
  const x = field('score', 'Mean score', { scale: { domain } });
  const y = field('seen', 'Share seen', { scale: { domain } });
  const color = {
    field: 'name',
    type: 'nominal',
    legend: { orient: 'right', direction: 'vertical' },
    sort: curves.map(({ name }) => name),
  };
  const tooltip = [
    { field: 'name', type: 'nominal', title: 'Of' },
    field('score', 'Mean score'),
    field('seen', 'Share seen'),
    field('n', 'Rows'),
  ];
  const spec = {
    title,
    height,
    layer: [
      diagonal(domain),
      ...(whole === null ? [] : [{ data: { values: pointsOf('all', whole) }, mark: { type: 'line', style: 'rest' }, encoding: { x, y } }]),
      { data: { values }, mark: { type: 'line', point: true }, encoding: { x, y, color, tooltip } },
    ],
  };
  return { type: 'chart', spec, rows: values.length, summary: `${title}: ${curves.map(({ name }) => name).join(', ')}.` };
}
