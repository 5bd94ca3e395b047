import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../scripts/serve.mjs';

let outside: string;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'assay-serve-'));
  const folder = join(outside, 'page');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(outside, 'secret.txt'), 'secret');
  await writeFile(join(outside, 'page-secret.txt'), 'secret');
  await symlink(join(outside, 'secret.txt'), join(folder, 'link.txt'));
  await writeFile(join(folder, 'index.html'), '<title>page</title>');
  await writeFile(join(folder, 'assets', 'evaluate-AAAAAAAA.js'), 'let text;'.repeat(200));
  await writeFile(join(folder, 'some data.parquet'), Uint8Array.of(0, 255, 1));
  server = await serve({ folder });
});

afterAll(async () => {
  await server.close();
  await rm(outside, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: Buffer;
}

/** Sends the path as it stands; fetch would tidy it. */
function ask(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(server.address);
  return new Promise((done, failed) => {
    const sent = request({ hostname, port, path, method, headers, family: 4 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    sent.on('error', failed);
    sent.end();
  });
}

describe('serve', () => {
  it('gives the page at /, with its policy', async () => {
    const { status, headers, body } = await ask('/');
    expect(status).toBe(200);
    expect(body.toString()).toBe('<title>page</title>');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  });

  it('gives bytes as they are, under names with spaces', async () => {
    const { body, headers } = await ask('/some%20data.parquet');
    expect([...body]).toEqual([0, 255, 1]);
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('packs text for those who can unpack it', async () => {
    const packed = await ask('/assets/evaluate-AAAAAAAA.js', 'GET', { 'Accept-Encoding': 'gzip, br' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.body).toString()).toBe('let text;'.repeat(200));
    const plain = await ask('/assets/evaluate-AAAAAAAA.js');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body.toString()).toBe('let text;'.repeat(200));
    expect(plain.headers['content-security-policy']).toContain("'unsafe-eval'");
  });

  it('answers an unchanged file with 304', async () => {
    const { headers } = await ask('/');
    const again = await ask('/', 'GET', { 'If-None-Match': String(headers['etag']) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/../page-secret.txt',
    '/..%2fpage-secret.txt',
    '/link.txt',
    '//secret.txt',
    '/%00',
    '/%',
    '/assets/',
    '/assets',
    '/nothing.js',
  ])('gives nothing for %s', async (path) => {
    const { status, body, headers } = await ask(path);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain('secret');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('answers only GET and HEAD', async () => {
    expect((await ask('/', 'POST')).status).toBe(405);
    const head = await ask('/', 'HEAD');
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, '19']);
  });

  it('says which port is taken', async () => {
    const port = Number(new URL(server.address).port);
    await expect(serve({ folder: outside, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
