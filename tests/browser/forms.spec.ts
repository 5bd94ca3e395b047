import type { Locator, Page } from 'playwright-core';
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
  'label,score,group\n' +
  Array.from({ length: 80 }, (_, row) => `${row % 3 === 0 ? 'yes' : 'no'},${((row * 37) % 100) / 100},${row % 2 === 0 ? 'a' : 'b'}`).join(
    '\n',
  ) +
  '\n';
const log = (roles: string): string => `\`\`\`yaml data log\nsource: log.csv\n${roles}\`\`\`\n`;
const cell = (kind: string, name: string, body: string): string => `\`\`\`yaml ${kind} ${name}\n${body}\`\`\`\n`;

/** Opens a notebook over the rows, in edit mode. */
async function openWith(
  cells: string,
  last: string,
  state: string,
  { head = 'label,score,group', ...view }: View & { readonly head?: string } = {},
): Promise<OpenPage> {
  const opened = await workbench.open(
    `/#nb=${encodeLink(`# Forms\n\n${log(head.startsWith('label') ? 'roles: {label: label, score: score}\npositive: "yes"\n' : '')}\n${cells}`)}`,
    view,
  );
  const { page } = opened;
  await page
    .locator('section[data-cell="log"] input[type="file"]')
    .setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.replace('label,score,group', head)) });
  await waitForState(page, 'log', 'done');
  await waitForState(page, last, state);
  await cellOf(page, last).focus();
  return opened;
}
const form = (page: Page, name: string): Locator => page.getByRole('form', { name: `Form of ${name}` });
const source = (page: Page, name: string): Promise<string> =>
  page.evaluate<string>(`[...document.querySelectorAll('[data-cell="${name}"] .cm-line')].map((line) => line.textContent).join('\\n')`);
async function waitForSource(page: Page, name: string, text: string): Promise<void> {
  const end = Date.now() + 10_000;
  while ((await source(page, name)) !== text) {
    if (Date.now() > end) expect(await source(page, name)).toBe(text);
    await page.waitForTimeout(25);
  }
}

/** Turns the wheel over the open list until an option is in view, and takes it. */
async function scrollTo(page: Page, option: Locator): Promise<void> {
  await page.getByRole('option').first().hover();
  for (let turn = 0; turn < 60 && (await option.count()) === 0; turn++) {
    await page.mouse.wheel(0, 160);
    await page.waitForTimeout(20);
  }
  await option.click();
}

