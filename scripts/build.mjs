import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { runPackage } from './run.mjs';

const shared = [
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'src',
  'scripts/assemblyscript.mjs',
  'scripts/sandbox.mjs',
  'workers',
];
const targets = {
  page: {
    config: 'vite.config.ts',
    made: 'dist/page/index.html',
    from: [...shared, 'scripts', 'notebooks', 'index.html', 'svelte.config.js', 'vite.config.ts'],
  },
  cli: { config: 'vite.cli.config.ts', made: 'dist/cli/main.js', from: [...shared, 'vite.cli.config.ts'] },
};

/**
 * Builds the page or the command line into dist/ unless what is there was made from the same files.
 * @param {'page' | 'cli'} name
 * @param {'inherit' | 'stderr' | 'quiet'} output
 */
export async function build(name, output) {
  const { config, made, from } = targets[name];
  const stamp = join(root, '.assay', `${name}.sha256`);
  const digest = await digestOf(from);
  if (existsSync(join(root, made)) && (await readFile(stamp, 'utf8').catch(() => '')) === digest) return;
  if (output !== 'quiet') console.error(`building dist/${name}`);
  await rm(stamp, { force: true });
  const code = await runPackage('vite/bin/vite.js', ['build', '--config', config, '--logLevel', 'warn'], { output });
  if (code !== 0) throw new Error(`the build of dist/${name} failed, see above`);
  await mkdir(join(root, '.assay'), { recursive: true });
  await writeFile(stamp, digest);
}

async function digestOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesUnder(path))
      hash
        .update(`${file}\0`)
        .update(await readFile(join(root, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

async function filesUnder(path) {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error) => (error.code === 'ENOTDIR' ? null : []));
  if (entries === null) return [path];
  const sorted = entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  return (await Promise.all(sorted.map((entry) => filesUnder(`${path}/${entry.name}`)))).flat();
}
