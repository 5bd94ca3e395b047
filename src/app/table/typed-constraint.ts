import type { PlainValue } from '../../cells/output.ts';
import type { Constraint } from '../../frame/selection/clause.ts';

/** What a person can ask of a column. */
export const conditions = {
  between: 'is between',
  atLeast: 'is at least',
  atMost: 'is at most',
  is: 'is',
  missing: 'is missing',
} as const;

export type Condition = keyof typeof conditions;

/** Conditions that a type of column knows. */
export function conditionsOf(type: string): readonly Condition[] {
  if (type === 'number' || type === 'time') return ['between', 'atLeast', 'atMost', 'is', 'missing'];
  return type === 'vector' ? ['missing'] : ['is', 'missing'];
}

/** The constraint that was typed; throws a sentence that says what is wrong with it. */
export function typedConstraint(type: string, condition: Condition, one: string, other: string): Constraint {
  if (condition === 'missing') return [null];
  if (condition === 'is') return type === 'string' ? [one] : one.split(/;|,\s/).map((part) => listed(type, part.trim()));
  const from = condition === 'atMost' ? undefined : bound(type, one);
  const to = condition === 'atLeast' ? undefined : bound(type, condition === 'atMost' ? one : other);
  if (from !== undefined && to !== undefined && instant(from) > instant(to)) throw new Error(`${one.trim()} is above ${other.trim()}.`);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function listed(type: string, text: string): PlainValue {
  if (type === 'boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
    throw new Error('Write true or false.');
  }
  return bound(type, text);
}

function bound(type: string, text: string): number | string {
  const plain = text.trim().replace('−', '-');
  if (type === 'time') {
    const time = Date.parse(/^\d{4}-\d\d-\d\d \d/.test(plain) ? `${plain.replace(' ', 'T')}Z` : plain);
    if (plain === '' || Number.isNaN(time)) throw new Error('Write a time as 2026-01-31 or 2026-01-31T12:00:00Z.');
    return new Date(time).toISOString();
  }
  const value = Number(plain.replaceAll(/(?<=\d),(?=\d{3}(\D|$))/g, ''));
  if (plain === '' || !Number.isFinite(value)) throw new Error(plain === '' ? 'Write a number.' : `${text.trim()} is no number.`);
  return value;
}

function instant(value: number | string): number {
  return typeof value === 'number' ? value : Date.parse(value);
}
