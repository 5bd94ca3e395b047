import { descriptionOf, rangeText } from '../../metrics/description-text.ts';
import { metrics } from '../../metrics/index.ts';

/** What menus, completion, forms and hover help say of each metric. */
export const metricDescriptions: readonly {
  readonly name: string;
  readonly title: string;
  readonly formula: string;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly tasks: readonly string[];
  /** Formula, direction, range, what it reads, its interval, parameters, and when it has no value, as one text. */
  readonly help: string;
  readonly range: string;
  readonly noValue: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly doc: string }[];
}[] = metrics.map((metric) => {
  const { name, title, formula, better, tasks } = metric;
  return {
    name,
    title,
    formula,
    better,
    tasks,
    help: `${title}. ${descriptionOf(metric).join(' ')}`,
    range: rangeText(metric),
    noValue: Object.values(metric.undefinedWhen),
    parameters: Object.entries(metric.accepts).map(([parameter, { doc }]) => ({ name: parameter, doc })),
  };
});
