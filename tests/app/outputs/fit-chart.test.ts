import { describe, expect, it } from 'vitest';
import { fitChart } from '../../../src/app/outputs/fit-chart.ts';

const line = { mark: 'line', encoding: { x: { field: 't', type: 'quantitative' } } };
const fit = { type: 'fit-x', contains: 'padding' };

describe('fitting a chart', () => {
  it('gives a continuous x all the room', () => expect(fitChart(line, 888)).toEqual({ ...line, width: 888, autosize: fit }));
  it('looks into layers', () => expect(fitChart({ layer: [{ mark: 'rule' }, line] }, 500)).toMatchObject({ width: 500 }));
  it('keeps a width that fits', () => expect(fitChart({ ...line, width: 640 }, 888)).toEqual({ ...line, width: 640 }));
  it('narrows one that does not', () => expect(fitChart({ ...line, width: 640 }, 358)).toMatchObject({ width: 358, autosize: fit }));
  it('leaves categories their step', () => {
    const bars = { mark: 'bar', encoding: { x: { field: 'slice', type: 'nominal' } } };
    expect(fitChart(bars, 888)).toBe(bars);
  });
  it('takes a binned x for continuous', () =>
    expect(fitChart({ mark: 'bar', encoding: { x: { field: 'a', bin: true } } }, 300)).toMatchObject({ width: 300 }));
  it.each([
    ['hconcat', { hconcat: [line] }],
    ['facet', { facet: { field: 'a' }, spec: line }],
    ['a column channel', { ...line, encoding: { ...line.encoding, column: { field: 'a' } }, width: 4000 }],
  ])('leaves %s as it is', (_, spec) => expect(fitChart(spec, 300)).toBe(spec));
});
