import { describe, expect, it } from 'vitest';
import { checkPlacedParts } from '../../src/trust/chart-parts.ts';
import { ChartSpecError } from '../../src/trust/chart-spec-error.ts';

type Json = Readonly<Record<string, unknown>>;

const rows = (count: number, values: number): Json[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `n${at % values}`,
    few: at % 3,
    at,
    place: at % 10,
    tags: 'a,b,c',
    when: `${2000 + (at % 20)}-0${1 + (at % 9)}-1${at % 9}`,
    'a.b': at % values,
  }));
const data = (count = 5000, values = count): Json => ({ values: rows(count, values) });
const xy = { x: { field: 'at', type: 'quantitative' }, y: { field: 'few', type: 'quantitative' } };
const by = (field: string, more: Json = {}): Json => ({ field, type: 'nominal', ...more });

function refusal(spec: Json): string | null {
  try {
    checkPlacedParts(spec);
  } catch (error) {
    if (!(error instanceof ChartSpecError)) throw error;
    return `${error.message} | ${error.path.join('.')} | ${error.hint}`;
  }
  return null;
}

describe('checkPlacedParts', () => {
  it('names the field, its values and the way out', () => {
    expect(refusal({ data: data(3000), mark: 'point', encoding: { ...xy, row: by('name') } })).toBe(
      'name has 3,000 values, and the chart draws a view for each; at most 100 are drawn | encoding.row | filter, bin or aggregate it first',
    );
    expect(refusal({ data: data(3000), mark: 'line', encoding: { ...xy, color: by('name') } })).toBe(
      'name has 3,000 values, and the chart draws a line for each; at most 1,000 are drawn | encoding.color | filter, bin or aggregate it first',
    );
    expect(refusal({ data: data(5000, 500), mark: 'area', encoding: { ...xy, color: by('name') } })).toBe(
      '500 areas over 5,000 places stack 2,500,000 points; at most 50,000 are drawn | encoding.color | filter, bin or aggregate name first',
    );
  });

  const layer = [{ mark: 'line', encoding: xy }];
  const thousands: readonly (readonly [string, Json])[] = [
    ['a facet', { data: data(), facet: by('name'), spec: { mark: 'bar', encoding: xy } }],
    ['a facet of layers', { data: data(), facet: { row: by('name') }, spec: { layer } }],
    ['a wrapped facet', { data: data(), mark: 'bar', encoding: { ...xy, facet: by('name', { columns: 4 }) } }],
    ['a facet by a dotted column', { data: data(), mark: 'bar', encoding: { ...xy, facet: by('a\\.b') } }],
    ['rows by columns', { data: data(5000, 60), mark: 'bar', encoding: { ...xy, row: by('name'), column: by('few') } }],
    [
      'a facet in each of many views',
      { data: data(5000, 40), hconcat: [1, 2, 3].map(() => ({ mark: 'bar', encoding: { ...xy, row: by('name') } })) },
    ],
    [
      'a facet by a computed text',
      { data: data(), transform: [{ calculate: 'datum.name + "x"', as: 'made' }], mark: 'bar', encoding: { ...xy, row: by('made') } },
    ],
    [
      'a facet by a window',
      { data: data(), transform: [{ window: [{ op: 'row_number', as: 'n' }] }], mark: 'bar', encoding: { ...xy, row: by('n') } },
    ],
    [
      'a facet by a pivoted column',
      { data: data(), transform: [{ pivot: 'few', value: 'at', limit: 5 }], mark: 'bar', encoding: { ...xy, row: by('1') } },
    ],
    ['a facet by many bins', { data: data(), mark: 'bar', encoding: { ...xy, row: { field: 'at', bin: { maxbins: 1000 } } } }],
    [
      'a facet of a repeat',
      { data: data(), repeat: { row: ['few', 'name'] }, spec: { mark: 'bar', encoding: { ...xy, column: { field: { repeat: 'row' } } } } },
    ],
    ['series by several details', { data: data(5000, 5000), mark: 'line', encoding: { ...xy, detail: [by('few'), by('name')] } }],
    [
      'series by a condition',
      { data: data(), mark: 'trail', encoding: { ...xy, color: { condition: { test: 'true', ...by('name') }, value: 'red' } } },
    ],
    ['series of a layer', { data: data(), encoding: { color: by('name') }, layer }],
    ['stacked lines', { data: data(5000, 500), mark: 'line', encoding: { x: xy.x, y: { ...xy.y, stack: 'zero' }, color: by('name') } }],
    [
      'sideways areas',
      { data: data(5000, 500), mark: { type: 'area', orient: 'horizontal' }, encoding: { x: xy.y, y: xy.x, color: by('name') } },
    ],
    ['a fold of fifty', { data: data(), transform: [{ fold: Array.from({ length: 50 }, () => 'at') }], mark: 'point', encoding: xy }],
    [
      'a text taken apart',
      { data: { values: [{ at: 'x'.repeat(1_000_000) }] }, transform: [{ flatten: ['at'] }], mark: 'point', encoding: xy },
    ],
    ['rows of its view', { hconcat: [{ data: data(), mark: 'bar', encoding: { ...xy, row: by('name') } }] }],
  ];
  it.each(thousands)('refuses %s', (_, spec) => {
    expect(refusal(spec)).toMatch(/at most [\d,]+ are drawn \|/);
  });

  const fine: readonly (readonly [string, Json])[] = [
    ['a hundred views', { data: data(5000, 100), mark: 'point', encoding: { ...xy, facet: by('name') } }],
    ['views of several layers', { data: data(5000, 50), facet: by('name'), spec: { layer: [...layer, ...layer, ...layer] } }],
    ['a thousand lines', { data: data(5000, 1000), mark: 'line', encoding: { ...xy, detail: by('name') } }],
    [
      'thousands of points and bars by colour',
      { data: data(), layer: ['point', 'bar'].map((mark) => ({ mark, encoding: { ...xy, color: by('name') } })) },
    ],
    [
      'areas that are not stacked',
      { data: data(5000, 500), mark: 'area', encoding: { x: xy.x, y: { ...xy.y, stack: null }, color: by('name') } },
    ],
    ['areas over few places', { data: data(5000, 500), mark: 'area', encoding: { x: by('place'), y: xy.x, color: by('name') } }],
    [
      'a facet by two outcomes',
      {
        data: data(),
        transform: [{ calculate: "datum.at > 9 ? 'a' : 'b'", as: 'made' }],
        mark: 'bar',
        encoding: { ...xy, row: by('made') },
      },
    ],
    ['a facet by a few bins', { data: data(), mark: 'bar', encoding: { ...xy, row: { field: 'at', bin: true } } }],
    ['a line a year', { data: data(), mark: 'line', encoding: { ...xy, color: { field: 'when', timeUnit: 'year' } } }],
    ['a view a month', { data: data(), mark: 'line', encoding: { ...xy, row: { field: 'when', timeUnit: 'utcmonth' } } }],
    [
      'a facet by folded names',
      { data: data(1000), transform: [{ fold: ['at', 'few'] }], mark: 'bar', encoding: { ...xy, row: by('key') } },
    ],
    [
      'tags taken apart',
      {
        data: data(1000),
        transform: [{ calculate: "split(datum.tags, ',')", as: 'tag' }, { flatten: ['tag'] }],
        mark: 'point',
        encoding: xy,
      },
    ],
    ['colour of a measure', { data: data(), mark: 'line', encoding: { ...xy, color: { field: 'name', aggregate: 'max' } } }],
    ['no rows', { data: { values: [] }, mark: 'area', encoding: { ...xy, row: by('name'), color: by('few') } }],
    [
      'a matrix of points',
      {
        data: data(),
        repeat: { row: ['at', 'few', 'place', 'at', 'few'], column: ['at', 'few', 'place', 'at', 'few'] },
        spec: { mark: 'point', encoding: xy },
      },
    ],
  ];
  it.each(fine)('draws %s', (_, spec) => {
    expect(refusal(spec)).toBeNull();
  });
});
