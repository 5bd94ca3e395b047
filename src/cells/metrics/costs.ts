import type { Costs } from '../../metrics/class-costs.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError } from '../kind.ts';
import type { Prepared } from './prepare.ts';
import type { MetricsBody } from './schema.ts';

type Given = NonNullable<MetricsBody['costs']>;

/**
 * Costs of the cells of a confusion matrix from `costs:` of a body: of binary outcomes {fp, fn, tp, tn}, or by actual and
 * predicted class. What is not named costs 0 where a class is predicted right, and 1 where it is not; of named outcomes
 * only those named cost. Throws `BodyError` for classes that there are not.
 */
export function costsOf(given: Given, { task, classes, positive }: Pick<Prepared, 'task' | 'classes' | 'positive'>): Costs {
  if (task !== 'binary' && task !== 'multiclass') throw new BodyError(`costs are of classes; this task is ${task}`, ['costs']);
  const size = Math.max(2, classes.length);
  const costs = new Float64Array(size * size);
  const outcomes = Object.entries(given).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  if (outcomes.length > 0) {
    if (task !== 'binary' || outcomes.length < Object.keys(given).length)
      throw new BodyError('costs of fp and fn are for two classes', ['costs'], 'write {actual: {predicted: cost}}');
    fillOutcomes(costs, outcomes, positive === 0 ? 0 : 1);
    return costs;
  }
  for (let cell = 0; cell < costs.length; cell++) costs[cell] = +(Math.floor(cell / size) !== cell % size);
  for (const [actual, row] of Object.entries(given)) {
    for (const [predicted, cost] of Object.entries(row)) {
      const from = codeOf(classes, actual, ['costs', actual]);
      costs[from * size + codeOf(classes, predicted, ['costs', actual, predicted])] = cost;
    }
  }
  return costs;
}

function fillOutcomes(costs: Costs, outcomes: readonly [string, number][], positive: 0 | 1): void {
  const cells = new Map([
    ['tp', positive * 3],
    ['tn', (1 - positive) * 3],
    ['fp', positive === 1 ? 1 : 2],
    ['fn', positive === 1 ? 2 : 1],
  ]);
  for (const [outcome, cost] of outcomes) {
    const cell = cells.get(outcome);
    if (cell === undefined) throw new BodyError(`no outcome ${outcome}`, ['costs', outcome], 'there are fp, fn, tp and tn');
    costs[cell] = cost;
  }
}

function codeOf(classes: readonly string[], name: string, path: readonly (string | number)[]): number {
  const code = classes.indexOf(name);
  if (code !== -1) return code;
  const near = nearest(name, classes);
  const hint = near === undefined ? `the classes are ${classes.slice(0, 12).join(', ')}` : `the nearest name is ${near}`;
  throw new BodyError(`no class ${name} in the data`, path, hint, near);
}
