import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './axe.ts';
import { cellOf, waitUntil } from './cells.ts';
import { openSettled, settled, startReading } from './reading-bed.ts';
import type { OpenPage, View, Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => (workbench = await startReading()));
afterAll(() => workbench.close());

const opened = (rest: string, view: View = {}): Promise<OpenPage> => openSettled(workbench, rest, view);

describe('everywhere', () => {
  it('needs no sideways scroll at 200 % zoom, nor at 320 pixels', async () => {
    for (const mode of ['read', 'edit', 'present']) {
      const { page, close } = await opened(`/#sample=mortgage&mode=${mode}`, { width: 720, height: 450 });
      for (const width of [720, 320]) {
        await page.setViewportSize({ width, height: 450 });
        await waitUntil(page, `innerWidth === ${width}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${mode} at ${width}`).toBeLessThanOrEqual(0);
      }
      await close();
    }
  });

  it('moves little while results arrive', async () => {
    const { page, close } = await workbench.open('/');
    await page.addInitScript(() => {
      Object.assign(globalThis, { shifts: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          Object.assign(globalThis, { shifts: (globalThis as { shifts?: number }).shifts! + (entry as { value?: number }).value! });
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const sample of ['mortgage', 'credit']) {
      await page.goto(`${workbench.address}/?${sample}#sample=${sample}`);
      await settled(page);
      expect(await page.evaluate(() => (globalThis as { shifts?: number }).shifts), sample).toBeLessThan(0.05);
    }
    await close();
  });

  it('tells states apart in forced colours', async () => {
    const { page, close } = await opened('/#sample=over&mode=edit');
    await page.emulateMedia({ forcedColors: 'active' });
    const look = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => `${getComputedStyle(element).backgroundColor} ${getComputedStyle(element).color}`);
    expect(await look('[aria-label="View"] [aria-pressed="true"]')).not.toBe(await look('[aria-label="View"] [aria-pressed="false"]'));
    await page.getByRole('button', { name: /No problems/ }).click();
    const line = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).borderBottomColor);
    expect(await line('[role="tab"][aria-selected="true"]')).not.toBe(await line('[role="tab"][aria-selected="false"]'));
    const failing = cellOf(page, 'gate').locator('.row.fail');
    expect(await failing.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    await close();
  });

  it.each([
    [1440, false],
    [1440, true],
    [390, false],
    [390, true],
  ])('has no violation that axe can find, %i pixels wide, dark: %s', async (width, dark) => {
    const view = { width, height: width === 390 ? 844 : 900, dark };
    const found: string[] = [];
    const look = async (page: Page, where: string): Promise<void> => {
      found.push(...(await axeViolations(page)).map((violation) => `${where}: ${violation}`));
    };
    const read = await opened('/#sample=broken', view);
    await look(read.page, 'reading');
    if (width === 390)
      await read.page
        .getByRole('navigation', { name: 'Views' })
        .getByRole('button', { name: /Checks/ })
        .click();
    else await read.page.getByRole('button', { name: /^Checks:/ }).click();
    await read.page.getByRole('dialog', { name: 'Checks' }).waitFor();
    await look(read.page, 'checks');
    await read.page.keyboard.press('Escape');
    await read.page.getByRole('button', { name: 'More', exact: true }).click();
    await look(read.page, 'more');
    await read.page.getByRole('menuitem', { name: /Where models run/ }).click();
    await read.page.getByRole('dialog', { name: 'Where models run' }).waitFor();
    await look(read.page, 'backends');
    await read.close();
    const edit = await opened('/#sample=broken&mode=edit', view);
    await edit.page.getByRole('button', { name: /1 problem/ }).click();
    for (const tab of ['problem', 'Stale', 'Time and memory', 'History']) {
      await edit.page.getByRole('tab', { name: new RegExp(tab) }).click();
      await look(edit.page, tab);
    }
    await edit.close();
    const present = await opened('/#sample=broken&mode=present', view);
    await look(present.page, 'presenting');
    await present.close();
    expect(found).toEqual([]);
  });
});
