import type { ChartOutput } from '../output.ts';
import { titleOf } from '../metrics/estimates.ts';
import type { Comparison, Judged } from './comparison.ts';
import { differenceText, metricName } from './conclusion.ts';

const mostSlices = 24;

/** Differences with their intervals against 0: by metric over all rows, and by slice for the first metric. At most two. */
export function chartsOf(comparison: Comparison): ChartOutput[] {
  const judged = comparison.judged.filter((own) => own.model === comparison.models[0] && !Number.isNaN(own.difference.low));
  const overall = judged.filter(({ partition }) => partition.codes === null);
  const [first] = overall;
  if (first === undefined) return [];
  const { range } = first.column.wanted.metric;
  // One axis serves metrics of one scale only.
  const alike = overall.filter(
    ({ column }) => width(column.wanted.metric.range) <= 2 === width(range) <= 2 && (width(range) <= 2 || column === first.column),
  );
  const slices = judged.filter((own) => own.column === first.column).slice(0, mostSlices + 1);
  return [
    ...(alike.length > 1 ? [differencesChart(comparison, alike, (own) => labelOf(own), 'Difference')] : []),
    ...(slices.length > 1
      ? [
          differencesChart(
            comparison,
            slices,
            (own) => (own.partition.codes === null ? 'All rows' : own.slice.slice),
            `Difference in ${metricName(first)}`,
          ),
        ]
      : []),
  ];
}

function width([low, high]: readonly [number, number]): number {
  return high - low;
}

function labelOf({ column }: Judged): string {
  return column.className === '' ? titleOf(column) : `${titleOf(column)}, ${column.className}`;
}

function differencesChart(
  { models, reference }: Comparison,
  judged: readonly Judged[],
  nameOf: (own: Judged) => string,
  title: string,
): ChartOutput {
  const values = judged.map((own) => ({
    name: nameOf(own),
    value: own.difference.value,
    low: own.difference.low,
    high: own.difference.high,
    least: -own.margin,
    most: own.margin,
    verdict: own.verdict === 'better' || own.verdict === 'worse' ? own.verdict : 'undecided',
  }));
  const y = { field: 'name', type: 'nominal', sort: null, title: null };
  const x = (field: string): object => ({ field, type: 'quantitative', title: `${title}, ${models[0]!.name} less ${reference.name}` });
  const points = (['better', 'worse', 'undecided'] as const).map((verdict) => ({
    transform: [{ filter: { field: 'verdict', equal: verdict } }],
    mark: { type: 'point', size: 60, style: verdict === 'undecided' ? 'rest' : verdict },
    encoding: { y, x: x('value') },
  }));
  const band = judged.some(({ margin }) => margin > 0)
    ? [{ mark: { type: 'bar', style: 'rest-band' }, encoding: { y, x: x('least'), x2: { field: 'most' } } }]
    : [];
  return {
    type: 'chart',
    spec: {
      height: Math.max(120, Math.min(480, 26 * values.length + 40)),
      data: { values },
      layer: [
        ...band,
        { mark: { type: 'rule', style: 'reference' }, encoding: { x: { datum: 0, type: 'quantitative' } } },
        { mark: { type: 'rule', style: 'interval' }, encoding: { y, x: x('low'), x2: { field: 'high' } } },
        ...points,
      ],
    },
    rows: values.length,
    summary: `${title} of ${models[0]!.name} from ${reference.name}: ${judged
      .slice(0, 8)
      .map((own) => `${nameOf(own)} ${differenceText(own)}`)
      .join('; ')}.`,
  };
}
