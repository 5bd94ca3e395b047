import { comparedMetrics, chosenMetrics } from './metric-choice.ts';
import type { MeasuredFacts, Plan } from './plan.ts';
import { gateCell } from './write-checks.ts';
import { dataChart, measuredChart, relatedCells } from './write-charts.ts';
import {
  calibrationCell,
  compareCell,
  comparedModels,
  cutCell,
  dataCell,
  fairnessCell,
  joinCell,
  metricsCell,
  modelCells,
  testCell,
  thresholdInput,
} from './write-cells.ts';
import { scalar } from './yaml-flow.ts';
import * as prose from './write-prose.ts';
import { rowsCell, worstCells } from './write-worst.ts';

/** The cells that have to run before the rest can be written: data, predictions and, with slices chosen, metrics. */
export function firstCells(plan: Plan, withMetrics: boolean): string {
  return joined([
    ...dataCells(plan),
    ...(withMetrics && chosenMetrics(plan).length > 0 ? [...thresholdInput(plan), metricsCell(plan)] : []),
  ]);
}

/** A whole notebook: data, what was understood of it, how good the predictions are, where they are weak, and checks at today's level. */
export function writeNotebook(plan: Plan, facts: MeasuredFacts | null): string {
  return joined([`---\nassay: 1\ntitle: ${scalar(plan.title)}\n---`, `# ${headingText(plan.title)}`, ...sections(plan, facts)]);
}

/** The same without a title, to stand below what a notebook holds already. */
export function writeSections(plan: Plan, facts: MeasuredFacts | null): string {
  return joined([`## ${headingText(plan.title)}`, ...sections(plan, facts)]);
}

function joined(parts: readonly string[]): string {
  return `${parts.filter((part) => part.trim() !== '').join('\n\n')}\n`;
}

function headingText(title: string): string {
  return title.replace(/[\\`*_[\]<>#]/g, '\\$&');
}

function dataCells(plan: Plan): readonly string[] {
  return [
    ...plan.tables.map(dataCell),
    ...(plan.join === null ? [] : [joinCell(plan.join)]),
    ...(plan.test === null ? [] : [testCell(plan)]),
    ...modelCells(plan),
  ];
}

function sections(plan: Plan, facts: MeasuredFacts | null): readonly string[] {
  const notes = plan.notes.map((note) => `- ${note}`).join('\n');
  const top = [prose.aboutData(plan), ...dataCells(plan), ...(notes === '' ? [] : ['Worth a look:', notes])];
  if (facts === null) {
    const related = relatedCells(plan);
    const beside = related.length === 0 ? [] : ['## What goes with it?', prose.aboutRelated(plan), ...related];
    return [...top, ...dataChart(plan), ...beside, '## The rows', rowsCell(plan), ...gateSection(plan, null)];
  }
  return [...top, ...measuredSections(plan, facts), ...gateSection(plan, facts)];
}

function gateSection(plan: Plan, facts: MeasuredFacts | null): readonly string[] {
  const gate = gateCell(plan, facts);
  if (gate.length === 0) return [];
  return facts === null ? ['## Checks', ...gate] : ['## Checks', prose.aboutChecks(), ...gate];
}

function measuredSections(plan: Plan, facts: MeasuredFacts): readonly string[] {
  const { inferred, roles, slices } = plan;
  const hasChances = inferred.isProbability && roles.score !== undefined && inferred.task !== 'multilabel';
  const isScored = inferred.task === 'binary' && roles.score !== undefined;
  const models = plan.model === null && comparedMetrics(plan).length > 0 ? comparedModels(plan) : [];
  const picture = measuredChart(plan);
  const worst = worstCells(plan, picture.length > 0);
  return [
    '## How good is it?',
    prose.aboutQuality(plan),
    ...thresholdInput(plan),
    prose.aboutThreshold(plan),
    metricsCell(plan),
    prose.aboutWeak(plan, facts),
    ...picture,
    ...(hasChances ? ['## Can the scores be taken for chances?', prose.aboutCalibration(plan), calibrationCell(plan)] : []),
    ...(isScored ? ['## Where to cut', prose.aboutCut(plan), cutCell(plan)] : []),
    ...(models.length > 1
      ? [
          '## Which model?',
          prose.aboutCompare(
            plan,
            models.map(({ name }) => name),
          ),
          compareCell(plan),
        ]
      : []),
    ...(slices.some(({ isGroup }) => isGroup) && inferred.task !== 'multilabel'
      ? ['## Are groups served alike?', prose.aboutGroups(plan), fairnessCell(plan)]
      : []),
    ...(worst.length === 0 ? [] : ['## The most wrong rows', prose.aboutWorst(plan, picture.length > 0), ...worst]),
  ];
}
