import type { BrowserContext, Page } from 'playwright-core';
import { startWorkbench, type Workbench } from '../tests/browser/workbench.ts';

/** A tab of its own context: nothing of it is cached when it opens. */
export interface Tab {
  readonly page: Page;
  /** Paths of the scripts that were asked for so far, by the page and by its workers. */
  readonly scripts: readonly string[];
  close(): Promise<void>;
}

/** Opens the workbench at `rest`; `watch` runs in the page before any script of its own does, with what is given to it. */
export async function openTab<T = undefined>(
  { browser, address }: Workbench,
  rest: string,
  watch: (given: T) => void,
  given?: T,
  prepare: (context: BrowserContext) => Promise<void> = () => Promise.resolve(),
): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', serviceWorkers: 'block' });
  const scripts: string[] = [];
  context.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.js')) scripts.push(pathname);
  });
  await prepare(context);
  const page = await context.newPage();
  await page.addInitScript(watch as (given: unknown) => void, given);
  await page.goto(address + rest, { waitUntil: 'commit' });
  return { page, scripts, close: () => context.close() };
}

/** Serves the built page, does the work, and closes everything. */
export async function withWorkbench<T>(work: (workbench: Workbench) => Promise<T>): Promise<T> {
  const workbench = await startWorkbench();
  try {
    return await work(workbench);
  } finally {
    await workbench.close();
  }
}
