import { chosenMetrics, comparedMetrics, type ChosenMetric } from './metric-choice.ts';
import { live } from './live.ts';
import type { MeasuredFacts, Plan } from './plan.ts';
import { code, listed, sentence } from './prose-words.ts';
import { relatedColumns } from './write-charts.ts';
import { fewestRows } from './todays-level.ts';
import { weakSlices } from './weak-slices.ts';

/** What the file is, and what was understood of it. */
export function aboutData(plan: Plan): string {
  const { inferred, roles, tables } = plan;
  const [main] = tables;
  const rows = live(main!.cell, 'rows');
  const others = tables.slice(1).map(({ cell, part }) => `${code(cell)} is ${part}.`);
  if (inferred.task === 'none')
    return sentence([
      `${rows} rows of ${code(main!.source)}.`,
      'No column looks like a label, so nothing is measured yet. Give a column the role of the label in the form of the cell below, then write the notebook anew.',
      ...others,
    ]);
  const tested =
    plan.test === null
      ? null
      : `Everything is measured on the ${live(plan.test.cell, 'rows')} rows where ${code(plan.test.column)} is ${code(plan.test.value)}.`;
  return sentence([
    `${rows} rows of ${code(main!.source)}.`,
    labelSentence(plan),
    guessSentence(plan),
    tested,
    ...others,
    modelSentence(plan),
    roles.weight === undefined ? null : `Rows count by ${code(roles.weight)}.`,
  ]);
}

function labelSentence({ inferred, roles }: Plan): string {
  if (roles.labels !== undefined) return `A row has several labels: ${listed([...roles.labels.keys()].slice(0, 8).map(code))}.`;
  const label = code(roles.label ?? '');
  if (inferred.task === 'regression') return `${label} is what was to be predicted.`;
  if (inferred.task === 'binary' && inferred.positive !== null)
    return `${label} is the label; ${code(inferred.positive)} is the class to find${inferred.whyPositive === '' || inferred.whyPositive.startsWith('`') ? '' : `, since ${inferred.whyPositive}`}.`;
  return `${label} is the label, one of ${inferred.classes.length} classes.`;
}

function guessSentence({ inferred, roles, model }: Plan): string | null {
  if (model !== null) return null;
  const { prediction, score } = roles;
  const scores = [...(score?.values() ?? [])];
  if (prediction === undefined && scores.length === 0) {
    if (roles.predictions !== undefined || inferred.task === 'multilabel') return null;
    return 'No column holds predictions of it. Drop a model beside the table, or a table of predictions with the same ids, to measure them.';
  }
  const parts = [
    ...(prediction === undefined ? [] : [`${code(prediction)} is the prediction`]),
    ...(scores.length === 0
      ? []
      : [
          scores.length === 1
            ? `${code(scores[0]!)} is the score`
            : `${listed(scores.slice(0, 6).map(code))} are the scores of the classes`,
        ]),
  ];
  return `${listed(parts)}.`;
}

function modelSentence({ model }: Plan): string | null {
  return model === null ? null : `${code(model.source)} predicts it: ${model.why}`;
}

/** How good it is, beside what knowing nothing would reach. */
export function aboutQuality(plan: Plan): string {
  const { inferred, names, threshold } = plan;
  const of = (metric: string, options: Parameters<typeof live>[2] = {}): string => live(names.quality, metric, options)!;
  const percent = { format: 'percent' };
  const base = { field: 'baseline' };
  switch (inferred.task) {
    case 'binary': {
      const found = `it finds ${of('recall', percent)} of them, and ${of('precision', percent)} of what it picks are ${code(inferred.positive ?? '')}`;
      if (plan.roles.score === undefined)
        return `Right for ${of('accuracy', percent)} of the rows, where always saying the most frequent class would be right for ${of('accuracy', { ...base, ...percent })}. Balanced accuracy, which counts both classes alike, is ${of('balanced_accuracy', percent)}. Of the rows that are ${code(inferred.positive ?? '')} ${found}.`
          .replace('Of the rows that are', 'As for')
          .replace(' it finds', ', it finds');
      return `${of('average_precision', { ...base, ...percent })} of the rows are ${code(inferred.positive ?? '')}: a score that knows nothing would reach that average precision, and a ROC AUC of 0.5. This one reaches an average precision of ${of('average_precision')} and a ROC AUC of ${of('roc_auc')}.${threshold === null ? '' : ` At a threshold of ${live(threshold.cell, '')!} ${found}.`}`;
    }
    case 'multiclass':
      return `Right for ${of('accuracy', percent)} of the rows. Always saying the most frequent class would be right for ${of('accuracy', { ...base, ...percent })}, so look at balanced accuracy, ${of('balanced_accuracy', percent)}, which counts the classes alike.`;
    case 'regression':
      return `Off by ${of('mean_absolute_error')} on average; always guessing one number would be off by ${of('mean_absolute_error', base)}. R², the share of the variance that is explained, is ${of('r2')}.${plan.roles.lower === undefined ? '' : ` The ranges hold ${of('interval_coverage', percent)} of the values.`}`;
    case 'multilabel':
      return `Every label is right for ${of('subset_accuracy', percent)} of the rows; F1, averaged over the labels, is ${of('f1')}.`;
    case 'none':
      return '';
  }
}

/** Why the threshold starts where it does. */
export function aboutThreshold({ threshold }: Plan): string {
  return threshold === null ? '' : `The threshold starts where ${threshold.why}. Move it: everything below follows.`;
}

