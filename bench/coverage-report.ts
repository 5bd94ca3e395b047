import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { replicates } from './coverage-population.ts';
import { coverageOf, type Tally } from './coverage-study.ts';

const page = 'docs/intervals.md';
const start = '<!-- coverage: written by npm run bench -- coverage -->';
const end = '<!-- end of coverage -->';

/** Tallies that share a table: the same metrics over some populations and sizes. */
export interface Section {
  readonly title: string;
  readonly tallies: readonly Tally[];
}

/** Writes the tables between their marks in the page on intervals; what stands around them is written by hand. */
export async function writeReport(sections: readonly Section[], draws: number): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${page} lacks the marks ${start} and ${end}`);
  const body = sections.map(tableOf).join('\n\n');
  const said = `${draws} draws a setting and ${replicates} replicates a bootstrap, so the standard error of a cell is about ${(100 * Math.sqrt((0.05 * 0.95) / draws)).toFixed(1)} points.`;
  const whole = `${before}${start}\n\n${said}\n\n${body}\n\n${end}${after}`;
  await writeFile(page, await format(whole, { ...(await resolveConfig(page)), parser: 'markdown' }));
}

function tableOf({ title, tallies }: Section): string {
  const sizes = [...new Set(tallies.map(({ n }) => n))];
  const populations = [...new Set(tallies.map(({ population }) => population))];
  const metrics = [...new Set(tallies.map(({ metric }) => metric))];
  const rows = metrics.map((metric) => {
    const own = tallies.filter((tally) => tally.metric === metric);
    const cells = sizes.map((n) => populations.map((population) => cellOf(own, n, population)).join(' · '));
    const { mean, worst } = summaryOf(own);
    const least = Math.min(...own.map(({ given, draws }) => given / draws));
    return [metric, methodsOf(own), ...cells, percent(mean), percent(worst), least === 1 ? '' : `${Math.ceil(100 * (1 - least))} %`];
  });
  const head = ['metric', 'method', ...sizes.map((n) => `n = ${n}`), 'mean', 'worst', 'none'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `### ${title}\n\nIn each cell: ${populations.join(' · ')}.\n\n${lines.join('\n')}`;
}

function cellOf(tallies: readonly Tally[], n: number, population: string): string {
  const tally = tallies.find((own) => own.n === n && own.population === population);
  return tally === undefined || tally.given < tally.draws / 5 ? '–' : percent(coverageOf(tally));
}

function methodsOf(tallies: readonly Tally[]): string {
  return [...new Set(tallies.filter(({ given }) => given > 0).map(({ method }) => method))].join('; ');
}

/** Mean and least coverage over the settings in which one sample in five or more had an interval without a mark. */
export function summaryOf(tallies: readonly Tally[]): { readonly mean: number; readonly worst: number } {
  const shares = tallies.filter(({ given, draws }) => given >= draws / 5).map(coverageOf);
  return { mean: shares.reduce((sum, share) => sum + share, 0) / shares.length, worst: Math.min(...shares) };
}

export function percent(share: number): string {
  return (100 * share).toFixed(1);
}
