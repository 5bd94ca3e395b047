import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './axe.ts';
import { cellOf, waitForState, waitUntil } from './cells.ts';
import { startWorkbench, type OpenPage, type Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

async function openSample(name: string, last: string, view = {}): Promise<OpenPage> {
  const opened = await workbench.open(`/#sample=${name}`, view);
  await waitForState(opened.page, last, 'done');
  return opened;
}

/** The id of the block that has the focus, or that holds what has it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`document.activeElement?.closest('[data-block]')?.dataset.block ?? document.activeElement?.tagName ?? ''`);
const waitForFocus = (page: Page, id: string): Promise<void> =>
  waitUntil(page, `document.activeElement?.matches('[data-block="${id}"]') === true`);
/** Names of the cells in the order of the page. */
const order = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll('section[data-cell]')].map((section) => section.dataset.cell)`);
const selected = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll('[data-block][aria-current="true"]')].map((section) => section.dataset.block)`);

/** Leaves the editor; what floats over it is closed first. */
async function leaveEditor(page: Page): Promise<void> {
  for (let press = 0; press < 3; press++) {
    await page.keyboard.press('Escape');
    if (await page.evaluate<boolean>(`document.activeElement?.matches('[data-block]') === true`)) return;
  }
}

/** Opens the palette, types, and takes what comes first. */
async function pick(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Search actions/ }).waitFor();
  await page.keyboard.type(typed);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: /^Search actions/ }).waitFor({ state: 'detached' });
}

describe('a whole session by keyboard', () => {
  it('opens, inserts, edits, runs, moves, copies into another notebook, and takes it back', async () => {
    const { page, problems, close } = await workbench.open('/');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: workbench.address });
    await page.getByText('Where to stop lending').first().waitFor();
    for (let tabs = 0; tabs < 60; tabs++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate<boolean>(`document.activeElement.textContent.includes('Where to stop lending')`)) break;
    }
    await page.keyboard.press('Enter');
    await waitForState(page, 'gate', 'done');

    await pick(page, 'edit');
    await page.getByRole('button', { name: 'Edit', exact: true, pressed: true }).first().waitFor();
    await pick(page, 'quality');
    await waitForFocus(page, 'quality');

    await page.keyboard.press('b');
    await page.getByRole('option', { name: /^Check hold quality at today’s level/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await waitForState(page, 'quality_check', 'done');
    await waitUntil(page, `document.activeElement?.closest('[data-cell="quality_check"] .cm-content') !== null`);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.keyboard.type(' # by hand');
    await page.keyboard.press('Control+Enter');
    await waitUntil(page, `document.activeElement?.textContent.includes('# by hand') === true`);
    await waitForState(page, 'quality_check', 'done');
    await leaveEditor(page);
    await waitForFocus(page, 'quality_check');

    await page.keyboard.press('Alt+ArrowUp');
    await waitForState(page, 'quality_check', 'failed');
    expect(await page.locator('p.said').innerText()).toBe('quality_check reads quality, which now stands below it. Z takes the move back.');
    await waitForFocus(page, 'quality_check');
    await page.keyboard.press('z');
    await waitForState(page, 'quality_check', 'done');
    await waitForFocus(page, 'quality_check');

    await page.keyboard.press('Shift+K');
    expect(await selected(page)).toEqual(['quality', 'quality_check']);
    await page.keyboard.press('Control+c');
    await waitUntil(page, `document.querySelector('p.said').textContent === 'Copied 2 blocks.'`);

    await page.evaluate(`location.hash = '#sample=log-only'`);
    await waitUntil(page, `document.title.startsWith('A log of predictions')`);
    // What took long in the other notebook on a busy machine would wait here.
    await page.keyboard.press('Control+Shift+R');
    await waitForState(page, 'gate', 'done');
    await pick(page, 'edit');
    const before = await order(page);
    await page.keyboard.press('j');
    await page.keyboard.press('End');
    await page.keyboard.press('Control+v');
    await page.locator('section[data-cell="quality_check"]').waitFor();
    expect(await order(page)).toEqual([...before, 'quality_2', 'quality_check']);
    expect(await selected(page)).toEqual(['quality_2', 'quality_check']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('[data-cell="quality_check"] .cm-content').waitFor();
    expect(await page.locator('[data-cell="quality_check"] .cm-content').innerText()).toContain('data: quality_2');
    await leaveEditor(page);
    await waitForFocus(page, 'quality_check');
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    await page.locator('section[data-cell="quality_check"]').waitFor({ state: 'detached' });
    await waitForFocus(page, 'quality_2');
    await page.keyboard.press('z');
    await page.locator('section[data-cell="quality_check"]').waitFor();
    await page.keyboard.press('z');
    await page.locator('section[data-cell="quality_2"]').waitFor({ state: 'detached' });
    expect(await order(page)).toEqual(before);

    await page.keyboard.press('Escape');
    await pick(page, 'gate');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys and actions' }).waitFor();
    await page.keyboard.type('stop');
    await waitUntil(page, `document.querySelectorAll('dialog dt').length === 1`);
    expect(await page.locator('dialog dl').innerText()).toMatch(/^Stop\s/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await waitForFocus(page, 'gate');
    expect(problems).toEqual([]);
    await close();
  });
});

it('cuts and pastes by letters, and writes text', async () => {
  const { page, problems, close } = await openSample('log-only', 'gate');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: workbench.address });
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
  const before = await order(page);
  await cellOf(page, 'by_fold').focus();
  await page.keyboard.press('x');
  await cellOf(page, 'by_fold').waitFor({ state: 'detached' });
  await cellOf(page, 'gate').focus();
  await page.keyboard.press('v');
  await waitForFocus(page, 'by_fold');
  expect((await order(page)).slice(-2)).toEqual(['gate', 'by_fold']);
  await page.keyboard.press('m');
  await waitUntil(page, `document.activeElement?.classList.contains('cm-content') === true`);
  await page.keyboard.type('Typed by hand.');
  await leaveEditor(page);
  await page.locator('p').getByText('Typed by hand.').waitFor();
  expect(await focused(page)).toMatch(/^prose-/);
  for (let step = 0; step < 8; step++) await page.keyboard.press('z');
  await waitUntil(page, `document.querySelector('[data-cell="by_fold"]') !== null`);
  expect(await order(page)).toEqual(before);
  expect(problems).toEqual([]);
  await close();
});

