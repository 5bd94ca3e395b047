import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** A tab in which whatever a hostile notebook may try is noted. */
export interface GuardedPage {
  readonly page: Page;
  /** All harm that was done until now; must be empty. */
  harm(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Notes broken policies and opened windows from before the page's first script. */
const watcher = `
globalThis.seenHarm = [];
addEventListener('securitypolicyviolation', (event) => seenHarm.push('policy: ' + event.effectiveDirective + ' ' + event.blockedURI));
globalThis.open = (address) => { seenHarm.push('opened ' + address); return null; };
`;

const canaries = `[
  ...(globalThis.PWNED === undefined ? [] : ['code ran']),
  ...(({}).polluted === undefined && ({}).value === undefined ? [] : ['Object.prototype was changed']),
  ...Object.keys(Object.prototype).map((key) => 'Object.prototype has ' + key),
]`;

/** Opens an address of the workbench with all that leaves, runs or breaks noted. */
export async function openGuarded(workbench: Workbench, rest: string): Promise<GuardedPage> {
  const context = await workbench.browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const harm: string[] = [];
  const own = new URL(workbench.address).host;
  await context.addInitScript(watcher);
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (!/^(?:data|blob):/.test(url.protocol) && url.host !== own) harm.push(`asked ${request.url()}`);
  });
  context.on('console', (message) => {
    if (/Content Security Policy|TrustedScript/.test(message.text())) harm.push(message.text());
  });
  context.on('weberror', (error) => harm.push(`uncaught: ${error.error().message}`));
  const page = await context.newPage();
  context.on('page', () => harm.push('a window was opened'));
  page.on('dialog', (dialog) => {
    harm.push(`asked the reader: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('crash', () => harm.push('the page crashed'));
  page.on('websocket', (socket) => harm.push(`socket to ${socket.url()}`));
  await page.goto(workbench.address + rest);
  return {
    page,
    async harm() {
      const inPage = await page.evaluate<string[]>(`[...seenHarm, ...${canaries}]`);
      const inWorkers = await Promise.all(page.workers().map((worker) => worker.evaluate<string[]>(canaries)));
      return [...harm, ...inPage, ...inWorkers.flat()];
    },
    close: () => context.close(),
  };
}

/** A server that hostile notebooks are written to reach; it notes who came. */
export interface Canary {
  readonly address: string;
  readonly visits: readonly string[];
  close(): void;
}

export async function startCanary(): Promise<Canary> {
  const visits: string[] = [];
  const server: Server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('value\n1\n');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, visits, close: () => server.close() };
}
