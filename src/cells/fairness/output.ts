import { countText, intervalText, numberText } from '../number-text.ts';
import type { AnalysisBlock, AnalysisColumn, AnalysisOutput, AnalysisRow, ChartOutput } from '../output.ts';
import { titleOf } from '../metrics/estimates.ts';
import { verdictOf, type Aggregate } from './aggregates.ts';
import type { GroupEstimates } from './frames.ts';

/** Everything that a fairness cell computed. */
export interface Fairness {
  readonly aggregates: readonly Aggregate[];
  readonly q: Float64Array;
  readonly groups: readonly GroupEstimates[];
  readonly level: number;
  readonly least: number;
  readonly seed: number;
  readonly threshold: number | null;
  readonly notes: readonly string[];
}

const mostCharts = 2;
const mostRows = 200;

/** The conclusion, the groups, charts of the first metrics, and what lies between the groups. */
export function fairnessOutput(fairness: Fairness): AnalysisOutput {
  const blocks: AnalysisBlock[] = [...sentencesOf(fairness), groupTable(fairness)];
  const charts = chartsOf(fairness);
  if (charts.length > 0) blocks.push({ block: 'charts', title: 'By group', charts });
  blocks.push(aggregateTable(fairness));
  const notes = [
    ...fairness.notes,
    'Chance is what the same groups reach in 95 % of cases when rows are dealt to them at random; the largest of several noisy gaps is never 0.',
  ];
  return { type: 'table', layout: 'analysis', blocks, level: fairness.level, notes };
}

function sentencesOf({ aggregates, q }: Fairness): AnalysisBlock[] {
  const gaps = [...aggregates.keys()].filter((at) => aggregates[at]!.kind === 'difference' && !Number.isNaN(aggregates[at]!.p));
  if (gaps.length === 0) {
    const reason = aggregates.find(({ reason: why }) => why !== '')?.reason ?? 'no-rows';
    return [{ block: 'sentence', tone: 'undecided', text: `No gap between groups can be told: ${reason.replaceAll('-', ' ')}.` }];
  }
  const convincing = gaps.filter((at) => q[at]! <= 0.05);
  if (convincing.length === 0)
    return [
      {
        block: 'sentence',
        tone: 'undecided',
        text: 'No gap between groups is larger than chance explains. Small gaps may be there all the same: see their intervals.',
      },
    ];
  const widest = convincing.reduce((a, b) => (excess(aggregates[b]!) > excess(aggregates[a]!) ? b : a));
  return [{ block: 'sentence', tone: 'worse', text: gapText(aggregates[widest]!) + fifthsText(aggregates) }];
}

function excess({ value, chance }: Aggregate): number {
  return value - chance;
}

function gapText({ title, value, low, high, lowGroup, highGroup, chance, scope, className }: Aggregate): string {
  const where = [className, scope.slice === 'all' ? '' : scope.slice].filter((word) => word !== '').join(', ');
  const name = `${title}${where === '' ? '' : ` (${where})`}`;
  return `${name}: ${intervalText(value, low, high)}, from ${lowGroup} to ${highGroup}; chance alone makes up to ${numberText(chance)}.`;
}

function fifthsText(aggregates: readonly Aggregate[]): string {
  const ratio = aggregates.find(({ metric, value }) => metric === 'demographic_parity_ratio' && !Number.isNaN(value));
  if (ratio === undefined) return '';
  const { value, low, high } = ratio;
  const said =
    high < 0.8
      ? 'is below four fifths'
      : low >= 0.8
        ? 'is at least four fifths'
        : value < 0.8
          ? 'is below four fifths, if only just by its interval'
          : 'may be below four fifths';
  return ` The ratio of selection rates, ${intervalText(value, low, high)}, ${said}.`;
}

