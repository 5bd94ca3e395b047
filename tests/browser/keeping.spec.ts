import { createHash } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLink } from '../../src/notebook/link.ts';
import { axeViolations } from './axe.ts';
import { cellOf, waitForState, waitUntil } from './cells.ts';
import { killableChromium } from './killable-chromium.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

const context = (): Promise<BrowserContext> => workbench.browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block' });
async function open(shared: BrowserContext, rest = '/'): Promise<Page> {
  const page = await shared.newPage();
  await page.goto(workbench.address + rest);
  return page;
}
async function startEmpty(shared: BrowserContext): Promise<Page> {
  const page = await open(shared);
  await page.getByRole('button', { name: 'Empty notebook' }).click();
  await page.locator('section[data-block="prose-1"]').dblclick();
  await page.locator('.cm-content').waitFor();
  return page;
}
const kept = (page: Page): Promise<void> => waitUntil(page, 'document.querySelector(".saved")?.textContent.startsWith("kept") ?? false');
const bodyText = (page: Page): Promise<string> => page.locator('main').innerText();

describe('a tab that is killed while somebody types', () => {
  it.each([1, 2, 3])('loses less than the last second (%i)', async (round) => {
    const shared = await context();
    const page = await startEmpty(shared);
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' ');
    const typed: { readonly letters: number; readonly at: number }[] = [];
    // A different moment each time: before, during and after the first writes.
    const end = Date.now() + 200 + 600 * round + Math.random() * 500;
    while (Date.now() < end) {
      await page.keyboard.type('x');
      typed.push({ letters: typed.length + 1, at: Date.now() });
    }
    const killed = Date.now();
    const session = await shared.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
    const again = await open(shared);
    await again.getByRole('button', { name: /^Untitled/ }).click();
    await again.locator('section[data-block="prose-1"]').waitFor();
    const found = /x{2,}/.exec(await bodyText(again))?.[0].length ?? 0;
    const due = typed.filter(({ at }) => at < killed - 1000).length;
    expect(found).toBeGreaterThanOrEqual(due);
    expect(found).toBeLessThanOrEqual(typed.length);
    await shared.close();
  });

  it('loses nothing that is older when the whole browser is killed', async () => {
    const killable = await killableChromium();
    const page = await startEmpty(await killable.start());
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' first words');
    await kept(page);
    await page.keyboard.type(' and more', { delay: 60 });
    // What is older than a second must be there.
    await page.waitForTimeout(1000);
    await killable.kill();
    const again = await open(await killable.start());
    await again.getByRole('button', { name: /^Untitled/ }).click();
    await again.getByText('first words and more').waitFor();
    await killable.remove();
  });
});

const note = '# Shared\n\nFrom the link.\n';
const link = `/#nb=${encodeLink(note)}`;
/** Writes a first line into the prose of the shared note. */
async function write(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.locator('section[data-block="prose-1"]').dblclick();
  await page.locator('.cm-content').waitFor();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(`\n${words}`);
}

describe('a link', () => {
  it('opens its own text, and offers the draft that differs; nothing is lost whichever is chosen', async () => {
    const shared = await context();
    const page = await open(shared, link);
    await write(page, 'My own words.');
    await kept(page);
    await page.reload();
    await page.getByText('From the link.').waitFor();
    expect(await bodyText(page)).not.toContain('My own words.');
    await page.getByRole('button', { name: 'Open the draft' }).click();
    await page.getByText('My own words.').waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('button', { name: 'Undo: Open the draft' }).click();
    await waitUntil(page, '!document.querySelector("main").innerText.includes("My own words.")');
    await page.reload();
    await page.getByText('From the link.').waitFor();
    expect(await page.getByRole('button', { name: 'Open the draft' }).count()).toBe(0);
    await shared.close();
  });
});

