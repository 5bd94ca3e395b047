import type { PlainValue } from '../../cells/output.ts';
import type { Constraint } from '../../frame/selection/clause.ts';

/** What columns must hold, by column. */
export type Filter = ReadonlyMap<string, Constraint>;

/** The filter with another constraint on a column, or none. */
export function withConstraint(filter: Filter, column: string, constraint: Constraint | null): Filter {
  const next = new Map(filter);
  if (constraint === null) next.delete(column);
  else next.set(column, constraint);
  return next;
}

/** The filter with a value put into the list of a column, or taken out of it; an interval gives way to the list. */
export function withToggled(filter: Filter, column: string, value: PlainValue): Filter {
  const now = filter.get(column);
  const list: readonly PlainValue[] = isList(now) ? now : [];
  const next = list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
  return withConstraint(filter, column, next.length === 0 ? null : next);
}

export function isList(constraint: Constraint | undefined): constraint is readonly PlainValue[] {
  return Array.isArray(constraint);
}

/** The value as a list names it: NaN, like what is missing, goes by null. */
export function listedValue(value: PlainValue): PlainValue {
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
}

/** An interval of a brush: ends that differ by a hundredth of the whole range or more, and round at that step; null for less. */
export function brushed(from: number, to: number, range: readonly [min: number, max: number]): { from: number; to: number } | null {
  const width = range[1] - range[0];
  const step = 10 ** Math.floor(Math.log10(width / 100));
  if (!(width / 100 > 0) || !(step > 0 && step < Infinity) || Math.abs(to - from) < width / 100) return null;
  const digits = Math.max(0, -Math.log10(step));
  const round = (value: number): number => Number((Math.round(value / step) * step).toFixed(Math.min(20, Math.round(digits))));
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  return { from: low <= range[0] ? range[0] : round(low), to: high >= range[1] ? range[1] : round(high) };
}
