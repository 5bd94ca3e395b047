import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './paths.mjs';

const ours = join(root, '.assay', 'lock');

/**
 * Does `work` while no other run of these scripts installs or builds. The lock is a folder that holds its owner's
 * process id; the lock of a process that is gone is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [folder]
 * @returns {Promise<T>}
 */
export async function underLock(work, folder = ours) {
  await take(folder);
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function take(folder) {
  await mkdir(dirname(folder), { recursive: true });
  let said = false;
  while (!(await tryTake(folder))) {
    if (await abandoned(folder)) {
      await rm(folder, { recursive: true, force: true });
      continue;
    }
    if (!said) console.error('another run is installing or building; waiting for it');
    said = true;
    await wait(200);
  }
}

async function tryTake(folder) {
  try {
    await mkdir(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(join(folder, 'pid'), String(process.pid));
  return true;
}

async function abandoned(folder) {
  const read = () => readFile(join(folder, 'pid'), 'utf8').catch(() => '');
  const pid = Number((await read()) || (await wait(1000).then(read)));
  if (!pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
