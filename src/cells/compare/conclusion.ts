import type { AnalysisBlock } from '../output.ts';
import { titleOf } from '../metrics/estimates.ts';
import { countText, intervalText, numberText } from '../number-text.ts';
import type { Comparison, Judged } from './comparison.ts';
import type { Verdict } from './verdict.ts';

type Sentence = Extract<AnalysisBlock, { readonly block: 'sentence' }>;

/** What the comparison comes to: one sentence a model, one on the slices, one on the decisions that changed. */
export function sentences(comparison: Comparison): Sentence[] {
  const { models } = comparison;
  return models.flatMap(({ name }) => {
    const own = comparison.judged.filter((judged) => judged.model.name === name);
    const overall = own.filter(({ slice, partition }) => partition.codes === null && slice.slice === 'all');
    const slices = own.filter((judged) => !overall.includes(judged));
    const made: Sentence[] = [{ block: 'sentence', text: overallText(comparison, name, overall), tone: toneOf(overall) }];
    if (slices.length > 0)
      made.push({ block: 'sentence', text: slicesText(name, slices, comparison.comparisons), tone: sliceTone(slices) });
    const flips = flipsText(comparison, name);
    return flips === null ? made : [...made, { block: 'sentence', text: flips, tone: 'plain' }];
  });
}

/** Metrics that begin with a person's name keep its capital. */
const namesake = /^(Brier|Cohen|Fowlkes|Jaccard|Kendall|Lin|Matthews|Pearson|Poisson|Spearman|Tjur|Tweedie|Youden)/;

/** The metric as a sentence names it. */
export function metricName({ column }: Judged): string {
  const title = titleOf(column);
  const words = /^[A-Z][a-z]/.test(title) && !namesake.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title;
  return column.className === '' ? words : `${words} of ${column.className}`;
}

function overallText(comparison: Comparison, model: string, overall: readonly Judged[]): string {
  const reference = comparison.reference.name;
  const of = (verdict: Verdict): readonly Judged[] => overall.filter((judged) => judged.verdict === verdict);
  const clauses: string[] = [];
  const better = of('better');
  const worse = of('worse');
  const within = of('not worse');
  const undecided = of('undecided');
  if (better.length > 0) clauses.push(`${model} is better than ${reference} on ${listed(better.map(byHowMuch))}`);
  if (worse.length > 0)
    clauses.push(
      better.length > 0
        ? `worse on ${listed(worse.map(byHowMuch))}`
        : `${model} is worse than ${reference} on ${listed(worse.map(byHowMuch))}`,
    );
  if (within.length > 0) {
    const words = listed(within.map((judged) => `${metricName(judged)} (${differenceText(judged)}, margin ${numberText(judged.margin)})`));
    clauses.push(clauses.length > 0 ? `not worse on ${words}` : `${model} is not worse than ${reference} on ${words}`);
  }
  if (undecided.length > 0) {
    const words = listed(undecided.map((judged) => `${metricName(judged)} ${differenceText(judged)}${moreRows(judged)}`));
    clauses.push(clauses.length > 0 ? `undecided: ${words}` : `These rows do not tell ${model} and ${reference} apart: ${words}`);
  }
  if (clauses.length > 0) return `${clauses.join('; ')}.`;
  if (overall.some(({ verdict }) => verdict === 'not enough data'))
    return `Not enough data to compare ${model} with ${reference}: ${enough(comparison, overall[0]!)}, at least 30 are needed.`;
  return `${model} and ${reference} are compared without a verdict: ${listed(overall.map((judged) => `${metricName(judged)} ${differenceText(judged)}`))}.`;
}

function enough({ pairs }: Comparison, { rows, units }: Judged): string {
  return pairs[0]!.units === null ? countText(rows, 'row') : `${countText(rows, 'row')} in ${countText(units, 'group')}`;
}

/** How much better, in the direction that is good. */
function byHowMuch(judged: Judged): string {
  const { value, low, high } = judged.difference;
  const [from, to] = value < 0 ? [-high, -low] : [low, high];
  return `${metricName(judged)} by ${intervalText(Math.abs(value), from, to)}`;
}

export function differenceText({ difference: { value, low, high } }: Judged): string {
  return intervalText(value, low, high);
}

/** `: about 3,400 more rows like these would decide it`, where a number can be said. */
function moreRows(judged: Judged): string {
  const more = moreRowsNeeded(judged);
  if (more === null) return '';
  if (more > 1e7) return ' (no number of rows that one could have would decide it)';
  return ` (about ${roughly(more)} more rows like these would decide it)`;
}

/** Rows to add for the margin, or without one the observed difference, to show in four of five repetitions; null where that is not more. */
export function moreRowsNeeded({ rowsNeeded, rows }: Judged): number | null {
  const more = rowsNeeded - rows;
  return Number.isFinite(more) && more > 0 ? more : null;
}

function roughly(count: number): string {
  return Number(count.toPrecision(2)).toLocaleString('en-US');
}

function slicesText(model: string, slices: readonly Judged[], comparisons: number): string {
  const of = (verdict: Verdict): readonly Judged[] => slices.filter((judged) => judged.verdict === verdict);
  const clauses = (['better', 'worse'] as const).flatMap((verdict) => {
    const own = of(verdict);
    if (own.length === 0) return [];
    const some = own.slice(0, 4).map((judged) => `${judged.slice.slice} (${byHowMuch(judged)})`);
    return [`${model} is ${verdict} in ${listed(some)}${own.length > 4 ? ` and ${own.length - 4} more` : ''}`];
  });
  const corrected = `p corrected over ${comparisons.toLocaleString('en-US')} comparisons (Benjamini–Hochberg)`;
  if (clauses.length === 0) return `No slice differs convincingly, ${corrected}.`;
  return `By slice ${clauses.join('; ')}, ${corrected}.`;
}

function flipsText({ churned }: Comparison, model: string): string | null {
  const all = churned.find((own) => own.model.name === model && own.partition.codes === null);
  const valueOf = (name: string): number => all?.churn.find(({ metric }) => metric.name === name)?.estimates[0]?.value ?? NaN;
  const flips = valueOf('flip_rate');
  if (Number.isNaN(flips)) return null;
  if (flips === 0) return 'No decision changes.';
  const percent = (share: number): string => `${(100 * share).toFixed(share < 0.001 ? 3 : 1)}%`;
  return `${percent(flips)} of decisions change: ${percent(valueOf('positive_flips'))} of rows from wrong to right, ${percent(valueOf('negative_flips'))} from right to wrong.`;
}

function toneOf(judged: readonly Judged[]): Sentence['tone'] {
  const has = (verdict: Verdict): boolean => judged.some((own) => own.verdict === verdict);
  if (has('better') && has('worse')) return 'plain';
  if (has('better')) return 'better';
  if (has('worse')) return 'worse';
  return has('undecided') ? 'undecided' : 'plain';
}

function sliceTone(judged: readonly Judged[]): Sentence['tone'] {
  const tone = toneOf(judged);
  return tone === 'undecided' ? 'plain' : tone;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
