import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLink } from '../../src/notebook/link.ts';
import { cellOf, waitForState, waitUntil } from './cells.ts';
import { startWorkbench, type OpenPage, type Workbench } from './workbench.ts';

let workbench: Workbench;
let other: Server;
let otherAddress: string;
const asked: string[] = [];

beforeAll(async () => {
  workbench = await startWorkbench();
  other = createServer((request, response) => {
    asked.push(request.url ?? '');
    const headers = { 'Access-Control-Allow-Origin': '*' };
    if (request.url === '/notebook.md') response.writeHead(200, headers).end('# From afar\n\n```yaml data here\nsource: rows.csv\n```\n');
    else if (request.url === '/rows.csv') response.writeHead(200, headers).end('a,b\n1,2\n3,4\n');
    else response.writeHead(404, headers).end();
  });
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  otherAddress = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await workbench.close();
  other.close();
});

const openText = (text: string): Promise<OpenPage> => workbench.open(`/#nb=${encodeLink(text)}`);
const file = (name: string, text: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});
const rows =
  'label,score,group\n' +
  Array.from({ length: 80 }, (_, row) => `${row % 3 === 0 ? 'yes' : 'no'},${((row * 37) % 100) / 100},${row % 2 === 0 ? 'a' : 'b'}`).join(
    '\n',
  ) +
  '\n';
const recorded =
  '# Recorded\n\n```yaml data log\nsource: log.csv\nroles: {label: label, score: score}\npositive: "yes"\n```\n\n```yaml metrics quality\ndata: log\nmetrics: [roc_auc, recall]\nby: [group]\n```\n';

