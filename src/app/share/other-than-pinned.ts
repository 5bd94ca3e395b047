import type { CellResult } from '../../engine/result.ts';

/** The SHA-256 of a file that is not the one that its cell pins; null where that is not what is wrong. */
export function otherThanPinned({ state, error }: CellResult): string | null {
  const found = state === 'failed' ? error?.repair?.text : undefined;
  return found !== undefined && /^[0-9a-f]{64}$/.test(found) ? found : null;
}
