// Compiles src/accelerate/wasm to WebAssembly, for every build: the page, the command line, the tests and the bench.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

const folder = join(root, 'src/accelerate/wasm');
const usualCache = join(root, 'node_modules/.cache/assay-kernels');
const options = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'minimal', '--importMemory'];
const name = 'virtual:kernels';
/** Named by a variable, so that its types, which declare Array anew, stay out of ours. */
const compiler = 'assemblyscript/asc';

/** A Vite plugin: `virtual:kernels` exports the compiled kernels as base64, `kernels`. */
export function assemblyscript(cache = usualCache) {
  return {
    name: 'assemblyscript',
    resolveId: (source) => (source === name ? `\0${name}` : null),
    async load(id) {
      if (id !== `\0${name}`) return null;
      for (const file of await sources()) this.addWatchFile(join(folder, file));
      return `export const kernels = '${(await compiled(cache)).toString('base64')}';`;
    },
  };
}

/** The compiled kernels; from the cache where sources, options and compiler are the same. */
async function compiled(cache) {
  const place = join(cache, `${await digest()}.wasm`);
  const known = await readFile(place).catch(() => null);
  if (known !== null) return known;
  const { default: asc } = await import(compiler);
  const parts = new Map();
  const { error, stderr } = await asc.main(['index.ts', ...options, '--baseDir', folder, '--outFile', 'kernels.wasm'], {
    readFile: (file, base) => readFile(join(base, file), 'utf8').catch(() => null),
    writeFile: (file, contents) => parts.set(file, contents),
  });
  if (error !== null) throw new Error(`the kernels do not compile: ${error.message}\n${stderr.toString()}`);
  const bytes = Buffer.from(parts.get('kernels.wasm'));
  await mkdir(cache, { recursive: true });
  // The page and its workers are built side by side in one process.
  const draft = `${place}.${randomUUID()}`;
  await writeFile(draft, bytes);
  await rename(draft, place);
  return bytes;
}

async function sources() {
  return (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
}

async function digest() {
  const hash = createHash('sha256').update(JSON.stringify(options));
  hash.update(await readFile(join(root, 'node_modules/assemblyscript/package.json')));
  for (const file of await sources()) hash.update(`${file}\0`).update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 32);
}