describe('undo in an editor', () => {
  it('takes back the steps of the notebook in their order, each once, and brings the cursor to them', async () => {
    const shared = await context();
    const page = await open(shared, link);
    await write(page, 'One.');
    // A step of its own: nothing was typed for half a second.
    await page.waitForTimeout(600);
    await page.keyboard.type(' Two.');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+z');
    await waitUntil(page, '!document.querySelector(".cm-content").innerText.includes("Two.")');
    await page.keyboard.type('!');
    await waitUntil(page, 'document.querySelector(".cm-content").innerText.includes("One.!")');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await waitUntil(page, '!document.querySelector(".cm-content").innerText.includes("One.")');
    expect(await page.locator('.cm-content').innerText()).toContain('From the link.');
    await page.keyboard.press('Control+y');
    await waitUntil(page, 'document.querySelector(".cm-content").innerText.includes("One.")');
    await shared.close();
  });
});

describe('two tabs on one notebook', () => {
  it('never write over each other: the second reads until it takes over', async () => {
    const shared = await context();
    const first = await open(shared, link);
    await write(first, 'By the first.');
    await kept(first);
    const second = await open(shared, link);
    await second.getByText('Open in another tab').waitFor();
    await second.getByRole('button', { name: 'Edit', exact: true }).click();
    expect(await second.getByRole('button', { name: 'Edit', exact: true }).getAttribute('aria-pressed')).toBe('false');
    await second.keyboard.press('Enter');
    await second.getByText('By the first.').waitFor();
    await first.getByText('Open in another tab').waitFor();
    await write(second, 'By the second.');
    await kept(second);
    await first.close();
    await second.reload();
    await second.getByRole('button', { name: 'Open the draft' }).click();
    await second.getByText('By the second.').waitFor();
    expect(await bodyText(second)).toContain('By the first.');
    await shared.close();
  });
});

describe('a browser that keeps nothing', () => {
  it('is said in one line, and everything else works', async () => {
    const shared = await context();
    await shared.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('denied', 'SecurityError');
      };
      // Without the dialog the text is downloaded.
      Reflect.deleteProperty(globalThis, 'showSaveFilePicker');
    });
    const page = await open(shared, link);
    await write(page, 'Typed all the same.');
    await page.getByText('This browser keeps nothing: save a file.').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save a file' }).click();
    expect((await download).suggestedFilename()).toBe('shared.md');
    await shared.close();
  });
});

describe('the history', () => {
  it('lists past texts and restores one as a step', async () => {
    const shared = await context();
    const page = await open(shared, link);
    await write(page, 'First words.');
    await kept(page);
    await page.keyboard.press('Escape');
    await page.locator('[data-opens-panel]').first().click();
    await page.getByRole('tab', { name: 'History' }).click();
    const past = page.getByRole('list', { name: 'Earlier texts, newest first' });
    await past.getByRole('button', { name: /as now/ }).waitFor();
    await past.getByRole('button', { name: /As opened/ }).click();
    await page.getByText('− First words.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Restore this text' }).click();
    await waitUntil(page, '!document.querySelector("main").innerText.includes("First words.")');
    await page.getByRole('button', { name: /^Undo: Restore the text of/ }).click();
    await page.locator('main').getByText('First words.').waitFor();
    await shared.close();
  });
});

const rows = `label,score\n${Array.from({ length: 60 }, (_, row) => `${row % 3 === 0 ? 'yes' : 'no'},${((row * 37) % 100) / 100}`).join('\n')}\n`;
const digest = createHash('sha256').update(rows).digest('hex');
const log = '# Log\n\n```yaml data log\nsource: log.csv\n```\n';
/** Names of the files in a folder of the browser's own file system. */
const held = (page: Page, folder: string): Promise<string[]> =>
  page.evaluate(async (name) => {
    const names: string[] = [];
    try {
      const directory = await (await navigator.storage.getDirectory()).getDirectoryHandle(name);
      for await (const file of directory.keys()) names.push(file);
    } catch {
      // Nothing was written yet.
    }
    return names;
  }, folder);
