import type { InferredColumn } from './inferred.ts';
import type { Plan } from './plan.ts';
import { isClass } from './write-worst.ts';
import { columnRef, Expression, fence, flow, type FlowValue } from './yaml-flow.ts';

/** Rows that a chart may draw one by one. */
const mostPoints = 3000;
const mostClasses = 40;
const mostBars = 60;

/**
 * The one picture of the measured rows, whose parts can be selected: scores by class, what is taken for what, or labels against
 * predictions.
 */
export function measuredChart(plan: Plan): readonly string[] {
  const { inferred, roles, names, measured, rows } = plan;
  const { label, prediction, score } = roles;
  const only = score?.get(inferred.positive ?? '') ?? score?.get('');
  const selection = fence('input', names.picks, ['type: selection']);
  if (inferred.task === 'binary' && only !== undefined && label !== undefined)
    return [selection, scoresChart(names, measured, label, only)];
  if ((inferred.task === 'multiclass' || inferred.task === 'binary') && inferred.classes.length <= mostClasses && prediction !== undefined)
    return [selection, fence('table', names.picture, [`data: ${measured}`, 'as: confusion', `select: { into: ${names.picks} }`])];
  if (inferred.task === 'regression' && prediction !== undefined && label !== undefined)
    return [selection, againstChart(names, measured, label, prediction, rows)];
  return [];
}

/** A chart of a table that nothing is predicted in: the label, or the column with the fewest values. */
export function dataChart(plan: Plan): readonly string[] {
  const { inferred, roles, names, measured } = plan;
  const label = inferred.columns.find(({ name }) => name === roles.label);
  const column = label ?? mostTelling(inferred.columns);
  const isNumber = column?.type === 'number' && inferred.classes.length === 0 && column.samples.length > 0;
  if (column === undefined || (!isNumber && column.distinct > mostBars)) return [];
  const x = isNumber
    ? field(column.name, 'quantitative', [['bin', new Map<string, FlowValue>([['maxbins', 30]])]])
    : field(column.name, 'nominal');
  return [
    fence('chart', names.picture, [
      `data: ${measured}`,
      'spec:',
      '  width: 640',
      isNumber ? '  height: 200' : '  height: { step: 24 }',
      '  mark: bar',
      '  encoding:',
      ...(isNumber
        ? [`    x: ${x}`, '    y: { aggregate: count, type: quantitative, title: rows }']
        : [`    y: ${field(column.name, 'nominal', [['sort', '-x']])}`, '    x: { aggregate: count, type: quantitative, title: rows }']),
    ]),
  ];
}

/** How the label goes with the columns that it differs by most: a column of 0 and 1 where it is a class, and a chart of each. */
export function relatedCells(plan: Plan): readonly string[] {
  const { inferred, roles, names, measured, columns } = plan;
  const { label } = roles;
  const { positive } = inferred;
  const drawn = relatedColumns(plan);
  if (label === undefined || drawn.length === 0) return [];
  const isClassLabel = inferred.task === 'binary' && positive !== null;
  const free = (wanted: string): string => (columns.includes(wanted) ? free(`${wanted}_`) : wanted);
  const flag = free('is_positive');
  const field = isClassLabel ? flag : label;
  const derive = fence('derive', names.flags, [
    `data: ${measured}`,
    'steps:',
    ...(plan.unlabelled === 0 ? [] : [`  - filter: ${flow(new Expression(`${columnRef(label)} != null`))}`]),
    ...(isClassLabel ? [`  - derive: ${flow(new Map([[flag, new Expression(`${isClass(plan, label, positive)} ? 1 : 0`)]]))}`] : []),
  ]);
  const needsDerive = isClassLabel || plan.unlabelled > 0;
  const title = isClassLabel ? `share that is ${positive}` : `mean ${label}`;
  const charts = drawn.map(({ column, by }, at) =>
    besideChart(names.beside[at]!, needsDerive ? names.flags : measured, column, typeof by !== 'string', field, title, isClassLabel),
  );
  return [...(needsDerive ? [derive] : []), ...charts];
}

/** The columns that are drawn: at most two, those with values of their own before those in bins. */
export function relatedColumns({ related }: Plan): Plan['related'] {
  return related
    .filter(({ by }) => typeof by === 'string' || (by instanceof Map && by.has('bin')))
    .toSorted((a, b) => b.explains - a.explains)
    .slice(0, 2);
}

function besideChart(
  cell: string,
  data: string,
  column: string,
  isBinned: boolean,
  value: string,
  title: string,
  isShare: boolean,
): string {
  const bins: readonly (readonly [string, FlowValue])[] = isBinned ? [['bin', new Map<string, FlowValue>([['maxbins', 12]])]] : [];
  const axis: readonly (readonly [string, FlowValue])[] = isShare ? [['axis', new Map<string, FlowValue>([['format', '%']])]] : [];
  return fence('chart', cell, [
    `data: ${data}`,
    'spec:',
    '  width: 640',
    '  height: { step: 24 }',
    '  mark: bar',
    '  encoding:',
    `    y: ${field(column, isBinned ? 'ordinal' : 'nominal', bins)}`,
    `    x: ${flow(new Map<string, FlowValue>([['aggregate', 'mean'], ['field', escaped(value)], ['type', 'quantitative'], ['title', title], ...axis]))}`,
  ]);
}

function mostTelling(columns: readonly InferredColumn[]): InferredColumn | undefined {
  const isListed = ({ distinct }: InferredColumn): boolean => distinct >= 2 && distinct <= mostBars;
  return (
    columns.find((column) => column.role === 'group' && isListed(column)) ??
    columns.find((column) => (column.type === 'category' || column.type === 'boolean') && column.role !== 'id' && isListed(column)) ??
    columns.find(({ type, role }) => type === 'number' && role !== 'id')
  );
}

function field(name: string, type: string, more: readonly (readonly [string, FlowValue])[] = []): string {
  return flow(new Map<string, FlowValue>([['field', escaped(name)], ...more, ['type', type], ['title', name]]));
}

/** Vega reads dots and brackets of a field's name as steps into it. */
function escaped(name: string): string {
  return name.replace(/[\\.[\]]/g, '\\$&');
}

function scoresChart({ picture, picks }: Plan['names'], data: string, label: string, score: string): string {
  return fence('chart', picture, [
    `data: ${data}`,
    `select: { into: ${picks} }`,
    'spec:',
    '  width: 640',
    '  height: 160',
    '  mark: bar',
    '  encoding:',
    `    x: ${field(score, 'quantitative', [['bin', new Map<string, FlowValue>([['maxbins', 30]])]])}`,
    '    y: { aggregate: count, type: quantitative, title: rows }',
    `    color: ${field(label, 'nominal')}`,
  ]);
}

function againstChart({ picture, picks }: Plan['names'], data: string, label: string, prediction: string, rows: number): string {
  const bins: readonly (readonly [string, FlowValue])[] =
    rows <= mostPoints ? [] : [['bin', new Map<string, FlowValue>([['maxbins', 40]])]];
  return fence('chart', picture, [
    `data: ${data}`,
    `select: { into: ${picks} }`,
    'spec:',
    '  width: 640',
    '  height: 300',
    rows <= mostPoints ? '  mark: { type: point, filled: true, size: 12, opacity: 0.5 }' : '  mark: rect',
    '  encoding:',
    `    x: ${field(prediction, 'quantitative', bins)}`,
    `    y: ${field(label, 'quantitative', bins)}`,
    ...(rows <= mostPoints ? [] : ['    color: { aggregate: count, type: quantitative, title: rows }']),
  ]);
}
