import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { encodeLink } from '../src/notebook/link.ts';
import { mainThreadTasks } from './main-thread-tasks.ts';
import { duration, quantileOf, type Line, type Measurement } from './measurement.ts';
import { openTab, withWorkbench } from './open-tab.ts';
import { wideColumns, wideRows, writeWideTable } from './wide-table.ts';

const text = '# Wide\n\n```yaml data wide\nsource: wide.parquet\n```\n';
const frames = 240;

interface Scroll {
  readonly frames: readonly number[];
  /** Frames at whose end the top row on screen had no value yet. */
  readonly empty: number;
}

/** A table of a million rows by two hundred columns: opened, scrolled down and right, sorted and filtered. */
export const table: Measurement = {
  name: 'table',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-table-'));
    const file = join(folder, 'wide.parquet');
    try {
      writeWideTable(file);
      return await withWorkbench(async (workbench) => {
        const tab = await openTab(workbench, `/#nb=${encodeLink(text)}`, () => undefined);
        const { page } = tab;
        const lines = await measure(workbench.browser, page, (await stat(file)).size, file);
        await tab.close();
        return lines;
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(browser: Browser, page: Page, bytes: number, file: string): Promise<readonly Line[]> {
  const cell = page.locator('section[data-cell="wide"]');
  await page.locator('section[data-cell="wide"][data-state="needs-file"]').waitFor();
  const given = await page.evaluate(() => performance.now());
  await cell.locator('input[type="file"]').setInputFiles(file);
  await page.locator('section[data-cell="wide"][data-state="done"]').waitFor({ timeout: 180_000 });
  const read = (await page.evaluate(() => performance.now())) - given;
  await cell.getByRole('button', { name: /show$/ }).click();
  const opening = await timed(page, () => cell.getByRole('button', { name: 'Open wide' }).click(), firstRow);
  const heads = await waited(page, 'dialog [role="columnheader"] svg rect');
  const scrolls: Scroll[] = [];
  const tasks = await mainThreadTasks(browser, page, async () => {
    for (const way of ['down', 'right'] as const) scrolls.push(await scroll(page, way));
  });
  await page.keyboard.press('Control+Home');
  await page.waitForTimeout(500);
  const sorting = await timed(page, () => page.keyboard.press('s'), firstRow);
  await page.keyboard.press('ArrowDown');
  for (let column = 0; column < 2; column++) await page.keyboard.press('ArrowRight');
  const filtering = await timed(page, () => page.keyboard.press('f'), rowsShown);
  const size = `a table of ${wideRows.toLocaleString('en-US')} rows × ${wideColumns} (${Math.round(bytes / 1e6)} MB of Parquet)`;
  const all = scrolls.flatMap((each) => each.frames);
  const empty = scrolls.reduce((sum, each) => sum + each.empty, 0);
  const work = tasks.map(({ processor }) => processor);
  const longest = Math.max(...tasks.map(({ clock }) => clock));
  return [
    { what: `${size}, from the file to its first rows`, ours: duration(read) },
    { what: 'the same table, from Open to its rows', ours: duration(opening), goal: '< 100 ms' },
    { what: 'the same, to the summaries of the columns on screen', ours: duration(heads) },
    { what: `scrolling it down and right, a frame by the clock, 95th percentile of ${all.length}`, ours: duration(quantileOf(all, 0.95)) },
    {
      what: 'scrolling it, time of the processor on the main thread, mean of a frame',
      ours: duration(work.reduce((sum, each) => sum + each, 0) / all.length),
      goal: '< 16 ms',
    },
    { what: 'scrolling it, frames that showed a row before its values', ours: `${empty} of ${all.length}` },
    {
      what: `scrolling it, longest task of the main thread (${duration(longest)} by the clock)`,
      ours: duration(Math.max(...work)),
      goal: '< 50 ms',
    },
    { what: 'sorting it by a column of numbers, to the rows', ours: duration(sorting), goal: '< 1 s' },
    { what: 'filtering it by a value, to the rows', ours: duration(filtering), goal: '< 1 s' },
  ];
}

/** What the first row on screen holds: its place and its first values. */
function firstRow(): string {
  const row = document.querySelector('dialog [role="row"][aria-rowindex="2"]');
  const values = [...(row?.querySelectorAll('[role="gridcell"]') ?? [])].map((value) => value.textContent.trim());
  return values.length === 0 || values.slice(0, 3).includes('') ? '' : `${row?.textContent}`;
}

/** How many rows a filter leaves; nothing while there is none. */
function rowsShown(): string {
  const text = document.querySelector('dialog .count')?.textContent.trim() ?? '';
  return / of /.test(text) && !text.includes('…') ? text : '';
}

/** Milliseconds from an act until `state` is something new and not nothing, looked at in every frame. */
async function timed(page: Page, act: () => Promise<unknown>, state: () => string): Promise<number> {
  const watching = await page.evaluateHandle(
    (source) => {
      const look = source as () => string;
      const before = look();
      const began = performance.now();
      let pressed = 0;
      for (const event of ['pointerdown', 'keydown']) addEventListener(event, () => (pressed = performance.now()), { capture: true });
      return {
        done: new Promise<number>((resolve) => {
          const frame = (): void => {
            const now = look();
            if (now !== '' && now !== before && pressed > 0) resolve(performance.now() - pressed);
            else if (performance.now() - began > 60_000) resolve(NaN);
            else requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
        }),
      };
    },
    await page.evaluateHandle(`(${state.toString()})`),
  );
  await act();
  return watching.evaluate(({ done }) => done);
}

/** Milliseconds until an element is there. */
async function waited(page: Page, selector: string): Promise<number> {
  const began = await page.evaluate(() => performance.now());
  await page.locator(selector).first().waitFor({ state: 'attached' });
  return (await page.evaluate(() => performance.now())) - began;
}

/** Scrolls by a step in every frame: down through all rows, or right through all columns. */
async function scroll(page: Page, way: 'down' | 'right'): Promise<Scroll> {
  return page.evaluate(
    ([direction, count]) =>
      new Promise<Scroll>((resolve) => {
        const grid = document.querySelector('dialog [role="grid"]')!;
        const most = direction === 'down' ? grid.scrollHeight - grid.clientHeight : grid.scrollWidth - grid.clientWidth;
        const times: number[] = [];
        let empty = 0;
        let at = 0;
        let last = performance.now();
        const frame = (now: number): void => {
          times.push(now - last);
          last = now;
          const cells = grid.querySelectorAll('[role="row"]:not([aria-rowindex="1"]) [role="gridcell"]');
          if (cells[Math.floor(cells.length / 2)]?.textContent.trim() === '') empty++;
          at++;
          if (at > Number(count)) return resolve({ frames: times.slice(1), empty });
          // Mostly as a wheel does, and every 60th frame a jump, as a hand on the scrollbar.
          const step = direction === 'right' ? most / Number(count) : at % 60 === 0 ? most / 5 : 120;
          if (direction === 'down') grid.scrollTop += step;
          else grid.scrollLeft += step;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    [way, frames] as const,
  );
}
