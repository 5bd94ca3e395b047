import { scanFences } from '../../notebook/scan-fences.ts';
import { kindNames } from '../kind-names.ts';

/** Whether the cursor stands in the line of a fence that makes a cell: until it leaves, the line may still be typed. */
export function heldFence(prose: string, cursor: number | null): boolean {
  if (cursor === null) return false;
  return scanFences(prose).some(({ start, bodyStart, info }) => {
    const lineEnd = prose.slice(start, bodyStart).replace(/\r?\n$/, '').length + start;
    return cursor >= start && cursor <= lineEnd && kindNames.includes(info.split(/\s+/)[1] ?? '');
  });
}
