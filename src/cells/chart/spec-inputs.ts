import type { Values } from '../frame-where.ts';

type Json = Readonly<Record<string, unknown>>;

const whole = /^\$([a-z][a-z0-9_]*)$/;
const inside = /\$([a-z][a-z0-9_]*)/g;
const expressionKeys = new Set(['filter', 'calculate', 'expr', 'test', 'labelExpr']);
/** Words of their own that may begin with a dollar. */
const foreignKeys = new Set(['format', 'title', 'text', 'field', 'name', 'as']);

/** Names of inputs that a spec reads, as a value `$name` or inside an expression. */
export function inputsOfSpec(spec: unknown): readonly string[] {
  const names = new Set<string>();
  withInputs(spec, (name) => {
    names.add(name);
    return 0;
  });
  return [...names];
}

/** The spec with `$name` replaced by the live values; in expressions they are written as literals. */
export function withValues(spec: unknown, values: Values): unknown {
  return withInputs(spec, (name) => values.get(name) ?? null);
}

function withInputs(value: unknown, valueOf: (name: string) => unknown, key = ''): unknown {
  if (typeof value === 'string') return inText(value, key, valueOf);
  if (Array.isArray(value)) return value.map((item) => withInputs(item, valueOf, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as Json).map(([name, item]) => [name, withInputs(item, valueOf, name)]));
}

function inText(text: string, key: string, valueOf: (name: string) => unknown): unknown {
  if (expressionKeys.has(key)) return text.replaceAll(inside, (_, name: string) => JSON.stringify(valueOf(name)));
  const match = foreignKeys.has(key) ? null : whole.exec(text);
  return match === null ? text : valueOf(match[1]!);
}
