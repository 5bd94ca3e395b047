import type { NamedChart } from '../../report/charts-of.ts';
import { fitChart } from '../outputs/fit-chart.ts';

/** Pixels of a file for one of the page. */
const scale = 2;
/** As wide as text on the page. */
const room = 680;

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
