import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chart } from '../../src/cells/chart.ts';
import type { ChartOutput } from '../../src/cells/output.ts';
import { detachRows } from '../../src/report/chart-rows.ts';
import { frameOf, runBody } from './step-of.ts';

type Json = Record<string, unknown>;

const count = 500;
const data = frameOf({
  x: Array.from({ length: count }, (_, row) => (row % 37 === 0 ? null : Math.sin(row) * 40 + row / 10)),
  y: Array.from({ length: count }, (_, row) => (row * 7919) % 101),
  kind: Array.from({ length: count }, (_, row) => ['a', 'b', 'c', null][(row * row) % 4]),
  when: Array.from({ length: count }, (_, row) => new Date(Date.UTC(2024, row % 14, 1))),
});

async function drawn(body: Json, clauses: Json = {}, more: { chartRows?: number } = {}): Promise<ChartOutput> {
  const values = { picks: JSON.stringify(clauses) };
  const { output } = await runBody(chart, { data: 'data', ...body }, { frames: { data }, values, ...more });
  if (output.type !== 'chart') throw new Error('no chart');
  return output;
}

const rowsOf = (output: ChartOutput): readonly Json[] => detachRows(output.spec).places[0]!.rows as readonly Json[];
const histogram = { mark: 'bar', encoding: { x: { field: 'x', bin: { step: 20 } }, y: { aggregate: 'count' } } };
const specs: readonly (readonly [string, Json])[] = [
  ['a histogram', histogram],
  [
    'stacked counts',
    { mark: 'bar', encoding: { x: { field: 'x', bin: { step: 20 } }, y: { aggregate: 'count' }, color: { field: 'kind' } } },
  ],
  ['sums', { mark: 'bar', encoding: { x: { field: 'kind' }, y: { aggregate: 'sum', field: 'y' } } }],
  ['means', { mark: 'point', encoding: { x: { field: 'kind' }, y: { aggregate: 'mean', field: 'x' } } }],
  ['medians', { mark: 'point', encoding: { x: { field: 'kind' }, y: { aggregate: 'median', field: 'x' } } }],
  ['counts of values', { mark: 'line', encoding: { x: { field: 'kind' }, y: { aggregate: 'valid', field: 'x' } } }],
  [
    'least and greatest',
    { mark: 'rule', encoding: { x: { field: 'kind' }, y: { aggregate: 'min', field: 'y' }, y2: { aggregate: 'max', field: 'y' } } },
  ],
];

/** Measures of the groups that have selected rows, by the rest of their row. */
function measured(rows: readonly Json[]): Map<string, Json> {
  const isMeasure = (name: string): boolean => /^(count|sum|mean|median|valid|min|max)_/.test(name);
  const parts = rows.map((row) => {
    const entries = Object.entries(row).filter(([name]) => !name.endsWith('_of_all'));
    const part = (wanted: boolean): Json => Object.fromEntries(entries.filter(([name]) => isMeasure(name) === wanted));
    return [JSON.stringify(part(false)), part(true)] as const;
  });
  return new Map(parts.filter(([, values]) => Object.values(values).some((value) => value !== 0 && value !== null)));
}

