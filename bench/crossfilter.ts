import type { Browser, BrowserContext, Page } from 'playwright-core';
import { uniformStream } from '../src/stats/counter-random.ts';
import { threadTasks, type Task } from './main-thread-tasks.ts';
import { duration, quantileOf, type Line, type Measurement } from './measurement.ts';
import { openTab, withWorkbench } from './open-tab.ts';
import { watchGesture, type Move } from './watch-gesture.ts';

const rows = 1_000_000;
const moves = 60;
const numbers = ['delay', 'distance', 'speed', 'hour'];
/** Charts that a brush in the first histogram changes. */
const charts = ['by_distance', 'by_speed', 'by_hour', 'by_carrier'];

/** From a move of a brush over a million rows to the frame in which three histograms, bars and the number of rows of a table show it. */
export const crossfilter: Measurement = {
  name: 'crossfilter',
  run: () =>
    withWorkbench(async (workbench) => {
      const watched = { event: 'pointermove', text: 'section[data-cell="flights"] .foot' } as const;
      const tab = await openTab(workbench, '/#sample=crossfilter', watchGesture, watched, serveFlights);
      let taken: readonly Move[] = [];
      const { main, workers } = await brush(tab.page, workbench.browser, (moved) => (taken = moved));
      await tab.close();
      const line = (what: string, part: (move: Move) => number, share: number): Line => ({
        what: `brush over ${rows.toLocaleString('en-US')} rows to ${what}, ${share === 0.5 ? 'median' : '95th percentile'} of ${taken.length} moves`,
        ours: duration(quantileOf(taken.map(part), share)),
      });
      return [
        { ...line('pixels', (move) => move.frame - move.input, 0.95), goal: '< 50 ms' },
        line('pixels', (move) => move.frame - move.input, 0.5),
        line('the last result of the worker, from when it was asked', (move) => move.ended - move.asked, 0.95),
        line('the last result of the worker, from when it was asked', (move) => move.ended - move.asked, 0.5),
        line('the charts drawn', (move) => move.charts - move.input, 0.5),
        { what: 'the same, time of the processor in the page, mean of a move', ours: duration(total(main) / moves) },
        { what: 'the same, time of the processor in workers, mean of a move', ours: duration(total(workers) / moves) },
      ];
    }),
};

function total(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { processor }) => sum + processor, 0);
}

/** Drags bin by bin; the work of the threads is of the drag alone. */
async function brush(
  page: Page,
  browser: Browser,
  take: (moved: readonly Move[]) => void,
): Promise<{ readonly main: readonly Task[]; readonly workers: readonly Task[] }> {
  await page.locator('section[data-cell="flights"][data-state="done"]').waitFor({ timeout: 120_000 });
  await page.setViewportSize({ width: 1440, height: 1600 });
  for (const chart of ['by_delay', ...charts]) await page.locator(`section[data-cell="${chart}"] canvas`).first().waitFor();
  const canvas = page.locator('section[data-cell="by_delay"] canvas').first();
  await canvas.scrollIntoViewIfNeeded();
  await page.waitForTimeout(1000);
  const box = (await canvas.boundingBox())!;
  // One bin a move, so that each shows other rows.
  const at = (move: number): number => box.x + 90 + (640 / 70) * move;
  const y = box.y + 30;
  await page.mouse.move(at(-3), y);
  await page.mouse.down();
  await page.mouse.move(at(0), y, { steps: 4 });
  await page.waitForTimeout(1000);
  const tasks = await threadTasks(browser, page, async () => {
    for (let move = 1; move <= moves; move++) {
      await page.evaluate((wanted) => window.gesture!.expect(wanted), charts);
      await page.mouse.move(at(move), y);
      await page.waitForFunction(() => window.gesture!.settled(), null, { timeout: 10_000, polling: 50 });
      await page.waitForTimeout(20 + ((move * 7) % 30));
    }
  });
  take(await page.evaluate(() => window.gesture!.moves));
  await page.mouse.up();
  return tasks;
}

/** A notebook of five linked charts and a table over flights that are made up, as if it were a sample. */
async function serveFlights(context: BrowserContext): Promise<void> {
  const text = flights();
  await context.route('**/notebooks/crossfilter/flights.csv', (route) => route.fulfill({ contentType: 'text/csv', body: text }));
  await context.route('**/notebooks/crossfilter/notebook.md', (route) => route.fulfill({ contentType: 'text/markdown', body: notebook() }));
}

function notebook(): string {
  const size = 'width: 640, height: 60';
  const histogram = (column: string, bins: number): string =>
    fence(
      'chart',
      `by_${column}`,
      `data: log\n${links}\nspec: {${size}, mark: bar, encoding: {x: {field: ${column}, bin: {maxbins: ${bins}}, type: quantitative}, y: {aggregate: count}}}`,
    );
  const links = 'select: {into: picks}\nfilter: $picks';
  const bars = `data: log\n${links}\nspec: {width: 640, mark: bar, encoding: {y: {field: carrier}, x: {aggregate: count}}}`;
  return [
    fence('data', 'log', 'source: flights.csv'),
    fence('input', 'picks', 'type: selection'),
    ...numbers.map((column, at) => histogram(column, at === 0 ? 100 : 24)),
    fence('chart', 'by_carrier', bars),
    fence('table', 'flights', 'data: log\nfilter: $picks'),
  ].join('\n\n');
}

function fence(kind: string, name: string, body: string): string {
  return `\`\`\`yaml ${kind} ${name}\n${body}\n\`\`\``;
}

function flights(): string {
  const uniform = uniformStream(1, 1);
  const carriers = ['AA', 'AS', 'B6', 'DL', 'HA', 'NK', 'UA', 'WN'];
  const lines = ['delay,distance,speed,hour,carrier'];
  for (let row = 0; row < rows; row++) {
    const distance = 100 + 2900 * uniform() * uniform();
    const delay = -20 + 60 * uniform() + 80 * uniform() * uniform();
    const speed = 300 + 0.08 * distance + 60 * (uniform() - 0.5);
    const hour = 5 + 18 * uniform();
    lines.push(
      `${delay.toFixed(1)},${distance.toFixed(0)},${speed.toFixed(1)},${hour.toFixed(2)},${carriers[Math.floor(uniform() * carriers.length)]}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
