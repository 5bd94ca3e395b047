import { defineConfig } from 'vite';
import { assemblyscript } from './scripts/assemblyscript.mjs';

export default defineConfig({
  plugins: [assemblyscript()],
  publicDir: false,
  build: {
    ssr: 'src/cli/main.ts',
    target: 'node20',
    outDir: 'dist/cli',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
  },
});
