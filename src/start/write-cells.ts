import type { ImageRole, Roles } from '../frame/frame.ts';
import { chosenMetrics, comparedMetrics } from './metric-choice.ts';
import type { Plan, PlannedTable } from './plan.ts';
import { columnRef, Expression, fence, flow, path, type FlowValue } from './yaml-flow.ts';

type Entry = readonly [string, FlowValue];

const seed: FlowValue = new Map<string, FlowValue>([
  ['level', 0.95],
  ['replicates', 1000],
  ['seed', 1],
]);

export function dataCell({ cell, source, roles, types, positive, missing }: PlannedTable): string {
  const meant = rolesFlow(roles);
  return fence('data', cell, [
    `source: ${path(source)}`,
    ...(meant.size === 0 ? [] : [`roles: ${flow(meant)}`]),
    ...(positive === null ? [] : [`positive: ${JSON.stringify(positive)}`]),
    ...(types.size === 0 ? [] : [`types: ${flow(types)}`]),
    ...(missing.length === 0 ? [] : [`missing: ${JSON.stringify(missing)}`]),
  ]);
}

/** Roles as the data cell writes them. */
export function rolesFlow(roles: Roles): ReadonlyMap<string, FlowValue> {
  const entries: Entry[] = [];
  for (const role of ['label', 'prediction'] as const) if (roles[role] !== undefined) entries.push([role, roles[role]]);
  if (roles.score !== undefined) entries.push(['score', roles.score.get('') ?? roles.score]);
  for (const role of ['labels', 'predictions'] as const) if (roles[role] !== undefined) entries.push([role, roles[role]]);
  for (const role of ['lower', 'upper', 'id', 'time', 'weight', 'split'] as const)
    if (roles[role] !== undefined) entries.push([role, roles[role]]);
  for (const role of ['group', 'text'] as const) if (roles[role] !== undefined) entries.push([role, roles[role]]);
  const images = (roles.image ?? []).map(imageFlow);
  if (images.length > 0) entries.push(['image', images.length === 1 ? images[0]! : images]);
  return new Map(entries);
}

function imageFlow({ column, shape: [height, width, channels] }: ImageRole): FlowValue {
  return new Map<string, FlowValue>([
    ['column', column],
    ['shape', channels === 1 ? [height, width] : [height, width, channels]],
  ]);
}

export function joinCell({ cell, left, right, on }: NonNullable<Plan['join']>): string {
  return fence('derive', cell, [`data: ${left}`, 'steps:', `  - join: { with: ${right}, on: [${flow(on)}], how: inner }`]);
}

export function testCell({ test, join, tables }: Plan): string {
  return fence('derive', test!.cell, [
    `data: ${join?.cell ?? tables[0]!.cell}`,
    'steps:',
    `  - filter: ${flow(new Expression(`${columnRef(test!.column)} == ${JSON.stringify(test!.value)}`))}`,
  ]);
}

export function modelCells({ model, test, join, tables }: Plan): readonly string[] {
  if (model === null) return [];
  const inputs = flow(model.inputs);
  const written = inputs.length <= 100 ? [`inputs: ${inputs}`] : ['inputs:', ...model.inputs.map((input) => `  - ${flow(input)}`)];
  return [
    fence('model', model.cell, [`source: ${path(model.source)}`, ...written, `output: ${flow(model.output)}`]),
    fence('predict', model.scored, [`model: ${model.cell}`, `data: ${test?.cell ?? join?.cell ?? tables[0]!.cell}`]),
  ];
}

export function thresholdInput({ threshold }: Plan): readonly string[] {
  if (threshold === null) return [];
  const { cell, min, max, step, value } = threshold;
  return [fence('input', cell, ['type: range', 'label: Threshold', `min: ${min}`, `max: ${max}`, `step: ${step}`, `value: ${value}`])];
}

export function metricsCell(plan: Plan): string {
  const written = chosenMetrics(plan).map((metric) => metric.written);
  return fence('metrics', plan.names.quality, [
    `data: ${plan.measured}`,
    `metrics: ${flow(written)}`,
    ...(plan.inferred.task === 'regression' ? ['task: regression'] : []),
    ...(plan.threshold === null ? [] : [`threshold: $${plan.threshold.cell}`]),
    ...(plan.baseline === null ? [] : [`baseline: ${plan.baseline}`]),
    ...byLines(plan),
    `interval: ${flow(seed)}`,
  ]);
}

function byLines({ slices }: Plan): readonly string[] {
  if (slices.length === 0) return [];
  const short = flow(slices.map(({ by }) => by));
  return short.length <= 60 ? [`by: ${short}`] : ['by:', ...slices.map(({ by }) => `  - ${flow(by)}`)];
}

export function calibrationCell({ names, measured }: Plan): string {
  return fence('calibration', names.trust, [`data: ${measured}`, `interval: ${flow(seed)}`]);
}

export function cutCell({ names, measured, threshold }: Plan): string {
  return fence('threshold', names.cut, [
    `data: ${measured}`,
    'choose: { max: f1 }',
    ...(threshold === null ? [] : [`threshold: $${threshold.cell}`]),
    `interval: ${flow(seed)}`,
  ]);
}

/** The comparison of all models that the table holds predictions of, at most five. */
export function compareCell(plan: Plan): string {
  const { inferred, names, measured } = plan;
  const models = comparedModels(plan);
  return fence('compare', names.versus, [
    `data: ${measured}`,
    'models:',
    ...models.map(({ name, columns }) => `  ${flow(name)}: ${flow(columns)}`),
    `reference: ${flow(models[0]!.name)}`,
    ...(inferred.task === 'regression' ? ['task: regression'] : []),
    `metrics: ${flow(comparedMetrics(plan))}`,
    `interval: ${flow(seed)}`,
  ]);
}

/** Models under names that differ, in the order of the file, the simplest last to be first: the reference is the weakest. */
export function comparedModels({ inferred }: Plan): readonly { readonly name: string; readonly columns: ReadonlyMap<string, FlowValue> }[] {
  const metrics = comparedMetrics({ inferred });
  const wantsScore = metrics.some((name) => name === 'roc_auc' || name === 'log_loss');
  const names = new Set<string>();
  return inferred.models
    .slice(0, 5)
    .toReversed()
    .map((model) => {
      const own = model.score === undefined ? model.prediction! : [...model.score.values()][0]!;
      let name = model.name === '' ? own : model.name;
      if (names.has(name)) name = own;
      names.add(name);
      const score: Entry[] = model.score === undefined || !wantsScore ? [] : [['score', model.score.get('') ?? model.score]];
      const prediction: Entry[] =
        model.prediction === undefined || (wantsScore && score.length > 0) ? [] : [['prediction', model.prediction]];
      return { name, columns: new Map([...prediction, ...score]) };
    });
}

export function fairnessCell({ names, measured, threshold, slices, inferred }: Plan): string {
  const sensitive = slices.filter(({ isGroup }) => isGroup).map(({ by }) => by);
  const metrics =
    inferred.task === 'regression' ? ['mean_absolute_error', 'mean_error'] : inferred.task === 'multiclass' ? ['accuracy'] : null;
  return fence('fairness', names.groups, [
    `data: ${measured}`,
    `sensitive: ${flow(sensitive)}`,
    ...(metrics === null ? [] : [`metrics: ${flow(metrics)}`]),
    ...(inferred.task === 'regression' ? ['task: regression'] : []),
    ...(threshold === null ? [] : [`threshold: $${threshold.cell}`]),
    `interval: ${flow(seed)}`,
  ]);
}
