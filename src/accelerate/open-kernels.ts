import { kernels } from 'virtual:kernels';
import type { Kernels } from './kernels.ts';
import { kernelsPlain } from './kernels-plain.ts';
import { WasmKernels } from './kernels-wasm.ts';

/** The quickest twin that runs here: WebAssembly, or plain where it cannot be compiled. */
export function openKernels(): Kernels {
  return openWasm() ?? kernelsPlain;
}

/** The WebAssembly twin; null where there is none, for want of SIMD or because a policy forbids compiling. */
export function openWasm(): WasmKernels | null {
  if (typeof WebAssembly === 'undefined') return null;
  try {
    return WasmKernels.open(Uint8Array.from(atob(kernels), (letter) => letter.charCodeAt(0)));
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof RangeError) return null;
    throw error;
  }
}
