import { afterEach, expect, it, vi } from 'vitest';
import { openKernels } from '../../src/accelerate/open-kernels.ts';

afterEach(() => vi.unstubAllGlobals());

it('takes WebAssembly', () => {
  expect(openKernels().backend).toBe('wasm');
});

it('takes the plain kernels where there is no WebAssembly, no SIMD, or a policy forbids it', () => {
  const { validate, Memory, CompileError } = WebAssembly;
  class Forbidden {
    constructor() {
      throw new CompileError('refused by the policy');
    }
  }
  vi.stubGlobal('WebAssembly', { validate, Memory, CompileError, Module: Forbidden });
  expect(openKernels().backend).toBe('plain');
  vi.stubGlobal('WebAssembly', { validate: () => false, Memory, CompileError });
  expect(openKernels().backend).toBe('plain');
  vi.stubGlobal('WebAssembly', undefined);
  expect(openKernels().backend).toBe('plain');
});