describe('the form of a cell', () => {
  it('builds a metrics cell from nothing by mouse alone, in step with its YAML', async () => {
    const { page, problems, close } = await openWith(cell('metrics', 'quality', ''), 'quality', 'failed');
    await page.keyboard.press('Enter');
    await form(page, 'quality').getByRole('combobox', { name: 'Data' }).click();
    await page.getByRole('option', { name: /^log 80 rows/ }).click();
    await waitForState(page, 'quality', 'done');
    for (const metric of ['roc_auc', 'recall']) {
      await form(page, 'quality').getByRole('combobox', { name: 'Add to metrics' }).click();
      await scrollTo(
        page,
        page
          .getByRole('option', { name: metric, exact: false })
          .filter({ hasText: new RegExp(`^${metric}\\b`) })
          .first(),
      );
    }
    await form(page, 'quality').getByRole('combobox', { name: 'Add to slices' }).click();
    await page.getByRole('option', { name: /^group/ }).click();
    await waitForSource(page, 'quality', 'data: log\nmetrics: [roc_auc, recall]\nby: [group]');
    await cellOf(page, 'quality').locator('table').getByText('a', { exact: true }).first().waitFor();
    await form(page, 'quality').getByRole('button', { name: 'Remove recall' }).click();
    await waitForSource(page, 'quality', 'data: log\nmetrics: [roc_auc]\nby: [group]');
    await page.getByRole('button', { name: /^Undo.*Set metrics of quality/ }).click();
    await waitForSource(page, 'quality', 'data: log\nmetrics: [roc_auc, recall]\nby: [group]');
    expect(problems).toEqual([]);
    await close();
  });

  it('builds one by keyboard alone, says what is wrong with an expression, and how many rows it chooses', async () => {
    const { page, problems, close } = await openWith(cell('metrics', 'quality', 'data: log\n'), 'quality', 'done');
    await page.keyboard.press('Enter');
    await page.locator('.cm-content').waitFor();
    await cellOf(page, 'quality').getByRole('radio', { name: 'Both' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.locator('.cm-content').waitFor({ state: 'detached' });
    for (const name of ['Form', 'Run Ctrl ↵', 'More for quality']) {
      await waitUntil(
        page,
        `document.activeElement.textContent.trim() === '${name}' || document.activeElement.getAttribute('aria-label') === '${name}'`,
      );
      await page.keyboard.press('Tab');
    }
    await waitUntil(page, `document.activeElement.id === 'quality-data'`);
    await page.keyboard.press('Tab');
    await page.keyboard.type('roc_a');
    await page.keyboard.press('Enter');
    await page.keyboard.type('average_prec');
    await page.keyboard.press('Enter');
    await form(page, 'quality').getByRole('button', { name: 'Remove average_precision' }).waitFor();
    await page.keyboard.press('Backspace');
    await form(page, 'quality').getByRole('button', { name: 'Remove average_precision' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.keyboard.type('0.25');
    await page.keyboard.press('Tab');
    await page.keyboard.type('rows where');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await waitUntil(page, `document.activeElement.getAttribute('aria-label') === 'Name of the slice'`);
    await page.keyboard.type('only a');
    await page.keyboard.press('Tab');
    await page.keyboard.type('d.gruop == "a"');
    const slice = form(page, 'quality').getByRole('group', { name: 'Slice only a' });
    await slice.getByText('No column gruop. The nearest name is group.').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await slice.getByText('40 of 80 rows match').waitFor();
    await waitForState(page, 'quality', 'done');
    await page.keyboard.press('Escape');
    await waitUntil(page, `document.activeElement.dataset.cell === 'quality'`);
    await page.keyboard.press('Enter');
    await cellOf(page, 'quality').getByRole('radio', { name: 'YAML' }).click();
    await waitForSource(
      page,
      'quality',
      'data: log\nmetrics: [roc_auc]\nthreshold: 0.25\nby:\n  - {name: only a, where: \'d.group == "a"\'}',
    );
    expect(problems).toEqual([]);
    await close();
  });

  it('follows the YAML, marks the field that the cursor is in, and leaves broken text alone', async () => {
    const { page, problems, close } = await openWith(
      cell('metrics', 'quality', 'data: log # the rows\nmetrics: [recall]\ncolour: red\n'),
      'quality',
      'failed',
    );
    await page.keyboard.press('Enter');
    await form(page, 'quality').getByText('Unknown key colour').waitFor();
    await form(page, 'quality').getByRole('button', { name: 'Remove the unknown key colour' }).click();
    await waitForSource(page, 'quality', 'data: log # the rows\nmetrics: [recall]');
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+End');
    await page.locator('[data-field="metrics"].current').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type(', precision');
    await form(page, 'quality').getByRole('button', { name: 'Remove precision' }).waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Backspace');
    await form(page, 'quality')
      .getByText(/^Line 2: the YAML breaks here/)
      .waitFor();
    expect(await source(page, 'quality')).toMatch(/^data: log # the rows\nmetrics: \[recall, precision$/);
    expect(await form(page, 'quality').locator('.fields').getAttribute('inert')).not.toBeNull();
    await page.keyboard.type(']');
    await form(page, 'quality')
      .getByText(/^Line 2/)
      .waitFor({ state: 'detached' });
    await form(page, 'quality').locator('[data-field="data"]').hover();
    await form(page, 'quality').getByRole('button', { name: 'Show data in the YAML' }).click();
    await waitUntil(page, `document.activeElement.classList.contains('cm-content') && getSelection().toString() === 'data: log'`);
    expect(problems).toEqual([]);
    await close();
  });

  it('opens on a double click, says what is wrong at its field, and repairs it there', async () => {
    const { page, problems, close } = await openWith(cell('metrics', 'quality', 'data: log\nmetrics: [recal]\n'), 'quality', 'failed');
    await page.keyboard.press('Enter');
    await page.locator('.cm-content').waitFor();
    await page.keyboard.press('Escape');
    await form(page, 'quality').waitFor({ state: 'detached' });
    await cellOf(page, 'quality')
      .getByText(/No metric recal/)
      .dblclick();
    const field = form(page, 'quality').locator('[data-field="metrics"]');
    await field.getByText('No metric recal. The nearest name is recall.').waitFor();
    await field.getByRole('button', { name: 'Change to recall' }).click();
    await waitForState(page, 'quality', 'done');
    await field.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'More for quality' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Fold the output' }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Duplicate');
    await page.keyboard.press('Enter');
    await waitForState(page, 'quality_2', 'done');
    expect(problems).toEqual([]);
    await close();
  });

  it('takes names with quotes, emoji and right-to-left text', async () => {
    const { page, problems, close } = await openWith(cell('table', 'few', 'data: log\n'), 'few', 'done', { head: 'a "b",🙂 mood,שלום' });
    await page.keyboard.press('Enter');
    for (const name of ['a "b"', '🙂 mood', 'שלום']) {
      await form(page, 'few').getByRole('combobox', { name: 'Add to columns' }).fill(name);
      await page.getByRole('option', { name }).click();
    }
    await waitForSource(page, 'few', `data: log\ncolumns: ['a "b"', "🙂 mood", שלום]`);
    await waitForState(page, 'few', 'done');
    await form(page, 'few').getByRole('textbox', { name: 'Rows where' }).fill('d["שלום"] == "a"');
    await form(page, 'few').getByText('40 of 80 rows match').waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('takes a rule to today’s level, and gives every number its bounds', async () => {
    const cells = `${cell('metrics', 'quality', 'data: log\nmetrics: [roc_auc]\nby: [group]\n')}\n${cell('check', 'gate', 'data: quality\nrules:\n  - {metric: roc_auc, expect: d.value > 0.99}\n')}`;
    const { page, problems, close } = await openWith(cells, 'gate', 'done');
    await page.keyboard.press('Enter');
    await form(page, 'gate').getByText('0 of 1 number as expected').waitFor();
    await form(page, 'gate')
      .getByRole('button', { name: /^At today’s level/ })
      .click();
    await form(page, 'gate').getByText('1 of 1 number as expected').waitFor();
    await page.keyboard.press('Escape');
    await cellOf(page, 'quality').focus();
    await page.keyboard.press('Enter');
    const level = form(page, 'quality').getByRole('textbox', { name: 'Level' });
    await level.fill('120%');
    await form(page, 'quality').getByText('Write a number between 0 and 1.').waitFor();
    await level.fill('90');
    await waitForSource(page, 'quality', 'data: log\nmetrics: [roc_auc]\nby: [group]\ninterval: {level: 0.9}');
    expect(problems).toEqual([]);
    await close();
  });

  it.each([
    { width: 1440, dark: false },
    { width: 1440, dark: true },
    { width: 390, dark: false },
    { width: 390, dark: true },
  ])('passes axe at $width wide, dark $dark', async (view) => {
    const body =
      'data: log\nmetrics: [roc_auc, {fbeta: {beta: 2}}]\nthreshold: 0.5\nby:\n  - group\n  - {name: a, where: d.gruop == 1}\ninterval: {level: 0.9}\n';
    const { page, problems, close } = await openWith(cell('metrics', 'quality', body), 'quality', 'failed', { ...view, height: 900 });
    await page.keyboard.press('Enter');
    await cellOf(page, 'quality').getByRole('radio', { name: 'Both' }).click();
    await form(page, 'quality')
      .getByText(/No column gruop/)
      .first()
      .waitFor();
    await form(page, 'quality')
      .getByRole('button', { name: /more settings$/ })
      .click();
    expect(await axeViolations(page)).toEqual([]);
    await form(page, 'quality').getByRole('combobox', { name: 'Add to metrics' }).click();
    await page.getByRole('option').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(view.width);
    expect(problems).toEqual([]);
    await close();
  });
});
