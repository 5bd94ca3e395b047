import type { Platform } from './platform.ts';

/** A browser's page or worker; the wasm files are assets of the build. */
export function browserPlatform(): Platform {
  return {
    async wasmPaths() {
      const [plain, simd, threaded] = await Promise.all([
        import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'),
        import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
        import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'),
      ]);
      const absolute = (url: string): string => new URL(url, self.location.origin).href;
      return {
        'tfjs-backend-wasm.wasm': absolute(plain.default),
        'tfjs-backend-wasm-simd.wasm': absolute(simd.default),
        'tfjs-backend-wasm-threaded-simd.wasm': absolute(threaded.default),
      };
    },
    gpu: () => Promise.resolve((navigator as { readonly gpu?: GPU }).gpu),
  };
}
