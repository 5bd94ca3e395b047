import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumOrInstall } from '../../scripts/chromium.mjs';
import { sandboxFrame } from '../../scripts/sandbox.mjs';
import { encodeLink } from '../../src/notebook/link.ts';
import { cellOf, waitForState } from './cells.ts';
import { chromiumFlags, launchChromium } from './launch-chromium.ts';
import { hostPage, probe } from './sandbox-probe.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

/** Hosts without any headers, as plain static ones are; the second is another origin. Both note what is asked of them. */
interface Plain {
  readonly server: Server;
  readonly address: string;
  readonly asked: string[];
}
const files = new Map<string, string>();
let own: Plain | undefined;
let other: Plain | undefined;
let browser: Browser;

async function plainHost(): Promise<Plain> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0]!;
    const file = files.get(path);
    if (file === undefined) asked.push(path);
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': file === undefined ? typeOf(path) : 'text/html' });
    response.end(file ?? '');
  });
  server.on('upgrade', (request, socket) => {
    asked.push(request.url ?? '');
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, asked, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function typeOf(path: string): string {
  return path === '/eventsource' ? 'text/event-stream' : 'text/javascript';
}

beforeAll(async () => {
  own = await plainHost();
  other = await plainHost();
  browser = await launchChromium();
  const frame = await sandboxFrame();
  const probing = frame.replace(
    /(<script type="text\/plain" id="runner">)[^]*?(<\/script>)/,
    (_, begin: string, end: string) => begin + probe + end,
  );
  const leave = `<!doctype html><script>location.href = '${other.address}/left?secret';</script>`;
  files.set('/frame.html', probing);
  files.set('/open.html', probing.replace(/<meta http-equiv[^>]*>/, ''));
  files.set('/real.html', frame);
  files.set(
    '/bomb.html',
    `${hostPage('./real.html', '')}<script>
    const limits = { bytes: 1e6, rows: 10, columns: 10 };
    const run = (code) => open({ code, tables: [], inputs: [], seed: 1, limits });
    setInterval(() => fetch('/beat'), 200);
    run('const held = []; for (;;) held.push(new Array(1e6).fill(held.length));');
    const first = setInterval(() => answers.length > 0 && fetch('/first'), 300);
    setTimeout(() => { clearInterval(first); fetch('/late'); setTimeout(() => run('return [{ a: 1 }]'), 2000); }, 5000);
    setTimeout(() => setInterval(() => answers.length === 1 && fetch('/second'), 300), 6500);
  </script>`,
  );
  files.set('/leave.html', leave);
  files.set('/host.html', hostPage('./frame.html', ''));
  files.set('/control.html', hostPage('./open.html', ''));
  files.set('/leaving.html', hostPage('./leave.html', "frame-src 'self'"));
  files.set('/leaving-control.html', hostPage('./leave.html', ''));
});
afterAll(async () => {
  await browser?.close();
  own?.server.close();
  other?.server.close();
});

interface Answers {
  readonly answers: readonly { readonly answer: { readonly lines: readonly string[] } }[];
  readonly heard: readonly unknown[];
}

async function probed(path: string): Promise<{ lines: Map<string, string>; heard: readonly unknown[]; asked: readonly string[] }> {
  own!.asked.length = other!.asked.length = 0;
  const page = await browser.newPage();
  await page.goto(own!.address + path);
  const inputs = [
    ['same', own!.address],
    ['other', other!.address],
    ['socket', other!.address.replace('http', 'ws')],
  ];
  const limits = { bytes: 1e6, rows: 10, columns: 10 };
  await page.evaluate((request) => (globalThis as unknown as { open(request: unknown): void }).open(request), { inputs, limits });
  await page.waitForFunction(() => (globalThis as unknown as Answers).answers.length > 0, undefined, { timeout: 60_000 });
  const { answers, heard } = await page.evaluate(() => {
    const { answers, heard } = globalThis as unknown as Answers;
    return { answers, heard };
  });
  await page.close();
  expect(answers).toHaveLength(1);
  const lines = new Map(answers[0]!.answer.lines.map((line) => line.split(': ') as [string, string]));
  const asked = [...own!.asked, ...other!.asked].filter((each) => each !== '/favicon.ico').sort();
  return { lines, heard, asked };
}

describe('the policy of the frame', () => {
  it('lets nothing out, on a host without headers', async () => {
    const { lines, heard, asked } = await probed('/host.html');
    expect(asked).toEqual([]);
    expect(heard).toEqual([]);
    expect([...lines].filter(([, outcome]) => outcome !== 'refused')).toEqual([
      // It reaches frames of this opaque origin alone, of which there is one.
      ['broadcast', 'sent'],
    ]);
    expect(lines.size).toBe(29);
  });

  it('is what does it: without it most of that gets out', async () => {
    const { lines, asked } = await probed('/control.html');
    expect(asked).toEqual([
      '/eventsource',
      '/fetch-no-cors',
      '/fetch-other',
      '/fetch-same',
      '/font',
      '/import',
      '/importScripts',
      '/websocket',
      '/worker-fetch',
      '/xhr',
      '/xhr-sync',
    ]);
    // What an opaque origin has not, whatever its policy.
    for (const name of [
      'indexedDB',
      'opfs',
      'caches',
      'localStorage',
      'cookies',
      'document',
      'parent',
      'top',
      'beacon',
      'webrtc',
      'service worker',
    ])
      expect([name, lines.get(name)]).toEqual([name, 'refused']);
  });

  it('keeps the frame where it is, by the policy of the page', async () => {
    for (const [path, reached] of [
      ['/leaving-control.html', ['/left']],
      ['/leaving.html', []],
    ] as const) {
      other!.asked.length = 0;
      const page = await browser.newPage();
      await page.goto(own!.address + path);
      await page.evaluate(() => (globalThis as unknown as { open(request: unknown): void }).open(null));
      await page.waitForTimeout(700);
      expect(other!.asked).toEqual(reached);
      await page.close();
    }
  });

  it('does nothing where it is opened by itself', async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${own!.address}/frame.html`);
    await page.waitForTimeout(200);
    expect(errors).toEqual(['this file runs in a sandbox alone']);
    await page.close();
  });
});

describe('code that fills the memory', () => {
  // A driver takes the end of the frame's process for the end of the page, so nothing drives this browser.
  it('takes only the frame down: the page around it lives, and opens another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-memory-'));
    own!.asked.length = 0;
    const flags = [...chromiumFlags(), '--js-flags=--max-old-space-size=128', `--user-data-dir=${folder}`];
    const chromium = spawn(await chromiumOrInstall(), [...flags, `${own!.address}/bomb.html`], { stdio: 'ignore' });
    for (let waited = 0; waited < 60 && !own!.asked.includes('/second'); waited++) await new Promise((done) => setTimeout(done, 500));
    const beats = own!.asked.slice(own!.asked.indexOf('/late')).filter((path) => path === '/beat').length;
    chromium.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    expect(own!.asked).toContain('/second');
    expect(own!.asked).not.toContain('/first');
    expect(beats).toBeGreaterThan(3);
  });
});

describe('code in the workbench', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench?.close());

  const notebook = (code: string): string => `# X\n\n\`\`\`js code tidy\n${code}\n\`\`\`\n`;
  async function run(page: Page, address: string, code: string, query = ''): Promise<string> {
    await page.goto('about:blank');
    await page.goto(`${address}/${query}#nb=${encodeLink(notebook(code))}`);
    await waitForState(page, 'tidy', 'needs-permission');
    await page.getByRole('button', { name: 'Run this code: tidy' }).click();
    await page.locator('section[data-cell="tidy"]:is([data-state="done"], [data-state="failed"])').waitFor({ timeout: 30_000 });
    expect(await page.locator('iframe').count()).toBe(0);
    return cellOf(page, 'tidy').innerText();
  }
  /** Takes the callback that hands the answer on, which runs after this code began. */
  const taking = (forged: string): string =>
    `const then = Promise.prototype.then;\nPromise.prototype.then = function (done, ...rest) {\n  if (typeof done === 'function') { ${forged} }\n  return then.call(this, done, ...rest);\n};\nreturn [{ a: 'honest' }];`;

  it.each([
    [
      'a scope with nothing in it',
      'const scope = new Set();\nfor (let at = globalThis; at; at = Object.getPrototypeOf(at)) for (const name of Object.getOwnPropertyNames(at)) scope.add(name);\nconst found = ["fetch", "Worker", "postMessage", "XMLHttpRequest", "importScripts", "WebSocket", "indexedDB", "caches", "navigator", "WebAssembly", "setTimeout", "close", "Blob", "URL", "MessageChannel", "EventTarget"].filter((name) => scope.has(name));\nreturn [{ a: `found [${found}]` }];',
      'found []',
    ],
    ['a column called __proto__', 'return [{ ["__proto__"]: 1 }];', 'A column cannot be called __proto__'],
    ['a circle', 'const a = [];\na.push({ a });\nreturn a;', 'Column a holds a list in row 1'],
    ['a getter that throws', 'return [{ get a() { throw new Error("from the getter"); } }];', 'From the getter'],
    [
      'a proxy that lies',
      'return new Proxy([], { get: (_, key) => (key === "length" ? 1e9 : undefined), has: () => true });',
      'The code returned 1,000,000,000 rows',
    ],
    ['more than may leave', 'return { a: new Float64Array(7e6) };', 'holds 56 MB; at most 50 MB may leave'],
    [
      'a forged table',
      taking('done({ ok: true, table: [["a", { type: "number", values: new Float64Array(2), nulls: new Uint32Array(9) }]], lines: [] });'),
      'The sandbox gave back marks of missing values of another length',
    ],
    [
      'a forged word',
      taking(
        'done({ ok: true, table: [["a", { type: "string", codes: new Uint8Array([7]), dictionary: ["x"], nulls: null }]], lines: [] });',
      ),
      'The sandbox gave back a word that is not there',
    ],
    ['something that is no answer', taking('done(new Map([["ok", true]]));'), 'The sandbox gave back neither a table nor an error'],
    [
      'two answers',
      taking(
        'done({ ok: true, table: [["a", { type: "string", codes: new Uint8Array(1), dictionary: ["first"], nulls: null }]], lines: [] }); done({ ok: true, table: [["a", { type: "string", codes: new Uint8Array(1), dictionary: ["second"], nulls: null }]], lines: [] });',
      ),
      'first',
    ],
  ])('may give %s', async (_, code, shown) => {
    const { page, problems, close } = await workbench.open('/');
    const text = await run(page, workbench.address, code);
    expect(text).toContain(shown);
    expect(text).not.toContain('second');
    expect(problems).toEqual([]);
    await close();
  });

  it.each([
    ['for ever', 'for (;;);'],
    ['in promises for ever', 'const next = () => Promise.resolve().then(next);\nawait next();'],
    ['for what never comes', 'await new Promise(() => undefined);'],
  ])('is ended when it goes on %s, and the page lives', async (_, code) => {
    const { page, problems, close } = await workbench.open('/');
    const before = Date.now();
    const text = await run(page, workbench.address, code, '?code-ms=700');
    expect(text).toContain('took longer than 0.7 s and was ended');
    expect(Date.now() - before).toBeLessThan(15_000);
    expect(await run(page, workbench.address, 'return [{ a: 6 * 7 }];')).toContain('42');
    expect(problems).toEqual([]);
    await close();
  });

  it('says so where the host does not serve the sandbox', async () => {
    const { page, close } = await workbench.open('/');
    await page.route('**/sandbox/**', (route) => route.abort());
    expect(await run(page, workbench.address, 'return [{ a: 1 }];')).toContain('Code cannot run here');
    await close();
  });
});
