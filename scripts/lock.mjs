import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './paths.mjs';

const folder = join(root, '.assay', 'lock');
const holder = join(folder, 'pid');

/**
 * Does `work` while no other run of these scripts installs or builds. The lock is a folder that holds its owner's
 * process id; the lock of a process that is gone is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function underLock(work) {
  await take();
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function take() {
  await mkdir(join(root, '.assay'), { recursive: true });
  let said = false;
  while (!(await tryTake())) {
    if (await abandoned()) {
      await rm(folder, { recursive: true, force: true });
      continue;
    }
    if (!said) console.error('another run is installing or building; waiting for it');
    said = true;
    await wait(200);
  }
}

async function tryTake() {
  try {
    await mkdir(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(holder, String(process.pid));
  return true;
}

async function abandoned() {
  const read = () => readFile(holder, 'utf8').catch(() => '');
  const pid = Number((await read()) || (await wait(1000).then(read)));
  if (!pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
