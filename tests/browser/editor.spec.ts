import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLink } from '../../src/notebook/link.ts';
import { axeViolations } from './axe.ts';
import { cellOf, waitForState, waitUntil } from './cells.ts';
import { startWorkbench, type OpenPage, type View, type Workbench } from './workbench.ts';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

const rows =
  'label,score,group,kind\n' +
  Array.from(
    { length: 80 },
    (_, row) => `${row % 3 === 0 ? 'yes' : 'no'},${((row * 37) % 100) / 100},${row % 2 === 0 ? 'a' : 'b'},${row % 5 === 0 ? 'x' : 'y'}`,
  ).join('\n') +
  '\n';
const data = '```yaml data log\nsource: log.csv\nroles: {label: label, score: score, group: [group]}\npositive: "yes"\n```\n';

/** Opens a notebook with its rows, in edit mode, with the focus on a cell whose editor is open. */
async function openCell(text: string, cell: string, view: View = {}): Promise<OpenPage> {
  const opened = await workbench.open(`/#nb=${encodeLink(`# Hello.\n\n${data}\n${text}`)}`, view);
  const { page } = opened;
  await page
    .locator('section[data-cell="log"] input[type="file"]')
    .setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await waitForState(page, 'log', 'done');
  await cellOf(page, cell).focus();
  await page.keyboard.press('Enter');
  await cellOf(page, cell).locator('.cm-content:focus').waitFor();
  return opened;
}

/** The text of the open editor. */
async function source(page: Page): Promise<string> {
  return (
    await page.locator('.cm-content').evaluate((content) => [...content.querySelectorAll('.cm-line')].map((line) => line.textContent ?? ''))
  ).join('\n');
}

/** Types a beginning, waits until the list offers a name first, and takes it. */
async function take(page: Page, typed: string, offered: string, key = 'Tab'): Promise<void> {
  await page.keyboard.type(typed);
  await page
    .locator('.cm-tooltip-autocomplete li[aria-selected] .cm-completionLabel')
    .filter({ hasText: new RegExp(`^${offered}$`) })
    .waitFor();
  await page.keyboard.press(key);
}

describe('completion', () => {
  it('writes a metrics cell from nothing by keyboard alone', async () => {
    const { page, problems, close } = await openCell('```yaml metrics quality\n```\n', 'quality');
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete').waitFor();
    await page.keyboard.press('Escape');
    await take(page, 'da', 'data');
    await take(page, '', 'log', 'Enter');
    await page.keyboard.press('Enter');
    await take(page, 'metr', 'metrics');
    await page.keyboard.type('prec');
    await page.locator('.cm-completionInfo').filter({ hasText: 'TP / (TP + FP)' }).waitFor();
    await page.keyboard.press('Enter');
    await take(page, ', roc', 'roc_auc');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await take(page, 'by', 'by');
    await take(page, 'gr', 'group');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await take(page, 'pos', 'positive');
    await take(page, '', 'no');
    await waitForState(page, 'quality', 'done');
    expect(await source(page)).toBe('data: log\nmetrics: [precision, roc_auc]\nby: [group]\npositive: "no"');
    expect(problems).toEqual([]);
    await close();
  });

  it('writes a chart from Vega-Lite’s own words', async () => {
    const { page, problems, close } = await openCell('```yaml chart drawn\n```\n', 'drawn');
    await take(page, 'da', 'data');
    await take(page, '', 'log', 'Enter');
    await page.keyboard.press('Enter');
    await take(page, 'sp', 'spec');
    await page.keyboard.press('Enter');
    await take(page, 'ma', 'mark');
    await take(page, 'ba', 'bar');
    await page.keyboard.press('Enter');
    await take(page, 'enc', 'encoding');
    await page.keyboard.press('Enter');
    await take(page, 'x', 'x');
    await take(page, '{fi', 'field');
    await take(page, 'sco', 'score');
    await take(page, ', ty', 'type');
    await take(page, '', 'quantitative');
    await take(page, ', bi', 'bin');
    await take(page, 'tr', 'true');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await take(page, 'y', 'y');
    await take(page, '{agg', 'aggregate');
    await take(page, 'cou', 'count');
    await waitForState(page, 'drawn', 'done');
    expect(await source(page)).toBe(
      'data: log\nspec:\n  mark: bar\n  encoding:\n    x: {field: score, type: quantitative, bin: true}\n    y: {aggregate: count}',
    );
    expect(problems).toEqual([]);
    await close();
  });

  it('offers the values of a column in a comparison, and quotes what YAML would misread as a step of its own', async () => {
    const { page, problems, close } = await openCell('```yaml slice part\ndata: log\n```\n', 'part');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('where: d.group == "');
    await page.locator('.cm-tooltip-autocomplete .cm-completionLabel').filter({ hasText: /^b$/ }).waitFor();
    await page.keyboard.press('Escape');
    await take(page, 'b', 'b');
    await waitForState(page, 'part', 'done');
    expect(await source(page)).toContain('where: d.group == "b"');
    await page.keyboard.press('Home');
    await page.keyboard.type('# ');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('where: !(d.group == ');
    await page.keyboard.press('Escape');
    await page.keyboard.type('"b")');
    await page.keyboard.press('Enter');
    await waitUntil(page, `document.querySelector('.cm-content').innerText.includes("where: '!(d.group == ")`);
    expect(
      await page.locator('[role="status"]').filter({ hasText: 'Quoted the expression, since it begins with !.' }).count(),
    ).toBeGreaterThan(0);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await source(page)).toContain('where: !(d.group == "b")');
    expect(problems).toEqual([]);
    await close();
  });

  it('makes a cell of a fence that is typed in prose', async () => {
    const { page, problems, close } = await openCell('```yaml table t\ndata: log\n```\n', 't');
    await page.keyboard.press('Escape');
    await page.locator('section[data-block="prose-1"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('section[data-block="prose-1"] .cm-content').waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n```yaml ');
    await take(page, 'tab', 'table');
    await page.keyboard.press('Enter');
    await page.locator('section[data-cell="table_1"] .cm-content:focus').waitFor();
    expect(await cellOf(page, 'log').getAttribute('data-state')).toBe('done');
    expect(problems).toEqual([]);
    await close();
  });
});

