import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkbench, type Workbench } from './workbench.ts';

/** A worker that tries what it may not do and tells what came of it. */
const probe = `
const tried = async (name, work) => { try { await work(); return [name, true]; } catch { return [name, false]; } };
onmessage = async ({ data: { own, other } }) => postMessage(Object.fromEntries([
  await tried('compile', () => new Function('return 1')()),
  await tried('wasm', () => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))),
  await tried('own', async () => { if (!(await fetch(own)).ok) throw new Error(); }),
  await tried('other', async () => { if (!(await fetch(other)).ok) throw new Error(); }),
  await tried('worker', () => new Promise((done, failed) => {
    const worker = new Worker(new URL('./plain-AAAAAAAA.js', self.location.href), { type: 'module' });
    worker.onerror = failed;
    worker.onmessage = done;
  })),
]));`;

/** A page that tries the same, and starts a worker when it is told to. */
const entry = `
const policy = trustedTypes.createPolicy('app-worker', { createScriptURL: (url) => url });
window.start = (file, other) => {
  const worker = new Worker(policy.createScriptURL(new URL(file, import.meta.url).href), { type: 'module' });
  worker.onmessage = ({ data }) => { window.found = data; };
  worker.onerror = () => { window.found = 'did not start'; };
  worker.postMessage({ own: location.origin + '/notebooks/one.md', other });
};
try { window.compiled = new Function('return true')(); } catch { window.compiled = false; }
window.asked = fetch(location.hash.slice(1)).then(() => true, () => false);
`;

type Found = Record<'compile' | 'wasm' | 'own' | 'other' | 'worker', boolean>;

let folder: string;
let other: Server;
let otherAddress: string;
let workbench: Workbench;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-policy-'));
  await mkdir(join(folder, 'assets'));
  await mkdir(join(folder, 'notebooks'));
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><title>probe</title><script type="module" src="./assets/page-AAAAAAAA.js"></script>',
  );
  await writeFile(join(folder, 'notebooks', 'one.md'), '# One\n');
  await writeFile(join(folder, 'assets', 'page-AAAAAAAA.js'), entry);
  await writeFile(join(folder, 'assets', 'plain-AAAAAAAA.js'), "postMessage('started');" + probe);
  for (const name of ['evaluate', 'compute', 'fetch', 'keep']) await writeFile(join(folder, 'assets', `${name}-AAAAAAAA.js`), probe);
  other = createServer((_, response) => response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('data'));
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  otherAddress = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  workbench = await startWorkbench({ folder });
});

afterAll(async () => {
  await workbench?.close();
  other?.close();
  await rm(folder, { recursive: true, force: true });
});

async function probed(file: string): Promise<{ found: unknown; problems: readonly string[] }> {
  const { page, problems, close } = await workbench.open();
  await page.waitForFunction(() => 'asked' in globalThis);
  await page.evaluate(
    ([name, address]) => (globalThis as unknown as { start(name: string, other: string): void }).start(name!, address!),
    [file, otherAddress],
  );
  const found = await page.waitForFunction(() => {
    const { found } = globalThis as { found?: unknown };
    return found !== undefined && found !== 'started' ? { found } : null;
  });
  const value = (await found.jsonValue())!.found;
  await close();
  return { found: value, problems };
}

describe('what the headers let a worker do', () => {
  it('lets evaluate compile, and reach nothing', async () => {
    const { found } = await probed('./evaluate-AAAAAAAA.js');
    expect(found).toEqual({
      compile: true,
      wasm: true,
      own: false,
      other: false,
      worker: false,
    } satisfies Found);
  });
  it('lets compute read its own host and run WebAssembly, and compile nothing', async () => {
    const { found } = await probed('./compute-AAAAAAAA.js');
    expect(found).toMatchObject({
      compile: false,
      wasm: true,
      own: true,
      other: false,
    } satisfies Partial<Found>);
  });
  it('lets fetch out to this machine, and compile nothing; the workbench reports the request', async () => {
    const { found, problems } = await probed('./fetch-AAAAAAAA.js');
    expect(found).toMatchObject({ compile: false, own: true, other: true } satisfies Partial<Found>);
    expect(problems).toContain(`asked another host: ${otherAddress}`);
  });
  it('lets keep run WebAssembly, and reach and compile nothing', async () => {
    const { found } = await probed('./keep-AAAAAAAA.js');
    expect(found).toEqual({ compile: false, wasm: true, own: false, other: false, worker: false } satisfies Found);
  });

  it('lets any other script do nothing as a worker', async () => {
    const { found } = await probed('./plain-AAAAAAAA.js');
    expect(found).toMatchObject({ compile: false, own: false, other: false } satisfies Partial<Found>);
  });
});

describe('what the headers let the page do', () => {
  it('compiles nothing and asks no other host', async () => {
    const { page, problems, close } = await workbench.open(`/#${otherAddress}`);
    await page.waitForFunction(() => 'asked' in globalThis);
    const seen = await page.evaluate(async () => {
      const { compiled, asked } = globalThis as unknown as { compiled: boolean; asked: Promise<boolean> };
      return { compiled, asked: await asked };
    });
    expect(seen).toEqual({ compiled: false, asked: false });
    expect(problems.join('\n')).toMatch(/Content Security Policy/);
    await close();
  });
});
