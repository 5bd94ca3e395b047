import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uniformStream } from '../src/stats/counter-random.ts';
import { duration, median, type Measurement } from './measurement.ts';
import { openTab, withWorkbench } from './open-tab.ts';

const repetitions = 3;
const bytes = 50_000_000;

declare global {
  interface Window {
    /** Milliseconds from the moment at which the page had the file. */
    started?: { from: number; text?: number; done?: number };
  }
}

/** From a dropped file of 50 MB to the text of the notebook about it, and to the results of all of its cells. */
export const start: Measurement = {
  name: 'drop-to-notebook',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-start-'));
    const file = join(folder, 'log.csv');
    try {
      const rows = await writeLog(file);
      return await withWorkbench(async (workbench) => {
        const text: number[] = [];
        const done: number[] = [];
        for (let repetition = 0; repetition < repetitions; repetition++) {
          const tab = await openTab(workbench, '/', watch);
          await tab.page.locator('input[type="file"]').first().setInputFiles(file);
          await tab.page.waitForFunction(() => window.started?.done !== undefined, null, { timeout: 120_000 });
          const started = await tab.page.evaluate(() => window.started!);
          text.push(started.text! - started.from);
          done.push(started.done! - started.from);
          await tab.close();
        }
        const size = `a log of 50 MB, ${rows.toLocaleString('en-US')} rows × 12`;
        return [
          { what: `${size}, from the file to the notebook's text, median of ${repetitions}`, ours: duration(median(text)), goal: '< 3 s' },
          { what: 'the same, to the results of all cells', ours: duration(median(done)) },
        ];
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** A log of a binary score as one finds it: an id, a day, a label, a score, categories, numbers and a group. */
async function writeLog(path: string): Promise<number> {
  const uniform = uniformStream(1, 1);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(uniform() * values.length)]!;
  const regions = ['north', 'south', 'east', 'west'];
  const lines = ['id,day,churned,score,region,plan,sex,age,visits,income,balance,tenure'];
  let size = 0;
  for (let row = 0; size < bytes; row++) {
    const region = pick(regions);
    const age = 18 + Math.floor(60 * uniform());
    const risk = 0.1 + 0.4 * uniform() + (region === 'east' ? 0.2 * uniform() : 0);
    const score = Math.min(0.999, Math.max(0.001, risk + 0.2 * (uniform() - 0.5)));
    const day = new Date(Date.UTC(2025, 0, 1) + Math.floor(365 * uniform()) * 86_400_000).toISOString().slice(0, 10);
    const cells = [row, day, uniform() < risk ? 'yes' : 'no', score.toFixed(4), region, pick(['basic', 'plus', 'pro']), pick(['f', 'm'])];
    const numbers = [
      age,
      Math.floor(20 * uniform()),
      Math.floor(90_000 * uniform()),
      (5_000 * uniform()).toFixed(2),
      Math.floor(120 * uniform()),
    ];
    const line = [...cells, ...numbers].join(',');
    size += line.length + 1;
    lines.push(line);
  }
  await writeFile(path, `${lines.join('\n')}\n`);
  return lines.length - 1;
}

function watch(): void {
  const started: NonNullable<Window['started']> = { from: 0 };
  window.started = started;
  addEventListener(
    'change',
    (event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === 'file') started.from = performance.now();
    },
    { capture: true },
  );
  const observer = new MutationObserver(() => {
    const cells = [...document.querySelectorAll('section[data-cell]')];
    if (started.from === 0 || cells.length < 3) return;
    started.text ??= performance.now();
    if (!cells.every((cell) => cell.getAttribute('data-state') === 'done')) return;
    observer.disconnect();
    started.done = performance.now();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
}
