import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchBytes, fetchSource } from '../../src/io/fetch-source.ts';
import { SourceError } from '../../src/io/source.ts';

const never = new AbortController().signal;
const content = new Uint8Array(300_000).map((_, index) => index % 251);
let server: Server;
let other: Server;
let base = '';
let headers: IncomingHttpHeaders = {};
let asked = 0;
const silent: ServerResponse[] = [];

function listen(made: Server): Promise<string> {
  return new Promise((resolve) => made.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(made.address() as AddressInfo).port}`)));
}

beforeAll(async () => {
  other = createServer((_, response) => {
    asked++;
    response.end('elsewhere');
  });
  const elsewhere = await listen(other);
  server = createServer((request, response) => {
    headers = request.headers;
    if (request.url === '/data/loans%20a.csv?x=1') response.writeHead(200, { 'content-length': content.length }).end(content);
    else if (request.url === '/stream') {
      response.writeHead(200);
      const timer = setInterval(() => response.write(content), 1);
      response.on('close', () => clearInterval(timer));
    } else if (request.url === '/away') response.writeHead(302, { location: `${elsewhere}/x` }).end();
    else if (request.url === '/moved') response.writeHead(302, { location: '/data/loans%20a.csv?x=1' }).end();
    else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
    else if (request.url === '/silent') silent.push(response);
    else if (request.url === '/stops') {
      response.writeHead(200);
      response.write('abc');
      silent.push(response);
    } else if (request.url === '/page.csv')
      response.writeHead(200, { 'content-type': 'text/html' }).end('\n<!doctype html><title>x</title>');
    else if (/^\/\d+$/.test(request.url ?? '')) response.writeHead(Number(request.url!.slice(1))).end('no');
    else if (request.url === '/broken') {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('abc', () => response.destroy());
    } else response.writeHead(404).end('nothing here');
  });
  base = await listen(server);
});

afterAll(() => {
  for (const made of [server, other]) {
    made.closeAllConnections();
    made.close();
  }
});

it('downloads once, names the source for the file, and reports progress', async () => {
  const shares: number[] = [];
  const source = await fetchSource(`${base}/data/loans%20a.csv?x=1`, {
    signal: never,
    limitBytes: 1e6,
    progress: (share) => shares.push(share),
  });
  expect([source.name, source.size]).toEqual(['loans a.csv', content.length]);
  expect(await source.slice(0, content.length)).toEqual(content);
  expect(shares.at(-1)).toBe(1);
});

it('sends no credentials and no referrer', async () => {
  let asked: RequestInit = {};
  await fetchBytes(`${base}/data/loans%20a.csv?x=1`, {
    signal: never,
    limitBytes: 1e6,
    fetch: (url, options) => {
      asked = options;
      return fetch(url, options);
    },
  });
  expect(asked).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' });
  expect([headers.cookie, headers.authorization, headers.referer]).toEqual([undefined, undefined, undefined]);
});

it('follows a redirect on the same host, and refuses one to another', async () => {
  expect(await fetchBytes(`${base}/moved`, { signal: never, limitBytes: 1e6 })).toEqual(content);
  await expect(fetchBytes(`${base}/away`, { signal: never, limitBytes: 1e6 })).rejects.toThrow(`${base}/away sends on to 127.0.0.1:`);
  // Consent is for one host: the other was not even asked.
  expect(asked).toBe(0);
  await expect(fetchBytes(`${base}/round`, { signal: never, limitBytes: 1e6 })).rejects.toThrow(`${base}/round sends on without end`);
});

it('does not follow a redirect whose end the browser hides', async () => {
  const hidden = { type: 'opaqueredirect', status: 0, ok: false } as Response;
  const reading = fetchBytes(`${base}/x`, { signal: never, limitBytes: 1e6, fetch: () => Promise.resolve(hidden) });
  await expect(reading).rejects.toThrow(`${base}/x sends on to another address; open it in a tab, and use the address that it ends at`);
});

it('refuses a web page in place of a file', async () => {
  const message = `${base}/page.csv answers with a web page, not a file; check that the address leads to the file itself`;
  await expect(fetchBytes(`${base}/page.csv`, { signal: never, limitBytes: 1e6 })).rejects.toThrow(message);
});

it.each([
  [401, 'answered 401 Unauthorized: it may be read only after signing in; download the file and drop it here'],
  [403, 'answered 403 Forbidden: it may be read only after signing in; download the file and drop it here'],
  [410, 'answered 410 Gone; check the address'],
  [429, 'answered 429 Too Many Requests; try again later'],
  [503, 'answered 503 Service Unavailable; try again later'],
])('says what a status of %i means', async (status, sentence) => {
  await expect(fetchBytes(`${base}/${status}`, { signal: never, limitBytes: 1e6 })).rejects.toThrow(`${base}/${status} ${sentence}`);
});

it.each(['silent', 'stops'])('gives up on a host that falls silent: %s', async (path) => {
  const reading = fetchBytes(`${base}/${path}`, { signal: never, limitBytes: 1e6, patienceMs: 60 });
  await expect(reading).rejects.toThrow(`${base}/${path} sent nothing for 1 s; try again, or download the file and drop it here`);
});

it('gives the whole only so long where it is told to, however busy the host', async () => {
  const reading = fetchBytes(`${base}/stream`, { signal: never, limitBytes: 1e12, withinMs: 80, patienceMs: 1e6 });
  await expect(reading).rejects.toThrow(`${base}/stream was not read within 1 s; try again, or download the file and drop it here`);
});

it('holds a body to the length that was promised', async () => {
  const body = (type: ResponseType): (() => Promise<Response>) => {
    return () =>
      Promise.resolve(Object.defineProperty(new Response('abc', { headers: { 'content-length': '9' } }), 'type', { value: type }));
  };
  await expect(fetchBytes(`${base}/x`, { signal: never, limitBytes: 1e6, fetch: body('basic') })).rejects.toThrow(
    'ended after 3 of 9 bytes',
  );
  expect(await fetchBytes(`${base}/x`, { signal: never, limitBytes: 1e6, fetch: body('cors') })).toHaveLength(3);
});

it('says the address and the status of what is not there', async () => {
  const error: unknown = await fetchBytes(`${base}/nothing.csv`, { signal: never, limitBytes: 1e6 }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SourceError);
  expect(error).toMatchObject({ state: 'failed', message: `${base}/nothing.csv answered 404 Not Found; check the address` });
});

it('keeps the bound on bytes, promised or streamed', async () => {
  await expect(fetchBytes(`${base}/data/loans%20a.csv?x=1`, { signal: never, limitBytes: 1000 })).rejects.toThrow(
    'loans a.csv has 300,000 bytes, over the limit of 1,000 bytes',
  );
  await expect(fetchBytes(`${base}/stream`, { signal: never, limitBytes: 2e6 })).rejects.toThrow('stream has more than the limit of 2 MB');
  const wayOut = 'keep data in files';
  await expect(fetchBytes(`${base}/stream`, { signal: never, limitBytes: 2e6, overLimit: wayOut })).rejects.toThrow(
    'of 2 MB; keep data in files',
  );
  await expect(fetchBytes(`${base}/data/loans%20a.csv?x=1`, { signal: never, limitBytes: 1000, overLimit: wayOut })).rejects.toThrow(
    'over the limit of 1,000 bytes; keep data in files',
  );
});

it('says when a download breaks off or no host answers', async () => {
  await expect(fetchBytes(`${base}/broken`, { signal: never, limitBytes: 1e6 })).rejects.toThrow(
    `the download of ${base}/broken broke off`,
  );
  const dead = createServer();
  const address = await listen(dead);
  await new Promise((resolve) => dead.close(resolve));
  await expect(fetchBytes(`${address}/x`, { signal: never, limitBytes: 1e6 })).rejects.toThrow(
    `${address}/x cannot be reached: check the address and the network; if it opens in a tab, ${new URL(address).host} must send Access-Control-Allow-Origin: * for other sites to read it`,
  );
});

it('stops when it is cancelled', async () => {
  const controller = new AbortController();
  const reading = fetchBytes(`${base}/stream`, { signal: controller.signal, limitBytes: 1e12 });
  setTimeout(() => controller.abort(), 20);
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});
