import { defaultLimits } from '../trust/limits.ts';

/** Bounds that an address sets smaller than they are; none can be set larger. */
export function limitsFromAddress(search: string): { readonly bytes?: number; readonly codeMs?: number } {
  const asked = new URLSearchParams(search);
  const smaller = (name: string, most: number): number | undefined => {
    const value = Number(asked.get(name));
    return value > 0 && value < most ? value : undefined;
  };
  const bytes = smaller('limit', defaultLimits.bytes);
  const codeMs = smaller('code-ms', defaultLimits.codeMs);
  return { ...(bytes === undefined ? {} : { bytes }), ...(codeMs === undefined ? {} : { codeMs }) };
}
