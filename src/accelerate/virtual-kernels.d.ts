declare module 'virtual:kernels' {
  /** The compiled kernels of src/accelerate/wasm, in base64. */
  export const kernels: string;
}
