import type { Values } from '../frame-where.ts';

type Field = 'value' | 'low' | 'high' | 'n';
type Comparison = '>' | '>=' | '<' | '<=';

/** An expectation that compares one number of a metric with a limit. */
export interface Limit {
  readonly field: Field;
  readonly comparison: Comparison;
  readonly limit: number;
}

const field = 'd\\.(value|low|high|n)';
const bound = '(-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?|\\$\\.[A-Za-z_]\\w*)';
const forward = new RegExp(`^\\s*(?:d\\s*=>\\s*)?${field}\\s*(>=|<=|>|<)\\s*${bound}\\s*$`);
const backward = new RegExp(`^\\s*(?:d\\s*=>\\s*)?${bound}\\s*(>=|<=|>|<)\\s*${field}\\s*$`);
const turned: Readonly<Record<Comparison, Comparison>> = { '>': '<', '>=': '<=', '<': '>', '<=': '>=' };

/** Reads `d.low > 0.7`, `0.7 < d.low` or `d.value <= $.most`; null for anything else. */
export function limitOf(expect: string, values: Values): Limit | null {
  const plain = forward.exec(expect);
  const other = plain === null ? backward.exec(expect) : null;
  const [name, comparison, text] = plain !== null ? [plain[1], plain[2], plain[3]] : [other?.[3], other?.[2], other?.[1]];
  if (name === undefined || comparison === undefined || text === undefined) return null;
  const limit = text.startsWith('$') ? values.get(text.slice(2)) : Number(text);
  if (typeof limit !== 'number') return null;
  const side = comparison as Comparison;
  return { field: name as Field, comparison: plain === null ? turned[side] : side, limit };
}

/** The expectation in words: `above 0.7`, `low end at least 0.6`. */
export function limitText({ field, comparison, limit }: Limit): string {
  const words = { '>': 'above', '>=': 'at least', '<': 'below', '<=': 'at most' }[comparison];
  const what = { value: '', low: 'low end ', high: 'high end ', n: 'rows ' }[field];
  return `${what}${words} ${String(limit).replace('-', '−')}`;
}
