import { chosenMetrics, type ChosenMetric } from './metric-choice.ts';
import type { MeasuredFacts, Plan } from './plan.ts';
import { fewestRows, levelOf } from './todays-level.ts';
import { weakSlices } from './weak-slices.ts';
import { columnRef, Expression, fence, flow, type FlowValue } from './yaml-flow.ts';

const mostSlices = 3;

/** Checks that hold the numbers to where they stand today: all rows must, the weakest slices warn. Nothing where nothing was measured. */
export function gateCell(plan: Plan, facts: MeasuredFacts | null): readonly string[] {
  const rules = facts === null ? dataRules(plan) : measuredRules(plan, facts);
  if (rules.length === 0) return [];
  const data = facts === null ? plan.measured : plan.names.quality;
  return [fence('check', plan.names.gate, [`data: ${data}`, 'rules:', ...rules.map((rule) => `  - ${flow(rule)}`)])];
}

function measuredRules(plan: Plan, facts: MeasuredFacts): readonly FlowValue[] {
  const { numbers } = facts;
  const rules: FlowValue[] = [];
  for (const metric of chosenMetrics(plan).filter(({ isHeld }) => isHeld)) {
    const own = numbers.find((number) => number.metric === metric.name && number.slice === 'all' && number.class === '');
    const level = own === undefined || own.n < fewestRows || metric.better === 'neither' ? null : levelOf(own, metric.better);
    if (level === null) continue;
    rules.push(rule(metric, `d.value ${level.comparison} ${level.limit}`, [['title', `${metric.title} stays at today’s level`]]));
  }
  const [main] = chosenMetrics(plan);
  return main === undefined ? rules : [...rules, ...sliceRules(main, facts)];
}

function sliceRules(metric: ChosenMetric, facts: MeasuredFacts): readonly FlowValue[] {
  if (metric.better === 'neither') return [];
  const { better } = metric;
  return weakSlices(facts, metric)
    .slice(0, mostSlices)
    .flatMap((weak) => {
      const level = levelOf(weak, better);
      if (level === null) return [];
      const more: readonly (readonly [string, FlowValue])[] = [
        ['slices', [weak.slice]],
        ['severity', 'warn'],
        ['title', `${metric.title} of a weak slice stays at today’s level`],
      ];
      return [rule(metric, `d.value ${level.comparison} ${level.limit}`, more)];
    });
}

function rule(metric: ChosenMetric, expect: string, more: readonly (readonly [string, FlowValue])[]): FlowValue {
  return new Map<string, FlowValue>([['metric', metric.name], ['expect', new Expression(expect)], ...more]);
}

/** Of a table without predictions: that every row has its label. */
function dataRules({ roles, unlabelled, rows }: Plan): readonly FlowValue[] {
  if (roles.label === undefined || unlabelled > 0 || rows === 0) return [];
  return [
    new Map<string, FlowValue>([
      ['expect', new Expression(`${columnRef(roles.label)} != null`)],
      ['title', 'Every row has a label, as today'],
    ]),
  ];
}
