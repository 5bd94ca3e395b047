import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TableViews } from '../../../src/engine/tables/table-views.ts';
import type { ViewSpec } from '../../../src/engine/tables/table-methods.ts';
import { columnFromValues } from '../../../src/frame/column-from-values.ts';
import { makeFrame, type Frame } from '../../../src/frame/frame.ts';

const never = new AbortController().signal;

interface Row {
  readonly x: number | null;
  readonly who: string | null;
}

const frameOf = (rows: readonly Row[]): Frame =>
  makeFrame([
    [
      'x',
      columnFromValues(
        rows.map(({ x }) => x),
        'number',
      ),
    ],
    ['who', columnFromValues(rows.map(({ who }) => who))],
  ]);

async function numbers(frame: Frame, spec: ViewSpec): Promise<number[]> {
  const { rows, total } = await new TableViews().open(frame, spec, never);
  const list = [...(rows ?? Array.from({ length: total }).keys())];
  expect(list).toHaveLength(total);
  return list;
}

const rowsOf = fc.array(
  fc.record<Row>({
    x: fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(NaN))),
    who: fc.option(fc.constantFrom('a', 'b', 'ab', 'C')),
  }),
  { maxLength: 40 },
);

it('shows what a filter of the values keeps, in the order of a sort of the values', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsOf,
      fc.record({
        from: fc.option(fc.integer({ min: -3, max: 3 })),
        who: fc.option(fc.subarray(['a', 'b', 'ab', null])),
        find: fc.constantFrom('', 'A', '-', '2'),
      }),
      fc.option(fc.boolean()),
      async (rows, { from, who, find }, descending) => {
        const keeps = ({ x, who: name }: Row): boolean => {
          if (from !== null && !(x !== null && x >= from)) return false;
          if (who !== null && !who.includes(name)) return false;
          const texts = [
            ...(x === null ? [] : [String(x)].filter((text) => text.startsWith(find))),
            ...(name?.toLowerCase().includes(find.toLowerCase()) ? [name] : []),
          ];
          return find === '' || texts.length > 0;
        };
        const rank = ({ x }: Row): number => (x === null ? 2 : Number.isNaN(x) ? 1 : 0);
        const naive = rows.map((_, row) => row).filter((row) => keeps(rows[row]!));
        if (descending !== null)
          naive.sort((a, b) => {
            const [one, other] = [rows[a]!, rows[b]!];
            if (rank(one) !== rank(other) || rank(one) > 0) return rank(one) - rank(other) || a - b;
            return (descending ? other.x! - one.x! : one.x! - other.x!) || a - b;
          });
        const spec: ViewSpec = {
          find,
          filter: { ...(from === null ? {} : { x: { from } }), ...(who === null ? {} : { who }) },
          orderby: descending === null ? [] : [{ column: 'x', descending }],
        };
        expect(await numbers(frameOf(rows), spec)).toEqual(naive);
      },
    ),
  );
});

it('makes a view once, and again after whoever asked first gave up', async () => {
  const rows = Array.from({ length: 300_000 }, (_, row): Row => ({ x: row, who: `w${row}` }));
  const frame = frameOf(rows);
  const views = new TableViews();
  const first = new AbortController();
  const given = views.open(frame, { find: 'w77' }, first.signal);
  const kept = views.open(frame, { find: 'w77' }, never);
  first.abort();
  await expect(given).rejects.toThrow();
  const { rows: found } = await kept;
  expect(found?.[0]).toBe(77);
  expect((await views.open(frame, { find: 'w77' }, never)).rows).toBe(found);
  expect((await views.open(frame, { find: 'w78' }, never)).rows).not.toBe(found);
});
