import { beforeEach, describe, expect, it } from 'vitest';
import { answerRequest } from '../../src/io/answer-request.ts';
import { BuildCache, type BuildDoors } from '../../src/io/build-cache.ts';
import { memoryCaches } from './memory-caches.ts';

const scope = 'https://host.example/some/folder/';
const html = { 'Content-Type': 'text/html; charset=utf-8' };
const policyOf = (path: string): string => `policy of ${path}`;

let caches: BuildDoors['caches'];
/** What the host answers, by path. */
let answers: Map<string, () => Response>;
let asked: string[];

beforeEach(() => {
  caches = memoryCaches();
  asked = [];
  answers = new Map([
    ['', () => new Response('<script src="assets/page-AAAAAAAA.js">', { headers: html })],
    ['assets/page-AAAAAAAA.js', () => new Response('first', { headers: { 'Content-Encoding': 'gzip', 'Content-Length': '3' } })],
    ['assets/chunk-a-AAAAAAAA.js', () => new Response('chunk')],
    ['notebooks/one.md', () => new Response('# One')],
  ]);
});

const files = ['assets/chunk-a-AAAAAAAA.js', 'assets/page-AAAAAAAA.js', 'index.html?1', 'notebooks/one.md?1'];
function cacheOf(version = 'v1', list = files): BuildCache {
  const fetch = async (url: string): Promise<Response> => {
    asked.push(url.slice(scope.length));
    return answers.get(url.slice(scope.length))?.() ?? new Response('none', { status: 404 });
  };
  return new BuildCache({ version, files: list, policyOf }, { caches, fetch, scope });
}

describe('a kept build', () => {
  it('gives every file again under its policy, unpacked', async () => {
    const cache = cacheOf();
    await cache.fill();
    const page = (await cache.find('assets/page-AAAAAAAA.js'))!;
    expect(await page.text()).toBe('first');
    expect(page.headers.get('Content-Security-Policy')).toBe('policy of assets/page-AAAAAAAA.js');
    expect([page.headers.get('Content-Encoding'), page.headers.get('Content-Length')]).toEqual([null, null]);
    expect(await (await cache.find('notebooks/one.md'))!.text()).toBe('# One');
    expect(await cache.find('notebooks/two.md')).toBeUndefined();
  });

  it('takes from the build before what is the same, and asks for the rest', async () => {
    await cacheOf().fill();
    asked = [];
    answers.set('notebooks/one.md', () => new Response('# Other'));
    const next = cacheOf('v2', ['assets/page-AAAAAAAA.js', 'index.html?1', 'notebooks/one.md?2']);
    await next.fill();
    expect(asked).toEqual(['notebooks/one.md']);
    expect(await (await next.find('notebooks/one.md'))!.text()).toBe('# Other');
    expect(await (await next.find('assets/chunk-a-AAAAAAAA.js'))!.text()).toBe('chunk');
  });

  it('forgets what came before it, and neither what comes after nor what is of another folder', async () => {
    await cacheOf('v1').fill();
    await cacheOf('v2').fill();
    await cacheOf('v3').fill();
    await caches.open('assay https://host.example/ v0');
    await cacheOf('v2').forgetEarlier();
    expect(await caches.keys()).toEqual([`assay ${scope} v2`, `assay ${scope} v3`, 'assay https://host.example/ v0']);
  });

  it.each([
    ['a file that is missing', 'assets/chunk-a-AAAAAAAA.js', () => new Response('', { status: 404 }), 'answers 404'],
    ['a page in place of a file', 'assets/chunk-a-AAAAAAAA.js', () => new Response('', { headers: html }), 'sends a page in its place'],
    ['a page of another version', '', () => new Response('page-BBBBBBBB.js', { headers: html }), 'is of another version'],
  ])('is not ready with %s', async (_, path, answer, reason) => {
    answers.set(path, answer);
    await expect(cacheOf().fill()).rejects.toThrow(reason);
  });

  it('adds its policy to one that the host sends', () => {
    const sent = new Response('', { headers: { 'Content-Security-Policy': "default-src 'self'" } });
    expect(cacheOf().bound('a.js', sent).headers.get('Content-Security-Policy')).toBe("default-src 'self', policy of a.js");
  });
});

describe('the answers of the service worker', () => {
  const request = (path: string, mode = 'cors', method = 'GET'): Request => ({ url: new URL(path, scope).href, mode, method }) as Request;
  const down = (): Promise<Response> => Promise.reject(new TypeError('no network'));
  const up =
    (text: string, status = 200) =>
    () =>
      Promise.resolve(new Response(text, { status }));

  it('takes the page from the network, and the kept one where there is none or it is ill', async () => {
    const cache = cacheOf();
    await cache.fill();
    const open = async (network: () => Promise<Response>): Promise<string> =>
      (await answerRequest(request('', 'navigate'), scope, cache, network)!).text();
    expect(await open(up('newer'))).toBe('newer');
    expect(await open(down)).toContain('page-AAAAAAAA.js');
    expect(await open(up('ill', 503))).toContain('page-AAAAAAAA.js');
  });

  it('takes files of the build from the cache, and binds scripts that are none', async () => {
    const cache = cacheOf();
    await cache.fill();
    expect(await (await answerRequest(request('assets/page-AAAAAAAA.js?x'), scope, cache, down)!).text()).toBe('first');
    const other = await answerRequest(request('other.js'), scope, cache, up('other'))!;
    expect(other.headers.get('Content-Security-Policy')).toBe('policy of other.js');
  });

  it.each([
    ['https://else.example/a.js', 'cors', 'GET'],
    ['https://host.example/a.js', 'cors', 'GET'],
    ['assets/page-AAAAAAAA.js', 'cors', 'POST'],
    ['sandbox/frame-AAAAAAAA.html', 'navigate', 'GET'],
    ['mine/data.csv', 'cors', 'GET'],
  ])('leaves %s (%s, %s) to the browser', (path, mode, method) => {
    expect(answerRequest(request(path, mode, method), scope, cacheOf(), down)).toBeNull();
  });
});
