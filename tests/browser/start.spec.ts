import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf } from '../start/tables.ts';
import { axeViolations } from './axe.ts';
import { cellOf, statesOf, waitForState, waitUntil } from './cells.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

const file = (name: string, text: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text),
});

const log = csvOf('label,really,score,region', 300, (at, uniform) => {
  const really = uniform() < 0.4;
  const score = ((really ? 0.35 : 0.05) + 0.6 * uniform()).toFixed(3);
  return [uniform() < 0.5 ? 'a' : 'b', really ? 'yes' : 'no', score, ['north', 'south'][at % 2]!];
});

/** Drops files on the page as a hand does. */
async function drop(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  const transfer = await page.evaluateHandle((contents) => {
    const data = new DataTransfer();
    for (const [name, text] of Object.entries(contents)) data.items.add(new File([text], name));
    return data;
  }, files);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Waits until every cell has ended, and gives those that are not done. */
async function unfinished(page: Page): Promise<readonly string[]> {
  const idle = `document.querySelectorAll('section[data-cell]').length > 3 && [...document.querySelectorAll('section[data-cell]')].every((cell) => !['queued', 'running'].includes(cell.dataset.state))`;
  await waitUntil(page, idle, 60_000);
  return Object.entries(await statesOf(page)).flatMap(([cell, state]) => (state === 'done' ? [] : [`${cell} ${state}`]));
}

describe('a dropped file', () => {
  it('becomes a notebook whose cells are all done, with its columns in a form, and goes again in one step', async () => {
    const { page, problems, close } = await workbench.open('/');
    await drop(page, { 'churn log.csv': log });
    await waitForState(page, 'gate', 'done');
    expect(await unfinished(page)).toEqual([]);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Churn log');
    const columns = page.getByRole('table', { name: 'Columns of churn_log' });
    await columns.getByLabel('Role of label').waitFor();
    expect(await columns.getByLabel('Role of score').inputValue()).toBe('score');
    await page.getByRole('button', { name: /^Undo/ }).first().click();
    await waitUntil(page, `document.querySelectorAll('section[data-cell]').length === 0`);
    expect(problems).toEqual([]);
    await close();
  });

  it('is chosen by keyboard alone', async () => {
    const { page, close } = await workbench.open('/');
    const asked = page.waitForEvent('filechooser');
    const choose = page.getByRole('button', { name: 'Choose files…' });
    for (let step = 0; step < 20 && !(await choose.evaluate((own) => own === document.activeElement)); step++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await (await asked).setFiles([file('log.csv', log)]);
    await waitForState(page, 'gate', 'done');
    await close();
  });

  it('goes below what an open notebook holds, under names that are free', async () => {
    const { page, close } = await workbench.open('/');
    await drop(page, { 'log.csv': log });
    await waitForState(page, 'gate', 'done');
    await drop(page, { 'other.csv': log });
    await waitForState(page, 'gate_2', 'done');
    expect(await unfinished(page)).toEqual([]);
    expect(Object.keys(await statesOf(page))).toEqual(expect.arrayContaining(['log', 'quality', 'other', 'quality_2']));
    await page.getByRole('button', { name: /^Undo/ }).first().click();
    await waitUntil(page, `document.querySelector('section[data-cell="other"]') === null`);
    await waitForState(page, 'gate', 'done');
    await close();
  });
});

describe('files of the wrong kind', () => {
  it('are each refused in one sentence, and the others go on', async () => {
    const { page, problems, close } = await workbench.open('/');
    await page
      .locator('input[type="file"]')
      .first()
      .setInputFiles([
        file('paper.pdf', '%PDF-1.7 …'),
        file('setup.exe', 'MZ\u0000\u0003\u0000\u0004'),
        file('empty.csv', ''),
        file('page.csv', '<!doctype html><title>Not found</title>'),
        file('log.csv', log),
      ]);
    await waitForState(page, 'gate', 'done');
    const said = page.getByRole('alert', { name: 'Files that could not be used' });
    const sentences = (await said.innerText()).split('\n').filter((line) => line.includes('.'));
    expect(sentences).toHaveLength(4);
    expect(sentences[0]).toContain('paper.pdf is a PDF document, not a table');
    expect(sentences[1]).toContain('setup.exe');
    expect(sentences[2]).toContain('empty.csv is empty');
    expect(sentences[3]).toContain('page.csv is a web page or XML');
    expect(await axeViolations(page)).toEqual([]);
    await said.getByRole('button', { name: 'Close' }).click();
    expect(await said.count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it('leave the home page where none is a table', async () => {
    const { page, close } = await workbench.open('/');
    await drop(page, { 'empty.csv': '' });
    await page.getByText('empty.csv is empty.').waitFor();
    expect(await page.getByRole('button', { name: 'Choose files…' }).isVisible()).toBe(true);
    await close();
  });
});

describe('the table of what was inferred', () => {
  it('takes another label, writes the notebook anew from it, and both are steps that can be undone', async () => {
    const { page, problems, close } = await workbench.open('/');
    await drop(page, { 'log.csv': log });
    await waitForState(page, 'gate', 'done');
    const role = page.getByLabel('Role of really');
    await role.selectOption('label');
    await waitUntil(page, `document.querySelector('[aria-label="Role of label"]').value === 'none'`);
    await page.getByRole('button', { name: 'Write the notebook anew' }).click();
    await page.getByText('the class to find').filter({ hasText: 'really' }).waitFor();
    expect(await unfinished(page)).toEqual([]);
    await page.getByRole('button', { name: /^Undo/ }).first().click();
    await page.getByText('the class to find').filter({ hasText: 'label' }).waitFor();
    await page.getByRole('button', { name: /^Undo/ }).first().click();
    await waitUntil(page, `document.querySelector('[aria-label="Role of label"]').value === 'label'`);
    expect(problems).toEqual([]);
    await close();
  });

  it('leaves a notebook alone in which other cells were changed', async () => {
    const { page, close } = await workbench.open('/');
    await drop(page, { 'log.csv': log });
    await waitForState(page, 'gate', 'done');
    const anew = page.getByRole('button', { name: 'Write the notebook anew' });
    await anew.waitFor();
    await cellOf(page, 'threshold').getByRole('slider').focus();
    await page.keyboard.press('ArrowRight');
    await waitUntil(page, `[...document.querySelectorAll('button')].every((own) => own.textContent !== 'Write the notebook anew')`);
    await close();
  });

  it.each([false, true])('has nothing against it by axe, as the home page; dark: %s', async (dark) => {
    const { page, close } = await workbench.open('/', { dark });
    expect(await axeViolations(page)).toEqual([]);
    await drop(page, { 'log.csv': log });
    await waitForState(page, 'gate', 'done');
    await page.getByLabel('Role of label').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await close();
  });

  it('of 10,000 columns is found through by name, and does not hang', async () => {
    const { page, problems, close } = await workbench.open('/');
    const names = Array.from({ length: 9_998 }, (_, at) => `x${at}`);
    const rows = Array.from({ length: 40 }, (_, row) =>
      [row % 2, (row * 7) % 13, ...names.map((_, at) => (at * 31 + row * 17) % 97)].join(','),
    );
    await drop(page, { 'wide.csv': `label,code,${names.join(',')}\n${rows.join('\n')}\n` });
    await page.getByLabel('Role of label').waitFor({ timeout: 60_000 });
    await page.getByRole('searchbox', { name: 'Find a column' }).fill('x9997');
    await page.getByLabel('Role of x9997').waitFor();
    expect(await page.getByRole('table', { name: 'Columns of wide' }).getByRole('row').count()).toBe(2);
    expect(problems).toEqual([]);
    await close();
  });
});
