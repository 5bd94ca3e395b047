/** What a flow of YAML may hold. */
export type FlowValue = string | number | boolean | readonly FlowValue[] | ReadonlyMap<string, FlowValue> | Expression;

/** An expression, which stands in single quotes where it can. */
export class Expression {
  constructor(readonly source: string) {}
}

const words = /^(?:true|false|null|yes|no|on|off|y|n|~)$/i;

/** A value on one line: `{ label: deny, group: [afam, single] }`. */
export function flow(value: FlowValue): string {
  if (value instanceof Expression) return expressionText(value.source);
  if (value instanceof Map) return mapText([...(value as ReadonlyMap<string, FlowValue>)]);
  if (Array.isArray(value)) return `[${(value as readonly FlowValue[]).map(flow).join(', ')}]`;
  if (typeof value === 'string') return scalar(value);
  return JSON.stringify(value);
}

/** A text as YAML that reads back as that text. */
export function scalar(text: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_ -]*$/.test(text) && !words.test(text) && !text.endsWith(' ') && !/ -$|--/.test(text);
  return isPlain ? text : JSON.stringify(text);
}

/** A file's name or path as it stands behind `source:`. */
export function path(name: string): string {
  return /^(?:\.{1,2}\/)*[A-Za-z][\w/-]*(?:\.[A-Za-z]\w*)+$/.test(name) ? name : JSON.stringify(name);
}

function mapText(entries: readonly (readonly [string, FlowValue])[]): string {
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, value]) => `${scalar(key)}: ${flow(value)}`).join(', ')} }`;
}

function expressionText(source: string): string {
  return source.includes("'") || /[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]/u.test(source) ? JSON.stringify(source) : `'${source}'`;
}

/** A column of the row in an expression: `d.deny`, or `d["a b"]`. */
export function columnRef(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `d.${name}` : `d[${JSON.stringify(name)}]`;
}

/** A cell's fence. */
export function fence(kind: string, name: string, lines: readonly string[]): string {
  return ['```yaml ' + `${kind} ${name}`, ...lines, '```'].join('\n');
}