async function waitForHeld(page: Page, folder: string, file: string): Promise<void> {
  for (const end = Date.now() + 20_000; !(await held(page, folder)).includes(file); await page.waitForTimeout(50))
    if (Date.now() > end) throw new Error(`${folder} holds ${(await held(page, folder)).join(', ')} after 20 s`);
}
const drop = (page: Page): Promise<void> =>
  page
    .locator('section[data-cell="log"] input[type="file"]')
    .setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });

describe('a dropped file', () => {
  it('is there when the notebook is opened again, and asked for once it is damaged', async () => {
    const shared = await context();
    const page = await open(shared, `/#nb=${encodeLink(log)}`);
    await waitForState(page, 'log', 'needs-file');
    await drop(page);
    await waitForState(page, 'log', 'done');
    await waitForHeld(page, 'files', digest);
    await page.reload();
    await waitForState(page, 'log', 'done');
    await page.getByText('log.csv from this browser’s store').waitFor({ state: 'attached' });
    await page.evaluate(async () => {
      const files = await (await navigator.storage.getDirectory()).getDirectoryHandle('files');
      for await (const handle of files.values()) {
        const writable = await (handle as FileSystemFileHandle).createWritable({ keepExistingData: true });
        await writable.write({ type: 'write', position: 0, data: 'LABEL' });
        await writable.close();
      }
    });
    await page.reload();
    await waitForState(page, 'log', 'needs-file');
    expect(await cellOf(page, 'log').innerText()).toMatch(/what this browser kept of it is damaged/);
    await shared.close();
  });

  it('that a notebook pins attaches silently, whichever notebook it was dropped into', async () => {
    const shared = await context();
    const page = await open(shared, `/#nb=${encodeLink(log)}`);
    await waitForState(page, 'log', 'needs-file');
    await drop(page);
    await waitForState(page, 'log', 'done');
    await waitForHeld(page, 'files', digest);
    const pinned = await open(shared, `/#nb=${encodeLink(log.replace('log.csv', `other.csv\nsha256: ${digest}`))}`);
    await waitForState(pinned, 'log', 'done');
    const unpinned = await open(shared, `/#nb=${encodeLink(log.replace('# Log', '# Another'))}`);
    await waitForState(unpinned, 'log', 'needs-file');
    await shared.close();
  });

  it('of two gigabytes says in one sentence what is wrong, and nothing is lost', async () => {
    const shared = await context();
    const page = await open(shared, `/#nb=${encodeLink(log)}`);
    await waitForState(page, 'log', 'needs-file');
    await page.evaluate(() => {
      // The same megabyte over and over: large to whoever reads it, small in memory.
      const part = new Blob([new Uint8Array(1e6).fill(49)]);
      const large = new File(Array<Blob>(2100).fill(part), 'log.csv');
      const files = new DataTransfer();
      files.items.add(large);
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
    });
    await waitForState(page, 'log', 'failed');
    expect(await cellOf(page, 'log').getByRole('alert').innerText()).toMatch(/over the limit of/);
    await page.getByText('log.csv is too large to be kept here').waitFor();
    await page.getByRole('heading', { name: 'Log' }).waitFor();
    await shared.close();
  });
});

describe('a prediction', () => {
  it('is not made again when its notebook is opened again, and gives the same numbers', async () => {
    const shared = await context();
    await shared.addInitScript(() => {
      const seen = new Set<string>();
      Object.assign(globalThis, { seen });
      const look = (): void => {
        const state = document.querySelector('section[data-cell="read"]')?.getAttribute('data-state');
        if (state !== null && state !== undefined) seen.add(state);
      };
      new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
    });
    const seen = (page: Page): Promise<string[]> => page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen]);
    const page = await open(shared, '/#sample=digits');
    await waitForState(page, 'quality', 'done');
    expect(await seen(page)).toContain('running');
    const numbers = await cellOf(page, 'quality').innerText();
    const key = (await cellOf(page, 'read').getAttribute('data-key')) ?? '';
    await waitForHeld(page, 'results', key);
    const again = await open(shared, '/#sample=digits');
    await waitForState(again, 'quality', 'done');
    expect(await seen(again)).not.toContain('running');
    expect(await cellOf(again, 'read').getAttribute('data-key')).toBe(key);
    expect((await cellOf(again, 'quality').innerText()).replace(/[\d.]+ m?s/g, '')).toBe(numbers.replace(/[\d.]+ m?s/g, ''));
    await shared.close();
  });
});

