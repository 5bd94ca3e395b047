import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLink } from '../../src/notebook/link.ts';
import { axeViolations } from './axe.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

const csv = `id,label,score\n${Array.from({ length: 400 }, (_, row) => `${row},${(row * 7) % 10 < 4 + (row % 3) ? 'yes' : 'no'},${((row * 7919) % 1000) / 1000}`).join('\n')}\n`;
const text = `# Loans

Recall is {{ quality.recall }}.

\`\`\`yaml data loans
source: loans.csv
roles: {label: label, score: score}
positive: "yes"
\`\`\`

\`\`\`yaml metrics quality
data: loans
metrics: [roc_auc, recall]
interval: {replicates: 100, seed: 1}
\`\`\`

\`\`\`yaml chart bars
data: quality
spec: {mark: bar, encoding: {x: {field: metric}, y: {field: value, type: quantitative}}}
\`\`\`
`;
let workbench: Workbench;

beforeAll(async () => {
  workbench = await startWorkbench();
}, 60_000);
afterAll(() => workbench.close());

const give = (page: Page, content: string): Promise<void> =>
  page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'loans.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
const state = (page: Page, cell: string, wanted: string): Promise<void> =>
  page.locator(`section[data-cell="${cell}"][data-state="${wanted}"]`).waitFor({ timeout: 30_000 });
const numbers = (page: Page): Promise<string> => page.locator('section[data-cell="quality"] table').innerText();

/** The link that a person copies out of the dialog. */
async function linkOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByText(/Metrics, checks, charts and values of/).waitFor();
  return page.getByLabel('Link', { exact: true }).inputValue();
}

describe('a link with results', () => {
  let link = '';
  let shown = '';

  it('is copied by one person', async () => {
    const { page, problems, close } = await workbench.open(`/#nb=${encodeLink(text)}`);
    await state(page, 'loans', 'needs-file');
    await give(page, csv);
    await state(page, 'bars', 'done');
    shown = await numbers(page);
    link = await linkOf(page);
    expect(link).toMatch(/#nb=1d0\.[\w-]+\.[\w-]+&with=1r0\.[\w-]+\.[\w-]+$/);
    expect(await page.getByText('loans.csv').count()).toBeGreaterThan(0);
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  }, 90_000);

  it('shows another person the numbers at once, and the same ones once the file is there', async () => {
    const { page, problems, close } = await workbench.open(link.slice(workbench.address.length));
    await state(page, 'loans', 'needs-file');
    await state(page, 'quality', 'blocked');
    await page.locator('section[data-cell="quality"] [data-elsewhere]').waitFor();
    expect(await numbers(page)).toBe(shown);
    expect(await page.locator('[data-arrived="results"]').innerText()).toMatch(
      /Results came with the link.*loans\.csv.*400 rows.*3 columns.*SHA-256/s,
    );
    expect(await axeViolations(page)).toEqual([]);
    await give(page, csv);
    await state(page, 'bars', 'done');
    expect(await numbers(page)).toBe(shown);
    expect(await page.locator('[data-elsewhere], [data-differs], [data-arrived]').count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  }, 90_000);

  it('tells where a number differs', async () => {
    const { page, close } = await workbench.open(link.slice(workbench.address.length));
    await state(page, 'loans', 'needs-file');
    await give(page, csv.replace('0,yes', '0,no').replace('3,yes', '3,no'));
    await state(page, 'bars', 'done');
    await page.locator('section[data-cell="quality"] [data-differs]').waitFor();
    await close();
  }, 90_000);

  it('that is cut says how much arrived', async () => {
    const fragment = link.slice(workbench.address.length);
    const notebookEnd = fragment.indexOf('&with=');
    for (const length of [fragment.length - 1, fragment.length - 20, notebookEnd + 6, notebookEnd + 3]) {
      const { page, close } = await workbench.open(fragment.slice(0, length));
      await page.getByText(/The results in this link are (incomplete|altered).*characters arrived/).waitFor();
      await state(page, 'loans', 'needs-file');
      await close();
    }
    for (const length of [notebookEnd - 1, notebookEnd - 9, 40]) {
      const { page, close } = await workbench.open(fragment.slice(0, length));
      await page.getByText(/This link is (incomplete|altered).*characters arrived/).waitFor();
      await close();
    }
  }, 120_000);
});
