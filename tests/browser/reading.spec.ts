import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellOf, waitUntil } from './cells.ts';
import { openSettled, startReading } from './reading-bed.ts';
import type { OpenPage, View, Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => (workbench = await startReading()));
afterAll(() => workbench.close());

const opened = (rest: string, view: View = {}): Promise<OpenPage> => openSettled(workbench, rest, view);
const over = '/#sample=over';
const progress = (page: Page): Promise<string | null> => page.locator('.progress').textContent();
const heading = (page: Page): Promise<string | null> => page.locator('.slide h1, .slide h2').first().textContent();

/** The text operators of a PDF cannot be read without its fonts; its size and pages can. */
function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length;
}

describe('modes', () => {
  it('changes between reading, editing and presenting by mouse, and hides the source from a reader', async () => {
    const { page, problems, close } = await opened(over);
    const mode = (name: string): Promise<void> => page.getByRole('group', { name: 'View' }).getByRole('button', { name }).click();
    expect(await page.locator('.cm-editor').count()).toBe(0);
    await page.getByRole('slider', { name: 'Least' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByText('At 4').or(page.getByText('there are 1')).first().waitFor();
    await mode('Edit');
    await page.getByRole('region', { name: 'Running' }).waitFor();
    await mode('Present');
    expect(await progress(page)).toBe('1 of 3');
    expect(await page.locator('header, nav').count()).toBe(0);
    await page.getByRole('button', { name: 'Leave the presentation' }).click();
    await page.getByRole('group', { name: 'View' }).waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('presents by keyboard: slides by headings 1 and 2, inputs live, Escape leaves where it was', async () => {
    const { page, close } = await opened(`${over}&mode=present`);
    expect([await progress(page), await heading(page)]).toEqual(['1 of 3', 'How many are over?']);
    await page.keyboard.press('ArrowRight');
    expect([await progress(page), await heading(page)]).toEqual(['2 of 3', 'The rows']);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowRight');
    expect([await progress(page), await heading(page)]).toEqual(['3 of 3', 'Checks']);
    await page.keyboard.press('Home');
    await page.getByRole('slider', { name: 'Least' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await progress(page)).toBe('1 of 3');
    await page.getByText('At 3').waitFor();
    await page.keyboard.press('PageDown');
    expect(await progress(page)).toBe('2 of 3');
    await page.keyboard.press('End');
    await page.keyboard.press('Escape');
    await page.getByRole('group', { name: 'View' }).waitFor();
    await waitUntil(page, `document.querySelector('h2[id$="-checks"]').getBoundingClientRect().top < innerHeight`);
    await close();
  });

  it('shows a reader the source of one cell, without an editor', async () => {
    const { page, close } = await opened(over);
    await cellOf(page, 'gate').hover();
    await page.getByRole('button', { name: 'Show the source of gate' }).click();
    await page.getByLabel('Source of gate').getByText('none is over four').waitFor();
    await cellOf(page, 'gate').getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('radiogroup', { name: 'How gate is edited' }).waitFor();
    await close();
  });
});

describe('links', () => {
  it('lead to a cell or a heading, on every kind of link, and leave the address alone', async () => {
    for (const [rest, selector] of [
      ['/#sample=mortgage&at=gate', '[data-cell="gate"]'],
      [`${over}&at=checks`, 'h2[id$="-checks"]'],
      [`/#src=${workbench.address}/notebooks/mortgage/notebook.md&at=turned_down`, '[data-cell="turned_down"]'],
    ] as const) {
      const { page, close } = await opened(rest);
      await waitUntil(
        page,
        `(() => { const { top } = document.querySelector('${selector}').getBoundingClientRect(); return top > -2 && top < innerHeight - 40; })()`,
      );
      const address = page.url();
      await page.mouse.wheel(0, -40_000);
      await waitUntil(page, 'scrollY < 50');
      expect(page.url()).toBe(address);
      await close();
    }
  });

  it('are copied for one cell and for a slide', async () => {
    const { page, close } = await opened('/#sample=mortgage');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await cellOf(page, 'gate').focus();
    await page.getByRole('button', { name: 'Copy a link to gate' }).click();
    await page.getByText('link copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${workbench.address}/#sample=mortgage&at=gate`);
    await page.getByRole('button', { name: 'Present', exact: true }).click();
    await page.getByRole('button', { name: 'Copy a link to this slide' }).click();
    await waitUntil(page, `document.querySelector('.controls .said').textContent !== ''`);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/#sample=mortgage&at=[\w-]+&mode=present$/);
    await close();
  });
});

describe('checks', () => {
  it('are listed together, what fails first, and each leads to its row', async () => {
    const { page, close } = await opened(over);
    await page.getByRole('button', { name: /^Checks:/ }).click();
    const overview = page.getByRole('dialog', { name: 'Checks' });
    expect(await overview.getByRole('listitem').first().innerText()).toContain('none is over four');
    await overview.getByRole('button', { name: /all are over two/ }).click();
    await waitUntil(page, `document.activeElement?.getAttribute('data-check') === '1'`);
    await page.keyboard.press('Escape');
    await overview.waitFor({ state: 'detached' });
    await page
      .getByRole('navigation', { name: 'Contents' })
      .getByRole('button', { name: /none is over four/ })
      .click();
    await waitUntil(page, `document.activeElement?.getAttribute('data-check') === '0'`);
    await close();
  });

  it('are a screen of their own on a phone', async () => {
    const { page, close } = await opened(over, { width: 390, height: 844 });
    const views = page.getByRole('navigation', { name: 'Views' });
    await views.getByRole('button', { name: /Checks/ }).click();
    await page
      .getByRole('dialog', { name: 'Checks' })
      .getByRole('button', { name: /none is over four/ })
      .click();
    await page.getByRole('dialog', { name: 'Checks' }).waitFor({ state: 'detached' });
    await waitUntil(page, `document.activeElement?.getAttribute('data-check') === '0'`);
    await views.getByRole('button', { name: 'Contents' }).click();
    await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'The rows' }).click();
    await waitUntil(page, `document.querySelector('h2[id$="-the-rows"]').getBoundingClientRect().top < 200`);
    await close();
  });

  it('are told at the end of a run, with what failed', async () => {
    const { page, close } = await opened('/#sample=broken');
    await waitUntil(
      page,
      `document.querySelector('[data-announcer]').textContent === 'Run ended. broken failed. Of 2 checks 1 fails, 1 passes.'`,
    );
    await close();
  });
});

describe('paper', () => {
  it('is a clean document: no chrome, light, charts as lines', async () => {
    const { page, close } = await opened('/#sample=mortgage', { dark: true });
    await page.evaluate(() => Object.assign(globalThis, { print: () => Object.assign(globalThis, { printed: true }) }));
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: /Print/ }).click();
    await waitUntil(page, 'globalThis.printed === true');
    expect(await page.locator('[data-chart] svg').count()).toBeGreaterThan(4);
    expect(await page.locator('[data-chart] canvas').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    const shown = await page.locator('body').innerText();
    expect(shown).toContain('Who is turned down for a mortgage?');
    for (const chrome of ['Present', 'Share', 'Contents', 'Show as a table']) expect(shown, chrome).not.toContain(chrome);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send('Page.printToPDF', { printBackground: true });
    expect(pagesOf(Buffer.from(data, 'base64'))).toBeGreaterThan(2);
    await close();
  });

  it('holds every chart by the browser’s own print too, which waits for nothing', async () => {
    const { page, close } = await opened('/#sample=credit', { dark: true });
    await page.waitForTimeout(3500);
    expect(await page.locator('[data-chart] svg').count()).toBe(0);
    const found = await page.evaluate(async () => {
      const seen = { charts: 0, drawn: 0, head: '' };
      dispatchEvent(new Event('beforeprint'));
      // What is there once all promises are kept, and before any task.
      for (let at = 0; at < 500; at++) await Promise.resolve();
      const charts = [...document.querySelectorAll('[data-chart]')];
      seen.charts = charts.length;
      seen.drawn = charts.filter((chart) => chart.querySelector('svg path') !== null).length;
      seen.head = document.querySelector('[data-print-head]')?.textContent ?? '';
      return seen;
    });
    expect(found.charts).toBeGreaterThan(6);
    expect(found.drawn).toBe(found.charts);
    expect(found.head).toContain('Where to stop lending');
    expect(found.head).toMatch(/sha256 [0-9a-f]{16}/);
    expect(found.head).toMatch(/3 checks.*It ranks loans well/s);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await waitUntil(page, `document.querySelector('[data-print-head]') === null`);
    for (const format of ['A4', 'Letter']) expect(pagesOf(await page.pdf({ format }))).toBeGreaterThan(3);
    await close();
  });
});
