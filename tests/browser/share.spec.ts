import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLink } from '../../src/notebook/link.ts';
import { axeViolations } from './axe.ts';
import { startWorkbench, type OpenPage, type Workbench } from './workbench.ts';

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
    expect(link).toMatch(/#nb=1d[01]\.[\w-]+\.[\w-]+&with=1r0\.[\w-]+\.[\w-]+$/);
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
    const note = page.locator('[data-arrived="other-file"]');
    expect(await note.innerText()).toMatch(
      /loans\.csv is not the file that the results in this link were computed from: its SHA-256 is \w{8}…\w{4}, not \w{8}…\w{4}\. It has [\d,]+ bytes, not [\d,]+\. The same shape, other content\./,
    );
    expect(await axeViolations(page)).toEqual([]);
    await note.getByRole('button', { name: 'Close' }).click();
    expect(await note.count()).toBe(0);
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

describe('a pinned file', () => {
  it('that is another one says what differs, and is used all the same when told to', async () => {
    const pinned = text.replace('source: loans.csv', `source: loans.csv\nsha256: ${createHash('sha256').update(csv).digest('hex')}`);
    const first = await workbench.open(`/#nb=${encodeLink(pinned)}`);
    await state(first.page, 'loans', 'needs-file');
    await give(first.page, csv);
    await state(first.page, 'bars', 'done');
    const link = await linkOf(first.page);
    await first.close();

    const { page, problems, close } = await workbench.open(link.slice(workbench.address.length));
    await state(page, 'loans', 'needs-file');
    await give(page, `${csv.split('\n').slice(0, 300).join('\n').replace('label,score', 'label,p')}\n`);
    await state(page, 'loans', 'failed');
    const cell = page.locator('section[data-cell="loans"]');
    await cell.getByText(/is not the file that this notebook pins: its SHA-256 is \w{8}…\w{4}, not \w{8}…\w{4}/).waitFor();
    await cell.getByText(/It has 299 rows, not 400, and .* The column score is missing\. The column p is new\./).waitFor();
    expect(await page.locator('[data-arrived="other-file"]').count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await give(page, csv.replace('0,yes', '0,no'));
    await cell.getByText(/The same shape, other content\./).waitFor();
    await cell.getByRole('button', { name: 'Use this file all the same' }).click();
    await state(page, 'bars', 'done');
    await page.keyboard.press('Control+z');
    await state(page, 'loans', 'failed');
    expect(problems).toEqual([]);
    await close();
  }, 90_000);
});

describe('an address that cannot be read', () => {
  const open = { 'Access-Control-Allow-Origin': '*' };
  let host: Server;
  let address = '';

  beforeAll(async () => {
    host = createServer(({ url }, response) => {
      if (url === '/403') response.writeHead(403, open).end();
      else if (url === '/500') response.writeHead(500, open).end();
      else if (url === '/page') response.writeHead(200, open).end('<!doctype html><title>Sign in</title>');
      else if (url === '/large') response.writeHead(200, open).end('x'.repeat(2_100_000));
      else if (url === '/closed') response.writeHead(200).end('# Text');
      else if (url !== '/silent') response.writeHead(404, open).end();
    });
    await new Promise<void>((done) => host.listen(0, '127.0.0.1', done));
    address = `127.0.0.1:${(host.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    host.closeAllConnections();
    host.close();
  });

  const visit = async (path: string): Promise<OpenPage> => {
    const opened = await workbench.open(`/#src=http://${address}${path}`);
    await opened.page.getByRole('button', { name: 'Load once' }).click();
    return opened;
  };

  it('says in one sentence why', async () => {
    for (const [path, sentence] of [
      ['/none', /answered 404 Not Found; check the address\./],
      ['/403', /answered 403 Forbidden: it may be read only after signing in; download the file and drop it here\./],
      ['/500', /answered 500 Internal Server Error; try again later\./],
      ['/page', /answers with a web page, not a file; check that the address leads to the file itself\./],
      ['/large', /Large has more than the limit of 2 MB; a notebook is text: keep its data in files beside it\./],
      ['/closed', new RegExp(`cannot be reached: .* ${address} must send Access-Control-Allow-Origin: \\* for other sites to read it\\.`)],
    ] as const) {
      const { page, close } = await visit(path);
      const alert = page.locator('main [role=alert]');
      await alert.waitFor();
      expect(await alert.innerText()).toMatch(sentence);
      await close();
    }
    const { page, close } = await workbench.open('/#src=http://data.example/n.md');
    await page.getByText('Http addresses are not opened; use https.').waitFor();
    await close();
  }, 90_000);

  it('that says nothing is waited for until the person cancels, and read again when asked to', async () => {
    const { page, problems, close } = await visit('/silent');
    await page.getByText(`Reading the notebook from ${address} …`).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(`http://${address}/silent was not read: you cancelled it.`).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText(`Reading the notebook from ${address} …`).waitFor();
    expect(problems.filter((problem) => !problem.includes(address))).toEqual([]);
    await close();
  }, 60_000);
});
