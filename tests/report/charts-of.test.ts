import { expect, it } from 'vitest';
import { chartsOf } from '../../src/report/charts-of.ts';
import type { AnalysisOutput, ChartOutput, Output } from '../../src/cells/output.ts';

const chart = (summary: string): ChartOutput => ({ type: 'chart', spec: {}, rows: 1, summary });
const analysis = (...groups: readonly (readonly ChartOutput[])[]): AnalysisOutput => ({
  type: 'table',
  layout: 'analysis',
  level: 0.95,
  notes: [],
  blocks: [
    { block: 'sentence', text: 'said', tone: 'plain' },
    ...groups.map((charts) => ({ block: 'charts', title: '', charts }) as const),
  ],
});

it('finds every chart of an output, in order', () => {
  const [a, b, c] = ['a', 'b', 'c'].map(chart) as [ChartOutput, ChartOutput, ChartOutput];
  expect(chartsOf(a)).toEqual([{ name: '', chart: a }]);
  expect(chartsOf(analysis([a]))).toEqual([{ name: '', chart: a }]);
  expect(chartsOf(analysis([a, b], [c]))).toEqual([
    { name: '1', chart: a },
    { name: '2', chart: b },
    { name: '3', chart: c },
  ]);
});

it('finds none where there is none', () => {
  const outputs: readonly (Output | undefined)[] = [undefined, analysis(), { type: 'checks', checks: [] } as unknown as Output];
  for (const output of outputs) expect(chartsOf(output)).toEqual([]);
});
