import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, type TopLevelSpec } from 'vega-lite';
import { checkPlacedBins } from '../../src/trust/chart-numbers.ts';
import { ChartSpecError, checkChartSpec } from '../../src/trust/chart-spec.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { parseBody } from '../../src/notebook/yaml-body.ts';
import { benignCharts, hostileCharts } from './hostile-charts.ts';

function refusal(spec: unknown, check: (spec: unknown) => unknown = checkChartSpec): ChartSpecError {
  try {
    check(spec);
  } catch (error) {
    if (error instanceof ChartSpecError) return error;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(spec)}`);
}

/** What stands at the path, or at the last step of it that exists. */
function at(spec: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], spec);
}

/** The spec of every chart in the notebooks that come with the page. */
function chartsOfNotebooks(): [name: string, spec: unknown][] {
  const folder = new URL('../../notebooks/', import.meta.url);
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.flatMap(({ name }) =>
    parseNotebook(readFileSync(new URL(`${name}/notebook.md`, folder), 'utf8'), ['chart']).blocks.flatMap((block): [string, unknown][] =>
      block.type === 'cell' ? [[`${name}: ${block.id}`, (parseBody(block.body).value as { spec: unknown }).spec]] : [],
    ),
  );
}

describe('checkChartSpec refuses', () => {
  it.each(hostileCharts)('%s', (_, spec) => {
    const error = refusal(spec);
    expect(error.message).toMatch(/^\S.*[^.!]$/);
    if (typeof spec === 'object' && spec !== null && error.path.at(-1) !== 'name') expect(at(spec, error.path)).not.toBeUndefined();
  });

  it('a spec that holds itself', () => {
    const spec: Record<string, unknown> = { mark: 'bar' };
    spec['layer'] = [spec];
    expect(refusal(spec).message).toBe('the chart is nested too deep, or holds itself');
  });

  it('anything hostile, wherever it hides in a concatenation', () => {
    const plain = hostileCharts.filter(([what]) => !/many|nesting|a list|nothing|text|too many/.test(what));
    fc.assert(
      fc.property(
        fc.constantFrom(...plain),
        fc.constantFrom(...benignCharts),
        fc.constantFrom('layer', 'hconcat', 'vconcat'),
        (bad, good, key) => {
          expect(() => checkChartSpec({ title: 'a', [key]: [good[1], { [key]: [bad[1]] }] })).toThrow(ChartSpecError);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('checkChartSpec accepts', () => {
  it.each(benignCharts)('%s, unchanged, and Vega-Lite compiles it', (_, spec) => {
    const checked = checkChartSpec(spec);
    expect(checked).toEqual(spec);
    expect(checked).not.toBe(spec);
    const { spec: compiled } = compile({ data: { name: 'rows' }, ...checked } as unknown as TopLevelSpec, { logger: silent });
    expect(compiled.marks?.length).toBeGreaterThan(0);
  });

  it.each(chartsOfNotebooks())('the chart of %s', (_, spec) => {
    expect(() => checkChartSpec(spec)).not.toThrow();
  });

  it('a spec of another schema, without what would set options of the page', () => {
    const spec = { $schema: 'https://vega.github.io/schema/vega/v6.json', usermeta: { embedOptions: { ast: false } }, mark: 'bar' };
    expect(checkChartSpec(spec)).toEqual({ mark: 'bar' });
  });
});

describe('checkPlacedBins', () => {
  const binned = (bin: unknown): unknown => ({ hconcat: [{ mark: 'bar', encoding: { x: { field: 'a', bin } } }] });
  it.each([true, { maxbins: 10 }, { step: 0.1, extent: [0, 100] }, 'binned', null])('accepts %j', (bin) => {
    expect(() => checkPlacedBins(binned(bin))).not.toThrow();
  });

  it.each([
    { step: 1e-9, extent: [0, 1] },
    { step: 1 },
    { step: { expr: '1e-9' }, extent: [0, 1] },
    { step: 1, extent: { param: 'p' } },
    { step: NaN, extent: [0, 1] },
  ])('refuses %j', (bin) => {
    expect(refusal(binned(bin), checkPlacedBins).path).toEqual(['hconcat', 0, 'encoding', 'x', 'bin']);
  });

  it('does not look at rows', () => {
    expect(() => checkPlacedBins({ data: { values: [{ bin: { step: 1e-9 } }] } })).not.toThrow();
  });
});

const silent = {
  level: () => silent,
  error: () => silent,
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
} as unknown as NonNullable<NonNullable<Parameters<typeof compile>[1]>['logger']>;
