import { describe, expect, it } from 'vitest';
import { ChartSpecError, checkChartSpec } from '../../src/trust/chart-spec.ts';
import { checkPlacedParts } from '../../src/trust/chart-parts.ts';
import { chartSpecs, grownCharts, manyRows } from './corpus.ts';

describe('the corpus of charts that grow with their rows', () => {
  it.each(grownCharts.map(({ name, spec }) => [name, spec] as const))('%s is allowed, and refused over thousands of rows', (_, spec) => {
    expect(() => checkChartSpec(spec)).not.toThrow();
    const before = performance.now();
    expect(() => checkPlacedParts({ data: { values: manyRows }, ...spec })).toThrow(/at most [\d,]+ are drawn$/);
    expect(() => checkPlacedParts({ data: { values: manyRows.slice(0, 30) }, ...spec })).not.toThrow();
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

describe('the corpus of charts', () => {
  it('has more than sixty, each under a name of its own', () => {
    expect(chartSpecs.length).toBeGreaterThan(60);
    expect(new Set(chartSpecs.map(({ name }) => name)).size).toBe(chartSpecs.length);
  });

  it.each(chartSpecs.map(({ name, spec }) => [name, spec]))('%s is refused in a sentence', (_, spec) => {
    let refused: unknown = null;
    try {
      checkChartSpec(spec);
    } catch (error) {
      refused = error;
    }
    expect(refused, JSON.stringify(spec)).toBeInstanceOf(ChartSpecError);
    expect((refused as ChartSpecError).message).toMatch(/^\S.*[^.!]$/);
  });

  it.each([
    ['a text of 6,000 characters', { mark: 'text', encoding: { text: { value: 'x'.repeat(6000) } } }],
    ['a shape of many strokes', { mark: 'point', encoding: { shape: { value: `M0,0${'L1,1'.repeat(200)}` } } }],
  ])('%s is refused', (_, spec) => {
    expect(() => checkChartSpec(spec)).toThrow(ChartSpecError);
  });

  it.each([
    ['a fold in each of two layers', { layer: [0, 1].map(() => ({ mark: 'line', transform: [{ fold: ['a', 'b', 'c'] }] })) }],
    ['a pivot of few', { mark: 'bar', transform: [{ pivot: 'a', value: 'n', limit: 5 }] }],
    ['a scheme of few', { mark: 'rect', encoding: { color: { field: 'n', scale: { scheme: { name: 'blues', count: 9 } } } } }],
    ['a repeat of columns', { repeat: { column: ['a', 'b'] }, spec: { mark: 'bar', encoding: { x: { field: { repeat: 'column' } } } } }],
  ])('%s is drawn', (_, spec) => {
    expect(checkChartSpec(spec)).toEqual(spec);
  });
});
