import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../scripts/paths.mjs';

const run = promisify(execFile);
const packages = ['numpy==2.4.6', 'pandas==3.1.1', 'scikit-learn==1.9.1'];
const folder = join(root, '.assay', 'bench-venv');
const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** What the peer is, in words. */
export const peerName = 'pandas 3.1.1 + scikit-learn 1.9.1';

/** Makes the virtual environment of the peers unless it is there with the right versions. */
export async function preparePeer(): Promise<void> {
  if (await isReady()) return;
  console.error(`installing ${packages.join(', ')} from PyPI into .assay/bench-venv`);
  await rm(folder, { recursive: true, force: true });
  await run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder]);
  await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
}

/** Runs a script of the bench and gives what it prints as JSON. */
export async function askPeer(script: string, parameters: readonly string[]): Promise<unknown> {
  const { stdout } = await run(python, [join(root, 'bench', script), ...parameters], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as unknown;
}

async function isReady(): Promise<boolean> {
  if (!existsSync(python)) return false;
  const { stdout } = await run(python, ['-m', 'pip', 'freeze', '--disable-pip-version-check']).catch(() => ({ stdout: '' }));
  return packages.every((name) => stdout.split(/\r?\n/).includes(name));
}