function groupTable({ groups, least, seed, threshold }: Fairness): AnalysisBlock {
  const scopes = [...new Set(groups.map(({ scope }) => scope))];
  const first = groups.filter(({ scope }) => scope === scopes[0]);
  const columns: AnalysisColumn[] = [
    { title: 'Group', kind: 'text' },
    { title: 'Rows', kind: 'number' },
    ...first.map(({ column }): AnalysisColumn => ({
      title: `${titleOf(column)}${column.className === '' ? '' : `, ${column.className}`}`,
      kind: 'estimate',
      help: column.wanted.metric.formula,
      better: column.wanted.metric.better,
    })),
  ];
  const rows = scopes.flatMap((scope): AnalysisRow[] => {
    const own = groups.filter((each) => each.scope === scope);
    const by = scope.control === '' ? scope.by : `${scope.by}, ${scope.control}`;
    const line = (label: string, read: (each: GroupEstimates) => GroupEstimates['whole'], whole: boolean): AnalysisRow => {
      const n = Math.max(...own.map((each) => read(each).n));
      const cells = own.map((each) => {
        const { value, low, high, reason, method, n: behind } = read(each);
        const small = reason === '' && n < least;
        const working: [string, string][] = [
          ['Rows', countText(behind, 'row')],
          ['Method', method],
          ['Seed', String(seed)],
          ...(threshold === null ? [] : [['Threshold', String(Number(threshold.toPrecision(6)))] as [string, string]]),
        ];
        return { value, low, high, working, ...(small ? { reason: 'too-few-rows' } : reason === '' ? {} : { reason }) };
      });
      return { by, cells: [n < least ? `${label} (fewer than ${least} rows)` : label, n, ...cells], ...(whole ? { chosen: true } : {}) };
    };
    return [
      line('All', ({ whole }) => whole, true),
      ...scope.groups.slices.map(({ label }, group) => line(label, ({ estimates }) => estimates[group]!, false)),
    ];
  });
  return { block: 'estimates', title: 'Groups', columns, rows: rows.slice(0, mostRows) };
}

function aggregateTable({ aggregates, q, seed }: Fairness): AnalysisBlock {
  const lost = aggregates.some(({ excluded }) => excluded !== '');
  const rows = aggregates.map((aggregate, at): AnalysisRow => {
    const { scope, title, className, value, low, high, reason, lowGroup, highGroup, chance, p, method, excluded } = aggregate;
    const verdict = verdictOf(aggregate, q[at]!);
    const working: [string, string][] = [
      ['Groups', lowGroup === '' ? '' : `${lowGroup}, ${highGroup}`],
      ['Method', method],
      ['Seed', String(seed)],
      ['q', Number.isNaN(q[at]) ? '' : q[at]!.toPrecision(3)],
      ['Left out', excluded],
    ];
    const shown = working.filter(([, text]) => text !== '');
    const number = {
      value,
      low,
      high,
      working: shown,
      ...(reason === '' ? {} : { reason }),
      ...(verdict === undefined ? {} : { verdict }),
    };
    const cells = [
      className === '' ? title : `${title}, ${className}`,
      number,
      Number.isNaN(chance) ? null : chance,
      Number.isNaN(p) ? null : p,
      lowGroup === '' ? '' : `${lowGroup} → ${highGroup}`,
      ...(lost ? [excluded] : []),
    ];
    return { ...(scope.slice === 'all' ? {} : { by: scope.slice }), cells };
  });
  return {
    block: 'estimates',
    title: 'Between groups',
    columns: [
      { title: 'What', kind: 'text' },
      { title: 'Value', kind: 'estimate' },
      {
        title: 'Chance',
        kind: 'number',
        help: 'what shuffled group labels reach in 95 % of cases: at most for a difference, at least for a ratio',
      },
      { title: 'p', kind: 'number' },
      { title: 'From least to most', kind: 'text' },
      ...(lost ? [{ title: 'Left out', kind: 'text' } as const] : []),
    ],
    rows: rows.slice(0, mostRows),
  };
}

function chartsOf({ groups, least }: Fairness): ChartOutput[] {
  const first = groups[0]?.scope;
  return groups
    .filter(({ scope, whole }) => scope === first && !Number.isNaN(whole.value))
    .slice(0, mostCharts)
    .map(({ column, scope, estimates, whole }): ChartOutput => {
      const values = scope.groups.slices
        .map(({ label }, group) => ({ group: label, ...estimates[group]! }))
        .filter(({ value }) => !Number.isNaN(value))
        .map(({ group, value, low, high, n }) => ({ group, value, low, high, size: n < least ? 'few rows' : 'enough' }));
      const title = titleOf(column);
      const y = { field: 'group', type: 'nominal', title: null, sort: null };
      const shade = { condition: { test: "datum.size === 'few rows'", value: 0.35 }, value: 1 };
      return {
        type: 'chart',
        rows: values.length,
        summary: `${title} by ${scope.by}: ${values.map(({ group, value }) => `${group} ${numberText(value)}`).join(', ')}; all ${numberText(whole.value)}`,
        spec: {
          height: { step: 26 },
          data: { values },
          layer: [
            { mark: { type: 'rule', style: 'reference' }, encoding: { x: { datum: whole.value } } },
            {
              mark: { type: 'rule', style: 'interval' },
              encoding: {
                y,
                x: { field: 'low', type: 'quantitative', title, scale: { zero: false } },
                x2: { field: 'high' },
                opacity: shade,
              },
            },
            {
              mark: { type: 'point', filled: true, size: 60 },
              encoding: { y, x: { field: 'value', type: 'quantitative' }, opacity: shade },
            },
          ],
        },
      };
    });
}
