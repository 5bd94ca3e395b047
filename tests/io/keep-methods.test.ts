import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keepHandlers } from '../../src/io/keep-methods.ts';
import type { Call } from '../../src/io/port.ts';
import { FakeFolder } from '../engine/kept/fake-folder.ts';

const call = (): Call<never> => ({
  signal: new AbortController().signal,
  progress: () => undefined,
  answer: () => undefined,
  transfer: () => undefined,
});
const file = (text: string): File => new File([text], 'log.csv');
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('keeping a file', () => {
  it('writes its bytes under their SHA-256, once', async () => {
    const folder = new FakeFolder();
    const { put } = keepHandlers(async () => folder);
    expect(await put({ file: file('a,b\n1,2\n') }, call())).toEqual({ sha256: sha('a,b\n1,2\n') });
    const first = folder.files.get(sha('a,b\n1,2\n'));
    await put({ file: file('a,b\n1,2\n') }, call());
    expect(folder.files.get(sha('a,b\n1,2\n'))).toBe(first);
    expect(Buffer.from(first!.bytes).toString()).toBe('a,b\n1,2\n');
  });

  it('writes again what was cut off', async () => {
    const folder = new FakeFolder();
    folder.files.set(sha('whole'), { bytes: Uint8Array.of(1), touched: 0 });
    await keepHandlers(async () => folder).put({ file: file('whole') }, call());
    expect(Buffer.from(folder.files.get(sha('whole'))!.bytes).toString()).toBe('whole');
  });

  it('leaves no part behind when there is no room, and goes on with the next', async () => {
    const folder = new FakeFolder();
    const { put } = keepHandlers(async () => folder);
    folder.full = true;
    await expect(put({ file: file('a') }, call())).rejects.toThrow('no room');
    expect(folder.files.size).toBe(0);
    folder.full = false;
    await put({ file: file('b') }, call());
    expect([...folder.files.keys()]).toEqual([sha('b')]);
  });

  it('sweeps what nobody uses', async () => {
    const folder = new FakeFolder();
    const { put, sweep } = keepHandlers(async () => folder);
    for (const text of ['a', 'b']) await put({ file: file(text) }, call());
    await sweep({ used: [sha('b')] }, call());
    expect([...folder.files.keys()]).toEqual([sha('b')]);
  });
});
