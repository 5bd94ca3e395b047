import type { Sampling } from './wanted.ts';

type Given = { readonly [K in keyof Sampling]?: Sampling[K] | undefined };

/** How intervals are made, with the defaults for what the body leaves out. */
export function samplingOf(interval: Given | undefined): Sampling {
  const given = Object.fromEntries(Object.entries(interval ?? {}).filter(([, value]) => value !== undefined));
  return { level: 0.95, replicates: 1000, seed: 1, method: 'auto', ...given };
}
