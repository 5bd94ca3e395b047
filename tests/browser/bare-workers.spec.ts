import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagePolicy } from '../../scripts/headers.mjs';
import { serviceWorker } from '../../scripts/offline.mjs';
import { boundWorkerUrl } from '../../src/app/bound-worker.ts';
import { launchChromium } from './launch-chromium.ts';
import { startPlainHost, type PlainHost } from './plain-host.ts';

/** A worker that tries what it may not do, telling the canary where it can. */
const probe = `
const tried = async (name, work) => { try { await work(); return [name, true]; } catch { return [name, false]; } };
const answers = (worker) => new Promise((done, failed) => { worker.onmessage = done; worker.onerror = failed; });
onmessage = async ({ data: { own, canary, name } }) => postMessage(Object.fromEntries([
  await tried('compile', () => new Function('return 1')()),
  await tried('own', async () => { if (!(await fetch(own + 'index.html')).ok) throw new Error(); }),
  await tried('other', async () => { if (!(await fetch(canary + name + '/fetch')).ok) throw new Error(); }),
  await tried('socket', () => new Promise((done, failed) => {
    const socket = new XMLHttpRequest();
    socket.onload = done;
    socket.onerror = failed;
    socket.open('GET', canary + name + '/xhr');
    socket.send();
  })),
  await tried('import', () => import(canary + name + '/import.js')),
  await tried('scripts', () => importScripts(canary + name + '/scripts.js')),
  await tried('nested', () => answers(new Worker(URL.createObjectURL(new Blob([
    "fetch('" + canary + name + "/nested').then(() => postMessage(1), (error) => { throw error; })"]))))),
]));`;

const entry = `
const policy = trustedTypes.createPolicy('app-worker', { createScriptURL: (url) => url });
const boundWorkerUrl = ${String(boundWorkerUrl)};
window.start = (name, canary, bound) => {
  window.found = undefined;
  const url = new URL('./' + name + '-AAAAAAAA.js', import.meta.url).href;
  const worker = new Worker(policy.createScriptURL(bound ? boundWorkerUrl(url) : url), { type: 'module' });
  worker.onmessage = ({ data }) => { window.found = data; };
  worker.onerror = () => { window.found = 'did not start'; };
  worker.postMessage({ own: new URL('..', import.meta.url).href, canary, name });
};
window.control = () => navigator.serviceWorker.register(policy.createScriptURL(new URL('../service.js', import.meta.url).href));
`;

let folder: string;
let canary: Server;
let canaryAddress: string;
const heard: string[] = [];
let host: PlainHost;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-bare-'));
  await mkdir(join(folder, 'assets'));
  const meta = `<meta http-equiv="Content-Security-Policy" content="${pagePolicy}">`;
  const script = '<script type="module" src="./assets/page-AAAAAAAA.js"></script>';
  await writeFile(join(folder, 'index.html'), `<!doctype html>${meta}<title>probe</title>${script}`);
  await writeFile(join(folder, 'assets', 'page-AAAAAAAA.js'), entry);
  await writeFile(join(folder, 'service.js'), await serviceWorker(['index.html?one', 'assets/page-AAAAAAAA.js']));
  for (const name of ['evaluate', 'compute', 'fetch', 'keep', 'plain'])
    await writeFile(join(folder, 'assets', `${name}-AAAAAAAA.js`), probe);
  canary = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript' }).end('');
  });
  await new Promise<void>((done) => canary.listen(0, '127.0.0.1', done));
  canaryAddress = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/`;
  host = await startPlainHost(folder, '/some/folder/');
  browser = await launchChromium({ webgpu: false });
  page = await (await browser.newContext()).newPage();
  await page.goto(host.address);
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  canary?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Probed {
  start(name: string, canary: string, bound: boolean): void;
  control(): Promise<unknown>;
  found?: unknown;
}

/** What a worker could do, and what the canary heard of it. */
async function tried(name: string, bound: boolean): Promise<{ found: unknown; heard: readonly string[] }> {
  heard.length = 0;
  await page.evaluate(([file, address, ties]) => (globalThis as unknown as Probed).start(file, address, ties), [
    name,
    canaryAddress,
    bound,
  ] as const);
  const found = await page.waitForFunction(() => {
    const { found } = globalThis as unknown as Probed;
    return found === undefined ? null : { found };
  });
  return { found: (await found.jsonValue())!.found, heard: [...heard] };
}

const nothing = { compile: false, own: false, other: false, socket: false, import: false, scripts: false, nested: false };

describe('on a host without headers, before the service worker', () => {
  it('a worker from the network reaches everything, which is why models are not started so', async () => {
    const { found, heard } = await tried('compute', false);
    expect(found).toMatchObject({ compile: true, own: true, other: true, socket: true, import: true, nested: true });
    expect(heard).toEqual(expect.arrayContaining(['/compute/fetch', '/compute/xhr', '/compute/import.js', '/compute/nested']));
  });

  it.each(['compute', 'keep'])('%s is bound by the policy of the page', async (name) => {
    expect(await tried(name, true)).toEqual({ found: { ...nothing, own: true }, heard: [] });
  });
});

describe('on a host without headers, with the service worker', () => {
  beforeAll(async () => {
    await page.evaluate(() => (globalThis as unknown as Probed).control());
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
    await page.reload();
    await page.waitForFunction(() => 'start' in globalThis);
  });

  it('lets evaluate compile, and reach nothing', async () => {
    expect(await tried('evaluate', false)).toEqual({ found: { ...nothing, compile: true }, heard: [] });
  });

  it('lets fetch out, and neither compile nor run what it fetched', async () => {
    const { found, heard } = await tried('fetch', false);
    expect(found).toEqual({ ...nothing, own: true, other: true, socket: true });
    expect(heard).toEqual(['/fetch/fetch', '/fetch/xhr']);
  });

  it.each(['keep', 'plain'])('lets %s do nothing when it is started from the network', async (name) => {
    expect(await tried(name, false)).toEqual({ found: nothing, heard: [] });
  });

  it.each([true, false])('lets compute reach its own host alone; started by the page itself: %s', async (bound) => {
    expect(await tried('compute', bound)).toEqual({ found: { ...nothing, own: true }, heard: [] });
  });

  it('keeps the page out of frames', async () => {
    const response = await page.reload();
    expect(response!.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});
