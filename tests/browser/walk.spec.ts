import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeLink, fragmentOfLink, parseFragment } from '../../src/notebook/link.ts';
import { cellOf, statesOf, waitForState, waitUntil } from './cells.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

/** A folder for a picture of each step; none are taken without it. */
const pictures = process.env['WALK_PICTURES'];

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
  if (pictures !== undefined) await mkdir(pictures, { recursive: true });
});
afterAll(() => workbench.close());

async function step(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(pictures, `${name}.jpg`), type: 'jpeg', quality: 72 });
}

async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content!], fileName!));
      return data;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

it('goes from a dropped file to a finished evaluation and a copied link', async () => {
  const { page, problems, close } = await workbench.open('/');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('heading', { name: 'Drop data or a model here' }).waitFor();
  await step(page, '1-home');

  await drop(page, 'credit.csv', readFileSync('notebooks/credit/credit.csv', 'utf8'));
  await waitForState(page, 'gate', 'done');
  const idle = `[...document.querySelectorAll('section[data-cell]')].every((cell) => cell.dataset.state === 'done')`;
  await waitUntil(page, idle, 60_000);
  await page.getByLabel('Role of Status', { exact: true }).waitFor();
  expect(await page.getByLabel('Role of Status', { exact: true }).inputValue()).toBe('label');
  await step(page, '2-what-was-inferred');

  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await page.evaluate('scrollTo(0, 0)');
  await step(page, '3-the-notebook');
  await cellOf(page, 'quality').scrollIntoViewIfNeeded();
  await page.evaluate(`document.querySelector('[data-cell="quality"]').scrollIntoView()`);
  await step(page, '4-metrics-by-slice');

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await cellOf(page, 'quality').focus();
  await page.keyboard.press('Enter');
  await page.locator('.cm-content').first().waitFor();
  await step(page, '5-form-and-text');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('gate');
  await step(page, '6-palette');
  await page.keyboard.press('Escape');

  await page.evaluate(`document.querySelector('[data-cell="gate"]').scrollIntoView({ block: 'center' })`);
  expect(await page.locator('[data-cell="gate"] .row.fail, [data-cell="gate"] .row.error').count()).toBe(0);
  await step(page, '7-checks');

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied').waitFor();
  await step(page, '8-share');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const fragment = parseFragment(fragmentOfLink(link));
  expect(fragment.kind === 'nb' && decodeLink(fragment.payload)).toContain('source: credit.csv');
  expect(problems).toEqual([]);
  await close();

  const other = await workbench.open(link.slice(link.indexOf('/#')));
  await waitForState(other.page, 'credit', 'needs-file');
  await drop(other.page, 'credit.csv', readFileSync('notebooks/credit/credit.csv', 'utf8'));
  await waitForState(other.page, 'gate', 'done');
  await waitUntil(other.page, idle, 60_000);
  expect(new Set(Object.values(await statesOf(other.page)))).toEqual(new Set(['done']));
  await step(other.page, '9-at-the-other-end');
  await other.close();
});
