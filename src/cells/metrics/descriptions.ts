import { metrics } from '../../metrics/index.ts';

/** What menus, completion and the reference page say of each metric. */
export const metricDescriptions: readonly {
  readonly name: string;
  readonly title: string;
  readonly formula: string;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly tasks: readonly string[];
}[] = metrics.map(({ name, title, formula, better, tasks }) => ({ name, title, formula, better, tasks }));