describe('problems', () => {
  it('are said below their line and repaired by keyboard', async () => {
    const { page, problems, close } = await openCell(
      '```yaml check gate\ndata: log\nrules:\n  - expect: d.scor >= 0\n```\n\n```yaml table t\ndata: log\ncolumns: [groop]\n```\n',
      'gate',
    );
    await waitForState(page, 't', 'failed');
    await page.keyboard.press('F8');
    await cellOf(page, 't').locator('.cm-content:focus').waitFor();
    await page.locator('.cm-trouble').filter({ hasText: 'No column groop' }).waitFor();
    await page.keyboard.press('F8');
    await page.keyboard.press('Alt+Enter');
    await waitForState(page, 't', 'done');
    expect(await source(page)).toBe('data: log\ncolumns: [group]');
    expect(await page.locator('.cm-trouble').count()).toBe(0);
    await page.keyboard.press('Control+z');
    await waitForState(page, 't', 'failed');
    await page.locator('.cm-trouble').getByRole('button').click();
    await waitForState(page, 't', 'done');
    expect(problems).toEqual([]);
    await close();
  });
});

describe('the shelf', () => {
  it('builds a histogram, then grouped bars, over the same text', async () => {
    const { page, problems, close } = await openCell('```yaml chart drawn\ndata: log\nspec: {} # by hand\n```\n', 'drawn');
    const put = async (channel: string, column: string): Promise<void> => {
      await page.getByRole('combobox', { name: channel, exact: true }).focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(column);
      await page.locator('[role="option"][aria-selected="true"]').filter({ hasText: column }).waitFor();
      await page.keyboard.press('Enter');
    };
    await put('X', 'score');
    await waitForState(page, 'drawn', 'done');
    await waitUntil(page, `document.querySelector('.cm-content').innerText.includes('bin: true')`);
    expect(await page.getByRole('combobox', { name: 'Y', exact: true }).inputValue()).toBe('number of rows');
    await put('X', 'group');
    await put('Y', 'score');
    await put('Colour', 'kind');
    await waitUntil(page, `document.querySelector('.cm-content').innerText.includes('xOffset')`);
    await waitForState(page, 'drawn', 'done');
    expect(await page.getByRole('combobox', { name: 'Aggregate of y' }).inputValue()).toBe('mean');
    expect(await page.getByRole('combobox', { name: 'Mark' }).inputValue()).toBe('bar');
    expect(problems).toEqual([]);
    await close();
  });
});

describe('find and replace', () => {
  it('renames a column over all cells as one step, with a list by cell', async () => {
    const { page, problems, close } = await openCell('```yaml table t\ndata: log\ncolumns: [group, score]\n```\n', 't');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+h');
    await page.locator('input[aria-label="Find"]:focus').waitFor();
    await page.keyboard.type('score');
    await page.getByText('3 found').waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.getByText('2 of 3').waitFor();
    await cellOf(page, 'log').locator('.cm-found-now').waitFor();
    await page.getByRole('button', { name: 'List by cell' }).click();
    await page
      .getByRole('region', { name: 'Matches by cell' })
      .getByRole('button', { name: /columns:/ })
      .click();
    await page.getByText('3 of 3').waitFor();
    await cellOf(page, 't').locator('.cm-found-now').waitFor();
    await page.getByRole('textbox', { name: 'Replace with' }).fill('kind');
    await page.getByRole('button', { name: 'Replace all' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Replaced 3.').waitFor();
    await waitUntil(page, `document.querySelector('section[data-cell="t"] .cm-content').innerText.includes('[group, kind]')`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await waitUntil(page, `document.querySelector('section[data-cell="t"] .cm-content').innerText.includes('[group, score]')`);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('for everyone', () => {
  it.each([false, true])('axe finds nothing wrong with the list and with the find bar (dark: %s)', async (dark) => {
    const { page, close } = await openCell('```yaml metrics quality\ndata: log\nmetrics: [recal]\n```\n', 'quality', { dark });
    await waitForState(page, 'quality', 'failed');
    await page.locator('.cm-trouble').waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('int');
    await page.locator('.cm-completionInfo').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+h');
    await page.locator('input[aria-label="Find"]:focus').waitFor();
    await page.keyboard.type('log');
    await page.getByRole('button', { name: 'List by cell' }).click();
    expect(await axeViolations(page)).toEqual([]);
    await close();
  });
});
