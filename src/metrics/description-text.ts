import type { Accepted, Metric } from './metric.ts';

function endOf(value: number): string {
  return Number.isFinite(value) ? String(value).replace('-', '−') : value > 0 ? '∞' : '−∞';
}

/** The range of a metric in words, with that of a task where it is another. */
export function rangeText({ range, ranges }: Pick<Metric, 'range' | 'ranges'>): string {
  const text = ([low, high]: readonly [number, number]): string => `${endOf(low)} to ${endOf(high)}`;
  const others = Object.entries(ranges ?? {}).map(([task, own]) => `, ${text(own)} of ${task} tasks`);
  return `${text(range)}${others.join('')}`;
}

/** A value of a parameter as a body writes it: a word, or a number. */
export function parameterText({ words }: Accepted, value: number): string {
  return words?.[value] ?? String(value);
}

function parameterSentence(name: string, accepted: Accepted, usual: number): string {
  const choice = accepted.words === undefined ? '' : ` (${accepted.words.join(', ')})`;
  return `${name}: ${accepted.doc}${choice}; ${parameterText(accepted, usual)} unless given.`;
}

const directions = { higher: 'Higher is better', lower: 'Lower is better', neither: 'Neither end is better' } as const;

/** Everything that a metric says of itself, as sentences. */
export function descriptionOf(metric: Metric): readonly string[] {
  const { formula, better, tasks, needs, undefinedWhen, interval, accepts, parameters } = metric;
  return [
    `${formula}.`,
    `${directions[better]}, ${rangeText(metric)}. For ${tasks.join(', ')}.`,
    `Reads ${needs}.`,
    `Interval: ${interval}.`,
    ...Object.entries(accepts).map(([name, accepted]) => parameterSentence(name, accepted, parameters[name]!)),
    `No value when ${Object.entries(undefinedWhen)
      .map(([reason, when]) => `${when} (${reason})`)
      .join('; ')}.`,
  ];
}
