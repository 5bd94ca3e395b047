import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { runNpm } from './run.mjs';

const oldest = [20, 19];

/** Installs the packages of package-lock.json unless they are there already. Says so on stderr. */
export async function install() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new Error(`Node ${process.versions.node} is too old; install Node ${oldest.join('.')} or newer from https://nodejs.org`);
  }
  if (await installed()) return;
  console.error('installing packages (npm ci)');
  const code = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { output: 'stderr' });
  if (code !== 0) throw new Error('npm ci failed, see above; check the network and the registry that npm uses, then run this again');
}

/** Whether every package that the lock file wants is there in its version; optional ones may be missing. */
async function installed() {
  const [wanted, found] = await Promise.all(['package-lock.json', 'node_modules/.package-lock.json'].map(packagesOf));
  if (wanted === null) throw new Error('package-lock.json is missing or broken; check the repository out again');
  if (found === null) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    return path === '' || found[path]?.version === version || (optional === true && found[path] === undefined);
  });
}

async function packagesOf(file) {
  try {
    return JSON.parse(await readFile(join(root, file), 'utf8')).packages;
  } catch {
    return null;
  }
}
