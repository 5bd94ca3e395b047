import type { ChartOutput, Output } from '../../cells/output.ts';
import { fitChart } from '../outputs/fit-chart.ts';

/** Pixels of a file for one of the page. */
const scale = 2;
/** As wide as text on the page. */
const room = 680;

/** A chart of a cell, and what it is called there; '' where there is one alone. */
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

/** A chart as an SVG file. */
export async function svgFile({ chart, name }: NamedChart, cell: string): Promise<Blob> {
  const { chartFile } = await import('../../report/chart-file.ts');
  const svg = await chartFile({ ...chart, spec: fitChart(chart.spec, room) }, name === '' ? cell : `${cell}, ${name}`);
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** A chart as a PNG file, in twice the pixels of the page. */
export async function pngFile({ chart }: NamedChart): Promise<Blob> {
  const { openChartFile } = await import('../../report/chart-file.ts');
  const view = await openChartFile(fitChart(chart.spec, room));
  try {
    const canvas = await view.toCanvas(scale);
    const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (file === null) throw new Error('the chart is too large for an image; SVG has no limit');
    return file;
  } finally {
    view.finalize();
  }
}