describe('files', () => {
  it('asks for a missing file, takes it, and shows its rows by window', async () => {
    const { page, problems, close } = await openText(recorded);
    await waitForState(page, 'log', 'needs-file');
    await waitForState(page, 'quality', 'blocked');
    expect(await cellOf(page, 'quality').innerText()).toContain('Waits for log');
    await page.locator('section[data-cell="log"] input[type="file"]').setInputFiles(file('log.csv', rows));
    await waitForState(page, 'quality', 'done');
    await cellOf(page, 'log').getByRole('button', { name: /show$/ }).click();
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe('81');
    await grid.focus();
    await page.keyboard.press('Control+End');
    await page.getByRole('row').filter({ hasText: '0.23' }).first().waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('starts a notebook from a dropped table, and keeps what was typed when the tab is killed', async () => {
    const { page, problems } = await workbench.open('/');
    await page.locator('section[aria-label="Start from files"] input[type="file"]').setInputFiles(file('log.csv', rows));
    await waitForState(page, 'log', 'done');
    const context = page.context();
    await page.locator('section[data-block="prose-1"]').dblclick();
    await page.locator('.cm-content').fill('# Typed by hand\n');
    // What is older than a second is kept.
    await page.waitForTimeout(1000);
    await page.close();
    const again = await context.newPage();
    await again.goto(`${workbench.address}/`);
    await again.locator('.recent .row').first().click();
    await again.getByRole('heading', { name: 'Typed by hand' }).waitFor();
    // Whether the file was kept before the tab was closed, it is there or asked for.
    await again.locator('section[data-cell="log"]:is([data-state="done"], [data-state="needs-file"])').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it.each([
    ['bad.csv', 'a,b\n1,"2\n', /line 2.*quote/i],
    ['empty.csv', '', /empty/],
    ['picture.png', '\x89PNG\r\n\x1a\n', /image|not a table/],
  ])('says what is wrong with %s, at its cell, and lets the rest run', async (name, text, sentence) => {
    const { page, close } = await openText(
      `\`\`\`yaml data one\nsource: ${name}\n\`\`\`\n\n\`\`\`yaml input two\ntype: number\nvalue: 3\n\`\`\`\n`,
    );
    await waitForState(page, 'one', 'needs-file');
    await page
      .locator('section[data-cell="one"] input[type="file"]')
      .setInputFiles({ name, mimeType: '', buffer: Buffer.from(text, 'latin1') });
    await waitForState(page, 'one', 'failed');
    expect(await cellOf(page, 'one').getByRole('alert').innerText()).toMatch(sentence);
    await waitForState(page, 'two', 'done');
    await close();
  });

  it('refuses a file over the byte budget', async () => {
    const { page, close } = await workbench.open(`/?limit=100#nb=${encodeLink(recorded)}`);
    await waitForState(page, 'log', 'needs-file');
    await page.locator('section[data-cell="log"] input[type="file"]').setInputFiles(file('log.csv', rows));
    await waitForState(page, 'log', 'failed');
    expect(await cellOf(page, 'log').innerText()).toMatch(/over the limit of 100 bytes/);
    await close();
  });
});

describe('trust', () => {
  it('fetches nothing from another host before it is allowed, then only what was asked', async () => {
    asked.length = 0;
    const { page, close } = await openText(
      `\`\`\`yaml data rows\nsource: ${otherAddress}/rows.csv\n\`\`\`\n\n\`\`\`yaml data gone\nsource: ${otherAddress}/gone.csv\n\`\`\`\n`,
    );
    await waitForState(page, 'rows', 'needs-permission');
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Load once from' }).click();
    await waitForState(page, 'rows', 'done');
    await waitForState(page, 'gone', 'failed');
    expect(await cellOf(page, 'gone').innerText()).toMatch(/404/);
    expect(new Set(asked)).toEqual(new Set(['/rows.csv', '/gone.csv']));
    await close();
  });

  it('asks before it opens a notebook of another host, and reads its data from beside it', async () => {
    asked.length = 0;
    const { page, close } = await workbench.open(`/#src=${otherAddress}/notebook.md`);
    await page.getByRole('button', { name: 'Load once' }).waitFor();
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Load once' }).click();
    await waitForState(page, 'here', 'done');
    expect(await page.title()).toBe('From afar');
    await close();
  });

  it('shows a cut link, a broken one and a paused one for what they are', async () => {
    const link = encodeLink(recorded);
    for (const [hash, sentence] of [
      [`#nb=${link.slice(0, -30)}`, /incomplete/],
      [`#nb=${link.slice(0, 20)}AAAA${link.slice(24)}`, /altered|damaged|incomplete/],
      ['#nb=2d0.AAAA.4-1', /newer version/],
      ['#sample=none', /no such notebook/],
      ['#src=ftp://example.org/x.md', /https/],
    ] as const) {
      const { page, close } = await workbench.open(`/${hash}`);
      expect(await page.getByRole('alert').innerText()).toMatch(sentence);
      await close();
    }
    const { page, close } = await workbench.open(`/#nb=${link}&mode=paused`);
    await page.getByText('Nothing has run').waitFor();
    expect(await cellOf(page, 'log').getAttribute('data-state')).toBe('queued');
    await close();
  });

  it('runs nothing that hostile text carries', async () => {
    asked.length = 0;
    const hostile = [
      '# Title <img src=x onerror="window.canary=1"> <script>window.canary=1</script>',
      `![pixel](${otherAddress}/pixel.png) [x](javascript:window.canary=1) [y](data:text/html,<script>window.canary=1</script>)`,
      '{{ log.rows }} {{ constructor.constructor }} {{ __proto__.x }}',
      '```yaml data log\nsource: log.csv\n```',
      "```yaml derive one\ndata: log\nsteps:\n  - derive: {x: 'd => { const { [globalThis.canary=1]: x } = {}; return 1 }'}\n```",
      '```yaml slice two\ndata: log\nwhere: \'d.constructor.constructor("canary=1")()\'\n```',
      `\`\`\`yaml chart three\ndata: log\nspec: {mark: {type: image, url: "${otherAddress}/mark.png"}}\n\`\`\``,
      `\`\`\`yaml chart four\ndata: log\nspec: {data: {url: "${otherAddress}/data.json"}, mark: bar}\n\`\`\``,
      `\`\`\`yaml chart five\ndata: log\nspec: {mark: point, usermeta: {embedOptions: {ast: false}}, transform: [{calculate: "event.view.canary=1", as: x}]}\n\`\`\``,
      '```yaml data six\n__proto__: {polluted: true}\nsource: log.csv\n```',
    ].join('\n\n');
    const { page, problems, close } = await openText(hostile);
    await page.locator('section[data-cell="log"] input[type="file"]').setInputFiles(file('log.csv', '__proto__,a\n1,=cmd|x\n'));
    for (const cell of ['one', 'two', 'three', 'four', 'five', 'six']) await waitForState(page, cell, 'failed');
    await waitForState(page, 'log', 'done');
    await page.waitForTimeout(500);
    expect(
      await page.evaluate('[typeof canary, ({}).polluted, document.querySelectorAll("script:not([type=module]), img").length].join()'),
    ).toBe('undefined,,0');
    expect(asked).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('editing', () => {
  it('keeps broken text, marks the place, repairs it with a button, and undoes by key', async () => {
    const { page, problems, close } = await openText(recorded.replace('recall]', 'recal]'));
    await page.locator('section[data-cell="log"] input[type="file"]').setInputFiles(file('log.csv', rows));
    await waitForState(page, 'quality', 'failed');
    expect(await cellOf(page, 'quality').getByRole('alert').innerText()).toMatch(/Line 11: No metric recal\. The nearest name is recall\./);
    await cellOf(page, 'quality').getByRole('button', { name: 'Change to recall' }).click();
    await waitForState(page, 'quality', 'done');
    await cellOf(page, 'quality').focus();
    await page.keyboard.press('z');
    await waitForState(page, 'quality', 'failed');
    await page.keyboard.press('Shift+Z');
    await waitForState(page, 'quality', 'done');
    expect(problems).toEqual([]);
    await close();
  });

  it('works by keyboard: select, edit with completion, insert, move, delete', async () => {
    const { page, problems, close } = await openText(recorded);
    await page.locator('section[data-cell="log"] input[type="file"]').setInputFiles(file('log.csv', rows));
    await waitForState(page, 'quality', 'done');
    await cellOf(page, 'quality').focus();
    await page.keyboard.press('Enter');
    const editor = page.locator('.cm-content');
    await editor.waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('thr');
    await page.locator('.cm-tooltip-autocomplete').waitFor();
    // A list that has just opened takes no key, so that nobody accepts what they did not see.
    await waitUntil(page, `performance.now() - (globalThis.listOpened ??= performance.now()) > 150`);
    await page.keyboard.press('Enter');
    await page.keyboard.type('0.9');
    await page.keyboard.press('Control+Enter');
    await waitUntil(
      page,
      `document.querySelector('[data-cell="quality"]').dataset.state === 'done' && document.querySelector('[data-cell="quality"] .cm-content').innerText.includes('threshold: 0.9')`,
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.dataset.cell')).toBe('quality');
    await page.keyboard.press('Alt+ArrowUp');
    await waitForState(page, 'quality', 'failed');
    await page.keyboard.press('Alt+ArrowDown');
    await waitForState(page, 'quality', 'done');
    await page.keyboard.press('b');
    await page
      .getByRole('option', { name: /^Check/ })
      .first()
      .click();
    await waitUntil(page, `document.activeElement.closest('section[data-kind="check"] .cm-content') !== null`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    await page.locator('section[data-kind="check"]').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await close();
  });
});

describe('a cell that hangs', () => {
  it('is ended, fails with a sentence, and the rest runs in a new worker', async () => {
    const text = `${recorded}\n\`\`\`yaml slice endless\ndata: log\nwhere: 'op.match("${'a'.repeat(40)}!", /^(a+)+$/) != null'\n\`\`\`\n\n\`\`\`yaml input after\ntype: number\nvalue: 3\n\`\`\`\n`;
    const { page, problems, close } = await openText(text);
    await waitForState(page, 'log', 'needs-file');
    await page.locator('section[data-cell="log"] input[type="file"]').setInputFiles(file('log.csv', rows));
    await waitForState(page, 'endless', 'failed');
    expect(await cellOf(page, 'endless').getByRole('alert').innerText()).toMatch(/longer than 10 s/);
    await waitForState(page, 'quality', 'done');
    await waitForState(page, 'after', 'done');
    expect(problems).toEqual([]);
    await close();
  });
});

describe('stop', () => {
  it('ends a long read at once, says so, and runs again when asked', async () => {
    // Every word is another one, so that it takes seconds to read.
    const words = Array.from({ length: 4_000_000 }, (_, row) => `"w${(row * 7919).toString(36)}"`);
    const long = `x\n${words.join('\n')}`.slice(0, 45_000_000);
    const { page, problems, close } = await openText(
      '```yaml data log\nsource: long.csv\n```\n\n```yaml table first\ndata: log\nlimit: 5\n```\n',
    );
    await waitForState(page, 'log', 'needs-file');
    await page.locator('section[data-cell="log"] input[type="file"]').setInputFiles(file('long.csv', long));
    await waitForState(page, 'log', 'running');
    await page.getByRole('button', { name: 'Stop' }).first().click();
    await waitForState(page, 'log', 'stale', 5000);
    expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(0);
    await cellOf(page, 'log').getByRole('button', { name: 'Run log' }).first().click();
    await waitForState(page, 'first', 'done');
    expect(problems).toEqual([]);
    await close();
  });
});
