import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeLink } from '../../src/notebook/link.ts';
import { axeViolations } from './axe.ts';
import { cellOf, waitForState } from './cells.ts';
import { startWorkbench, type OpenPage, type View, type Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

const rows =
  'label,score,team\n' +
  Array.from({ length: 400 }, (_, row) => {
    const isYes = (row * 7) % 3 === 0;
    const score = row % 2 === 0 ? (isYes ? 0.9 : 0.1) : ((row * 37) % 100) / 100;
    return `${isYes ? 'yes' : 'no'},${score},${row % 2 === 0 ? 'a' : 'b'}`;
  }).join('\n');
const text = `# Findings

\`\`\`yaml data log
source: log.csv
roles: {label: label, score: score}
positive: "yes"
\`\`\`

\`\`\`yaml metrics quality
data: log
metrics: [recall]
by: [team]
\`\`\`

\`\`\`yaml check gate
data: quality
rules: [{metric: recall, expect: d.value > 0.99}]
\`\`\`

\`\`\`yaml finding gap
title: "Team b is *missed* <b>often</b>"
severity: high
owner: "@all"
evidence: [{data: quality, metric: recall, slice: team=b}, {data: log, where: 'd.score > 0.95'}]
\`\`\`

\`\`\`yaml finding gone
title: Scores above one
evidence: [{data: log, where: d.score > 1}]
\`\`\`
`;

async function open(view: View = {}): Promise<OpenPage> {
  const opened = await workbench.open(`/#nb=${encodeLink(text)}`, view);
  await opened.page
    .locator('section[data-cell="log"] input[type="file"]')
    .setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await waitForState(opened.page, 'gone', 'done');
  return opened;
}
const titleHasFocus = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.activeElement?.closest('[data-field="title"]') !== null);

it('shows what is wrong with its live numbers, and what is no longer seen', async () => {
  const { page, close } = await open();
  expect(await cellOf(page, 'gap').innerText()).toMatch(
    /Team b is \*missed\* <b>often<\/b>[\s\S]*recall of team=b\s+0\.\d+ \[0\.\d+, 0\.\d+\], \d+ rows/,
  );
  await page.getByRole('region', { name: 'First rows that show gap' }).waitFor();
  expect(await cellOf(page, 'gone').innerText()).toMatch(/no longer seen[\s\S]*none now/);
  await close();
});

it('is noted by a press on a number, as one step', async () => {
  const { page, close } = await open();
  await cellOf(page, 'quality').locator('tbody tr', { hasText: 'b' }).last().locator('td.metric button').click();
  await page.getByRole('button', { name: 'Note a finding', exact: true }).click();
  await titleHasFocus(page);
  await page.keyboard.type('Team b is forgotten');
  await page.keyboard.press('Tab');
  await waitForState(page, 'quality_finding', 'done');
  expect(await cellOf(page, 'quality_finding').innerText()).toMatch(/Team b is forgotten/);
  await close();
});

it('is noted by a key, about the check that fails', async () => {
  const { page, close } = await open();
  await cellOf(page, 'gate').focus();
  await page.keyboard.press('n');
  await titleHasFocus(page);
  await waitForState(page, 'gate_finding', 'done');
  expect(await cellOf(page, 'gate_finding').locator('.output').innerText()).toMatch(/high[\s\S]*recall\s+0\.\d+/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() => document.querySelector('[data-cell="gate_finding"]') === null);
  await close();
});

it('is collected on a page that filters, changes the text and fills in an issue', async () => {
  const { page, close } = await open();
  await page.keyboard.press('Control+Shift+F');
  const panel = page.getByRole('dialog', { name: 'Findings' });
  await panel.getByRole('listitem').first().waitFor();
  expect(await panel.locator('[data-finding]').count()).toBe(2);
  await panel.getByRole('combobox', { name: 'Status', exact: true }).selectOption('gone');
  expect(await panel.locator('[data-finding]').count()).toBe(1);
  await panel.getByRole('combobox', { name: 'Status of gone' }).selectOption('fixed');
  await panel.getByText('None of 2 is left by this filter.').waitFor();
  await panel.getByRole('button', { name: 'Show all' }).click();
  const owner = panel.getByRole('textbox', { name: 'Owner of gone' });
  await owner.fill('ada: "x"');
  await owner.press('Enter');
  await cellOf(page, 'gone').getByText('ada: "x"').waitFor();
  expect(await cellOf(page, 'gone').innerText()).toMatch(/fixed/);

  await panel.getByRole('button', { name: 'Open an issue… of gap' }).click();
  const address = panel.getByRole('textbox', { name: 'Project on GitHub or GitLab' });
  await address.fill('nowhere');
  await panel.getByText(/Nowhere is no address|nowhere is no address/).waitFor();
  await address.fill('https://github.com/owner/project');
  const link = panel.getByRole('link', { name: 'Open an issue on GitHub of gap' });
  expect([await link.getAttribute('target'), await link.getAttribute('rel')]).toEqual(['_blank', 'noopener noreferrer']);
  const url = new URL((await link.getAttribute('href'))!);
  expect(url.origin + url.pathname).toBe('https://github.com/owner/project/issues/new');
  expect(url.searchParams.get('title')).toBe('Team b is *missed* <b>often</b>');
  expect(url.searchParams.get('body')).toContain('**Owner** @\u200ball');
  expect(url.searchParams.get('body')).not.toContain('#nb=');
  await panel.getByRole('checkbox').check();
  expect(new URL((await link.getAttribute('href'))!).searchParams.get('body')).toContain('#nb=1d1.');

  const [file] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: 'Download' }).click()]);
  expect(file.suggestedFilename()).toBe('findings.md');
  await panel.getByRole('button', { name: 'Team b is' }).click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-cell') === 'gap');
  await close();
});

it.each([
  [1440, false],
  [1440, true],
  [390, false],
  [390, true],
])('has nothing that axe finds wrong at %i, dark: %s', async (width, dark) => {
  const { page, close } = await open({ width, dark });
  await page.keyboard.press('Control+Shift+F');
  await page.getByRole('dialog', { name: 'Findings' }).locator('[data-finding]').first().waitFor();
  await page.getByRole('button', { name: 'Issues…' }).click();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close the findings' }).click();
  expect(await axeViolations(page)).toEqual([]);
  await close();
});
