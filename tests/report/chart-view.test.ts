import { describe, expect, it } from 'vitest';
import { chartRows, chartSvg, compileChart, openChart, updateChart } from '../../src/report/chart-view.ts';

const bars = (values: readonly object[]): Record<string, unknown> => ({
  data: { values },
  mark: 'bar',
  encoding: { x: { field: 'kind', type: 'nominal' }, y: { field: 'n', type: 'quantitative' } },
});

describe('chartSvg', () => {
  it('draws in both themes without a browser', async () => {
    const light = await chartSvg(bars([{ kind: 'a', n: 3 }]), 'light');
    expect(light).toContain('kind: a; n: 3');
    expect(light).toContain('#0358ba');
    expect(await chartSvg(bars([{ kind: 'a', n: 3 }]), 'dark')).toContain('#7ba2f2');
  });

  it('draws every view of rows of its own', async () => {
    const svg = await chartSvg({ hconcat: [bars([{ kind: 'left', n: 1 }]), { layer: [bars([{ kind: 'right', n: 2 }])] }] }, 'light');
    expect(svg).toContain('kind: left; n: 1');
    expect(svg).toContain('kind: right; n: 2');
  });

  it('reads dates among texts', async () => {
    const spec = {
      data: { values: [{ t: '2024-03-01T00:00:00.000Z', n: 1 }] },
      mark: 'point',
      encoding: { x: { field: 't', type: 'temporal', timeUnit: 'utcyear' }, y: { field: 'n', type: 'quantitative' } },
    };
    expect(await chartSvg(spec, 'light')).toContain('2024');
  });

  it('leaves the rows that it is given as they are', async () => {
    const row = Object.freeze({ kind: 'a', n: 3 });
    await chartSvg(bars([row]), 'light');
    expect(Object.keys(row)).toEqual(['kind', 'n']);
  });

  it('escapes what the data says', async () => {
    const svg = await chartSvg(bars([{ kind: '<script>alert(1)</script>"\'&', n: 3 }]), 'light');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
  });

  it.each([
    ['an address', { data: { url: 'https://example.org/a.csv' }, mark: 'bar' }],
    ['an address in a view', { layer: [{ data: { url: 'https://example.org/a.csv' }, mark: 'bar' }] }],
    ['an image', { ...bars([]), mark: { type: 'image' } }],
    ['a link', { ...bars([]), encoding: { href: { field: 'kind' } } }],
    ['an event', { ...bars([]), params: [{ name: 'p', select: { type: 'point', on: 'window:keydown' } }] }],
    ['a foreign expression', { ...bars([]), transform: [{ filter: 'event.view.alert(1)' }] }],
    ['a binding to an element', { ...bars([]), params: [{ name: 'p', bind: { element: '#token' } }] }],
    ['hidden options', { ...bars([]), config: { background: 'url(https://example.org)' } }],
  ])('refuses %s', async (_, spec) => {
    await expect(chartSvg(spec, 'light')).rejects.toMatchObject({ name: 'ChartSpecError' });
  });

  it('drops options that the page alone may set', async () => {
    const spec = {
      ...bars([{ kind: 'a', n: 1 }]),
      $schema: 'https://vega.github.io/schema/vega/v5.json',
      usermeta: { embedOptions: { ast: false } },
    };
    const compiled = await compileChart(spec, 'light');
    expect(JSON.stringify(compiled)).not.toContain('embedOptions');
    expect(compiled.marks).toHaveLength(1);
  });
});

describe('updateChart', () => {
  it('gives an open view other rows', async () => {
    const view = await openChart(bars([{ kind: 'a', n: 3 }]), 'light', { renderer: 'none' });
    await updateChart(view, bars([{ kind: 'b', n: 4 }]));
    const svg = await view.toSVG();
    view.finalize();
    expect(svg).toContain('kind: b; n: 4');
    expect(svg).not.toContain('kind: a');
  });

  it('reads dates of new rows as those of the first', async () => {
    const spec = (t: string): Record<string, unknown> => ({
      data: { values: [{ t }] },
      mark: 'point',
      encoding: { x: { field: 't', type: 'temporal' } },
    });
    const view = await openChart(spec('2024-03-01'), 'light', { renderer: 'none' });
    await updateChart(view, spec('2025-04-01'));
    expect(await view.toSVG()).toContain('2025');
    view.finalize();
  });

  it('shows tooltips as text', async () => {
    const said: (string | null)[] = [];
    const view = await openChart(bars([{ kind: 'a', n: 3 }]), 'light', { renderer: 'none', tooltip: (text) => said.push(text) });
    const handler = (view as unknown as { _tooltip: (h: unknown, event: object, item: unknown, value: unknown) => void })._tooltip;
    handler.call(view, view, { clientX: 1, clientY: 2 }, null, { image: 'data:x" onerror="alert(1)' });
    handler.call(view, view, { clientX: 1, clientY: 2 }, null, null);
    expect(said).toEqual(['image: data:x" onerror="alert(1)', null]);
    view.finalize();
    expect(said.at(-1)).toBeNull();
  });
});

describe('openChart and updateChart', () => {
  it('draw no view for each of thousands, wherever the spec comes from', async () => {
    const faceted = (count: number): Parameters<typeof openChart>[0] => ({
      ...bars(Array.from({ length: count }, (_, at) => ({ kind: `k${at}`, n: at }))),
      encoding: { x: { field: 'n', type: 'quantitative' }, row: { field: 'kind' } },
    });
    const refused = {
      name: 'ChartSpecError',
      message: 'kind has 3,000 values, and the chart draws a view for each; at most 100 are drawn',
    };
    await expect(openChart(faceted(3000), 'light', { renderer: 'none' })).rejects.toMatchObject(refused);
    const view = await openChart(faceted(3), 'light', { renderer: 'none' });
    await expect(updateChart(view, faceted(3000))).rejects.toMatchObject(refused);
    view.finalize();
  });
});

describe('chartRows', () => {
  it('gives the rows of the first view with rows', () => {
    expect(chartRows(bars([{ n: 1 }]))).toEqual([{ n: 1 }]);
    expect(chartRows({ hconcat: [bars([{ n: 2 }]), bars([{ n: 3 }])] })).toEqual([{ n: 2 }]);
    expect(chartRows({ mark: 'bar' })).toEqual([]);
  });
});
