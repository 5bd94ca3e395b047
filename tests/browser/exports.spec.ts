import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonReport } from '../../src/report/json.ts';
import { axeViolations } from './axe.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let workbench: Workbench;
let files = '';
beforeAll(async () => {
  workbench = await startWorkbench();
  files = await mkdtemp(join(tmpdir(), 'assay-exports-'));
});
afterAll(async () => {
  await workbench.close();
  await rm(files, { recursive: true });
});

const examples = ['ames', 'credit', 'digits', 'log-only', 'mortgage'];

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const cells = [...document.querySelectorAll<HTMLElement>('section[data-cell]')];
    return cells.length > 0 && cells.every((cell) => cell.dataset['state'] === 'done');
  });
}

async function openPanel(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+S');
  await page.getByRole('dialog', { name: 'Export' }).waitFor();
}

/** Saves one of the panel's files, and gives its path. */
async function take(page: Page, name: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page
    .getByRole('dialog', { name: 'Export' })
    .getByRole('button', { name: new RegExp(`^${name.replaceAll('.', '\\.')} `) })
    .click();
  const download = await waiting;
  const path = join(files, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

async function give(page: Page, path: string): Promise<void> {
  await page.locator('header input[type="file"]').setInputFiles(path);
  await settled(page);
}

/** The numbers of a run by cell, as the page hands them to programs. */
async function results(page: Page): Promise<readonly (readonly [name: string, tables: unknown])[]> {
  await openPanel(page);
  const json = JSON.parse(await readFile(await take(page, 'Results .json'), 'utf8')) as JsonReport;
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  return json.cells.map((cell) => [cell.name, cell.tables] as const);
}

describe('the panel', () => {
  it.each([false, true])('is reached by key, menu and button, and stands up to axe (dark: %s)', async (dark) => {
    const { page, problems, close } = await workbench.open('/#sample=credit', { dark });
    await settled(page);
    await openPanel(page);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Export…' }).click();
    await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('dialog', { name: 'Export' }).waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('fits a phone', async () => {
    const { page, close } = await workbench.open('/#sample=credit', { width: 390, height: 844 });
    await settled(page);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Export…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.waitFor();
    const boxes = await dialog.getByRole('button').evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height));
    expect(Math.min(...boxes)).toBeGreaterThanOrEqual(44);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await axeViolations(page)).toEqual([]);
    await close();
  });
});

describe('a report', () => {
  it.each(examples)('of %s reads without script, from a file, in both themes and widths', async (name) => {
    const made = await workbench.open(`/#sample=${name}`);
    await settled(made.page);
    await openPanel(made.page);
    const path = await take(made.page, 'Report .html');
    expect(made.problems).toEqual([]);
    await made.close();
    for (const view of [
      { width: 1440, dark: false },
      { width: 390, dark: true },
    ]) {
      const context = await workbench.browser.newContext({
        javaScriptEnabled: false,
        viewport: { width: view.width, height: 900 },
        colorScheme: view.dark ? 'dark' : 'light',
      });
      const said: string[] = [];
      context.on('console', (message) => said.push(message.text()));
      context.on('request', (request) => /^(?:file|data):/.test(request.url()) || said.push(request.url()));
      const page = await context.newPage();
      await page.goto(`file://${path}`);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.locator('section.verdict').innerText()).toMatch(/checks? pass|Of \d+ checks,/);
      expect(await page.locator('figure svg').first().isVisible()).toBe(true);
      expect((await page.locator('html').boundingBox())!.width).toBe(view.width);
      await page.locator('footer summary').click();
      expect(await page.locator('#notebook-source').innerText()).toContain('assay: 1');
      expect(said).toEqual([]);
      await context.close();
    }
    // The same file where script runs, for axe: the page itself has none.
    const context = await workbench.browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`file://${path}`);
    expect(await axeViolations(page)).toEqual([]);
    await context.close();
  });

  it('leads back to the page, by link and by drop, and its numbers are those of the page', async () => {
    const made = await workbench.open('/#sample=log-only');
    await settled(made.page);
    await openPanel(made.page);
    const path = await take(made.page, 'Report .html');
    await made.close();
    const text = await readFile(join('notebooks', 'log-only', 'notebook.md'), 'utf8');
    const link = /<a href="(http[^"]+#nb=[^"]+)">Open in Assay/.exec(await readFile(path, 'utf8'))![1]!;
    for (const way of ['link', 'drop', 'cut']) {
      const { page, close } = await workbench.open(way === 'link' ? link.slice(workbench.address.length) : '/');
      if (way === 'cut') {
        await writeFile(path, '<p>not ours</p>');
        await page.locator('header input[type="file"]').setInputFiles(path);
        await page.getByText('holds no notebook of Assay').waitFor();
      } else {
        if (way === 'drop') await page.locator('header input[type="file"]').setInputFiles(path);
        await page.locator('section[data-cell="quality"]').waitFor();
        await openPanel(page);
        expect(await readFile(await take(page, 'Notebook .md'), 'utf8')).toBe(text);
      }
      await close();
    }
  });
});

