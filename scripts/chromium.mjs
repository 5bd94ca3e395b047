import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, runPackage } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The Chromium to test with: CHROME_PATH, the system's, or Playwright's; null where there is none.
 * @returns {Promise<string | null>}
 */
export async function findChromium() {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH is ${chosen}, where there is no file; correct it or unset it`);
    return chosen;
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = [...onPath, ...places].find((path) => existsSync(path));
  if (found !== undefined) return found;
  const { chromium } = await import('playwright-core');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

/** Finds a Chromium, or installs one: Playwright's download, else, as root on Debian, the package chromium. */
export async function chromiumOrInstall() {
  const found = await findChromium();
  if (found !== null) return found;
  console.error('no Chromium found; downloading one (playwright-core install chromium)');
  const downloaded = await runPackage('playwright-core/cli.js', ['install', 'chromium'], { output: 'stderr' });
  const fetched = downloaded === 0 ? await findChromium() : null;
  if (fetched !== null) return fetched;
  if (isRootOnDebian()) {
    console.error('the download failed; installing the package chromium (apt-get)');
    const options = { output: 'stderr', env: { DEBIAN_FRONTEND: 'noninteractive' } };
    await run('apt-get', ['update', '-q'], options);
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
  }
  const installed = await findChromium();
  if (installed === null) throw new Error('there is no Chromium to test with; install one, or set CHROME_PATH to its program');
  return installed;
}

function isRootOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}
