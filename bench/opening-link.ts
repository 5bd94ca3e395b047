import type { Page } from 'playwright-core';
import { duration, median, type Measurement } from './measurement.ts';
import { openTab, withWorkbench } from './open-tab.ts';

const repetitions = 5;

declare global {
  interface Window {
    /** Milliseconds from the start of the navigation to the frame that shows a result of the link. */
    sharedShown?: number;
  }
}

/** From opening a link that carries the results of an edited notebook to the frame that shows its first metrics, with nothing cached. */
export const sharedLink: Measurement = {
  name: 'shared-link',
  run: () =>
    withWorkbench(async (workbench) => {
      const rest = await linkWithResults(workbench);
      const times: number[] = [];
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const tab = await openTab(workbench, rest, watch);
        await tab.page.waitForFunction(() => window.sharedShown !== undefined, null, { timeout: 60_000 });
        times.push(await tab.page.evaluate(() => window.sharedShown!));
        await tab.close();
      }
      const range = `${duration(Math.min(...times))} to ${duration(Math.max(...times))}`;
      return [
        {
          what: `opening a shared link (${rest.length.toLocaleString('en-US')} characters) to its first result, cold, median of ${repetitions} (${range})`,
          ours: duration(median(times)),
          goal: '< 1 s',
        },
      ];
    }),
};

async function linkWithResults(workbench: Parameters<typeof openTab>[0]): Promise<string> {
  const tab = await openTab(workbench, '/#sample=log-only', () => undefined);
  await tab.page.locator('section[data-cell="gate"][data-state="done"]').waitFor({ timeout: 60_000 });
  const results = await sharedAddress(tab.page);
  await tab.close();
  return results.slice(workbench.address.length);
}

async function sharedAddress(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByText(/Metrics, checks, charts and values of/).waitFor();
  await page.getByLabel(/^Results, so/).check();
  return page.getByLabel('Link', { exact: true }).inputValue();
}

function watch(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('section[data-cell="quality"] table') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.sharedShown = performance.now())));
  });
  observer.observe(document, { subtree: true, childList: true });
}
