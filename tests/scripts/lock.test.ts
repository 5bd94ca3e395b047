import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { underLock } from '../../scripts/lock.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('underLock', () => {
  it('lets one run work at a time', async () => {
    const lock = join(folder, 'lock');
    const seen: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      seen.push(`${name} begins`);
      await wait(30);
      seen.push(`${name} ends`);
    };
    await Promise.all([underLock(work('one'), lock), underLock(work('two'), lock)]);
    expect(seen.map((line) => line.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
    expect(new Set(seen).size).toBe(4);
  });

  it('is free again after work that throws', async () => {
    const lock = join(folder, 'lock');
    await expect(underLock(() => Promise.reject(new Error('broken')), lock)).rejects.toThrow('broken');
    expect(existsSync(lock)).toBe(false);
    expect(await underLock(() => Promise.resolve(7), lock)).toBe(7);
  });

  it('takes over from a process that is gone', async () => {
    const lock = join(folder, 'lock');
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    await mkdir(lock);
    await writeFile(join(lock, 'pid'), String(gone));
    expect(await underLock(() => Promise.resolve('done'), lock)).toBe('done');
  });
});
