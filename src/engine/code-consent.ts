import { sha256 } from 'hash-wasm';
import type { PlannedCell } from './plan.ts';
import type { World } from './world.ts';

/** Code that nobody allowed to run. */
export class CodeNotAllowed extends Error {
  override readonly name = 'CodeNotAllowed';
  constructor(
    readonly sha256: string,
    readonly hint?: string,
  ) {
    super('runs JavaScript of its own, which waits until you allow it');
  }
}

/** By what code is known: the SHA-256 of its text. */
export function hashOfCode(code: string): Promise<string> {
  return sha256(code);
}

/** Throws where a cell runs code that nobody allowed, before anything of it is read, run or shown. */
export async function requireConsent(cell: PlannedCell, world: World): Promise<void> {
  const code = cell.step?.code;
  if (code === undefined) return;
  const hash = await hashOfCode(code);
  if (world.code?.allows(hash) !== true) throw new CodeNotAllowed(hash, world.code?.wayOut?.(hash));
}
