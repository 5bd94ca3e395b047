import type { ChartOutput, Output } from '../cells/output.ts';

/** A chart of a cell, and what it is called there: '' where there is one alone, else its number from 1. */
export interface NamedChart {
  readonly name: string;
  readonly chart: ChartOutput;
}

/** The charts that a cell shows, in their order. */
export function chartsOf(output: Output | undefined): readonly NamedChart[] {
  if (output?.type === 'chart') return [{ name: '', chart: output }];
  if (output?.type !== 'table' || output.layout !== 'analysis') return [];
  const charts = output.blocks.flatMap((block) => (block.block === 'charts' ? block.charts : []));
  return charts.map((chart, at) => ({ name: charts.length === 1 ? '' : String(at + 1), chart }));
}
