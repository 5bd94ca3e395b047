import { readFile } from 'node:fs/promises';
import { parquetReadObjects } from 'hyparquet';
import type { Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLink } from '../../src/notebook/link.ts';
import { axeViolations } from './axe.ts';
import { cellOf, waitForState } from './cells.ts';
import { startWorkbench, type OpenPage, type View, type Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

const teams = ['red', 'green, "blue"', '🙂', 'שלום', '=1+1', 'url(https://example.org/a)'];
const rows = Array.from(
  { length: 60 },
  (_, row) => [row % 3 === 0 ? 'yes' : 'no', ((row * 37) % 100) / 100, teams[row % 6]!, row % 7 === 0 ? '' : row] as const,
);
const csv = `y,score,team,size\n${rows.map(([y, score, team, size]) => `${y},${score},"${team.replaceAll('"', '""')}",${size}`).join('\n')}\n`;
const text = [
  '# Files',
  '```yaml data log\nsource: log.csv\nroles: {label: y, score: score, group: [team]}\npositive: "yes"\n```',
  '```yaml metrics quality\ndata: log\nmetrics: [recall]\nthreshold: 0.3\n```',
  '```yaml chart drawn\ndata: log\ntitle: Scores by team\nspec:\n  mark: point\n  encoding:\n    x: {field: score, type: quantitative}\n    y: {field: team, type: nominal}\n    color: {field: team, type: nominal, scale: null}\n```',
].join('\n\n');

async function open(view: View = {}, data = csv, notebook = text, last = 'drawn'): Promise<OpenPage> {
  const opened = await workbench.open(`/#nb=${encodeLink(notebook)}`, view);
  const { page } = opened;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await waitForState(page, 'log', 'needs-file');
  const file = { name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(data) };
  await page.locator('section[data-cell="log"] input[type="file"]').setInputFiles(file);
  await waitForState(page, last, 'done');
  return opened;
}

async function panelOf(page: Page, cell: string): Promise<Locator> {
  await cellOf(page, cell)
    .locator('[data-act="download"]')
    .evaluate((button: HTMLElement) => button.click());
  const panel = page.getByRole('dialog', { name: `Download ${cell}` });
  await panel.waitFor();
  return panel;
}

async function take(page: Page, panel: Locator, item: string, button: string): Promise<Download> {
  const act = panel.getByRole('group', { name: item, exact: true }).getByRole('button', { name: button, exact: true });
  return (await Promise.all([page.waitForEvent('download'), act.click()]))[0];
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

async function copied(page: Page, panel: Locator, item: string, button: string): Promise<string> {
  await panel.getByRole('group', { name: item, exact: true }).getByRole('button', { name: button, exact: true }).click();
  await panel.getByText(/^Copied/).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

describe('a frame', () => {
  it('is a file in every format, with the values of the data', async () => {
    const { page, problems, close } = await open();
    const panel = await panelOf(page, 'log');
    const file = await take(page, panel, 'log', 'CSV');
    expect(file.suggestedFilename()).toBe('log.csv');
    const lines = (await bytesOf(file)).toString('utf8').trim().split('\r\n');
    expect([lines.length, lines[0], lines[5]]).toEqual([61, 'y,score,team,size', "no,0.48,'=1+1,4"]);
    const json = JSON.parse((await bytesOf(await take(page, panel, 'log', 'JSON'))).toString('utf8')) as Record<string, unknown>[];
    expect(json).toEqual(rows.map(([y, score, team, size]) => ({ y, score, team, size: size === '' ? null : size })));
    const bytes = await bytesOf(await take(page, panel, 'log', 'Parquet'));
    expect(await parquetReadObjects({ file: new Uint8Array(bytes).buffer })).toEqual(json);
    await panel.getByText(/^Downloaded log\.parquet, /).waitFor();
    await panel.getByLabel(/apostrophe/).uncheck();
    expect((await bytesOf(await take(page, panel, 'log', 'CSV'))).toString('utf8')).toContain('\r\nno,0.48,=1+1,4\r\n');
    expect(problems).toEqual([]);
    await close();
  });

  it('may be a part of a cell, and is named for it', async () => {
    const { page, close } = await open();
    const panel = await panelOf(page, 'quality');
    const file = await take(page, panel, 'quality.roc', 'Parquet');
    expect(file.suggestedFilename()).toBe('quality-roc.parquet');
    expect((await parquetReadObjects({ file: new Uint8Array(await bytesOf(file)).buffer })).length).toBeGreaterThan(10);
    await close();
  });

  it('is copied for a sheet and as Markdown', async () => {
    const { page, close } = await open();
    const panel = await panelOf(page, 'log');
    const sheet = (await copied(page, panel, 'log', 'Copy for a sheet')).trim().split('\n');
    expect([sheet.length, sheet[0], sheet[5]]).toEqual([61, 'y\tscore\tteam\tsize', "no\t0.48\t'=1+1\t4"]);
    const markdown = (await copied(page, panel, 'log', 'Copy as Markdown')).split('\n');
    expect(markdown.slice(0, 3)).toEqual(['| y | score | team | size |', '| --- | --: | --- | --: |', '| yes | 0 | red |  |']);
    await close();
  });

  it('of a million rows is written without holding up the page', async () => {
    const many = `y,score,team\n${Array.from({ length: 1_000_000 }, (_, row) => `${row % 3 === 0 ? 'yes' : 'no'},${row / 1e6},t${row % 50}`).join('\n')}\n`;
    const { page, close } = await open({}, many, '# Many\n\n```yaml data log\nsource: log.csv\n```\n', 'log');
    await page.evaluate(() => {
      const seen = { longest: 0, last: performance.now() };
      Object.assign(globalThis, { seen });
      const beat = (): void => {
        const now = performance.now();
        seen.longest = Math.max(seen.longest, now - seen.last);
        seen.last = now;
        setTimeout(beat, 0);
      };
      beat();
    });
    const panel = await panelOf(page, 'log');
    for (const format of ['CSV', 'Parquet']) {
      await page.evaluate(() => Object.assign((globalThis as unknown as { seen: object }).seen, { longest: 0, last: performance.now() }));
      const from = performance.now();
      const bytes = await bytesOf(await take(page, panel, 'log', format));
      const longest = await page.evaluate(() => (globalThis as unknown as { seen: { longest: number } }).seen.longest);
      const took = `${format}: ${Math.round(performance.now() - from)} ms, longest task ${Math.round(longest)} ms`;
      if (process.env['MEASURE'] !== undefined) process.stderr.write(`${took}\n`);
      expect(longest).toBeLessThan(250);
      if (format === 'CSV') expect(bytes.toString('latin1').split('\r\n').length).toBe(1_000_002);
      else
        expect((await parquetReadObjects({ file: new Uint8Array(bytes).buffer, rowStart: 999_999, rowEnd: 1_000_000 }))[0]).toEqual({
          y: 'yes',
          score: 0.999999,
          team: 't49',
        });
    }
    await close();
  });
});

describe('a chart', () => {
  it('is an SVG that stands alone, with a mark for each row', async () => {
    const { page, problems, close } = await open({ dark: true });
    const panel = await panelOf(page, 'drawn');
    const file = await take(page, panel, 'drawn, chart', 'SVG');
    expect(file.suggestedFilename()).toBe('drawn.svg');
    const svg = (await bytesOf(file)).toString('utf8');
    expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(rows.length);
    expect(svg).toContain('<title>Scores by team</title><desc>');
    expect(svg).toContain('#15181d');
    expect(svg).not.toMatch(/<script|<image|<foreignObject|href=|(fill|stroke|style|cursor)="[^"]*example\.org/);
    // An image runs and asks nothing; it must still show pixels.
    const other = await workbench.browser.newContext();
    const blank = await other.newPage();
    const asked: string[] = [];
    blank.on('request', (request) => asked.push(request.url()));
    const inks = await blank.evaluate(async (source) => {
      const image = new Image();
      image.src = `data:image/svg+xml;base64,${source}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const found = new Set<number>();
      for (let at = 0; at < data.length; at += 4) found.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
      return { colours: found.size, corner: data[0], width: canvas.width };
    }, Buffer.from(svg).toString('base64'));
    expect(inks.colours).toBeGreaterThan(10);
    expect([inks.corner, inks.width > 500]).toEqual([255, true]);
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([]);
    await other.close();
    expect(problems).toEqual([]);
    await close();
  });

  it('is a PNG in twice the pixels, also on the clipboard', async () => {
    const { page, problems, close } = await open();
    const panel = await panelOf(page, 'drawn');
    const svg = (await bytesOf(await take(page, panel, 'drawn, chart', 'SVG'))).toString('utf8');
    const png = await bytesOf(await take(page, panel, 'drawn, chart', 'PNG'));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!;
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
    await panel.getByRole('button', { name: 'Copy image' }).click();
    await panel.getByText('Copied the image.').waitFor();
    const types = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types));
    expect(types).toContain('image/png');
    expect(problems).toEqual([]);
    await close();
  });
});

it('opens from the palette, and closes by Escape', async () => {
  const { page, close } = await open();
  await cellOf(page, 'quality').focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Download or copy');
  await page.getByRole('option').filter({ hasText: 'Download or copy what the cell holds' }).click();
  await page.getByRole('dialog', { name: 'Download quality' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Download quality' }).waitFor({ state: 'detached' });
  await close();
});

it.each([
  [1440, false],
  [1440, true],
  [390, false],
  [390, true],
])('is accessible at %d px, dark: %s', async (width, dark) => {
  const { page, problems, close } = await open({ width, height: 844, dark });
  const panel = await panelOf(page, 'drawn');
  await panel.getByRole('button', { name: 'SVG' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(problems).toEqual([]);
  await close();
});
