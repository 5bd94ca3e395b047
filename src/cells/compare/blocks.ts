import type { AnalysisBlock, AnalysisCell, AnalysisColumn, AnalysisOutput, AnalysisRow, EstimateValue } from '../output.ts';
import { titleOf } from '../metrics/estimates.ts';
import { numberText } from '../number-text.ts';
import { chartsOf } from './charts.ts';
import type { Comparison, Judged } from './comparison.ts';
import { moreRowsNeeded, sentences } from './conclusion.ts';

/** Rows and columns that the page shows; the frame has all. */
const mostRows = 400;
const mostColumns = 4;

/** The conclusion, the differences over all rows and by slice, what changed hands, and the charts. */
export function comparisonOutput(comparison: Comparison): AnalysisOutput {
  const charts = chartsOf(comparison);
  const shown = sentences(comparison);
  return {
    type: 'table',
    layout: 'analysis',
    blocks: [
      ...shown,
      ...comparison.models.flatMap(({ name }) => [overallTable(comparison, name), ...sliceTable(comparison, name)]),
      ...(charts.length === 0 ? [] : [{ block: 'charts', title: 'Differences', charts } as const]),
      ...comparison.models.flatMap(({ name }) => churnTable(comparison, name)),
    ],
    level: comparison.how.level,
    notes: comparison.notes,
  };
}

function overallTable(comparison: Comparison, model: string): AnalysisBlock {
  const { reference } = comparison;
  const judged = comparison.judged.filter((own) => own.model.name === model && own.partition.codes === null);
  const columns: readonly AnalysisColumn[] = [
    { title: 'Metric', kind: 'text' },
    { title: reference.name, kind: 'text' },
    { title: model, kind: 'text' },
    { title: 'Difference', kind: 'estimate', help: `${model} less ${reference.name}, on the rows that both have`, reference: 0 },
    { title: 'p', kind: 'text', help: 'how often a difference as large would come about were there none' },
    { title: 'q', kind: 'text', help: `p corrected over ${comparison.comparisons} comparisons` },
    { title: 'Verdict', kind: 'text' },
    { title: 'Rows to add', kind: 'text', help: 'rows like these that would decide it in four of five repetitions' },
  ];
  return {
    block: 'estimates',
    title: `${model} against ${reference.name}`,
    columns,
    rows: judged.map((own) => overallRow(comparison, own)),
  };
}

function overallRow(comparison: Comparison, own: Judged): AnalysisRow {
  const { first, second, low, high } = own.difference;
  const name = own.column.className === '' ? titleOf(own.column) : `${titleOf(own.column)}, ${own.column.className}`;
  const value = (number: number): string => numberText(number, low, high);
  return {
    cells: [
      name,
      value(first),
      value(second),
      estimateOf(comparison, own),
      probability(own.difference.p),
      probability(own.q),
      own.verdict,
      rowsToAdd(own),
    ],
  };
}

/** About how many more rows would decide what is undecided. */
function rowsToAdd(own: Judged): string {
  const more = own.verdict === 'undecided' ? moreRowsNeeded(own) : null;
  return more === null || more > 1e7 ? '' : Number(more.toPrecision(2)).toLocaleString('en-US');
}

function probability(p: number): string {
  if (Number.isNaN(p)) return '';
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

function sliceTable(comparison: Comparison, model: string): AnalysisBlock[] {
  const sliced = comparison.partitions.slice(1);
  if (sliced.length === 0) return [];
  const shown = comparison.columns.slice(0, mostColumns);
  const columns: AnalysisColumn[] = [
    { title: 'Slice', kind: 'text' },
    { title: 'Rows', kind: 'number' },
    ...shown.map((column): AnalysisColumn => {
      const { metric } = column.wanted;
      const title = column.className === '' ? titleOf(column) : `${titleOf(column)}, ${column.className}`;
      return { title, kind: 'estimate', help: metric.formula, better: metric.better, reference: 0 };
    }),
  ];
  const rows: AnalysisRow[] = [];
  for (const partition of sliced) {
    const sizes = comparison.pairs[0]!.first.statistics.sizes(partition);
    const own = comparison.judged.filter((judged) => judged.model.name === model && judged.partition === partition);
    for (const [group, slice] of partition.slices.entries()) {
      if (rows.length >= mostRows) break;
      const cells = shown.map((column): AnalysisCell => {
        const judged = own.find((each) => each.column === column && each.slice === slice);
        return judged === undefined ? null : estimateOf(comparison, judged);
      });
      rows.push({ by: partition.by, cells: [slice.label, sizes[group]!, ...cells] });
    }
  }
  return [{ block: 'estimates', title: `${model} less ${comparison.reference.name} by slice`, columns, rows }];
}

function estimateOf({ how, reference, comparisons }: Comparison, own: Judged): EstimateValue {
  const { value, low, high, first, second, n, method, reason, p } = own.difference;
  const tooFew = own.verdict === 'not enough data';
  const verdict = own.verdict === 'better' || own.verdict === 'worse' || own.verdict === 'undecided' ? own.verdict : undefined;
  const number = (each: number): string => numberText(each, low, high);
  const working: (readonly [string, string])[] = [
    ['Formula', own.column.wanted.metric.formula],
    [own.model.name, number(second)],
    [reference.name, number(first)],
    ['Rows', n.toLocaleString('en-US')],
    ['Method', method === '' ? 'none' : method],
    ...(/bootstrap|permutation/.test(method) ? [['Seed', String(how.seed)] as const] : []),
    ...[own.model, reference].flatMap((side) =>
      side.threshold === null ? [] : [[`Threshold of ${side.name}`, numberText(side.threshold)] as const],
    ),
    ['p', probability(p)],
    ['q', `${probability(own.q)} over ${comparisons} comparisons`],
    ...(own.margin > 0 ? [['Margin', numberText(own.margin)] as const] : []),
    ...(Number.isNaN(own.detectable) ? [] : [['Would have shown', `a difference of ${numberText(own.detectable)} (80 % power)`] as const]),
    ...(Number.isNaN(own.rowsNeeded) ? [] : [['Rows to decide', own.rowsNeeded.toLocaleString('en-US')] as const]),
  ];
  return {
    value,
    low,
    high,
    working,
    ...(tooFew ? { reason: 'too-few-rows' } : reason === '' ? {} : { reason }),
    ...(verdict === undefined ? {} : { verdict }),
  };
}

function churnTable(comparison: Comparison, model: string): AnalysisBlock[] {
  const churned = comparison.churned.filter((own) => own.model.name === model);
  const metrics = churned[0]?.churn ?? [];
  if (metrics.length === 0) return [];
  const rows = churned.flatMap(({ partition, churn }): AnalysisRow[] =>
    partition.slices.map((slice, group) => ({
      ...(partition.by === '' ? {} : { by: partition.by }),
      cells: [
        slice.label,
        ...churn.map(({ metric, estimates }): AnalysisCell => {
          const { value, low, high, n, method, reason } = estimates[group]!;
          const working = [['Formula', metric.formula] as const, ['Rows', n.toLocaleString('en-US')] as const, ['Method', method] as const];
          return { value, low, high, working, ...(reason === '' ? {} : { reason }) };
        }),
      ],
    })),
  );
  const columns: AnalysisColumn[] = [
    { title: 'Slice', kind: 'text' },
    ...metrics.map(({ metric }): AnalysisColumn => ({ title: metric.title, kind: 'estimate', help: metric.formula, better: 'neither' })),
  ];
  return [
    { block: 'estimates', title: `What changes from ${comparison.reference.name} to ${model}`, columns, rows: rows.slice(0, mostRows) },
  ];
}
