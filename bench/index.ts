import { cpus, loadavg, totalmem } from 'node:os';
import { coverage } from './coverage.ts';
import { crossfilter } from './crossfilter.ts';
import { linkSizes } from './link-sizes.ts';
import type { Line, Measurement } from './measurement.ts';
export { readCsv } from './metrics-csv.ts';
import { metrics } from './metrics.ts';
import { metricsPage } from './metrics-page.ts';
import { opening } from './opening.ts';
import { pageSize } from './page-size.ts';
import { predictions } from './predictions.ts';
import { sharedLink } from './opening-link.ts';
import { slices } from './slices.ts';
import { slider } from './slider.ts';
import { start } from './start.ts';
import { table } from './table.ts';
import { typing } from './typing.ts';

const measurements: readonly Measurement[] = [
  crossfilter,
  linkSizes,
  metrics,
  metricsPage,
  opening,
  pageSize,
  predictions,
  sharedLink,
  slices,
  slider,
  start,
  table,
  typing,
  coverage,
];

/** Takes the measurements named, or all, one after another, and prints one Markdown table. Gives the exit code. */
export async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !measurements.some((measurement) => measurement.name === name));
  if (unknown.length > 0) {
    console.error(`no measurement ${unknown.join(', ')}; there are ${measurements.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  const lines: Line[] = [];
  const loadBefore = load();
  let failed = 0;
  for (const measurement of measurements) {
    if (names.length > 0 && !names.includes(measurement.name)) continue;
    console.error(`${measurement.name} …`);
    try {
      lines.push(...(await measurement.run()));
    } catch (error) {
      failed++;
      console.error(error);
      lines.push({ what: measurement.name, ours: `failed: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}` });
    }
  }
  console.log(tableOf(lines));
  console.log(
    `\n${machine()}\nLoad of the machine, as processes that run or wait: ${loadBefore} before, ${load()} after. Above the number of processors, times are too long.`,
  );
  return failed > 0 ? 1 : 0;
}

function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ what, ours, peer = '–', ratio = '–', goal = '–' }) => [what, ours, peer, ratio, goal]);
  const all = [['bench', 'ours', 'peer', 'ratio', 'goal'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const [head, ...body] = all.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`);
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

function load(): string {
  return loadavg()[0]!.toFixed(1);
}

function machine(): string {
  const processors = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  return `Machine: ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${memory}, ${process.platform} ${process.arch}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 16)}Z`;
}
