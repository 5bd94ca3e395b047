import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLink } from '../../src/notebook/link.ts';
import { axeViolations } from './axe.ts';
import { cellOf, waitForState, waitUntil } from './cells.ts';
import { columnOnScreen, waitForColumn } from './table-on-screen.ts';
import { startWorkbench, type OpenPage, type View, type Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

const teams = ['red', 'green, "blue"', '🙂', 'שלום', '=1+1'];
const rows = Array.from({ length: 400 }, (_, row) => {
  const score = ((row * 37) % 100) / 100;
  const team = teams[row % 5]!;
  const size = row % 11 === 0 ? '' : String(row * 3);
  return `${row % 3 === 0 ? 'yes' : 'no'},${score},"${team.replaceAll('"', '""')}",${size},2024-0${(row % 9) + 1}-15`;
});
const csv = `y,score,team,size,day\n${rows.join('\n')}\n`;
const text = `# Rows\n\n\`\`\`yaml data log\nsource: log.csv\nroles: {label: y, score: score, group: [team]}\npositive: "yes"\n\`\`\`\n\n\`\`\`yaml metrics quality\ndata: log\nmetrics: [recall]\nthreshold: 0.3\nby: [team]\n\`\`\`\n`;

async function open(view: View = {}, notebook = text): Promise<OpenPage> {
  const opened = await workbench.open(`/#nb=${encodeLink(notebook)}`, view);
  const { page } = opened;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await waitForState(page, 'log', 'needs-file');
  await page
    .locator('section[data-cell="log"] input[type="file"]')
    .setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await waitForState(page, 'quality', 'done');
  await cellOf(page, 'log').getByRole('button', { name: /show$/ }).click();
  await cellOf(page, 'log').getByRole('grid').waitFor();
  return opened;
}

async function openFull(view: View = {}): Promise<OpenPage & { table: Locator; grid: Locator }> {
  const opened = await open(view);
  await opened.page.getByRole('button', { name: 'Open log' }).click();
  const table = opened.page.getByRole('dialog', { name: 'Table log' });
  const grid = table.getByRole('grid');
  await grid.waitFor();
  return { ...opened, table, grid };
}

const count = (table: Locator, words: string): Promise<void> => table.locator('.count').filter({ hasText: words }).waitFor();
const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

describe('by keyboard alone', () => {
  it('opens a table, sorts by two columns, and gives the focus back', async () => {
    const { page, problems, close } = await open();
    const opener = page.getByRole('button', { name: 'Open log' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const table = page.getByRole('dialog', { name: 'Table log' });
    const grid = table.getByRole('grid');
    await waitUntil(page, 'document.activeElement?.getAttribute("role") === "grid"');
    await page.keyboard.press('s');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+s');
    await page.keyboard.press('Shift+s');
    await waitForColumn(page, grid, 3, ['0.99', '0.99', '0.98']);
    expect(await columnOnScreen(grid, 2, 3)).toEqual(['no', 'no', 'no']);
    expect(await table.locator('.status').innerText()).toContain('by y, low to high; score, high to low');
    await page.keyboard.press('Escape');
    await table.waitFor({ state: 'detached' });
    await waitUntil(page, 'document.activeElement?.getAttribute("aria-label") === "Open log"');
    expect(problems).toEqual([]);
    await close();
  });

  it('filters by the head of a column, by a value and by a text, and lets go', async () => {
    const { page, table, problems, close } = await openFull();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('f');
    await page.getByRole('dialog', { name: 'Filter rows' }).getByLabel('From').waitFor();
    await page.keyboard.type('0.5');
    await page.keyboard.press('Tab');
    await page.keyboard.type('0.1');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').innerText()).toBe('0.5 is above 0.1.');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('0.74');
    await page.keyboard.press('Enter');
    await count(table, '100 of 400 rows');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('f');
    await count(table, '20 of 400 rows');
    await page.keyboard.press('/');
    await page.keyboard.type('yes');
    await page.keyboard.press('Enter');
    await table
      .locator('.count')
      .filter({ hasText: /^[67] of 400/ })
      .waitFor();
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await count(table, '20 of 400 rows');
    await page.keyboard.press('f');
    await count(table, '100 of 400 rows');
    expect(problems).toEqual([]);
    await close();
  });

  it('opens a record with its prediction, label, loss, slices and nearest rows, and goes on to the next', async () => {
    const { page, table, problems, close } = await openFull();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const record = table.getByRole('region', { name: 'Record of row 2' });
    await record.getByText('Distance over 3 columns').waitFor();
    const words = (await record.innerText()).replaceAll(/\s+/g, ' ');
    expect(words).toContain('Predicted 0.37 yes Label no Verdict wrong Loss 0.46 log loss');
    expect(words).toContain('team: green, "blue"');
    expect(await record.getByRole('img', { name: /threshold 0.300, the threshold of quality/ }).count()).toBe(1);
    expect(await record.getByRole('row').count()).toBe(6);
    await record.getByRole('button', { name: 'Next row' }).focus();
    await page.keyboard.press('Enter');
    await table.getByRole('region', { name: 'Record of row 3' }).waitFor();
    const near = table.getByRole('region', { name: 'Record of row 3' }).getByRole('cell').getByRole('button').first();
    const number = await near.innerText();
    await near.focus();
    await page.keyboard.press('Enter');
    await table.getByRole('region', { name: `Record of row ${number}` }).waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('copies a cell, and selected rows with a guard against formulas', async () => {
    const { page, grid, table, close } = await openFull();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+c');
    await table.getByText('Copied the cell.').waitFor();
    expect(await clipboard(page)).toBe('0.37');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press(' ');
    for (let row = 0; row < 4; row++) await page.keyboard.press('Shift+ArrowDown');
    await table.getByText('5 rows selected.').waitFor();
    expect(await grid.locator('[role="row"][aria-selected="true"]').count()).toBe(5);
    await page.keyboard.press('Control+c');
    await table.getByText('Copied 5 rows.').waitFor();
    const lines = (await clipboard(page)).split('\n');
    expect(lines[0]).toBe('y\tscore\tteam\tsize\tday');
    expect(lines[2]).toContain('"green, ""blue"""');
    expect(lines[5]).toContain("\t'=1+1\t12\t");
    await close();
  });

  it('hides, pins and resizes columns', async () => {
    const { page, grid, table, close } = await openFull();
    const heads = (): Promise<string[]> =>
      grid.getByRole('columnheader').evaluateAll((all) => all.map((head) => head.querySelector('.name')?.textContent ?? ''));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('menu', { name: 'Column y' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await waitUntil(
      page,
      'document.activeElement?.textContent?.startsWith("Pin") || document.activeElement?.textContent?.startsWith("Hide")',
    );
    await page.getByRole('menuitem', { name: 'Hide' }).focus();
    await page.keyboard.press('Enter');
    await table.getByRole('button', { name: 'Columns, 1 hidden' }).waitFor();
    expect(await heads()).toEqual(['', 'score', 'team', 'size', 'day']);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Pin to the left' }).focus();
    await page.keyboard.press('Enter');
    await waitUntil(page, 'document.querySelectorAll("dialog [role=columnheader]")[1]?.textContent?.includes("day")');
    const width = async (): Promise<number> => (await grid.getByRole('columnheader').nth(1).boundingBox())!.width;
    const before = await width();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await width()).toBeCloseTo(before + 32, 0);
    await table.getByRole('button', { name: 'Columns, 1 hidden' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Columns' }).waitFor();
    await page.keyboard.type('y');
    await page.getByRole('checkbox', { name: /^y/ }).focus();
    await page.keyboard.press(' ');
    await page.keyboard.press('Escape');
    await waitUntil(page, 'document.activeElement?.getAttribute("role") === "grid"');
    expect(await heads()).toEqual(['', 'day', 'y', 'score', 'team', 'size']);
    await close();
  });

  it('makes a slice of the filter, as one step', async () => {
    const { page, table, close } = await openFull();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('f');
    await count(table, '80 of 400 rows');
    await table.getByRole('button', { name: 'Make a slice' }).focus();
    await page.keyboard.press('Enter');
    await table.getByText('The slice team_slice stands below log.').waitFor();
    await waitForState(page, 'team_slice', 'done');
    await table.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await cellOf(page, 'team_slice').waitFor({ state: 'detached' });
    await close();
  });
});

describe('by mouse', () => {
  it('filters with a brush on a histogram and a click on a value, and shows both in the other heads', async () => {
    const { page, table, grid, problems, close } = await openFull();
    const head = (name: string): Locator => grid.getByRole('columnheader').filter({ hasText: name });
    const box = (await head('score').locator('.brush').boundingBox())!;
    const at = (share: number): [number, number] => [box.x + box.width * share, box.y + box.height / 2];
    await page.mouse.move(...at(0.75));
    await page.mouse.down();
    await page.mouse.move(...at(0.9), { steps: 4 });
    await page.mouse.move(...at(1.2), { steps: 2 });
    await page.mouse.up();
    await table
      .locator('.chip')
      .filter({ hasText: /score 0\.7[3-5]\d* to 0\.99/ })
      .waitFor();
    await table
      .locator('.count')
      .filter({ hasText: /^(9[6-9]|10[0-8]) of 400/ })
      .waitFor();
    await head('size').locator('rect.some').first().waitFor();
    await head('team').locator('.top').first().click();
    await table
      .locator('.count')
      .filter({ hasText: /^(19|2[0-2]) of 400/ })
      .waitFor();
    await table.getByRole('button', { name: 'Remove the filter score' }).click();
    await count(table, '80 of 400 rows');
    expect(problems).toEqual([]);
    await close();
  });

  it('sorts, selects, resizes and opens a record', async () => {
    const { page, table, grid, close } = await openFull();
    await grid.getByTitle('Sort by size').click();
    await grid.getByTitle('Sort by size').click();
    await waitForColumn(page, grid, 5, ['1197', '1194', '1191']);
    await page.keyboard.press('Control+End');
    await grid.getByRole('gridcell', { name: 'missing' }).first().waitFor();
    await page.keyboard.press('Control+Home');
    await grid.getByRole('rowheader').filter({ hasText: '400' }).click();
    await table.getByText('1 row selected.').waitFor();
    const head = grid.getByRole('columnheader').filter({ hasText: 'team' });
    const box = (await head.boundingBox())!;
    await page.mouse.move(box.x + box.width, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 60, box.y + 60, { steps: 3 });
    await page.mouse.up();
    expect((await head.boundingBox())!.width).toBeCloseTo(box.width + 60, 0);
    await grid.getByRole('gridcell').filter({ hasText: '1197' }).dblclick();
    await table.getByRole('region', { name: 'Record of row 400' }).waitFor();
    await close();
  });

  it('exports what is shown as a file that holds it', async () => {
    const { page, table, close } = await openFull();
    await table.getByLabel('Find in all columns').fill('=1');
    await count(table, '80 of 400 rows');
    await table.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
    expect(download.suggestedFilename()).toBe('log.csv');
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect([lines.length, lines[0], lines[1]]).toEqual([81, 'y,score,team,size,day', "no,0.48,'=1+1,12,2024-05-15T00:00:00.000Z"]);
    await table.getByText('Exported 80 rows.').waitFor();
    await close();
  });

  it('keeps the view of a table in the notebook and over the page', async () => {
    const { page, close } = await open();
    const cell = cellOf(page, 'log');
    await cell.getByTitle('Sort by score').click();
    await cell.getByTitle('Sort by score').click();
    await waitForColumn(page, cell.getByRole('grid'), 3, ['0.99', '0.99']);
    await cell.getByRole('button', { name: 'Open log' }).click();
    const table = page.getByRole('dialog', { name: 'Table log' });
    await waitForColumn(page, table.getByRole('grid'), 3, ['0.99', '0.99']);
    await table.getByRole('button', { name: 'Close' }).click();
    await waitForColumn(page, cell.getByRole('grid'), 3, ['0.99', '0.99']);
    await close();
  });
});

it('sorts and filters the rows behind a number', async () => {
  const { page, problems, close } = await open();
  const cell = cellOf(page, 'quality');
  await cell.getByRole('row').filter({ hasText: 'red' }).getByRole('button').first().click();
  await page.getByRole('button', { name: /^Show \d+ rows/ }).click();
  const grid = cell.getByRole('grid');
  await grid.waitFor();
  expect(await grid.getAttribute('aria-rowcount')).toBe('81');
  await grid.getByTitle('Sort by score').click();
  await grid.getByTitle('Sort by score').click();
  await waitForColumn(page, grid, 3, ['0.95', '0.95', '0.95']);
  await grid.getByRole('columnheader').filter({ hasText: 'label' }).locator('.top').last().click();
  await cell.getByText('Rows 1 to 12 of 27 rows').waitFor();
  await cell.getByRole('button', { name: 'Show all 80 rows' }).waitFor();
  await cell.getByRole('button', { name: /^Open quality/ }).click();
  const table = page.getByRole('dialog', { name: /Table quality/ });
  await waitForColumn(page, table.getByRole('grid'), 2, ['yes', 'yes']);
  await page.keyboard.press('Enter');
  await table.getByText('of log').waitFor();
  expect(problems).toEqual([]);
  await close();
});

it('writes selected rows to the selection that the cell names, and follows it', async () => {
  const linked = `${text}\n\`\`\`yaml input picks\ntype: selection\n\`\`\`\n\n\`\`\`yaml table top\ndata: log\norderby: [{desc: score}]\nselect: {into: picks}\n\`\`\`\n\n\`\`\`yaml table kept\ndata: log\nfilter: $picks\n\`\`\`\n`;
  const { page, problems, close } = await open({}, linked);
  const top = cellOf(page, 'top').getByRole('grid');
  const kept = cellOf(page, 'kept').getByRole('grid');
  await waitForColumn(page, kept, 3, ['0.00', '0.37']);
  await top.focus();
  await page.keyboard.press(' ');
  await page.keyboard.press('Shift+ArrowDown');
  await waitForColumn(page, kept, 3, ['0.99', '0.99']);
  expect(await kept.getAttribute('aria-rowcount')).toBe('3');
  expect(await top.locator('[role="row"][aria-selected="true"]').count()).toBe(2);
  await page.keyboard.press('Escape');
  await waitForColumn(page, kept, 3, ['0.00', '0.37']);
  await cellOf(page, 'kept').focus();
  await page.keyboard.press('z');
  await waitForColumn(page, kept, 3, ['0.99', '0.99']);
  await waitUntil(page, `document.querySelectorAll('section[data-cell="top"] [role="row"][aria-selected="true"]').length === 2`);
  expect(problems).toEqual([]);
  await close();
});

it.each([
  [1440, false],
  [1440, true],
  [390, false],
  [390, true],
])('is accessible at %d px, dark: %s', async (width, dark) => {
  const { page, table, grid, problems, close } = await openFull({ width, height: 844, dark });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('f');
  await count(table, '80 of 400 rows');
  await page.keyboard.press('Enter');
  await table.getByText('Distance over').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await table.getByRole('button', { name: 'Close the record' }).click();
  for (const [name, opens] of [
    ['Columns', 'Columns'],
    ['Filter', 'Filter rows'],
    ['Export', 'Export'],
  ] as const) {
    await table.getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog', { name: opens }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: opens }).waitFor({ state: 'detached' });
  }
  await grid.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await table.getByRole('button', { name: 'Close', exact: true }).click();
  await table.waitFor({ state: 'detached' });
  expect(await axeViolations(page)).toEqual([]);
  expect(problems).toEqual([]);
  await close();
});
