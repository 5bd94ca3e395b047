import type { Accepted, Reason } from './metric.ts';

/** When no metric has a value. */
export const withoutRows: Readonly<Partial<Record<Reason, string>>> = {
  'no-rows': 'no row has all that the metric reads',
  'zero-weight': 'the weights of those rows add up to 0',
};

/** Makes parameters with their defaults, and what each may be. */
export function takes(list: Readonly<Record<string, Accepted & { readonly usual: number }>>): {
  readonly parameters: Readonly<Record<string, number>>;
  readonly accepts: Readonly<Record<string, Accepted>>;
} {
  return {
    parameters: Object.fromEntries(Object.entries(list).map(([name, { usual }]) => [name, usual])),
    accepts: Object.fromEntries(Object.entries(list).map(([name, { usual: _, ...accepted }]) => [name, accepted])),
  };
}

/** A parameter that is one of several words; the first is the default. */
export function oneOf(words: readonly string[], doc: string): Accepted & { readonly usual: number } {
  return { doc, words, least: 0, most: words.length - 1, whole: true, usual: 0 };
}

/** A parameter that is true or false; false by default. */
export function flag(doc: string): Accepted & { readonly usual: number } {
  return oneOf(['false', 'true'], doc);
}

export const takesNothing = takes({});
