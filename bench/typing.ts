import { readFile } from 'node:fs/promises';
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Browser, Page } from 'playwright-core';
import { mainThreadTasks, type Task } from './main-thread-tasks.ts';
import { duration, quantileOf, type Line, type Measurement } from './measurement.ts';
import { withWorkbench } from './open-tab.ts';

/** How often the images of digits are repeated, so that their prediction takes as long as the typing. */
const copies = 60;
const prose = 'While the model reads the images, somebody writes what this is about, and the page follows. ';
const yaml = '# a note in the body of a cell, typed at its end';
/** Fewer keys say nothing. */
const least = 30;
const predicting = 'section[data-cell="read"][data-state="running"]';
/** Milliseconds between two keys: a fast typist. */
const pace = 60;

interface Typing {
  readonly tasks: readonly Task[];
  /** From each key to the frame that shows it, in steps of 8 ms; what took less than 16 ms counts as 16. */
  readonly keys: readonly number[];
}

declare global {
  interface Window {
    keyTimes?: Map<number, number>;
  }
}

/** Typing in prose and in YAML while a model runs on wasm over many images. */
export const typing: Measurement = {
  name: 'typing',
  run: () =>
    withWorkbench(async ({ browser, address }) => {
      const images = await manyDigits();
      const measure = async (open: (page: Page) => Promise<void>, text: string): Promise<Typing> => {
        const context = await browser.newContext({
          viewport: { width: 1440, height: 900 },
          reducedMotion: 'reduce',
          serviceWorkers: 'block',
        });
        await context.route('**/digits.parquet', (route) => route.fulfill({ body: images }));
        const page = await context.newPage();
        await page.addInitScript(watchKeys);
        await page.goto(`${address}/#sample=digits&mode=edit`);
        await running(page);
        await open(page);
        const typed = await type(browser, page, text);
        await context.close();
        return typed;
      };
      return [...lines('prose', await measure(openProse, prose)), ...lines('YAML', await measure(openYaml, yaml))];
    }),
};

async function openProse(page: Page): Promise<void> {
  await page.locator('section[data-block="prose-1"]').dblclick();
  await page.locator('section[data-block="prose-1"] .cm-content').click();
}

async function openYaml(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show the source of quality' }).click();
  await page.getByRole('radiogroup', { name: 'How quality is edited' }).getByRole('radio', { name: 'YAML' }).click();
  await page.locator('section[data-cell="quality"] .cm-content').click();
  await page.keyboard.press('Control+End');
}

function lines(where: string, { tasks, keys }: Typing): Line[] {
  const longest = (part: 'clock' | 'processor'): string => duration(Math.max(...tasks.map((task) => task[part])));
  const during = `typing in ${where} while a model predicts`;
  return [
    { what: `${during}, longest task of the main thread (${longest('clock')} by the clock)`, ours: longest('processor'), goal: '< 50 ms' },
    { what: `${during}, key to paint, 95th percentile of ${keys.length}`, ours: duration(quantileOf(keys, 0.95)), goal: '< 50 ms' },
  ];
}

async function running(page: Page): Promise<void> {
  await page.locator(predicting).waitFor({ state: 'attached', timeout: 60_000 });
}

async function type(browser: Browser, page: Page, text: string): Promise<Typing> {
  await page.waitForTimeout(1000);
  await page.evaluate(() => window.keyTimes!.clear());
  let typed = 0;
  const tasks = await mainThreadTasks(browser, page, async () => {
    for (const key of text) {
      if (typed % 10 === 0 && (await page.locator(predicting).count()) === 0) break;
      await page.keyboard.type(key);
      typed++;
      await page.waitForTimeout(pace);
    }
    await page.waitForTimeout(500);
  });
  if (typed < least) throw new Error(`the model was done after ${typed} keys; more images are needed`);
  const slow = await page.evaluate(() => [...window.keyTimes!.values()]);
  return { tasks, keys: [...slow, ...Array.from({ length: Math.max(0, typed - slow.length) }, () => 16)] };
}

/** Runs in the page: the slowest event of each key, from the press to the paint. */
function watchKeys(): void {
  const times = new Map<number, number>();
  window.keyTimes = times;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
      if (entry.interactionId === undefined || entry.interactionId === 0) continue;
      times.set(entry.interactionId, Math.max(times.get(entry.interactionId) ?? 0, entry.duration));
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/** The file of the digits example with its rows repeated. */
async function manyDigits(): Promise<Buffer> {
  const bytes = await readFile('notebooks/digits/digits.parquet');
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const once = await parquetReadObjects({ file, utf8: false });
  const rows = Array.from({ length: copies }, () => once).flat();
  return Buffer.from(
    parquetWriteBuffer({
      rowGroupSize: rows.length,
      columnData: [
        { name: 'id', data: Int32Array.from(rows.keys()), type: 'INT32', nullable: false },
        { name: 'label', data: rows.map(({ label }) => String(label)), type: 'STRING', nullable: false },
        { name: 'pixels', data: rows.map(({ pixels }) => pixels as Uint8Array), type: 'BYTE_ARRAY', nullable: false, statistics: false },
      ],
    }),
  );
}
