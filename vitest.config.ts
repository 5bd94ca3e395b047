import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { assemblyscript } from './scripts/assemblyscript.mjs';
import { chartGrammar } from './scripts/chart-grammar.mjs';
import { sandbox } from './scripts/sandbox.mjs';

export default defineConfig({
  // The state of the page is compiled as for a browser, so that what is derived follows what changes.
  plugins: [assemblyscript(), chartGrammar(), sandbox(), svelte({ dynamicCompileOptions: () => ({ generate: 'client' }) })],
  test: { include: ['tests/**/*.test.ts'], exclude: ['tests/browser/**'], environment: 'node', testTimeout: 60_000 },
});
