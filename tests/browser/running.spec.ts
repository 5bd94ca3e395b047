import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellOf, waitForState, waitUntil } from './cells.ts';
import { openSettled, settled, startReading } from './reading-bed.ts';
import type { OpenPage, View, Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => (workbench = await startReading()));
afterAll(() => workbench.close());

const opened = (rest: string, view: View = {}): Promise<OpenPage> => openSettled(workbench, rest, view);
const over = '/#sample=over';

describe('running', () => {
  it('marks what an edit touched as stale while paused, says why, and runs one or all', async () => {
    const { page, problems, close } = await opened(`${over}&mode=edit`);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Pause automatic running' }).click();
    await page.getByRole('slider', { name: 'Least' }).focus();
    await page.keyboard.press('ArrowRight');
    await waitForState(page, 'kept', 'stale');
    expect(await cellOf(page, 'over').innerText()).toContain('$least changed from 2 to 3.');
    await page.getByRole('button', { name: /stale, paused/ }).click();
    const list = page.getByRole('tabpanel');
    expect(await list.innerText()).toContain('It reads over, which is stale.');
    await list.getByRole('button', { name: 'Run all' }).waitFor();
    await list.getByRole('button', { name: 'Run over' }).click();
    await waitForState(page, 'over', 'done');
    expect(await cellOf(page, 'kept').getAttribute('data-state')).toBe('stale');
    await list.getByRole('switch', { name: 'Run after every edit' }).click();
    await waitForState(page, 'gate', 'done');
    await page.getByRole('tab', { name: 'Stale' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tabpanel').innerText()).toMatch(/over\s+slice/);
    await page.keyboard.press('Escape');
    await page.getByRole('tabpanel').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await close();
  });

  it('stops a run, says what did not run, and runs it again', async () => {
    const { page, close } = await workbench.open('/#sample=slow&mode=edit');
    await waitForState(page, 'long', 'running');
    expect(await cellOf(page, 'after').innerText()).toContain('queued, 1st in line');
    await page.locator('header').getByRole('button', { name: 'Stop' }).click();
    await waitForState(page, 'long', 'stale');
    const bar = page.getByRole('region', { name: 'Running' });
    await bar.getByText('Stopped; 2 cells did not run').waitFor();
    await bar.getByRole('button', { name: 'Run', exact: true }).click();
    await waitForState(page, 'long', 'running');
    await cellOf(page, 'long').getByRole('button', { name: 'Stop long' }).click();
    await waitForState(page, 'long', 'stale');
    expect(await cellOf(page, 'long').innerText()).toContain('It was stopped before it ended.');
    await settled(page);
    await close();
  });

  it('tells where models ran and lets another backend be chosen', async () => {
    const { page, close } = await opened('/#sample=mortgage&mode=edit');
    const bar = page.getByRole('region', { name: 'Running' });
    await bar.getByRole('button', { name: /wasm agrees with cpu to/ }).click();
    const menu = page.getByRole('dialog', { name: 'Where models run' });
    await menu.getByText(/takes wasm/).waitFor();
    await menu.getByRole('radio', { name: /^cpu/ }).check();
    await waitUntil(
      page,
      `document.querySelector('[data-cell="scored"]').dataset.state === 'done' && /cpu/.test(document.querySelector('section[aria-label="Running"]').innerText)`,
    );
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    await close();
  });
});
