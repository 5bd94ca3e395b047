import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './axe.ts';
import { cellOf, statesOf, waitForState, waitUntil } from './cells.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

/** Opens a bundled notebook and waits for its last cell. */
async function open(name: string, last: string, view: Parameters<Workbench['open']>[1] = {}): ReturnType<Workbench['open']> {
  const opened = await workbench.open(`/#sample=${name}`, view);
  await waitForState(opened.page, last, 'done');
  return opened;
}

describe.each([
  { name: 'mortgage', last: 'known_gap', title: 'Who is turned down for a mortgage?', checks: 7 },
  { name: 'digits', last: 'gate', title: 'Which digits does it misread?', checks: 3 },
  { name: 'credit', last: 'gate', title: 'Where to stop lending', checks: 3 },
  { name: 'ames', last: 'gate', title: 'What is a house worth?', checks: 2 },
  { name: 'log-only', last: 'gate', title: /predictions/i, checks: 11 },
])('$name', ({ name, last, title, checks }) => {
  it('runs to the end on wasm, passes its checks, and asks nobody else', async () => {
    const { page, problems, close } = await open(name, last);
    const states = await statesOf(page);
    expect(Object.keys(states).length).toBeGreaterThan(3);
    expect(new Set(Object.values(states))).toEqual(new Set(['done']));
    expect(await page.title()).toMatch(title);
    expect(await page.locator('section[data-kind="check"] li .row.pass').count()).toBe(checks);
    expect(await page.getByText(/no value/).count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it.each([
    { width: 1440, dark: false },
    { width: 1440, dark: true },
    { width: 390, dark: false },
    { width: 390, dark: true },
  ])('has nothing for axe to find at $width pixels, dark: $dark', async ({ width, dark }) => {
    const { page, problems, close } = await open(name, last, { width, dark });
    expect(await axeViolations(page)).toEqual([]);
    await page.locator(width < 700 ? 'nav[aria-label="Views"] >> text=Source' : '.modes >> text=Edit').click();
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('the page', () => {
  it('lists the bundled notebooks, and axe finds nothing', async () => {
    const { page, problems, close } = await workbench.open('/');
    expect(await page.locator('a.sample').count()).toBe(5);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByText('Who is turned down for a mortgage?').click();
    await waitForState(page, 'quality', 'done');
    expect(problems).toEqual([]);
    await close();
  });

  it('moves numbers, charts and the text with a slider, and takes it back', async () => {
    const { page, problems, close } = await open('mortgage', 'known_gap');
    const recall = cellOf(page, 'quality').locator('tbody tr').first();
    const before = await recall.innerText();
    const key = await cellOf(page, 'turned_down').getAttribute('data-key');
    await page.getByRole('slider', { name: 'Threshold' }).focus();
    await page.keyboard.press('ArrowRight');
    await waitUntil(page, `document.querySelector('[data-cell="turned_down"]').dataset.key !== ${JSON.stringify(key)}`);
    await waitUntil(page, `document.querySelector('.prose').innerText.includes('0.16')`);
    expect(await recall.innerText()).not.toBe(before);
    await page.keyboard.press('Escape');
    await cellOf(page, 'quality').focus();
    await page.keyboard.press('z');
    await waitUntil(page, `document.querySelector('[data-cell="turned_down"]').dataset.key === ${JSON.stringify(key)}`);
    expect(await recall.innerText()).toBe(before);
    expect(problems).toEqual([]);
    await close();
  });

  it('moves the chosen threshold with the price of a bad loan', async () => {
    const { page, problems, close } = await open('credit', 'gate');
    const chosen = cellOf(page, 'cut').locator('tr.chosen button').first();
    const before = await chosen.innerText();
    await page.getByRole('slider', { name: /bad loan costs/ }).focus();
    await page.keyboard.press('End');
    await waitUntil(
      page,
      `(document.querySelector('[data-cell="cut"] tr.chosen button')?.innerText ?? ${JSON.stringify(before)}) !== ${JSON.stringify(before)}`,
    );
    expect(Number.parseFloat(await chosen.innerText())).toBeLessThan(Number.parseFloat(before));
    expect(problems).toEqual([]);
    await close();
  });

  it('keeps the working of a number open on a click, and shows the rows behind it by keyboard', async () => {
    const { page, problems, close } = await open('credit', 'gate');
    const number = cellOf(page, 'quality').locator('tr.all button').first();
    const focused = (text: string): Promise<void> =>
      waitUntil(page, `document.activeElement.innerText.startsWith(${JSON.stringify(text)})`);
    await number.focus();
    await page.getByRole('tooltip').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'ROC AUC' }).waitFor();
    await focused('Show 2,227 rows');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await focused('0.79');
    await page.keyboard.press('Enter');
    await focused('Show 2,227 rows');
    await page.keyboard.press('Enter');
    const rows = page.getByRole('region', { name: 'Rows of All rows' });
    await rows.getByRole('grid').waitFor();
    expect(await rows.getByRole('grid').getAttribute('aria-rowcount')).toBe('2228');
    await focused('Hide');
    await page.keyboard.press('Escape');
    await rows.waitFor({ state: 'detached' });
    await focused('0.79');
    expect(problems).toEqual([]);
    await close();
  });

  it.each(['threshold', 'calibration', 'fairness'])('offers %s, with the names of what is above it, and runs it', async (kind) => {
    const { page, problems, close } = await open('credit', 'gate');
    await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
    await cellOf(page, 'test').focus();
    await page.keyboard.press('b');
    await page.getByRole('option', { name: /^Metrics/ }).waitFor();
    await page.keyboard.type(kind);
    await page.keyboard.press('Enter');
    const cell = page.locator(`section[data-cell^="test_"][data-kind="${kind}"]`);
    await cell.locator('.cm-content').waitFor();
    const text = await cell.locator('.cm-content').innerText();
    expect(text).toContain('data: test');
    expect(text).not.toContain('{{');
    await waitForState(page, (await cell.getAttribute('data-cell'))!, 'done');
    expect(problems).toEqual([]);
    await close();
  });

  it('opens a copied link as the same notebook, changed value included', async () => {
    const { page, problems, close } = await open('mortgage', 'known_gap');
    await page.getByRole('spinbutton', { name: 'Threshold, as a number' }).fill('0.3');
    await page.keyboard.press('Enter');
    await waitUntil(page, `document.querySelector('.prose').innerText.includes('threshold of 0.3')`);
    await page.getByRole('button', { name: 'Share' }).click();
    const link = await page.getByLabel('Link', { exact: true }).inputValue();
    expect(link).toContain('#nb=1d1.');
    const second = await workbench.open(link.slice(link.indexOf('/#')));
    await waitForState(second.page, 'loans', 'needs-file');
    expect(await second.page.title()).toBe('Who is turned down for a mortgage?');
    await second.page
      .locator('input[type="file"]')
      .first()
      .setInputFiles(['notebooks/mortgage/hmda.csv', 'notebooks/mortgage/model/model.json', 'notebooks/mortgage/model/weights.bin']);
    await waitForState(second.page, 'known_gap', 'done');
    expect(await cellOf(second.page, 'quality').locator('tbody').innerText()).toBe(
      await cellOf(page, 'quality').locator('tbody').innerText(),
    );
    expect(problems).toEqual([]);
    expect(second.problems).toEqual([]);
    await second.close();
    await close();
  });
});
