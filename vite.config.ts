import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [svelte()],
  worker: { format: 'es' },
  build: { target: 'es2023', outDir: 'dist/page', assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
});
