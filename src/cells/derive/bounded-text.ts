import { addFunction } from 'arquero';
import { bodyOfExpression } from '../../trust/expression.ts';
import { textLimits } from '../../trust/limits.ts';
import { BodyError } from '../kind.ts';
import type { Path } from './working.ts';

const name = 'assay_bounded_text';
/** Columns, literals and comparisons make no text that was not there. */
const growing = /[+`([]/;

/**
 * Checked expressions of one verb, each with its results weighed while they are made: texts and lists that would fill
 * the memory end it with a `BodyError` at the column. Run the verb before another's expressions are bounded.
 */
export function boundText(
  expressions: Readonly<Record<string, string>>,
  path: Path,
  limits: { readonly value: number; readonly total: number } = textLimits,
): Record<string, string> {
  const columns = Object.keys(expressions);
  let total = 0;
  const weigh = (value: unknown, at: number): unknown => {
    if (typeof value !== 'string' && !Array.isArray(value)) return value;
    const weight = weightOf(value, limits.value);
    const column = columns[at] ?? '';
    if (weight > limits.value)
      throw new BodyError(`a value of ${column} is longer than ${figure(limits.value)} characters`, [...path, column], shorter);
    if ((total += weight) > limits.total)
      throw new BodyError(`the texts of ${column} are longer than ${figure(limits.total)} characters together`, [...path, column], shorter);
    return value;
  };
  addFunction(name, weigh, { override: true });
  return Object.fromEntries(
    columns.map((column, at) => {
      const source = expressions[column]!;
      return [column, growing.test(source) ? `op.${name}(${bodyOfExpression(source)}, ${at})` : source];
    }),
  );
}

const shorter = 'shorten it with op.substring, or keep fewer rows';

/** Characters of a text, or of a list with all that it holds; counting ends above `most`. */
function weightOf(value: unknown, most: number): number {
  if (typeof value === 'string') return value.length;
  if (!Array.isArray(value)) return 0;
  let weight = 8 * value.length;
  for (const item of value as readonly unknown[]) {
    if (weight > most) return weight;
    weight += weightOf(item, most - weight);
  }
  return weight;
}

function figure(count: number): string {
  return count.toLocaleString('en-US');
}
