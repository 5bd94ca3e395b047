import type { Page } from 'playwright-core';
import { duration, quantileOf, type Line, type Measurement } from './measurement.ts';
import { openTab, withWorkbench } from './open-tab.ts';
import { watchGesture, type Move } from './watch-gesture.ts';

const moves = 44;
/** Charts of mortgage that read the threshold. */
const charts = ['turned_down', 'missed'];

/** From a move of the threshold of mortgage to the frame in which the table of metrics and the charts show it, each value for the first time. */
export const slider: Measurement = {
  name: 'slider',
  run: () =>
    withWorkbench(async (workbench) => {
      const tab = await openTab(workbench, '/#sample=mortgage', watchGesture, {
        event: 'input',
        text: 'section[data-cell="quality"] table',
      });
      const taken = await drag(tab.page);
      await tab.close();
      const line = (what: string, part: (move: Move) => number, share: number): Line => ({
        what: `slider of mortgage to ${what}, ${share === 0.5 ? 'median' : '95th percentile'} of ${taken.length} moves`,
        ours: duration(quantileOf(taken.map(part), share)),
      });
      return [
        { ...line('pixels', (move) => move.frame - move.input, 0.95), goal: '< 50 ms' },
        line('pixels', (move) => move.frame - move.input, 0.5),
        line('the first result of the worker', (move) => move.answered - move.input, 0.5),
        line('the last result of the worker', (move) => move.ended - move.input, 0.5),
        line('the table of metrics', (move) => move.table - move.input, 0.5),
        line('the charts drawn', (move) => move.charts - move.input, 0.5),
      ];
    }),
};

async function drag(page: Page): Promise<readonly Move[]> {
  await page.locator('section[data-cell="known_gap"][data-state="done"]').waitFor({ timeout: 60_000 });
  for (const chart of charts) {
    await page.locator(`section[data-cell="${chart}"]`).scrollIntoViewIfNeeded();
    await page.locator(`section[data-cell="${chart}"] canvas`).first().waitFor();
  }
  const range = page.locator('section[data-cell="threshold"] input[type="range"]');
  await range.scrollIntoViewIfNeeded();
  await page.waitForTimeout(1000);
  const box = await range.boundingBox();
  if (box === null) throw new Error('the slider of mortgage is not on the page');
  const thumb = 16;
  const step = (box.width - thumb) / 45;
  const y = box.y + box.height / 2;
  const at = (move: number): number => box.x + thumb / 2 + step * move;
  await page.mouse.move(at(0), y);
  await page.mouse.down();
  await page.waitForTimeout(500);
  for (let move = 1; move <= moves; move++) {
    await page.evaluate((wanted) => window.gesture!.expect(wanted), charts);
    await page.mouse.move(at(move), y);
    await page.waitForFunction(() => window.gesture!.settled(), null, { timeout: 10_000, polling: 50 });
    await page.waitForTimeout(20 + ((move * 7) % 30));
  }
  const taken = await page.evaluate(() => window.gesture!.moves);
  await page.mouse.up();
  return taken;
}
