import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pageFolder } from '../../scripts/paths.mjs';
import { waitForState } from './cells.ts';
import { launchChromium } from './launch-chromium.ts';
import { startPlainHost, type PlainHost } from './plain-host.ts';

let browser: Browser;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  browser = await launchChromium({ webgpu: false });
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
afterAll(() => browser?.close());

/** A host without headers, and a context that may have a service worker. */
async function visit(below: string, folder = pageFolder): Promise<{ host: PlainHost; context: BrowserContext; problems: string[] }> {
  const host = await startPlainHost(folder, below);
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  ends.push(host.stop, () => context.close());
  const problems: string[] = [];
  context.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  context.on('weberror', (error) => problems.push(error.error().message));
  return { host, context, problems };
}

/** Waits until everything is kept and the page is served by the service worker. */
async function whenKept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', null, { timeout: 60_000 });
}

const startedAt = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector<HTMLScriptElement>('script[type="module"]')!.src);

describe.each(['/', '/some/folder/'])('a host without headers, at %s', (below) => {
  it('shows a sample, and after one visit shows every sample without a network', async () => {
    const { host, context, problems } = await visit(below);
    const page = await context.newPage();
    await page.goto(`${host.address}#sample=mortgage`);
    await waitForState(page, 'scored', 'done');
    await page.locator('section[data-kind="chart"] canvas').first().waitFor();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await whenKept(page);
    await host.stop();
    await context.setOffline(true);
    await page.reload();
    await waitForState(page, 'scored', 'done');
    await page.locator('section[data-kind="chart"] canvas').first().waitFor();
    await page.goto(`${host.address}#sample=digits`);
    await page.locator('section[data-kind="predict"][data-state="done"]').first().waitFor();
    expect(problems).toEqual([]);
  });
});

it('opens a notebook of another host from its last copies where that host is gone, and says so', async () => {
  const { host, context } = await visit('/');
  const folder = await mkdtemp(join(tmpdir(), 'assay-afar-'));
  await writeFile(join(folder, 'notebook.md'), '# From afar\n\n```yaml data here\nsource: rows.csv\n```\n');
  await writeFile(join(folder, 'rows.csv'), 'a,b\n1,2\n3,4\n');
  const afar = await startPlainHost(folder, '/', { 'Access-Control-Allow-Origin': '*' });
  ends.push(afar.stop, () => rm(folder, { recursive: true, force: true }));
  const page = await context.newPage();
  const open = async (): Promise<void> => {
    const allow = page.getByRole('button', { name: 'Always from this host' }).first();
    const shown = page.locator('section[data-cell="here"]');
    await allow.or(shown).first().waitFor();
    if (await allow.isVisible()) await allow.click();
    await shown.waitFor();
    await waitForState(page, 'here', 'done');
  };
  await page.goto(`${host.address}#src=${afar.address}notebook.md`);
  await open();
  await whenKept(page);
  expect(await page.getByText('cannot be reached').count()).toBe(0);
  await afar.stop();
  await host.stop();
  await context.setOffline(true);
  await page.reload();
  await open();
  await page.getByText(/cannot be reached: .* cop(y|ies)/).waitFor();
});

describe('a new version', () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  /** The page with another script to start with, as another build has it. */
  async function nextVersion(mark: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'assay-version-'));
    folders.push(folder);
    await cp(pageFolder, folder, { recursive: true });
    const entry = (await readdir(join(folder, 'assets'))).find((name) => /^page-/.test(name))!;
    await writeFile(join(folder, 'assets', `page-${mark}.js`), `import './${entry}';`);
    for (const name of ['index.html', 'service.js']) {
      const text = await readFile(join(folder, name), 'utf8');
      await writeFile(join(folder, name), text.replaceAll(entry, `page-${mark}.js`));
    }
    const service = await readFile(join(folder, 'service.js'), 'utf8');
    await writeFile(join(folder, 'service.js'), service.replace(/`[0-9a-f]{12}`/, `\`${mark}\``));
    return folder;
  }
  const update = (page: Page): Promise<unknown> =>
    page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration!.update()));
  const cachesOf = (page: Page): Promise<string[]> =>
    page.evaluate(() => caches.keys().then((names) => names.filter((name) => name !== 'assay copies')));

  it('is told, waits for the reader, and keeps what was typed', async () => {
    const { host, context, problems } = await visit('/');
    const page = await context.newPage();
    await page.goto(host.address);
    await whenKept(page);
    const before = await startedAt(page);
    host.folder = await nextVersion('NEWER001');
    const text = '# Mine\n\n```yaml input cut\ntype: range\nmin: 0\nmax: 10\nvalue: 3\n```\n';
    await page
      .locator('input[type="file"]')
      .first()
      .setInputFiles({ name: 'mine.md', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await page.getByRole('slider').press('ArrowRight');
    await update(page);
    await page.getByText('A newer version of Assay is here.').waitFor();
    expect(await startedAt(page)).toBe(before);
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.waitForFunction(() => document.querySelector<HTMLScriptElement>('script[type="module"]')?.src.includes('NEWER001') ?? false);
    await expect.poll(() => page.getByRole('slider').inputValue()).not.toBe('3');
    await expect.poll(() => cachesOf(page), { timeout: 20_000 }).toEqual([expect.stringMatching(/ NEWER001$/)]);
    expect(await page.getByText('A newer version of Assay is here.').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('shows at once on the next visit, and takes over in silence where no other page is open', async () => {
    const { host, context, problems } = await visit('/');
    const page = await context.newPage();
    await page.goto(host.address);
    await whenKept(page);
    host.folder = await nextVersion('NEWER002');
    await page.reload();
    expect(await startedAt(page)).toContain('NEWER002');
    await expect.poll(() => cachesOf(page), { timeout: 30_000 }).toEqual([expect.stringMatching(/ NEWER002$/)]);
    expect(await page.getByText('A newer version of Assay is here.').count()).toBe(0);
    expect(problems).toEqual([]);
  });
});
