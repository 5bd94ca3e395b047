import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLink } from '../../src/notebook/link.ts';
import { fence, notebookOf } from '../engine/test-world.ts';
import { axeViolations } from './axe.ts';
import { cellOf, waitForState, waitUntil } from './cells.ts';
import { startWorkbench, type OpenPage, type Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

/** 400 people of 20 to 59 years; every fourth is misread, and more of group b. */
const csv = `age,group,label,said\n${Array.from({ length: 400 }, (_, row) => {
  const label = row % 3 === 0 ? 'yes' : 'no';
  const wrong = row % 4 === 0;
  return `${20 + (row % 40)},${row % 5 < 2 ? 'b' : 'a'},${label},${wrong === (label === 'yes') ? 'no' : 'yes'}`;
}).join('\n')}\n`;

const data = fence('data', 'people', 'source: people.csv\nroles: {label: label, prediction: said}\npositive: "yes"');
const ages =
  'spec: {width: 400, height: 100, mark: bar, encoding: {x: {field: age, type: quantitative, bin: {step: 10}}, y: {aggregate: count}}}';
const groups = 'spec: {width: 400, mark: bar, encoding: {y: {field: group}, x: {aggregate: count}}}';
const links = 'select: {into: picks}\nfilter: $picks';
const linked = (clauses = ''): string =>
  notebookOf(
    '# People',
    data,
    fence('input', 'picks', `type: selection${clauses}`),
    fence('chart', 'by_age', `data: people\n${links}\n${ages}`),
    fence('chart', 'by_group', `data: people\n${links}\n${groups}`),
    fence('table', 'confused', `data: people\nas: confusion\nselect: {into: picks}`),
    fence('table', 'rows', 'data: people\nfilter: $picks'),
    fence('metrics', 'quality', 'data: people\nmetrics: [accuracy]\ninterval: {method: none}'),
  );

async function open(text: string): Promise<OpenPage> {
  const tab = await workbench.open(`/#nb=${encodeLink(text)}`);
  await waitForState(tab.page, 'people', 'needs-file');
  await tab.page
    .locator('section[data-cell="people"] input[type="file"]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await waitForState(tab.page, 'people', 'done');
  return tab;
}

/** Waits until a chart says how many rows are selected by others. */
async function leftIn(page: Page, cell: string, words: string): Promise<void> {
  await cellOf(page, cell).getByRole('figure', { name: words }).waitFor();
}
async function tableHas(page: Page, rows: number): Promise<void> {
  await waitUntil(
    page,
    `document.querySelector('section[data-cell="rows"] [role="grid"]')?.getAttribute('aria-rowcount') === '${rows + 1}'`,
  );
}
async function chartOf(
  page: Page,
  cell: string,
): Promise<{ canvas: Locator; box: { x: number; y: number; width: number; height: number } }> {
  const canvas = cellOf(page, cell).locator('canvas').first();
  await canvas.waitFor();
  await canvas.scrollIntoViewIfNeeded();
  return { canvas, box: (await canvas.boundingBox())! };
}
/** Drags over shares of the plot of a chart, which is 400 pixels wide and ends 1 pixel before the canvas does. */
async function drag(page: Page, cell: string, from: number, to: number, drop = true): Promise<void> {
  const { box } = await chartOf(page, cell);
  const right = box.x + box.width;
  const at = (share: number): number => right - 403 + 400 * share;
  await page.mouse.move(at(from), box.y + 60);
  await page.mouse.down();
  await page.mouse.move(at((from + to) / 2), box.y + 64, { steps: 3 });
  await page.mouse.move(at(to), box.y + 66, { steps: 3 });
  if (drop) await page.mouse.up();
}

describe('linked charts', () => {
  it('filter each other and a table while a brush moves, and say so in the text once it is done', async () => {
    const { page, problems, close } = await open(linked());
    await tableHas(page, 400);
    await drag(page, 'by_age', 0.3, 0.45, false);
    await leftIn(page, 'by_group', '100 rows of 400 selected');
    await tableHas(page, 100);
    await leftIn(page, 'by_age', '400 rows of 400 selected');
    await page.mouse.up();
    await cellOf(page, 'by_age').getByText('Selected: age 30 to under 40').waitFor();
    await cellOf(page, 'picks').getByText('100 of 400 rows of people').waitFor();

    const bars = await chartOf(page, 'by_group');
    await page.mouse.click(bars.box.x + bars.box.width - 380, bars.box.y + bars.box.height * 0.35);
    await cellOf(page, 'by_group').getByText('Selected: group a').waitFor();
    await tableHas(page, 60);
    await leftIn(page, 'by_age', '240 rows of 400 selected');

    await cellOf(page, 'picks').getByRole('button', { name: 'Remove age 30 to under 40' }).click();
    await tableHas(page, 240);
    await page.keyboard.press('Control+z');
    await tableHas(page, 60);
    await page.keyboard.press('Control+z');
    await tableHas(page, 100);
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await waitUntil(page, `matchMedia('(prefers-color-scheme: dark)').matches`);
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(problems).toEqual([]);
    await close();
  });

  it('do the same by keyboard', async () => {
    const { page, close } = await open(linked());
    await cellOf(page, 'by_age').locator('canvas').first().waitFor();
    await cellOf(page, 'by_age').getByRole('button', { name: 'Select in by_age' }).focus();
    await page.keyboard.press('Enter');
    await waitUntil(page, `document.activeElement?.getAttribute('type') === 'text'`);
    await page.keyboard.type('30');
    await page.keyboard.press('Tab');
    await page.keyboard.type('20');
    await page.keyboard.press('Tab');
    await cellOf(page, 'by_age').getByRole('alert').getByText('From has to be below to.').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('40');
    await page.keyboard.press('Enter');
    await tableHas(page, 100);
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await waitUntil(page, `matchMedia('(prefers-color-scheme: dark)').matches`);
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.keyboard.press('Escape');
    await cellOf(page, 'by_age').getByRole('button', { name: 'Clear what by_age selects' }).focus();
    await page.keyboard.press('Enter');
    await tableHas(page, 400);

    await cellOf(page, 'by_group').getByRole('button', { name: 'Select in by_group' }).focus();
    await page.keyboard.press('Enter');
    await cellOf(page, 'by_group').getByRole('checkbox', { name: 'a' }).waitFor();
    await waitUntil(page, `document.activeElement?.getAttribute('type') === 'checkbox'`);
    await page.keyboard.press('Space');
    await tableHas(page, 240);
    await close();
  });

  it('let a brush move, grow and go', async () => {
    const { page, close } = await open(linked());
    await drag(page, 'by_age', 0.05, 0.2);
    await tableHas(page, 100);
    await drag(page, 'by_age', 0.12, 0.37);
    await cellOf(page, 'by_age').getByText('Selected: age 30 to under 40').waitFor();
    await drag(page, 'by_age', 0.5, 0.75);
    await cellOf(page, 'by_age').getByText('Selected: age 30 to under 50').waitFor();
    await tableHas(page, 200);
    await page.keyboard.press('Escape');
    await tableHas(page, 400);
    await close();
  });

  it('are linked by the first brush in edit mode, as one step', async () => {
    const text = notebookOf('# People', data, fence('chart', 'by_age', `data: people\n${ages}`), fence('table', 'rows', 'data: people'));
    const { page, close } = await open(text);
    await drag(page, 'by_age', 0.3, 0.45);
    expect(await page.locator('section[data-cell="picks"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await drag(page, 'by_age', 0.3, 0.45);
    await tableHas(page, 100);
    await cellOf(page, 'picks').getByText('100 of 400 rows of people').waitFor();
    await page.keyboard.press('Control+z');
    await tableHas(page, 400);
    expect(await page.locator('section[data-cell="picks"]').count()).toBe(0);
    await close();
  });
});

describe('a selection', () => {
  it('of a cell of a confusion matrix shows these rows, by mouse and by keyboard', async () => {
    const { page, close } = await open(linked());
    const matrix = cellOf(page, 'confused').getByRole('grid');
    await matrix.getByRole('gridcell', { name: '34, yes as no' }).click();
    await tableHas(page, 34);
    await matrix.getByRole('gridcell', { selected: true }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Space');
    await tableHas(page, 266);
    await page.keyboard.press('Escape');
    await tableHas(page, 400);
    await cellOf(page, 'confused').getByRole('button', { name: 'Select all mistakes' }).click();
    await tableHas(page, 100);
    await close();
  });

  it('comes along in a link, becomes a slice and a slice of metrics, and each is one step', async () => {
    const { page, close } = await open(linked('\nclauses: {by_age: {age: {from: 30, below: 40}}, gone: {group: [b]}}'));
    await tableHas(page, 40);
    await cellOf(page, 'picks').getByText('gone is no cell of this notebook').waitFor();
    await cellOf(page, 'picks').getByRole('button', { name: 'Remove it' }).click();
    await tableHas(page, 100);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await cellOf(page, 'picks').getByRole('button', { name: 'Make a slice' }).click();
    await waitForState(page, 'picked', 'done');
    await cellOf(page, 'picks').getByRole('button', { name: 'Add to quality' }).click();
    await cellOf(page, 'quality').getByRole('button', { name: 'age 30 to under 40' }).waitFor();
    await page.keyboard.press('Control+z');
    await cellOf(page, 'quality').getByRole('button', { name: 'age 30 to under 40' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await page.locator('section[data-cell="picked"]').waitFor({ state: 'detached' });
    await tableHas(page, 100);
    await close();
  });

  it('that is broken says how, in place', async () => {
    const { page, close } = await open(linked('\nclauses: {by_age: {agee: {from: 30, to: 20}}}'));
    await waitForState(page, 'picks', 'failed');
    await cellOf(page, 'picks').getByText('from 30 is above to 20, so no row is selected').waitFor();
    await close();
    const other = await open(linked('\nclauses: {by_age: {agee: [1]}}'));
    await waitForState(other.page, 'rows', 'failed');
    await cellOf(other.page, 'rows').getByText('picks selects by agee, and people has no such column').waitFor();
    await other.close();
  });
});