describe('a chart that filters', () => {
  it.each(specs)('measures of the selected rows what it would measure of them alone: %s', async (_, spec) => {
    const bound = fc.integer({ min: 0, max: 100 });
    await fc.assert(
      fc.asyncProperty(bound, bound, async (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const filtered = measured(rowsOf(await drawn({ spec, filter: '$picks' }, { other: { y: { from, to } } })));
        const alone = measured(rowsOf(await drawn({ spec, where: `d.y >= ${from} && d.y <= ${to}` })));
        expect([...filtered.keys()].sort()).toEqual([...alone.keys()].sort());
        for (const [key, values] of alone) {
          for (const [name, value] of Object.entries(values)) expect(filtered.get(key)![name]).toBeCloseTo(Number(value), 9);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('filters by where and by a selection of the whole alike', async () => {
    const both = await drawn({ spec: histogram, where: 'd.kind == "b"', filter: '$picks' }, { other: { y: { below: 50 } } });
    const alone = await drawn({ spec: histogram, where: 'd.kind == "b" && d.y < 50' });
    expect(measured(rowsOf(both))).toEqual(measured(rowsOf(alone)));
    const rows = Array.from({ length: 30 }, (_, at) => at * 7 + 1);
    const numbered = await drawn({ spec: histogram, where: 'd.kind == "b"', filter: '$picks' }, { other: { of: 'data', rows } });
    const kinds = rows.filter((row) => ((row - 1) * (row - 1)) % 4 === 1).length;
    expect(numbered.left).toEqual({ rows: kinds, of: 250 });
  });

  it('draws all rows behind those that are left, in one spec whatever is selected', async () => {
    const some = await drawn({ spec: histogram, filter: '$picks' }, { other: { y: { below: 50 } } });
    const all = await drawn({ spec: histogram, filter: '$picks' });
    expect(detachRows(some.spec).bare).toEqual(detachRows(all.spec).bare);
    expect(all.spec).toMatchObject({
      layer: [
        { mark: { type: 'bar', style: 'all' }, encoding: { y: { field: 'count_rows_of_all' } } },
        { mark: 'bar', encoding: { y: { field: 'count_rows' } } },
      ],
    });
    const sum = (name: string): number => rowsOf(some).reduce((total, row) => total + Number(row[name]), 0);
    expect([sum('count_rows_of_all'), sum('count_rows')]).toEqual([500, some.left!.rows]);
  });

  it('draws no rows behind what does not add up', async () => {
    for (const [name, spec] of specs.filter(([name]) => name === 'means' || name === 'least and greatest'))
      expect((await drawn({ spec, filter: '$picks' })).spec, name).not.toHaveProperty('layer');
    const shares = {
      mark: 'bar',
      encoding: { x: { field: 'kind' }, y: { aggregate: 'count', stack: 'normalize' }, color: { field: 'kind' } },
    };
    expect((await drawn({ spec: shares, filter: '$picks' })).spec).not.toHaveProperty('layer');
  });

  it('counts only what is left against the most rows that a chart draws', async () => {
    const points = { mark: 'point', encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } } };
    await expect(drawn({ spec: points, filter: '$picks' }, {}, { chartRows: 100 })).rejects.toThrow('500 rows reach the chart');
    const few = await drawn({ spec: points, filter: '$picks' }, { other: { y: { below: 10 } } }, { chartRows: 100 });
    expect(rowsOf(few)).toHaveLength(few.left!.rows);
    expect(rowsOf(few).every((row) => Number(row['y']) < 10)).toBe(true);
  });
});

describe('what a hand can select in a chart', () => {
  it.each([
    ['bins', histogram, { x: { column: 'x', kind: 'number', bins: { start: -40, stop: 100, step: 20 } } }],
    [
      'numbers and categories',
      { mark: 'point', encoding: { x: { field: 'y', type: 'quantitative' }, y: { field: 'kind' } } },
      { x: { column: 'y', kind: 'number' }, y: { column: 'kind', kind: 'category' } },
    ],
    [
      'times',
      { mark: 'line', encoding: { x: { field: 'when', type: 'temporal', timeUnit: 'yearmonth' }, y: { aggregate: 'count' } } },
      { x: { column: 'when', kind: 'time' } },
    ],
    ['months of any year', { mark: 'bar', encoding: { x: { field: 'when', timeUnit: 'month' }, y: { aggregate: 'count' } } }, undefined],
    [
      'the colours of a pie',
      { mark: 'arc', encoding: { theta: { aggregate: 'count' }, color: { field: 'kind' } } },
      { by: { field: 'kind', column: 'kind' } },
    ],
    [
      'layers',
      { encoding: { x: { field: 'kind' } }, layer: [{ mark: 'bar', encoding: { y: { aggregate: 'count' } } }] },
      { x: { column: 'kind', kind: 'category' } },
    ],
    [
      'small multiples',
      { mark: 'bar', encoding: { row: { field: 'kind' }, x: { field: 'y', bin: true }, y: { aggregate: 'count' } } },
      undefined,
    ],
  ])('is told: %s', async (_, spec, selecting) => {
    expect((await drawn({ spec })).selecting).toEqual(selecting);
  });
});
