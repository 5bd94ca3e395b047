import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pageFolder } from '../scripts/paths.mjs';
import type { Measurement } from './measurement.ts';
import { openTab, withWorkbench } from './open-tab.ts';

declare global {
  interface Window {
    /** Paths of the scripts that the page itself had loaded when its first cell ran. */
    loadedScripts?: readonly string[];
  }
}

/** Scripts that are loaded before the first cell runs, gzipped: those of the page, and apart from them those of its workers. */
export const pageSize: Measurement = {
  name: 'size',
  run: () =>
    withWorkbench(async (workbench) => {
      const tab = await openTab(workbench, '/#sample=mortgage', watch);
      await tab.page.waitForFunction(() => window.loadedScripts !== undefined, null, { timeout: 60_000 });
      const all = [...new Set(tab.scripts)];
      const ofPage = await tab.page.evaluate(() => window.loadedScripts!);
      await tab.close();
      const ofWorkers = all.filter((path) => !ofPage.includes(path) && /\/(evaluate|compute|fetch)-/.test(path));
      return [
        { what: `page JavaScript before the first cell, gzipped (${named(ofPage)})`, ours: await kilobytes(ofPage), goal: '< 150 kB' },
        { what: `worker JavaScript by then, gzipped (${named(ofWorkers)})`, ours: await kilobytes(ofWorkers) },
      ];
    }),
};

function watch(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('section[data-state="running"], section[data-state="done"]') === null) return;
    observer.disconnect();
    const scripts = [...document.scripts].map((script) => script.src);
    const fetched = performance.getEntriesByType('resource').map((entry) => entry.name);
    const paths = [...scripts, ...fetched].filter((name) => /^https?:.*\.js$/.test(name)).map((name) => new URL(name).pathname);
    window.loadedScripts = [...new Set(paths)].filter((path) => !/\/(evaluate|compute|fetch)-/.test(path));
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
}

function named(paths: readonly string[]): string {
  return paths.map((path) => path.replace(/^.*\/(?:chunk-)?(.*)-[\w-]{8}\.js$/, '$1')).join(', ');
}

async function kilobytes(paths: readonly string[]): Promise<string> {
  const files = await Promise.all(paths.map((path) => readFile(join(pageFolder, path))));
  return `${(files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1000).toFixed(1)} kB`;
}
