import { describe, expect, it } from 'vitest';
import { chartSvg } from '../../src/report/chart-view.ts';
import { refuseAddresses } from '../../src/report/refuse-addresses.ts';

const hostile = [
  'url(https://example.org/a)',
  'URL( "x" )',
  '\\75rl(https://example.org)',
  'u\\72l(//example.org)',
  'image-set("https://example.org/a.png" 1x)',
  'red; background: url(x)',
  'expression:alert(1)',
];

it.each(hostile)('takes %j from every style of a mark, however deep', (value) => {
  const mark = { fill: value, stroke: value, cursor: value, text: value };
  const scene = { items: [{ items: [{ items: [mark] }] }] };
  refuseAddresses(scene);
  expect(mark).toEqual({ fill: null, stroke: null, cursor: null, text: value });
});

it.each(['#0358ba', 'red', 'rgb(1 2 3 / 50%)', 'rgba(1,2,3,0.5)', 'hsl(210, 50%, 50%)', 'transparent', 'ew-resize', ''])(
  'leaves %j as it is',
  (value) => {
    const mark = { fill: value, cursor: value };
    refuseAddresses({ items: [mark] });
    expect(mark).toEqual({ fill: value, cursor: value });
  },
);

it('leaves a gradient and what is no text', () => {
  const mark = { fill: { gradient: 'linear', stops: [] }, stroke: null, cursor: undefined };
  refuseAddresses({ items: [mark] });
  expect(mark).toEqual({ fill: { gradient: 'linear', stops: [] }, stroke: null, cursor: undefined });
});

describe('a chart whose colours are values of the data', () => {
  const draw = (colour: object, values: readonly object[]): Promise<string> =>
    chartSvg({ data: { values }, mark: 'bar', encoding: { x: { field: 'n', type: 'quantitative' }, ...colour } }, 'light');
  const own = (name: string): object => ({ [name]: { field: 'c', type: 'nominal', scale: null } });

  it.each(['color', 'fill', 'stroke'])('asks nothing from the network by %s', async (channel) => {
    const svg = await draw(own(channel), [{ n: 1, c: 'url(https://example.org/a)' }]);
    expect(svg.replaceAll(/aria-label="[^"]*"/g, '')).not.toContain('example.org');
  });

  it('nor by a scale whose range they are', async () => {
    const svg = await draw({ color: { field: 'c', type: 'nominal', scale: { range: { field: 'c' } } } }, [
      { n: 1, c: 'url(https://example.org/a)' },
    ]);
    expect(svg).not.toMatch(/(fill|stroke|style)="[^"]*example/);
  });

  it('keeps honest colours', async () => {
    expect(await draw(own('color'), [{ n: 1, c: 'rebeccapurple' }])).toContain('fill="rebeccapurple"');
  });
});
