import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { root } from '../scripts/paths.mjs';

const run = promisify(execFile);
const packages = ['numpy==2.4.6', 'pandas==3.1.1', 'scikit-learn==1.9.1', 'fairlearn==0.15.0'];
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

/** What a peer made of one task; `missing` where it is not installed. */
export type Answer = { readonly ms: number; readonly values: readonly number[] } | { readonly missing: string };

/** A script of the bench that stays, and answers a line with a line; one thread. */
export class Peer {
  private readonly child;
  private readonly lines: AsyncIterator<string>;

  constructor(script: string, parameters: readonly string[]) {
    const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
    this.child = spawn(python, [join(root, 'bench', script), ...parameters], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...one },
    });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async ask(task: string): Promise<Answer> {
    this.child.stdin.write(`${task}\n`);
    const line: IteratorResult<string, unknown> = await this.lines.next();
    if (line.done === true) throw new Error(`the peer ended before it answered ${task}`);
    return JSON.parse(line.value) as Answer;
  }

  close(): void {
    this.child.stdin.end();
  }
}

async function isReady(): Promise<boolean> {
  if (!existsSync(python)) return false;
  const { stdout } = await run(python, ['-m', 'pip', 'freeze', '--disable-pip-version-check']).catch(() => ({ stdout: '' }));
  return packages.every((name) => stdout.split(/\r?\n/).includes(name));
}
