import { cp, readdir } from 'node:fs/promises';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { assemblyscript } from './scripts/assemblyscript.mjs';
import { chartGrammar } from './scripts/chart-grammar.mjs';
import { pagePolicy } from './scripts/headers.mjs';

/** Puts the page's policy into the built index.html, for hosts that send no headers. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: pagePolicy }, injectTo: 'head-prepend' },
      { tag: 'meta', attrs: { charset: 'utf-8' }, injectTo: 'head-prepend' },
    ],
  };
}

/** Copies the notebooks with their data and models, without the scripts that made them. */
function bundledNotebooks(): Plugin {
  return {
    name: 'bundled-notebooks',
    apply: 'build',
    async closeBundle() {
      for (const entry of await readdir('notebooks', { withFileTypes: true })) {
        if (!entry.isDirectory()) continue;
        await cp(`notebooks/${entry.name}`, `dist/page/notebooks/${entry.name}`, {
          recursive: true,
          filter: (path) => !path.endsWith('.mjs'),
        });
      }
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [svelte(), assemblyscript(), chartGrammar(), contentSecurityPolicy(), bundledNotebooks()],
  worker: {
    format: 'es',
    plugins: () => [assemblyscript()],
    // A worker's headers are found by its name, so no other file may begin like one.
    rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/chunk-[name]-[hash].js' } },
  },
  build: {
    target: 'es2023',
    outDir: 'dist/page',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { entryFileNames: 'assets/page-[hash].js', chunkFileNames: 'assets/chunk-[name]-[hash].js' } },
  },
});