/** The weakest class and the weakest slice, by name and with their values. */
export function aboutWeak(plan: Plan, facts: MeasuredFacts): string {
  const [main] = chosenMetrics(plan);
  if (main === undefined) return '';
  return sentence([weakClass(plan, facts), weakSlice(plan, facts, main), whySlices(plan)]);
}

function weakClass({ inferred, names }: Plan, { numbers }: MeasuredFacts): string | null {
  if (inferred.task !== 'multiclass') return null;
  const classes = numbers.filter((one) => one.metric === 'recall' && one.slice === 'all' && one.class !== '' && one.n >= fewestRows);
  const [worst] = classes.sort((a, b) => a.value - b.value);
  const value = worst === undefined ? null : live(names.quality, 'recall', { class: worst.class, format: 'percent' });
  return value === null ? null : `The class that is recognised least is ${code(worst!.class)}, in ${value} of its rows.`;
}

function weakSlice({ names }: Plan, facts: MeasuredFacts, main: ChosenMetric): string | null {
  const [worst] = weakSlices(facts, main);
  if (worst === undefined) return null;
  const format = main.isShare ? { format: 'percent' } : {};
  const own = live(names.quality, main.name, { slice: worst.slice, ...format });
  const gap = live(names.quality, `gaps.${main.name}`, { slice: worst.slice, ...(main.isShare ? { format: 'points' } : {}) });
  if (own === null || gap === null) return null;
  if (worst.isConvincing)
    return `Of the slices ${code(worst.slice)} is the weakest, beyond chance: ${within(main.title)} is ${own} there, a gap of ${gap} to the rows outside it.`;
  return `No slice is weaker beyond chance; the lowest is ${code(worst.slice)} with ${own}, a gap of ${gap} to the rows outside it.`;
}

/** A title within a sentence: `The Brier score` is the Brier score, and ROC AUC stays as it is. */
function within(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function whySlices({ slices }: Plan): string | null {
  const groups = slices.filter(({ isGroup }) => isGroup).map(({ column }) => code(column));
  const others = slices.filter(({ isGroup }) => !isGroup).map(({ column }) => code(column));
  if (others.length === 0)
    return groups.length === 0
      ? null
      : `Slices are ${listed(groups)}, which tell${groups.length === 1 ? 's' : ''} people apart; no other column explains the errors beyond chance.`;
  return `${listed(others)} ${others.length === 1 ? 'is the slice' : 'are the slices'} by which the errors differ most${groups.length === 0 ? '' : `, and ${listed(groups)} tell${groups.length === 1 ? 's' : ''} people apart`}.`;
}

/** What the label differs by, where nothing is predicted. */
export function aboutRelated(plan: Plan): string {
  const drawn = relatedColumns(plan).map(({ column }) => code(column));
  const all = plan.related.map(({ column }) => code(column)).filter((column) => !drawn.includes(column));
  const rest = all.length === 0 ? '' : ` After ${drawn.length === 1 ? 'it' : 'them'}, so do ${listed(all)}.`;
  return `${code(plan.roles.label ?? '')} differs most by ${listed(drawn)}, beyond what chance would make.${rest}`;
}

export function aboutCalibration({ names, inferred }: Plan): string {
  if (inferred.task !== 'binary')
    return 'A probability promises a share: of the rows given 0.8, eight in ten should be so. What follows sets the scores against what happened.';
  return `A probability promises a share: of the rows scored 0.8, eight in ten should be ${code(inferred.positive ?? '')}. On average the scores miss what they promise by ${live(names.trust, 'expected_calibration_error')!}; the slope would be 1 for honest scores and is ${live(names.trust, 'calibration_slope')!}, and below 1 they are too extreme.`;
}

export function aboutCut({ names }: Plan): string {
  return `The threshold with the best F1 on these rows is ${live(names.cut, 'threshold')!}. If a miss costs more than a false alarm, choose by cost instead: \`choose: { cost: { fp: 1, fn: 5 } }\`.`;
}

export function aboutCompare(plan: Plan, models: readonly string[]): string {
  const [metric] = comparedMetrics(plan);
  const [reference, other] = models;
  if (models.length !== 2 || metric === undefined)
    return `${listed(models.map(code))} on the same rows, each against ${code(reference ?? '')}. A difference counts where its interval leaves out 0.`;
  return `${code(other!)} against ${code(reference!)} on the same rows: ${metricTitle(metric)} differs by ${live(plan.names.versus, metric)!}. A difference counts where its interval leaves out 0.`;
}

function metricTitle(name: string): string {
  const titles: Readonly<Record<string, string>> = {
    roc_auc: 'ROC AUC',
    mean_absolute_error: 'the mean absolute error',
    accuracy: 'accuracy',
  };
  return titles[name] ?? name.replaceAll('_', ' ');
}

export function aboutGroups({ slices, inferred }: Plan): string {
  const groups = listed(slices.filter(({ isGroup }) => isGroup).map(({ column }) => code(column)));
  const what = inferred.task === 'binary' ? 'picked, found and picked in error alike' : 'served alike';
  return `Are people of different ${groups} ${what}? A gap counts only where it is larger than what dealing the rows to the groups at random would make.`;
}

export function aboutChecks(): string {
  return 'These limits are where the numbers stand today: the end of each interval, rounded towards lenient. Move them to what you need.';
}

export function aboutWorst({ names }: Plan, canSelect: boolean): string {
  return canSelect
    ? `Errors say more than rights. What is selected in ${code(names.picture)} above, by a brush or a click, is shown alone.`
    : 'Errors say more than rights.';
}
