import { describe, expect, it } from 'vitest';
import { fetchHandlers } from '../../src/io/fetch-methods.ts';
import { KeptCopies } from '../../src/io/kept-copies.ts';
import { memoryCache } from './memory-caches.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

describe('kept copies', () => {
  it('give back bytes and their time, and take them before they are handed over', async () => {
    const store = memoryCache();
    const copies = new KeptCopies(async () => store, 100);
    const bytes = bytesOf('a,b');
    const kept = copies.keep('https://a.example/x', { bytes, at: 7 });
    structuredClone(bytes, { transfer: [bytes.buffer] });
    await kept;
    expect(await copies.find('https://a.example/x')).toEqual({ bytes: bytesOf('a,b'), at: 7 });
    expect(await copies.find('https://a.example/y')).toBeNull();
  });

  it('let the oldest go where there is no room, and keep nothing larger than all of it', async () => {
    const store = memoryCache();
    const copies = new KeptCopies(async () => store, 10);
    await copies.keep('https://a.example/old', { bytes: bytesOf('12345'), at: 1 });
    await copies.keep('https://a.example/new', { bytes: bytesOf('12345'), at: 2 });
    await copies.keep('https://a.example/newest', { bytes: bytesOf('1'), at: 3 });
    await copies.keep('https://a.example/huge', { bytes: bytesOf('12345678901'), at: 4 });
    expect((await store.keys()).map(({ url }) => url)).toEqual(['https://a.example/new', 'https://a.example/newest']);
    expect(await copies.usage()).toEqual({ count: 2, bytes: 6 });
    await copies.forget();
    expect(await copies.usage()).toEqual({ count: 0, bytes: 0 });
  });
});

describe('reading without a network', () => {
  const call = {
    signal: new AbortController().signal,
    progress: () => undefined,
    answer: () => undefined,
    transfer: () => undefined,
  };

  it('reads the copy, says so, and asks for permission all the same', async () => {
    const store = memoryCache();
    const used: [string, number][] = [];
    let network = async (): Promise<Response> => new Response('one');
    const granted = new Set(['a.example']);
    const copies = {
      kept: new KeptCopies(async () => store, 100),
      elsewhere: (url: string) => url.endsWith('/bundled'),
      used: (url: string, at: number) => used.push([url, at]),
    };
    const { read } = fetchHandlers('https://own.example', granted, copies, () => network());
    const request = { url: 'https://a.example/data', limit: 1000 };
    await read(request, call);
    await read({ url: 'https://own.example/bundled', limit: 1000 }, call);
    await new Promise((done) => setTimeout(done, 5));
    expect(used).toEqual([]);
    network = () => Promise.reject(new TypeError('no network'));
    expect(new TextDecoder().decode(await read(request, call))).toBe('one');
    expect(used).toEqual([['https://a.example/data', expect.closeTo(Date.now(), -4)]]);
    await expect(read({ url: 'https://own.example/bundled', limit: 1000 }, call)).rejects.toThrow('cannot be reached');
    network = async () => new Response('gone', { status: 404 });
    await expect(read(request, call)).rejects.toThrow('404');
    granted.clear();
    await expect(read(request, call)).rejects.toThrow('a.example was not allowed');
  });
});
