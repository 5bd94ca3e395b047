import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { assemblyscript } from './scripts/assemblyscript.mjs';
import { chartGrammar } from './scripts/chart-grammar.mjs';
import { pagePolicy } from './scripts/headers.mjs';
import { bundledNotebooks, offline } from './scripts/offline.mjs';
import { sandbox } from './scripts/sandbox.mjs';

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

export default defineConfig({
  base: './',
  plugins: [svelte(), assemblyscript(), chartGrammar(), sandbox(), contentSecurityPolicy(), bundledNotebooks(), offline()],
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
