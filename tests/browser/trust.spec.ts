import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLink } from '../../src/notebook/link.ts';
import { axeViolations } from './axe.ts';
import { cellOf, statesOf, waitForState } from './cells.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let workbench: Workbench;
let other: Server;
let otherAddress: string;
const asked: string[] = [];

beforeAll(async () => {
  workbench = await startWorkbench();
  other = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.startsWith('/framing') === true) {
      const inner = new URL(request.url, otherAddress).searchParams.get('of') ?? '';
      return void response
        .writeHead(200, { 'Content-Type': 'text/html' })
        .end(`<iframe width="1200" height="800" src="${inner}"></iframe>`);
    }
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/csv' }).end('x\n1\n2\n');
  });
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  otherAddress = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await workbench?.close();
  other?.close();
});

const fence = (info: string, body: string): string => `\`\`\`${info}\n${body}\n\`\`\`\n\n`;
const code = (text: string, name = 'tidy'): string => fence(`js code ${name}`, text);
const table = fence('yaml table shown', 'data: tidy');
const link = (text: string, more = ''): string => `/#nb=${encodeLink(text)}${more}`;

async function go(page: Page, hash: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(workbench.address + hash);
}

const panel = (page: Page) => page.getByRole('region', { name: /This notebook/ });

describe('code that a link brings', () => {
  it('runs only once its text was seen and allowed, is remembered by its text, and asks again for another', async () => {
    const text = `# Tidy\n\n${code('return [{ a: 6 * 7 }];')}${table}`;
    const { page, problems, close } = await workbench.open(link(text));
    await waitForState(page, 'tidy', 'needs-permission');
    expect(await statesOf(page)).toEqual({ tidy: 'needs-permission', shown: 'blocked' });
    expect(await panel(page).getByLabel('Code of tidy', { exact: true }).innerText()).toContain('return [{ a: 6 * 7 }];');
    expect(await cellOf(page, 'tidy').getByLabel('Code of tidy', { exact: true }).innerText()).toContain('6 * 7');
    expect(await page.locator('iframe').count()).toBe(0);
    await panel(page).getByRole('button', { name: 'Run this code: tidy' }).click();
    await waitForState(page, 'shown', 'done');
    expect(await cellOf(page, 'tidy').innerText()).toContain('42');
    expect(await panel(page).count()).toBe(0);
    expect(await page.locator('iframe').count()).toBe(0);
    await page.reload();
    await waitForState(page, 'shown', 'done');
    await go(page, link(text.replace('6 * 7', '6 * 8')));
    await waitForState(page, 'tidy', 'needs-permission');
    expect(problems).toEqual([]);
    await close();
  });

  it('is shown before it can be allowed where there are several', async () => {
    const text = `# Two\n\n${code('return [{ a: 1 }];')}${code('return [{ a: 2 }];', 'more')}`;
    const { page, close } = await workbench.open(link(text));
    await waitForState(page, 'more', 'needs-permission');
    const { getByRole } = bound(panel(page));
    expect(await getByRole('button', { name: /^Run/ }).count()).toBe(0);
    await getByRole('button', { name: 'Show the code of more' }).click();
    expect(await getByRole('button', { name: /^Run/ }).allInnerTexts()).toEqual(['Run this code']);
    await getByRole('button', { name: 'Show all 2 code cells' }).click();
    await getByRole('button', { name: 'Run all 2 code cells' }).click();
    await waitForState(page, 'tidy', 'done');
    await waitForState(page, 'more', 'done');
    await close();
  });

  it('shows characters that would not be seen', async () => {
    const { page, close } = await workbench.open(link(`# X\n\n${code('return [{ a: "\u202e\u200b" }];')}`));
    await waitForState(page, 'tidy', 'needs-permission');
    expect(await panel(page).getByLabel('Code of tidy', { exact: true }).innerText()).toContain('a: "[U+202E][U+200B]"');
    await close();
  });

  it('is not allowed by running everything, nor by running the cell while its text is hidden', async () => {
    const { page, close } = await workbench.open(link(`# X\n\n${code('return [{ a: 1 }];')}`));
    await waitForState(page, 'tidy', 'needs-permission');
    await page.keyboard.press('Control+Shift+R');
    await page
      .getByRole('radio', { name: 'Edit' })
      .or(page.getByRole('button', { name: 'Edit', exact: true }))
      .first()
      .click();
    await cellOf(page, 'tidy').focus();
    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(500);
    expect(await statesOf(page)).toEqual({ tidy: 'needs-permission' });
    await close();
  });

  it('says at the line what went wrong, ends what takes too long, and shows what it prints', async () => {
    const text = `# X\n\n${code('console.log("so far", 1);\nreturn [{ a: 1 }];')}${code('const a = 1;\n  nope.b();', 'bad')}${code('for (;;);', 'endless')}`;
    const { page, problems, close } = await workbench.open(link(text).replace('/#', '/?code-ms=800#'));
    await waitForState(page, 'endless', 'needs-permission');
    await panel(page).getByRole('button', { name: 'Show all 3 code cells' }).click();
    await panel(page).getByRole('button', { name: 'Run all 3 code cells' }).click();
    await waitForState(page, 'tidy', 'done');
    expect(await cellOf(page, 'tidy').getByLabel('Printed by tidy').innerText()).toBe('so far 1');
    await waitForState(page, 'bad', 'failed');
    expect(await cellOf(page, 'bad').innerText()).toContain('Line 10: Nope is not defined.');
    await waitForState(page, 'endless', 'failed');
    expect(await cellOf(page, 'endless').innerText()).toContain('took longer than 0.8 s and was ended');
    expect(await page.locator('iframe').count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('what is written here', () => {
  it('runs when the person runs it, and asks again after an edit', async () => {
    const { page, close } = await workbench.open(link(`# X\n\n${code('return [{ a: 1 }];')}`));
    await waitForState(page, 'tidy', 'needs-permission');
    await page
      .getByRole('button', { name: 'Edit', exact: true })
      .or(page.getByRole('radio', { name: 'Edit' }))
      .first()
      .click();
    await cellOf(page, 'tidy').focus();
    await page.keyboard.press('Enter');
    const editor = cellOf(page, 'tidy').locator('.cm-content');
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('return [{ a: 40 + 2 }];');
    await page.waitForTimeout(700);
    expect(await statesOf(page)).toEqual({ tidy: 'needs-permission' });
    await page.keyboard.press('Control+Enter');
    await waitForState(page, 'tidy', 'done');
    expect(await cellOf(page, 'tidy').innerText()).toContain('42');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.type(' ');
    await waitForState(page, 'tidy', 'needs-permission');
    await close();
  });
});

describe('hosts', () => {
  const text = (): string => `# X\n\n${fence('yaml data far', `source: ${otherAddress}/far.csv`)}`;

  it('are asked once, or always from then on, and can be taken back', async () => {
    asked.length = 0;
    const { page, close } = await workbench.open(link(text()));
    await waitForState(page, 'far', 'needs-permission');
    expect(await panel(page).innerText()).toContain(`1 file from ${new URL(otherAddress).host}`);
    await page.getByRole('button', { name: 'Load once from' }).click();
    await waitForState(page, 'far', 'done');
    await page.reload();
    await waitForState(page, 'far', 'needs-permission');
    await page.getByRole('button', { name: 'Always from this host' }).click();
    await waitForState(page, 'far', 'done');
    await page.reload();
    await waitForState(page, 'far', 'done');
    await go(page, '/');
    await page.getByRole('button', { name: /kept|storage/i }).click();
    await page.getByRole('button', { name: /^Take back: read from/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: /^Take back: read from/ }).click();
    await page.getByText('Nothing was allowed.').waitFor();
    asked.length = 0;
    await go(page, link(text()));
    await waitForState(page, 'far', 'needs-permission');
    expect(asked).toEqual([]);
    await close();
  });
});

describe('a notebook that opens paused', () => {
  it('runs and reads nothing, also when code and hosts are allowed, before Run', async () => {
    asked.length = 0;
    const text = `# X\n\n${code('return [{ a: 1 }];')}${fence('yaml data far', `source: ${otherAddress}/far.csv`)}`;
    const { page, close } = await workbench.open(link(text, '&mode=paused'));
    await page.getByText('Nothing has run').waitFor();
    await panel(page).getByRole('button', { name: 'Run this code: tidy' }).click();
    await panel(page).getByRole('button', { name: 'Load once from' }).click();
    await panel(page).waitFor({ state: 'detached' });
    expect(await statesOf(page)).toEqual({ tidy: 'queued', far: 'queued' });
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Run', exact: true }).first().click();
    await waitForState(page, 'tidy', 'done');
    await waitForState(page, 'far', 'done');
    await close();
  });
});

describe('a page within another', () => {
  it('offers no button that allows anything', async () => {
    const context = await workbench.browser.newContext();
    const page = await context.newPage();
    // A host that sends no headers cannot forbid it.
    await page.route(`${workbench.address}/**`, async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      if (headers['content-type']?.startsWith('text/html') === true) delete headers['content-security-policy'];
      await route.fulfill({ response, headers });
    });
    const text = `# X\n\n${code('return [{ a: 1 }];')}${fence('yaml data far', `source: ${otherAddress}/far.csv`)}`;
    await page.goto(`${otherAddress}/framing?of=${encodeURIComponent(workbench.address + link(text))}`);
    const frame = page.frameLocator('iframe');
    await frame.locator('[data-cell="tidy"][data-state="needs-permission"]').waitFor();
    await frame.getByText('Open this page in a tab of its own').first().waitFor();
    expect(await frame.getByRole('button', { name: /Run this code|Load once|Always/ }).count()).toBe(0);
    await context.close();
  });
});

describe('the panel', () => {
  it.each([
    [false, 1440],
    [true, 1440],
    [false, 390],
    [true, 390],
  ])('is accessible (dark %s, %i wide), and worked by keyboard', async (dark, width) => {
    const text = `# X\n\n${code('return [{ a: 1 }];')}${fence('yaml data far', `source: ${otherAddress}/far.csv`)}${fence('yaml data here', `source: here.csv\nsha256: ${'ab'.repeat(32)}`)}`;
    const { page, close } = await workbench.open(link(text), { dark, width });
    await waitForState(page, 'tidy', 'needs-permission');
    await panel(page).getByText('Its SHA-256 is compared, abab abab… ab').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const run = panel(page).getByRole('button', { name: 'Run this code: tidy' });
    for (let presses = 0; presses < 40 && !(await run.evaluate((element) => element === document.activeElement)); presses++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await waitForState(page, 'tidy', 'done');
    if (width === 390) expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await panel(page).getByRole('button', { name: 'Read without them' }).click();
    expect(await panel(page).count()).toBe(0);
    await close();
  });
});

function bound(locator: ReturnType<typeof panel>): { getByRole: typeof locator.getByRole } {
  return { getByRole: locator.getByRole.bind(locator) };
}
