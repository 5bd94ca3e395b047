// npm run bench takes every measurement; npm run bench -- slices slider takes those alone.
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assemblyscript } from './assemblyscript.mjs';
import { build } from './build.mjs';
import { chromiumOrInstall } from './chromium.mjs';
import { install } from './install.mjs';
import { underLock } from './lock.mjs';
import { root } from './paths.mjs';

/** Leaves the scripts where they are: they find the repository by their own place. */
const scriptsInPlace = {
  name: 'scripts-in-place',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!/\/scripts\/[a-z-]+\.mjs$/.test(source)) return null;
    return { id: pathToFileURL(resolve(dirname(importer), source)).href, external: true };
  },
};

try {
  await underLock(async () => {
    await install();
    await build('page', 'stderr');
    await buildBench();
  });
  process.env['CHROME_PATH'] = await chromiumOrInstall();
  const { main } = await import(new URL('../dist/bench/index.js', import.meta.url).href);
  process.chdir(root);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.stack ?? error.message);
  process.exitCode = 2;
}

async function buildBench() {
  const { build: bundle } = await import('vite');
  await bundle({
    configFile: false,
    root,
    plugins: [scriptsInPlace, assemblyscript()],
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: 'bench/index.ts',
      target: 'node20',
      outDir: 'dist/bench',
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
  });
}