describe('a browser without room', () => {
  it('says so and leads to what can be deleted; with room again it keeps again', async () => {
    const shared = await context();
    const page = await shared.newPage();
    const session = await shared.newCDPSession(page);
    const { origin } = new URL(workbench.address);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await page.goto(workbench.address + link);
    await write(page, 'Not kept.');
    await page.getByText('This browser has no room left').waitFor();
    await page.getByRole('button', { name: 'Storage', exact: true }).click();
    await page.getByRole('tab', { name: 'Storage', selected: true }).waitFor();
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await page.locator('.cm-content').click();
    await page.keyboard.type(' Kept again.');
    await kept(page);
    expect(await bodyText(page)).not.toContain('no room left');
    await shared.close();
  });
});

describe('what is kept', () => {
  it('is listed by notebook, file and result, and deleted when asked twice', async () => {
    const shared = await context();
    const page = await open(shared, link);
    await write(page, 'Kept.');
    await kept(page);
    await page.goto(`${workbench.address}/#/`);
    await page.getByRole('button', { name: /^All that is kept/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Kept in this browser' });
    await dialog.getByRole('button', { name: 'Shared', exact: true }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Delete Shared' }).click();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Delete for good: Shared' }).click();
    await dialog.getByText('No notebook is kept.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByText('What you change is listed here.').waitFor();
    await shared.close();
  });
});

describe('a real file', () => {
  it('is saved in place, also after a reload, and never over what something else wrote', async () => {
    const shared = await context();
    await shared.addInitScript(() => {
      // Stands for the dialog: a file that the page may write, as if it had been chosen.
      const choose = async (): Promise<FileSystemFileHandle> => {
        sessionStorage.setItem('chosen', String(Number(sessionStorage.getItem('chosen')) + 1));
        return (await navigator.storage.getDirectory()).getFileHandle('review.md', { create: true });
      };
      Object.assign(globalThis, { showSaveFilePicker: choose });
    });
    const onDisk = (page: Page): Promise<string> =>
      page.evaluate(async () => (await (await (await navigator.storage.getDirectory()).getFileHandle('review.md')).getFile()).text());
    const line = (page: Page, text: RegExp): Promise<void> =>
      waitUntil(page, `${String(text)}.test(document.querySelector('.saved')?.textContent ?? '')`);
    const page = await open(shared, link);
    await write(page, 'First.');
    await page.keyboard.press('Control+s');
    await line(page, /^saved .* to review.md$/);
    expect(await onDisk(page)).toContain('First.');
    await page.keyboard.type(' Second.');
    await line(page, /not yet in review.md$/);
    await page.reload();
    await page.getByRole('button', { name: 'Open the draft' }).click();
    await page.getByText('Second.').waitFor();
    await page.keyboard.press('Control+s');
    await line(page, /^saved .* to review.md$/);
    expect(await onDisk(page)).toContain('First. Second.');
    expect(await page.evaluate(() => sessionStorage.getItem('chosen'))).toBe('1');
    await page.evaluate(async () => {
      const writable = await (await (await navigator.storage.getDirectory()).getFileHandle('review.md')).createWritable();
      await writable.write('# By another hand\n');
      await writable.close();
    });
    await write(page, 'Third.');
    await page.keyboard.press('Control+s');
    await page.getByText('was changed by something else').waitFor();
    expect(await onDisk(page)).toBe('# By another hand\n');
    await page.getByRole('button', { name: 'Open what it holds' }).click();
    await page.getByText('By another hand').first().waitFor();
    await page.getByRole('button', { name: 'Undo: Open what review.md holds' }).click();
    await page.getByText('Third.').waitFor();
    await shared.close();
  });
});
