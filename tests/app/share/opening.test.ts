import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Opening } from '../../../src/app/share/opening.svelte.ts';

const url = 'https://slow.example/n.md';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A host that says nothing until it is given up. */
function silent(): { readonly opening: Opening; readonly ended: () => number } {
  let ended = 0;
  const readText = (_: string, signal: AbortSignal): Promise<string> =>
    new Promise((_, reject) =>
      signal.addEventListener('abort', () => {
        ended++;
        reject(signal.reason as Error);
      }),
    );
  return { opening: new Opening({ readText }), ended: () => ended };
}

it('says what is read once that takes a while, and ends it when told to', async () => {
  const { opening, ended } = silent();
  const reading = expect(opening.read(url)).rejects.toThrow(`${url} was not read: you cancelled it`);
  expect(opening.url).toBeNull();
  await vi.advanceTimersByTimeAsync(400);
  expect(opening.url).toBe(url);
  opening.cancel();
  await reading;
  expect([opening.url, ended()]).toEqual([null, 1]);
});

it('reads one address at a time', async () => {
  const { opening, ended } = silent();
  const first = expect(opening.read('https://first.example/n.md')).rejects.toThrow('you cancelled it');
  const second = expect(opening.read(url)).rejects.toThrow('you cancelled it');
  await first;
  await vi.advanceTimersByTimeAsync(400);
  expect([opening.url, ended()]).toEqual([url, 1]);
  opening.cancel();
  await second;
});

it('passes on what the reader says, and says nothing of what comes at once', async () => {
  const failing = new Opening({ readText: () => Promise.reject(new Error('answered 404')) });
  await expect(failing.read(url)).rejects.toThrow('answered 404');
  const quick = new Opening({ readText: () => Promise.resolve('# Text') });
  expect(await quick.read(url)).toBe('# Text');
  await vi.advanceTimersByTimeAsync(400);
  expect(quick.url).toBeNull();
});
