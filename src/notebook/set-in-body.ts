import { parseBody, type ParsedBody } from './yaml-body.ts';

type Path = readonly (string | number)[];
type Scalar = string | number | boolean | null;
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * The edit of a cell's body that gives the node at a path another value, or adds the key to the top level; the
 * remaining text stays as it is. Throws where the YAML is broken, and where it would not read back as the value.
 */
export function setInBody(body: string, path: Path, value: Scalar, about: { readonly cell: string; readonly newline: string }): Edit {
  const parsed = parseBody(body);
  if (parsed.problems.length > 0) throw new Error(`${about.cell} cannot be changed while its YAML is broken`);
  const exists = valueAt(parsed.value, path).found;
  if (!exists && path.length !== 1) throw new Error(`${about.cell} has no ${path.join('.')} to change`);
  const edit = exists ? replaceValue(body, parsed, path, value) : addKey(body, parsed, String(path[0]), value, about.newline);
  const after = parseBody(body.slice(0, edit.from) + edit.insert + body.slice(edit.to));
  const read = valueAt(after.value, path);
  if (after.problems.length > 0 || !read.found || !isSame(read.value, value))
    throw new Error(`${about.cell} cannot take ${path.join('.')} as it is written; edit its text`);
  return edit;
}

function replaceValue(body: string, parsed: ParsedBody, path: Path, value: Scalar): Edit {
  const node = parsed.locate(path);
  const key = parsed.locate(path, 'key');
  if (typeof path.at(-1) === 'string' && node.start === key.start && node.end === key.end)
    return { from: key.end, to: key.end, insert: `: ${yamlText(value)}` };
  const to = node.start + body.slice(node.start, node.end).trimEnd().length;
  const between = body.slice(key.end, node.start);
  const stands = /^:\s*$/.test(between) && /[\r\n]/.test(between);
  const from = stands ? key.end + 1 : node.start;
  const before = /[:-]$/.test(body.slice(0, from)) ? ' ' : '';
  return { from, to, insert: before + yamlText(value) + (body[to] === '#' ? ' ' : '') };
}

function addKey(body: string, parsed: ParsedBody, key: string, value: Scalar, newline: string): Edit {
  const root = parsed.locate([]);
  const line = `${yamlText(key)}: ${yamlText(value)}`;
  if (body[root.start] === '{') {
    const isEmpty = Object.keys(parsed.value as object).length === 0;
    return { from: root.end - 1, to: root.end - 1, insert: `${isEmpty ? '' : ', '}${line}` };
  }
  const indent = parsed.value === null ? '' : /[ \t]*$/.exec(body.slice(0, root.start))![0];
  const lead = body === '' || /[\r\n]$/.test(body) ? '' : newline;
  return { from: body.length, to: body.length, insert: `${lead}${indent}${line}${newline}` };
}

function valueAt(value: unknown, path: Path): { readonly found: boolean; readonly value?: unknown } {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return { found: false };
    current = (current as Record<string | number, unknown>)[step];
  }
  return { found: true, value: current };
}

function isSame(read: unknown, value: Scalar): boolean {
  return read === value || (Number.isNaN(read) && Number.isNaN(value));
}

/** A scalar as YAML that reads back as the same value. */
function yamlText(value: Scalar): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'string') return String(value);
  const isPlain = /^[A-Za-z_][A-Za-z0-9_ -]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|~)$/i.test(value) && !value.endsWith(' ');
  return isPlain ? value : JSON.stringify(value);
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const text = String(value);
  return Number.isInteger(value) && !Number.isSafeInteger(value) && !text.includes('e') ? `${text}.0` : text;
}
