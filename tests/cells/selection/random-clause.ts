import fc from 'fast-check';
import type { Clause, ColumnsClause, Constraint } from '../../../src/frame/selection/clause.ts';

/** A row of the tables that clauses are tried on. */
export interface Row {
  readonly x: number | null;
  readonly word: string | null;
  readonly flag: boolean | null;
  readonly when: Date | null;
}

const x = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(NaN, 0.5, -0.5));
const word = fc.constantFrom('a', 'b', '', 'null', '__proto__', 'é "q"');
const instants = ['1969-12-31T23:00:00.000Z', '1970-01-01T00:00:00.000Z', '2024-02-29T12:30:00.000Z'];
const missing = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 4 });

export const rowsArbitrary: fc.Arbitrary<Row[]> = fc.array(
  fc.record({
    x: missing(x),
    word: missing(word),
    flag: missing(fc.boolean()),
    when: missing(fc.constantFrom(...instants).map((text) => new Date(text))),
  }),
  { minLength: 1, maxLength: 80 },
);

const number = fc.integer({ min: -3, max: 3 });
const listOf = (value: fc.Arbitrary<number | string | boolean>): fc.Arbitrary<Constraint> => fc.array(missing(value), { maxLength: 7 });
const interval = <T extends number | string>(value: fc.Arbitrary<T>): fc.Arbitrary<Constraint> =>
  fc.oneof(fc.record({ from: value, to: value }, { requiredKeys: [] }), fc.record({ from: value, below: value }, { requiredKeys: [] }));

const columns: fc.Arbitrary<ColumnsClause> = fc.record(
  {
    x: fc.oneof(listOf(number), interval(number)),
    word: listOf(word),
    flag: listOf(fc.boolean()),
    when: fc.oneof(listOf(fc.constantFrom(...instants)), interval(fc.constantFrom(...instants))),
  },
  { requiredKeys: [] },
);

/** Clauses of one to three writers. */
export const clausesArbitrary: fc.Arbitrary<Record<string, Clause>> = fc.dictionary(fc.constantFrom('one', 'two', 'three'), columns, {
  minKeys: 1,
});

/** What a clause says of one row, worked out value by value. */
export function holds(row: Row, clause: ColumnsClause): boolean {
  return Object.entries(clause).every(([name, constraint]) => {
    const value = row[name as keyof Row];
    const isMissing = value === null || (typeof value === 'number' && Number.isNaN(value));
    if (Array.isArray(constraint)) {
      const list = constraint as readonly unknown[];
      if (isMissing) return list.includes(null);
      return value instanceof Date
        ? list.some((text) => typeof text === 'string' && Date.parse(text) === value.getTime())
        : list.includes(value);
    }
    if (isMissing) return false;
    const { from, to, below } = constraint as { from?: number | string; to?: number | string; below?: number | string };
    const plain = (bound: number | string): number => (typeof bound === 'string' ? Date.parse(bound) : bound);
    const at = Number(value);
    return (from === undefined || at >= plain(from)) && (to === undefined || at <= plain(to)) && (below === undefined || at < plain(below));
  });
}
