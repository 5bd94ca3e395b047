import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { chromiumOrInstall } from '../../scripts/chromium.mjs';
import { chromiumFlags } from './launch-chromium.ts';

/** A Chromium with a profile on disk, that can be killed as by a power cut and started again on what it wrote. */
export interface KillableChromium {
  start(): Promise<BrowserContext>;
  /** Ends every process of it at once, without a word. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

export async function killableChromium(): Promise<KillableChromium> {
  const profile = await mkdtemp(join(tmpdir(), 'assay-profile-'));
  let running: ReturnType<typeof spawn> | null = null;
  const killable = {
    async start() {
      await rm(join(profile, 'DevToolsActivePort'), { force: true });
      const flags = [...chromiumFlags(), `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'];
      // A group of its own, so that all its processes are ended by one signal.
      running = spawn(await chromiumOrInstall(), flags, { detached: true, stdio: 'ignore' });
      const browser = await chromium.connectOverCDP(await addressIn(profile));
      const [context] = browser.contexts();
      if (context === undefined) throw new Error('the browser started without a window');
      return context;
    },
    async kill() {
      const ended = running;
      running = null;
      if (ended?.pid === undefined) return;
      const gone = new Promise((resolve) => ended.once('exit', resolve));
      process.kill(-ended.pid, 'SIGKILL');
      await gone;
    },
    async remove() {
      await killable.kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return killable;
}

async function addressIn(profile: string): Promise<string> {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const port = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').then(
      (text) => text.split('\n')[0],
      () => '',
    );
    if (port !== undefined && port !== '') return `http://127.0.0.1:${port}`;
  }
  throw new Error('the browser did not start in 20 s');
}
