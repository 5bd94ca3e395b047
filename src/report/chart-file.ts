import type { View } from 'vega';
import type { ChartOutput } from '../cells/output.ts';
import { escapeHtml, onlyXml } from './escape.ts';
import { chartTitle } from './chart-title.ts';
import { openChart } from './chart-view.ts';

type Json = Readonly<Record<string, unknown>>;

const room = 12;

/** Opens a chart as files show it, whatever the theme of the page: in the light one, on white, with room around it. */
export async function openChartFile(spec: Json): Promise<View> {
  const view = await openChart({ padding: room, ...spec }, 'light', { renderer: 'none' });
  view.background('#ffffff');
  return view.runAsync();
}

/** A chart as an SVG file that stands alone: its title and what it shows in words inside, nothing that is fetched or run. */
export async function chartFile(output: Pick<ChartOutput, 'spec' | 'summary'>, name: string): Promise<string> {
  const view = await openChartFile(output.spec);
  const svg = await view.toSVG();
  view.finalize();
  return standaloneSvg(svg, chartTitle(output.spec) ?? name, output.summary);
}

/** Adds title and description, and replaces what XML cannot hold, which a value of the data may bring. */
function standaloneSvg(svg: string, title: string, description: string): string {
  const words = `<title>${escapeHtml(title)}</title><desc>${escapeHtml(description)}</desc>`;
  return `${onlyXml(svg.replace(/^(<svg [^>]*)>/, (_, open: string) => `${open} role="img">${words}`))}\n`;
}
