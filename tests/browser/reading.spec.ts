import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFolder } from '../../scripts/paths.mjs';
import { axeViolations } from './axe.ts';
import { cellOf, waitForState, waitUntil } from './cells.ts';
import { startWorkbench, type OpenPage, type View, type Workbench } from './workbench.ts';

let workbench: Workbench;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-reading-'));
  await cp(pageFolder, folder, { recursive: true });
  for (const [name, content] of [
    ['over', text] as const,
    ['broken', `${text}\n\`\`\`yaml table broken\ndata: nothing\n\`\`\`\n`] as const,
    ['slow', slow] as const,
  ]) {
    await mkdir(join(folder, 'notebooks', name));
    await writeFile(join(folder, 'notebooks', name, 'notebook.md'), content);
    await writeFile(join(folder, 'notebooks', name, 'rows.csv'), name === 'slow' ? manyRows : rows);
  }
  workbench = await startWorkbench({ folder });
});
afterAll(async () => {
  await workbench.close();
  await rm(folder, { recursive: true });
});

const rows = `x,y\n1,0\n3,1\n5,1\n`;
const manyRows = `label,score,group\n${Array.from({ length: 2400 }, (_, row) => `${(row * 7) % 3 === 0 ? 'yes' : 'no'},${((row * 37) % 1000) / 1000},${row % 5}`).join('\n')}\n`;
/** A measurement that takes seconds, and what waits for it. */
const slow = `# Slow

\`\`\`yaml data rows
source: rows.csv
roles: { label: label, score: score }
positive: "yes"
\`\`\`

\`\`\`yaml metrics long
data: rows
metrics: [average_precision, log_loss, expected_calibration_error, f1, precision, recall, balanced_accuracy]
by: [group]
interval: { replicates: 20000 }
\`\`\`

\`\`\`yaml table after
data: long
\`\`\`
`;
/** A notebook with an input, what it moves, a check that fails and one that passes. */
const text = `---
assay: 1
title: How many are over?
---

# How many are over?

At {{ least }} there are {{ over.rows }}. See [the other part](https://example.org/part).

\`\`\`yaml input least
type: range
label: Least
min: 0
max: 9
step: 1
value: 2
\`\`\`

## The rows

\`\`\`yaml data rows
source: rows.csv
\`\`\`

\`\`\`yaml slice over
data: rows
where: 'd.x > $.least'
\`\`\`

\`\`\`yaml table kept
data: over
\`\`\`

## Checks

\`\`\`yaml check gate
data: over
rules:
  - { title: all are over two, expect: 'd.x > 2' }
  - { title: none is over four, expect: 'd.x < 4' }
\`\`\`

### Not a slide

The end.
`;
const over = '/#sample=over';

async function opened(rest: string, view: View = {}): Promise<OpenPage> {
  const tab = await workbench.open(rest, view);
  await settled(tab.page);
  return tab;
}
/** Waits until something is shown and nothing runs. */
function settled(page: Page): Promise<void> {
  return waitUntil(
    page,
    `document.querySelectorAll('[data-cell], .slide').length > 0 && document.querySelectorAll('[data-state="queued"], [data-state="running"]').length === 0`,
  );
}
const progress = (page: Page): Promise<string | null> => page.locator('.progress').textContent();
const heading = (page: Page): Promise<string | null> => page.locator('.slide h1, .slide h2').first().textContent();

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
    await page.locator('.cm-editor').first().waitFor();
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

describe('running', () => {
  it('marks what an edit touched as stale while paused, says why, and runs one or all', async () => {
    const { page, problems, close } = await opened(`${over}&mode=edit`);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Pause automatic running' }).click();
    await page.getByRole('slider', { name: 'Least' }).focus();
    await page.keyboard.press('ArrowRight');
    await waitForState(page, 'kept', 'stale');
    expect(await cellOf(page, 'over').innerText()).toContain('$least changed from 2 to 3.');
    await page.getByRole('button', { name: /stale, paused/ }).click();
    const list = page.getByRole('tabpanel');
    expect(await list.innerText()).toContain('It reads over, which is stale.');
    await list.getByRole('button', { name: 'Run all' }).waitFor();
    await list.getByRole('button', { name: 'Run over' }).click();
    await waitForState(page, 'over', 'done');
    expect(await cellOf(page, 'kept').getAttribute('data-state')).toBe('stale');
    await list.getByRole('switch', { name: 'Run after every edit' }).click();
    await waitForState(page, 'gate', 'done');
    await page.getByRole('tab', { name: 'Stale' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tabpanel').innerText()).toMatch(/over\s+slice/);
    await page.keyboard.press('Escape');
    await page.getByRole('tabpanel').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await close();
  });

  it('stops a run, says what did not run, and runs it again', async () => {
    const { page, close } = await workbench.open('/#sample=slow&mode=edit');
    await waitForState(page, 'long', 'running');
    expect(await cellOf(page, 'after').innerText()).toContain('queued, 1st in line');
    await page.locator('header').getByRole('button', { name: 'Stop' }).click();
    await waitForState(page, 'long', 'stale');
    const bar = page.getByRole('region', { name: 'Running' });
    await bar.getByText('Stopped; 2 cells did not run').waitFor();
    await bar.getByRole('button', { name: 'Run', exact: true }).click();
    await waitForState(page, 'long', 'running');
    await cellOf(page, 'long').getByRole('button', { name: 'Stop long' }).click();
    await waitForState(page, 'long', 'stale');
    expect(await cellOf(page, 'long').innerText()).toContain('It was stopped before it ended.');
    await settled(page);
    await close();
  });

  it('tells where models ran and lets another backend be chosen', async () => {
    const { page, close } = await opened('/#sample=mortgage&mode=edit');
    const bar = page.getByRole('region', { name: 'Running' });
    await bar.getByRole('button', { name: /wasm agrees with cpu to/ }).click();
    const menu = page.getByRole('dialog', { name: 'Where models run' });
    await menu.getByText(/takes wasm/).waitFor();
    await menu.getByRole('radio', { name: /^cpu/ }).check();
    await waitUntil(
      page,
      `document.querySelector('[data-cell="scored"]').dataset.state === 'done' && /cpu/.test(document.querySelector('section[aria-label="Running"]').innerText)`,
    );
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    await close();
  });
});

/** The text operators of a PDF cannot be read without its fonts; its size and pages can. */
function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length;
}

describe('paper', () => {
  it('is a clean document: no chrome, light, charts as lines, links written out', async () => {
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
});

describe('everywhere', () => {
  it('needs no sideways scroll at 200 % zoom, nor at 320 pixels', async () => {
    for (const [width, height] of [
      [720, 450],
      [320, 640],
    ] as const) {
      for (const mode of ['read', 'edit', 'present']) {
        const { page, close } = await opened(`/#sample=mortgage&mode=${mode}`, { width, height });
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${mode} at ${width}`).toBeLessThanOrEqual(0);
        await close();
      }
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
