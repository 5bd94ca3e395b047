// Makes what a build needs on hosts of all kinds: the service worker with its list of files, and headers for hosts that read _headers.
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { headersFile } from './host-files.mjs';
import { root } from './paths.mjs';

const name = 'virtual:hosting';
const named = /^assets\/.+-[\w-]{8}\.\w+$/;

/** A Vite plugin: puts the notebooks with their data and models into the build, without the scripts that made them. */
export function bundledNotebooks() {
  return {
    name: 'bundled-notebooks',
    apply: 'build',
    async generateBundle() {
      for (const file of await filesUnder('notebooks')) {
        if (/^notebooks\/.*\/.*(?<!\.mjs)$/.test(file))
          this.emitFile({ type: 'asset', fileName: file, source: await readFile(join(root, file)) });
      }
    },
  };
}

/** A Vite plugin, the last one: adds `service.js`, which keeps every other file, and `_headers`. */
export function offline() {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const kept = Object.values(bundle).filter(({ fileName }) => !fileName.startsWith('sandbox/'));
        const files = kept.map(keyOf).toSorted();
        this.emitFile({ type: 'asset', fileName: 'service.js', source: await serviceWorker(files) });
        this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile(Object.keys(bundle)) });
      },
    },
  };
}

/** The path of a file, with a hash of its content unless its name has one. */
function keyOf({ fileName, type, code, source }) {
  return named.test(fileName) ? fileName : `${encodeURI(fileName)}?${digest(type === 'chunk' ? code : source).slice(0, 12)}`;
}

/**
 * The script of the service worker that keeps these files.
 * @param {readonly string[]} files
 * @returns {Promise<string>}
 */
export async function serviceWorker(files) {
  const facts = `export const version = '${digest(files.join('\n')).slice(0, 12)}'; export const files = ${JSON.stringify(files)};`;
  const headers = JSON.stringify(join(root, 'scripts/headers.mjs'));
  const { output } = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [
      {
        name: 'hosting',
        resolveId: (source) => (source === name ? `\0${name}` : null),
        load: (id) => (id === `\0${name}` ? `${facts} export { policyOf } from ${headers};` : null),
      },
    ],
    build: {
      target: 'es2023',
      write: false,
      modulePreload: false,
      rolldownOptions: { input: join(root, 'workers/service.ts'), output: { format: 'iife', entryFileNames: 'service.js' } },
    },
  });
  return output[0].code;
}

function digest(content) {
  return createHash('sha256').update(content).digest('hex');
}

async function filesUnder(folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
    .toSorted();
}
