import { countsAt } from '../../analysis/threshold-cuts.ts';
import { intervalText, numberText } from '../number-text.ts';
import type { AnalysisBlock } from '../output.ts';
import type { Measure, Point } from './point.ts';
import { nameOf, valueOf, type Strategy } from './strategy.ts';
import { capacityLeft, folds, type Unit } from './unit.ts';

/** What the units have in common that a sentence says. */
export interface Spoken {
  readonly strategy: Strategy;
  /** How the rows to choose on were set apart; '' where they are those that are measured. */
  readonly apart: string;
  /** Share of the rows that a capacity takes; NaN without one. */
  readonly share: number;
}

/** The conclusion of one unit in plain words. */
export function sentenceOf(unit: Unit, spoken: Spoken): Extract<AnalysisBlock, { block: 'sentence' }> {
  const { strategy, apart } = spoken;
  const chosen = unit.points[0]!;
  const own = chosen.measures[0]!;
  const subject = unit.className === '' ? '' : `Class ${unit.className}: `;
  if (unit.chosenCut === -1) return { block: 'sentence', tone: 'undecided', text: `${subject}${noneText(unit, own, strategy)}` };
  const text = [`${subject}${choiceText(unit, spoken)}`, ...honestText(unit, apart), ...againstText(unit, strategy)].join(' ');
  return { block: 'sentence', tone: 'plain', text };
}

function noneText(unit: Unit, own: Measure, { bounded, bound, kind }: Strategy): string {
  const why: Readonly<Record<string, string>> = {
    'no-rows': 'there is no threshold to choose: no row has a label and a score.',
    'missing-scores': 'there is no threshold to choose: the class has no scores.',
    'no-positives': 'there is no threshold to choose: no row is positive.',
    'no-negatives': 'there is no threshold to choose: every row is positive.',
  };
  const known = why[own.reason];
  if (known !== undefined) return sentenceCase(known);
  if (bounded === null || unit.choosing === null) return 'No threshold can be chosen.';
  const name = inWords(bounded.metric.title);
  const { cuts } = unit.choosing;
  const value = valueOf(bounded);
  let best = NaN;
  let threshold = NaN;
  for (let at = cuts.first; at < cuts.threshold.length; at++) {
    const reached = value(countsAt(cuts, at));
    if (!(kind === 'least' ? reached <= best : reached >= best) && !Number.isNaN(reached)) {
      best = reached;
      threshold = cuts.threshold[at]!;
    }
  }
  const bar = `${kind === 'least' ? 'at least' : 'at most'} ${givenText(bound)}`;
  if (Number.isNaN(best)) return `No threshold gives a ${name} of ${bar}.`;
  return `No threshold gives a ${name} of ${bar}; the ${kind === 'least' ? 'most' : 'least'} is ${numberText(best)}, from ${numberText(threshold)} up.`;
}

function choiceText(unit: Unit, { strategy, share }: Spoken): string {
  const chosen = unit.points[0]!;
  const own = measureText(chosen.measures[0]!);
  const objective = measureText(objectiveOf(chosen, strategy));
  const name = objectiveWords(strategy);
  if (strategy.kind === 'cost') return `The cost is lowest from a score of ${own} up: ${objective} a row.`;
  if (strategy.kind === 'max') return `${sentenceCase(name)} is highest from a score of ${own} up: ${objective}.`;
  if (strategy.kind === 'top') return capacityText(unit, share, own, objective);
  const bounded = inWords(strategy.bounded!.metric.title);
  const reached = chosen.measures.find(({ metric }) => metric === strategy.bounded!.metric.name)!;
  const bar = `${strategy.kind === 'least' ? 'at least' : 'at most'} ${givenText(strategy.bound)}`;
  return `With a ${bounded} of ${bar}, ${name} is highest from a score of ${own} up: ${objective}, at a ${bounded} of ${measureText(reached)}.`;
}

function capacityText(unit: Unit, share: number, own: string, recall: string): string {
  const { taken, free, tie } = capacityLeft(unit, share);
  const capacity = taken + free;
  const room = `There is room for ${numberText(Math.round(capacity * 10) / 10)} rows; `;
  if (taken === 0) return `${room}the highest score is shared by ${numberText(tie)}, so none is taken: a tie is never parted.`;
  const left =
    free >= 1 && tie > free
      ? ` ${numberText(Math.floor(free))} stay free, since the next ${numberText(tie)} share a score and a tie is never parted.`
      : '';
  return `${room}the ${numberText(taken)} with a score of ${own} or more hold ${recall} of the positives.${left}`;
}

function honestText(unit: Unit, apart: string): readonly string[] {
  if (apart !== '')
    return [
      `It was chosen on ${numberText(unit.choosing!.cuts.rows)} rows (${apart}), and is measured on ${numberText(unit.measuring!.cuts.rows)} others.`,
    ];
  const fitted = unit.points.find(({ at }) => at === 'crossfit');
  if (fitted === undefined || fitted.difference === null) return [];
  const own = fitted.measures.find(({ metric }) => metric === fitted.difference!.metric)!;
  return [`That is on the rows that it was chosen on; chosen on other rows (${folds} folds) it is ${measureText(own)}.`];
}

/** Against the live threshold, or the default where there is none. */
function againstText(unit: Unit, strategy: Strategy): readonly string[] {
  const other = unit.points.find(({ at }) => at === 'live') ?? unit.points.find(({ at }) => at === 'default');
  if (other === undefined || other.difference === null || Number.isNaN(other.difference.value)) return [];
  const value = measureText(objectiveOf(other, strategy));
  const start = `At ${givenText(other.threshold)}`;
  if (strategy.kind === 'top') {
    const { tp, fp } = other.counts;
    return other.at === 'live' ? [`${start}, ${numberText(tp + fp)} rows are taken, which hold ${value}.`] : [];
  }
  if (strategy.bounded !== null) {
    const bounded = other.measures.find(({ metric }) => metric === strategy.bounded!.metric.name)!;
    return [`${start}, ${inWords(strategy.bounded.metric.title)} is ${measureText(bounded)} and ${objectiveWords(strategy)} ${value}.`];
  }
  const { value: difference, low, high } = other.difference;
  if (difference === 0) return [`${start} it is the same.`];
  const ends = difference > 0 ? [low, high] : [-high, -low];
  const unsure = low <= 0 && high >= 0 ? '; these rows cannot tell the two apart' : '';
  return [
    `${start} it is ${value}, ${intervalText(Math.abs(difference), ends[0]!, ends[1]!)} ${difference > 0 ? 'higher' : 'lower'}${unsure}.`,
  ];
}

/** The row of what the strategy is for. */
export function objectiveOf(point: Point, strategy: Strategy): Measure {
  return point.measures.find(({ metric }) => metric === nameOf(strategy))!;
}

function measureText({ value, low, high }: Measure): string {
  if (Number.isFinite(value) && Number.isFinite(high - low)) return intervalText(value, low, high);
  return Number.isNaN(low) ? numberText(value) : `${numberText(value)} [${numberText(low)}, ${numberText(high)}]`;
}

/** A number as it was given, without the digits of its rounding. */
export function givenText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))).replace('-', '−') : numberText(value);
}

/** What the strategy is for, within a sentence. */
export function objectiveWords({ objective }: Strategy): string {
  return objective === null ? 'the cost a row' : inWords(objective.metric.title);
}

/** A title within a sentence: F1 and other names keep their capitals. */
function inWords(title: string): string {
  return /^[A-Z][a-z ]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