it('leaves letters alone once they are switched off, here and after a reload', async () => {
  const { page, problems, close } = await openSample('log-only', 'gate');
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: /^Single letters/ }).uncheck();
  await page.getByRole('button', { name: 'Close' }).click();
  await cellOf(page, 'jobs').focus();
  await page.keyboard.press('j');
  await waitForFocus(page, 'jobs');
  await page.keyboard.press('ArrowDown');
  await waitUntil(page, `document.activeElement?.matches('[data-block^="prose-"]') === true`);
  await page.reload();
  await waitForState(page, 'gate', 'done');
  await cellOf(page, 'jobs').focus();
  await page.keyboard.press('j');
  await waitForFocus(page, 'jobs');
  expect(problems).toEqual([]);
  await close();
});

it('shows the table of a chart and folds an output by a letter', async () => {
  const { page, problems, close } = await openSample('log-only', 'gate');
  await cellOf(page, 'by_fold').focus();
  await page.keyboard.press('t');
  await cellOf(page, 'by_fold').getByRole('region', { name: 'Rows of by_fold' }).waitFor();
  await page.keyboard.press('o');
  await cellOf(page, 'by_fold').getByText('folded').waitFor();
  await page.keyboard.press('o');
  await cellOf(page, 'by_fold').getByText('folded').waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  await close();
});

it('selects by mouse with Shift and Control, and reaches only the selected block by Tab', async () => {
  const { page, problems, close } = await openSample('log-only', 'gate');
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
  await page.getByRole('heading', { name: 'Checks' }).click();
  await page.getByRole('heading', { name: 'Can the probabilities be used?' }).click({ modifiers: ['Shift'] });
  expect(await selected(page)).toHaveLength(3);
  await page.getByRole('heading', { name: 'What to conclude' }).click({ modifiers: ['Control'] });
  expect(await selected(page)).toHaveLength(4);
  expect(await page.evaluate<string>('getSelection().toString()')).toBe('');
  await page.getByRole('heading', { name: 'What to conclude' }).click();
  expect(await selected(page)).toEqual([]);
  expect(await page.locator('[data-block][tabindex="0"]').count()).toBe(1);
  expect(problems).toEqual([]);
  await close();
});

it('moves a cell by its handle, and lets go on Escape', async () => {
  const { page, problems, close } = await openSample('log-only', 'gate', { height: 2400 });
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
  const before = await order(page);
  const grip = cellOf(page, 'trust').locator('[data-grip]');
  const drag = async (): Promise<void> => {
    await cellOf(page, 'trust').scrollIntoViewIfNeeded();
    await cellOf(page, 'trust').hover({ position: { x: 300, y: 10 } });
    const from = (await grip.boundingBox())!;
    await page.mouse.move(from.x + 8, from.y + 12);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y - 30, { steps: 4 });
    const to = (await cellOf(page, 'mistakes').boundingBox())!;
    await page.mouse.move(from.x + 8, to.y + 4, { steps: 8 });
  };
  await drag();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await order(page)).toEqual(before);
  await drag();
  await page.mouse.up();
  await waitForFocus(page, 'trust');
  const after = await order(page);
  expect(after.indexOf('trust')).toBeLessThan(after.indexOf('mistakes'));
  expect(after.toSorted()).toEqual(before.toSorted());
  await page.keyboard.press('z');
  await waitUntil(
    page,
    `[...document.querySelectorAll('section[data-cell]')].map((section) => section.dataset.cell).join() === '${before.join()}'`,
  );
  expect(problems).toEqual([]);
  await close();
});

describe.each([
  [1440, false],
  [1440, true],
  [390, false],
  [390, true],
] as const)('at %i px, dark: %s', (width, dark) => {
  it('the insert menu, the palette and the help are clean', async () => {
    const { page, problems, close } = await openSample('log-only', 'gate', { width, height: width === 390 ? 844 : 900, dark });
    await cellOf(page, 'quality').focus();
    await page.keyboard.press('e');
    await page.keyboard.press('Escape');
    await waitForFocus(page, 'quality');
    await page.keyboard.press('b');
    await page.getByRole('option', { name: /^Chart/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: /^Slice/ }).waitFor();
    await page.keyboard.press('Escape');
    await waitForFocus(page, 'quality');
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.type('VF');
    await page.getByRole('option', { name: /^VF/ }).click();
    await page.getByRole('combobox').waitFor({ state: 'detached' });
    await waitForFocus(page, 'jobs');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys and actions' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });
});
