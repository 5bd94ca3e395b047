/** Addresses or paths of the files of TensorFlow.js's wasm backend, by their names there. */
export type WasmPaths = Readonly<
  Record<'tfjs-backend-wasm.wasm' | 'tfjs-backend-wasm-simd.wasm' | 'tfjs-backend-wasm-threaded-simd.wasm', string>
>;

/** What differs between a browser's worker and Node. */
export interface Platform {
  wasmPaths(): Promise<WasmPaths>;
  /** The door to WebGPU, where there is one. */
  gpu(): Promise<GPU | undefined>;
}
