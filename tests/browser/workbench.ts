import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { pageFolder } from '../../scripts/paths.mjs';
import { serve } from '../../scripts/serve.mjs';
import { launchChromium } from './launch-chromium.ts';

export interface View {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

/** A tab, and everything about it that must not happen: console errors, failed or foreign requests, broken policies. */
export interface OpenPage {
  readonly page: Page;
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/** The served page and a Chromium to look at it. */
export interface Workbench {
  readonly address: string;
  readonly browser: Browser;
  /** Opens the page; `rest` is what follows the address: `/#sample=mortgage`. */
  open(rest?: string, view?: View): Promise<OpenPage>;
  close(): Promise<void>;
}

/** Serves a built page (dist/page unless told otherwise) on a free port, with its headers, and starts a Chromium. */
export async function startWorkbench(options: { readonly webgpu?: boolean; readonly folder?: string } = {}): Promise<Workbench> {
  const folder = options.folder ?? pageFolder;
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`${folder} holds no page; build it first: npm run build`);
  const server = await serve({ folder });
  const browser = await launchChromium({ webgpu: options.webgpu ?? false });
  return {
    address: server.address,
    browser,
    open: (rest = '/', view = {}) => openPage(browser, server.address, rest, view),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function openPage(browser: Browser, address: string, rest: string, view: View): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: view.width ?? 1440, height: view.height ?? 900 },
    colorScheme: view.dark === true ? 'dark' : 'light',
    reducedMotion: 'reduce',
    // What the service worker keeps would come from its cache in place of the server; hosting.spec.ts looks at it.
    serviceWorkers: 'block',
  });
  const problems = watch(context, address);
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('crash', () => problems.push('the page crashed'));
  await page.goto(address + rest);
  // The page stands, or waits for another host and says so.
  if ((await page.locator('#app').count()) > 0) {
    const standing = page.locator('main').or(page.getByRole('button', { name: 'Cancel' }));
    await standing.first().waitFor({ state: 'attached' });
  }
  return { page, problems, close: () => context.close() };
}

function watch(context: BrowserContext, address: string): string[] {
  const problems: string[] = [];
  const own = new URL(address).host;
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:|^wss?:/.test(url.protocol) && url.host !== own) problems.push(`asked another host: ${request.url()}`);
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') problems.push(`request failed: ${request.url()} ${why}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  return problems;
}
