import { duration, median, type Measurement } from './measurement.ts';
import { openTab, withWorkbench } from './open-tab.ts';

const repetitions = 5;

declare global {
  interface Window {
    /** Milliseconds from the start of the navigation. */
    opened?: { prose?: number; metrics?: number };
  }
}

/** From opening the address to the frame that shows the first metrics of mortgage, each time in a context that has cached nothing. */
export const opening: Measurement = {
  name: 'opening',
  run: () =>
    withWorkbench(async (workbench) => {
      const prose: number[] = [];
      const metrics: number[] = [];
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const tab = await openTab(workbench, '/#sample=mortgage', watch);
        await tab.page.waitForFunction(() => window.opened?.metrics !== undefined, null, { timeout: 60_000 });
        const opened = await tab.page.evaluate(() => window.opened!);
        prose.push(opened.prose!);
        metrics.push(opened.metrics!);
        await tab.close();
      }
      const range = `${duration(Math.min(...metrics))} to ${duration(Math.max(...metrics))}`;
      return [
        { what: `opening mortgage to its text, cold, median of ${repetitions}`, ours: duration(median(prose)) },
        { what: `opening mortgage to its first metric, cold, median of ${repetitions} (${range})`, ours: duration(median(metrics)) },
      ];
    }),
};

function watch(): void {
  const opened: NonNullable<Window['opened']> = {};
  window.opened = opened;
  const afterFrame = (done: (now: number) => void): void => void requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  let seenProse = false;
  const observer = new MutationObserver(() => {
    if (!seenProse && document.querySelector('section[data-cell]') !== null) {
      seenProse = true;
      afterFrame((now) => (opened.prose = now));
    }
    if (document.querySelector('section[data-cell="quality"][data-state="done"]') === null) return;
    observer.disconnect();
    afterFrame((now) => (opened.metrics = now));
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
}