describe('everything in an archive', () => {
  it.each(['mortgage', 'digits'])('opens elsewhere with the numbers that %s had, and is kept', async (name) => {
    const made = await workbench.open(`/#sample=${name}`);
    await settled(made.page);
    const before = await results(made.page);
    await openPanel(made.page);
    const path = await take(made.page, 'Everything .zip');
    await made.close();
    const { page, problems, close } = await workbench.open('/');
    await give(page, path);
    expect(await results(page)).toEqual(before);
    // Its files are kept with it: another start of the page needs none of them.
    await page.locator('.saved', { hasText: 'kept' }).waitFor();
    await page.waitForTimeout(2000);
    await page.reload();
    await settled(page);
    expect(await results(page)).toEqual(before);
    expect(problems).toEqual([]);
    await close();
  });

  it('gives its files to no other notebook', async () => {
    const made = await workbench.open('/#sample=mortgage');
    await settled(made.page);
    await openPanel(made.page);
    const path = await take(made.page, 'Everything .zip');
    await made.close();
    const { page, close } = await workbench.open('/');
    await give(page, path);
    // Its model lies where that of the digits does.
    await page.goto(`${workbench.address}/#sample=digits`);
    await page.getByRole('heading', { name: 'Which digits does it misread?' }).waitFor();
    await settled(page);
    await close();
  });

  it('is refused in one sentence where it was changed', async () => {
    const made = await workbench.open('/#sample=log-only');
    await settled(made.page);
    await openPanel(made.page);
    const path = await take(made.page, 'Everything .zip');
    await made.close();
    const bytes = await readFile(path);
    bytes[Math.floor(bytes.length / 2)]! ^= 0xff;
    await writeFile(path, bytes);
    const { page, close } = await workbench.open('/');
    await page.locator('header input[type="file"]').setInputFiles(path);
    await page.getByText(/is damaged/).waitFor();
    await close();
  });
});

it('writes in the page what a run on the command line writes, to the byte', async () => {
  const { page, close } = await workbench.open('/#sample=log-only');
  await settled(page);
  await openPanel(page);
  const made = [await take(page, 'Report .html'), await take(page, 'Results .json'), await take(page, 'Report for a pull request .md')];
  await close();
  const headless = ['html', 'json', 'markdown'].map((format) => join(files, `headless.${format}`));
  const flags = ['--html', headless[0]!, '--json', headless[1]!, '--markdown', headless[2]!, '--app', `${workbench.address}/`];
  await promisify(execFile)('node', ['scripts/assay.mjs', 'run', join('notebooks', 'log-only', 'notebook.md'), ...flags]);
  for (const [at, path] of made.entries())
    expect(withoutPlace(await readFile(path, 'utf8'))).toBe(withoutPlace(await readFile(headless[at]!, 'utf8')));
});

/** Without when and on what it was made, how long it took, what the file is called, and the last digits of logarithms, which V8 changed. */
function withoutPlace(text: string): string {
  return text
    .replaceAll(/<time[\s\S]*?<\/time>|<dt>(?:Made|Runtime)<\/dt><dd>.*?<\/dd>|(?<=<dt>Notebook<\/dt><dd>)[^<]*/g, '')
    .replaceAll(/"(?:ms|runtime|file)": .*/g, '')
    .replaceAll(/-?\d+\.\d{12,}/g, (number) => Number(number).toPrecision(12))
    .replaceAll(/\n\s*\n/g, '\n');
}

it('gives ipynb and Markdown that hold the notebook and the verdict, with rows only when asked', async () => {
  const { page, close } = await workbench.open('/#sample=digits');
  await settled(page);
  await openPanel(page);
  const without = await readFile(await take(page, 'Jupyter notebook .ipynb'), 'utf8');
  expect(without).not.toContain('data:image/png');
  expect(await readFile(await take(page, 'Report for a pull request .md'), 'utf8')).toMatch(/^## Which digits does it misread\?\n\n/);
  await page.getByRole('checkbox', { name: /Include rows/ }).check();
  const path = await take(page, 'Jupyter notebook .ipynb');
  expect(await readFile(path, 'utf8')).toContain('data:image/png');
  await page.getByRole('status').filter({ hasText: 'is saved' }).waitFor();
  await close();
  const there = await workbench.open('/');
  await there.page.locator('header input[type="file"]').setInputFiles(path);
  await there.page.getByRole('heading', { name: 'Which digits does it misread?' }).waitFor();
  await there.close();
});
