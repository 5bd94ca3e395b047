import { defineConfig } from 'vite';
import { assemblyscript } from './scripts/assemblyscript.mjs';
import { sandbox } from './scripts/sandbox.mjs';

export default defineConfig({
  plugins: [assemblyscript(), sandbox()],
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/cli',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { main: 'src/cli/main.ts', thread: 'src/cli/thread.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
