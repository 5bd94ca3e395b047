import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLink } from '../../src/notebook/link.ts';
import { bodies, chartSpecs, expressions, files, grownCharts, manyRows, prose, sources } from '../hostile/corpus.ts';
import { madeFiles, type MadeFile } from '../hostile/made-files.ts';
import { cellOf, statesOf, waitForState, waitUntil } from './cells.ts';
import { openGuarded, startCanary, type Canary, type GuardedPage } from './guarded-page.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let workbench: Workbench;
let canary: Canary;
beforeAll(async () => {
  workbench = await startWorkbench();
  canary = await startCanary();
});
afterAll(async () => {
  await workbench?.close();
  canary?.close();
});

const cell = (kind: string, name: string, body: string): string => `\`\`\`yaml ${kind} ${name}\n${body}\n\`\`\`\n\n`;
const rows = cell('data', 'rows', 'source: rows.csv');
const good = cell('table', 'good', 'data: rows\nlimit: 3');

/** Opens a notebook by link, with every address of the corpus leading to the canary, and gives it its files. */
async function open(text: string, given: readonly string[] = ['rows.csv'], made: readonly MadeFile[] = []): Promise<GuardedPage> {
  const opened = await openGuarded(
    workbench,
    `/#nb=${encodeLink(text.replaceAll(/https:\/\/(?:evil\.)?example(?:\.org)?(?=[/?])/g, canary.address))}`,
  );
  const wanted = given.map((name) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(files[name]!) }));
  for (const { name, bytes } of made) wanted.push({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  await opened.page.locator('section[data-cell] input[type="file"]').first().setInputFiles(wanted);
  // The last cell of each notebook: those above it have ended.
  await waitForState(opened.page, 'good', 'done', 100_000);
  await settled(opened.page);
  return opened;
}

async function settled(page: Page): Promise<void> {
  const idle = `[...document.querySelectorAll('section[data-cell]')].every((cell) => !['queued', 'running'].includes(cell.dataset.state))`;
  await page.locator('section[data-cell]').first().waitFor();
  await waitUntil(page, `${idle} && !document.body.innerText.includes('Reading')`, 90_000);
}

/** The page still takes a change of a cell, and works it out. */
async function isUsable(page: Page): Promise<void> {
  await waitForState(page, 'good', 'done');
  await cellOf(page, 'good').focus();
  await page.keyboard.press('Enter');
  await cellOf(page, 'good').locator('.cm-content:focus').waitFor();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('x');
  await waitForState(page, 'good', 'failed');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('2');
  await waitForState(page, 'good', 'done');
}

/** Nothing ran, left, or broke a policy. */
async function isUnharmed(opened: GuardedPage): Promise<void> {
  expect(await opened.harm()).toEqual([]);
  expect(canary.visits).toEqual([]);
}

describe('a hostile notebook', () => {
  it('of every expression is refused cell by cell, and what only looks hostile is computed', async () => {
    const cells = expressions.map(({ expression }, at) =>
      cell('derive', `e${at}`, `data: rows\nderive: {x: ${JSON.stringify(expression)}}`),
    );
    const opened = await open(rows + cells.join('') + good);
    const states = await statesOf(opened.page);
    const wrong = expressions.flatMap(({ name, expected }, at) =>
      states[`e${at}`] === (expected === 'refused' ? 'failed' : 'done') ? [] : [`${name} is ${states[`e${at}`]}`],
    );
    expect(wrong).toEqual([]);
    await isUsable(opened.page);
    await isUnharmed(opened);
    await opened.close();
  });

  it('of every chart draws none of them', async () => {
    const cells = chartSpecs.map(({ spec }, at) => cell('chart', `c${at}`, `data: rows\nspec: ${JSON.stringify(spec)}`));
    const fine = cell(
      'chart',
      'fine',
      'data: rows\nspec: {mark: bar, encoding: {x: {field: text}, y: {field: value, type: quantitative}}}',
    );
    const many = cell('data', 'many', 'source: many.csv');
    const grown = grownCharts.map(({ spec }, at) => cell('chart', `g${at}`, `data: many\nspec: ${JSON.stringify(spec)}`));
    const bytes = new TextEncoder().encode(`value,text\n${manyRows.map(({ value, text }) => `${value},${text}\n`).join('')}`);
    const opened = await open(
      rows + fine + many + cells.join('') + grown.join('') + good,
      ['rows.csv'],
      [{ name: 'many.csv', kind: 'data', bytes }],
    );
    const states = await statesOf(opened.page);
    expect(chartSpecs.flatMap(({ name }, at) => (states[`c${at}`] === 'failed' ? [] : [`${name} is ${states[`c${at}`]}`]))).toEqual([]);
    expect(grownCharts.flatMap(({ name }, at) => (states[`g${at}`] === 'failed' ? [] : [`${name} is ${states[`g${at}`]}`]))).toEqual([]);
    expect(states['fine']).toBe('done');
    await isUsable(opened.page);
    await isUnharmed(opened);
    await opened.close();
  });

  it('of bodies, prose and names shows them as text', async () => {
    const front = '---\nassay: 1\ntitle: "../../\u202Egpj.exe <img src=x onerror=globalThis.PWNED=1>"\n---\n';
    const cells = bodies.map(({ kind, body }, at) => cell(kind, `b${at}`, body));
    const names = ['constructor', 'toString', '__proto__', 'valueOf'].map((name) => cell('table', name, 'data: rows'));
    const text = prose.map((piece) => `${piece}\n\n`).join('') + '</div></main><script>globalThis.PWNED=1</script>\n\n';
    const opened = await open(front + rows + cells.join('') + names.join('') + good + text);
    const { page } = opened;
    const states = await statesOf(page);
    expect(
      bodies.flatMap(({ name }, at) => (['failed', 'blocked'].includes(states[`b${at}`] ?? '') ? [] : [`${name} is ${states[`b${at}`]}`])),
    ).toEqual([]);
    const active = await page.evaluate<string[]>(
      `[...document.querySelectorAll('main *')].flatMap((own) => [
        ...(['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FORM', 'LINK', 'META', 'VIDEO', 'AUDIO', 'IMG'].includes(own.tagName) ? [own.tagName] : []),
        ...own.getAttributeNames().filter((name) => name.startsWith('on')),
        ...(own.tagName === 'A' && !/^(https?|mailto):/.test(own.href) ? [own.href] : []),
      ])`,
    );
    expect(active).toEqual([]);
    await isUsable(page);
    await page.keyboard.press('ControlOrMeta+Shift+S');
    const save = page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: /^Notebook \.md / });
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    expect(download.suggestedFilename()).toMatch(/^gpj\.exe-img-src-x[\w.-]*\.md$/);
    await isUnharmed(opened);
    await opened.close();
  });

  it.each([
    ['a selector and markup', `'] *, [x="]<img src=x onerror=globalThis.PWNED=1>`],
    ['a key of the prototype', '__proto__'],
    ['a path that runs backwards, without end', `\u202E../../rows${'%'.repeat(20_000)}`],
  ])('opened at %s shows what there is', async (_, place) => {
    const at = `&at=${encodeURIComponent(place)}&mode=${encodeURIComponent(place.slice(0, 9))}`;
    const opened = await openGuarded(workbench, `/#nb=${encodeLink(rows)}${at}`);
    await waitForState(opened.page, 'rows', 'needs-file');
    await isUnharmed(opened);
    await opened.close();
  });

  it('of sources asks for nothing before it is allowed', async () => {
    const cells = sources.map(({ source }, at) => cell('data', `s${at}`, `source: ${JSON.stringify(source)}`));
    const opened = await open(rows + cells.join('') + good);
    const states = await statesOf(opened.page);
    expect(
      sources.flatMap(({ source, expected }, at) => (states[`s${at}`] === expected ? [] : [`${source} is ${states[`s${at}`]}`])),
    ).toEqual([]);
    await isUsable(opened.page);
    await isUnharmed(opened);
    await opened.close();
  });

  it('of files reads them or says what is wrong', async () => {
    const names = Object.keys(files);
    const cells = names.map((name, at) => cell('data', `f${at}`, `source: ${name}`));
    const opened = await open(rows + cells.join('') + good, names);
    const states = Object.entries(await statesOf(opened.page)).filter(([name]) => name.startsWith('f'));
    expect(states.filter(([, state]) => state !== 'done' && state !== 'failed')).toEqual([]);
    await isUsable(opened.page);
    await isUnharmed(opened);
    await opened.close();
  });

  it('of archives, pictures and models reads them or says what is wrong', async () => {
    const cells = madeFiles.map(({ name, kind }, at) =>
      cell(kind, `m${at}`, kind === 'data' ? `source: ${name}` : `source: ${name}\ninputs: [value]\noutput: {type: number}`),
    );
    const opened = await open(rows + cells.join('') + good, ['rows.csv'], madeFiles);
    const states = await statesOf(opened.page);
    const odd = madeFiles.flatMap(({ name }, at) =>
      ['failed', 'done', 'needs-file'].includes(states[`m${at}`] ?? '') ? [] : [`${name} is ${states[`m${at}`]}`],
    );
    expect(odd).toEqual([]);
    for (const name of ['bomb.zip', 'huge.png', 'huge.zip', 'lambda.json', 'away.json', 'garbage.onnx'])
      expect(states[`m${madeFiles.findIndex((own) => own.name === name)}`], name).not.toBe('done');
    await isUsable(opened.page);
    await isUnharmed(opened);
    await opened.close();
  });

  it('that never ends is ended after the limit, and the rest goes on', async () => {
    const endless = cell('derive', 'endless', `data: rows\nderive: {x: ${JSON.stringify('op.match(d.text, /(a+)+$/)')}}`);
    const opened = await open(rows + endless + good);
    await waitForState(opened.page, 'endless', 'failed', 60_000);
    expect(await cellOf(opened.page, 'endless').innerText()).toContain('was ended');
    await isUsable(opened.page);
    expect((await statesOf(opened.page))['endless']).toBe('failed');
    await isUnharmed(opened);
    await opened.close();
  });

  it('of tangled prose shows it as it is, at once', async () => {
    const opened = await openGuarded(workbench, `/#nb=${encodeLink(`${'>'.repeat(150_000)}\n\n${rows}`)}`);
    await opened.page.getByText('It is shown as it is').waitFor({ timeout: 10_000 });
    await isUnharmed(opened);
    await opened.close();
  });
});
