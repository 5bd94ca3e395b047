import type { Plan } from './plan.ts';
import { columnRef, Expression, fence, flow } from './yaml-flow.ts';

const mostClasses = 12;
const shown = 200;
const mostScores = 4;

/** The rows that are most wrong, the worst first, and a table or a gallery of them; nothing where no row can be wrong. */
export function worstCells(plan: Plan, filtered: boolean): readonly string[] {
  const { names, measured } = plan;
  const worst = worstSteps(plan);
  if (worst === null) return [];
  return [
    fence('derive', names.worst, [`data: ${measured}`, 'steps:', ...worst.steps.map((step) => `  - ${step}`), `  - limit: ${shown}`]),
    fence('table', names.mistakes, [...tableLines(plan, names.worst, worst.column), ...(filtered ? [`filter: $${names.picks}`] : [])]),
  ];
}

/** Rows of the data where nothing is measured. */
export function rowsCell(plan: Plan): string {
  const limit = (plan.roles.image ?? []).length > 0 ? [] : ['limit: 100'];
  return fence('table', plan.names.rows, [...tableLines(plan, plan.measured, null), ...limit]);
}

function worstSteps(plan: Plan): { readonly steps: readonly string[]; readonly column: string | null } | null {
  const { inferred, roles, columns } = plan;
  const { label, prediction, score } = roles;
  const { task, classes, positive } = inferred;
  if (label === undefined) return null;
  const known = plan.unlabelled === 0 ? [] : [filter(`${columnRef(label)} != null`)];
  const free = (wanted: string): string => (columns.includes(wanted) ? free(`${wanted}_`) : wanted);
  if (task === 'regression') {
    if (prediction === undefined) return null;
    const column = free('error');
    return {
      steps: [...known, derive(column, `op.abs(${columnRef(prediction)} - ${columnRef(label)})`), down(column)],
      column,
    };
  }
  const only = score?.get(positive ?? '') ?? score?.get('');
  if (task === 'binary' && only !== undefined && positive !== null) {
    const column = free('loss');
    const own = columnRef(only);
    const against = inferred.isProbability ? `1 - ${own}` : `-${own}`;
    return { steps: [...known, derive(column, `${isClass(plan, label, positive)} ? ${against} : ${own}`), down(column)], column };
  }
  if (prediction === undefined && score === undefined) return null;
  const wrong = prediction === undefined ? null : filter(`${columnRef(prediction)} != ${columnRef(label)}`);
  if (wrong !== null && plan.model !== null && columns.includes('confidence'))
    return { steps: [...known, wrong, down('confidence')], column: 'confidence' };
  if (score !== undefined && classes.length <= mostClasses && classes.every((name) => score.has(name))) {
    const column = free('probability');
    const chain = classes.slice(0, -1).map((name) => `${isClass(plan, label, name)} ? ${columnRef(score.get(name)!)} : `);
    const expression = `${chain.join('')}${columnRef(score.get(classes.at(-1)!)!)}`;
    return { steps: [...known, ...(wrong === null ? [] : [wrong]), derive(column, expression), `orderby: [${flow(column)}]`], column };
  }
  if (wrong === null) return null;
  return { steps: [...known, wrong], column: null };
}

/** An expression that holds where the label is a class, whatever type the label has. */
export function isClass({ inferred }: Pick<Plan, 'inferred'>, column: string, name: string): string {
  const type = inferred.columns.find((own) => own.name === column)?.type;
  const declared = inferred.types.get(column);
  if (declared === undefined && type === 'number') return `${columnRef(column)} == ${name}`;
  if (declared === undefined && type === 'boolean') return name === 'true' ? columnRef(column) : `!${columnRef(column)}`;
  return `${columnRef(column)} == ${JSON.stringify(name)}`;
}

function filter(expression: string): string {
  return `filter: ${flow(new Expression(expression))}`;
}

function derive(column: string, expression: string): string {
  return `derive: ${flow(new Map([[column, new Expression(expression)]]))}`;
}

function down(column: string): string {
  return `orderby: [{ desc: ${flow(column)} }]`;
}

function tableLines(plan: Plan, data: string, extra: string | null): readonly string[] {
  const { roles, slices, columns } = plan;
  const { label, prediction, score, id, text = [], image = [], labels, predictions } = roles;
  const first = [
    ...(id === undefined ? [] : [id]),
    ...(label === undefined ? [] : [label]),
    ...(prediction === undefined ? [] : [prediction]),
  ];
  const scores = score === undefined || score.size > mostScores ? [] : [...score.values()];
  const several = [...(labels?.values() ?? []), ...(predictions?.values() ?? [])];
  const wanted = [...first, ...scores, ...several, ...(extra === null ? [] : [extra]), ...slices.map(({ column }) => column)];
  const kept = [...new Set(wanted)].slice(0, 12);
  const isPlain = prediction === undefined && score === undefined && labels === undefined;
  if (image.length > 0)
    return [
      `data: ${data}`,
      'as: gallery',
      `image: ${flow(image[0]!.column)}`,
      ...(kept.length === 0 ? [] : [`caption: ${captionOf(plan, kept)}`, `columns: ${flow(kept)}`]),
    ];
  const all = [...new Set([...kept, ...text])];
  return [`data: ${data}`, ...(isPlain || all.length >= columns.length ? [] : [`columns: ${flow(all)}`])];
}

/** What stands under an image: its label and what it was taken for. */
function captionOf({ roles: { label, prediction } }: Plan, columns: readonly string[]): string {
  if (label === undefined || prediction === undefined) return flow(columns.slice(0, 4));
  return flow(new Expression(`${columnRef(label)} + " as " + ${columnRef(prediction)}`));
}
