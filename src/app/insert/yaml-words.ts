import type { PlainValue } from '../../cells/output.ts';

const bare = /^[A-Za-z_][A-Za-z0-9_]*(?: [A-Za-z0-9_]+)*$/;
const taken = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A text as YAML takes it for a text, in a flow or a block. */
export function word(text: string): string {
  return bare.test(text) && !taken.test(text) ? text : JSON.stringify(text);
}

/** Texts as a YAML list on one line. */
export function words(texts: readonly string[]): string {
  return `[${texts.map(word).join(', ')}]`;
}

/** An expression as YAML takes it: in single quotes, since it mostly holds double ones. */
export function quoted(expression: string): string {
  return /[\p{Cc}\u2028\u2029\ufeff]/u.test(expression) ? JSON.stringify(expression) : `'${expression.replaceAll("'", "''")}'`;
}

/** A column of the row in an expression. */
export function columnOfRow(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `d.${name}` : `d[${JSON.stringify(name)}]`;
}

/** A value as an expression writes it. */
export function literal(value: PlainValue): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
