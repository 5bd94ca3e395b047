import { requireColumn } from '../known-column.ts';

type Json = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** Throws `BodyError` for a field that is neither a column nor made by a transform of the spec. */
export function requireFields(spec: Json, columns: readonly string[]): void {
  const made = madeFields(spec);
  if (made === null) return;
  const known = [...columns, ...made];
  visit(spec, ['spec'], (key, value, path) => {
    if (key === 'field' && typeof value === 'string') requireColumn(known, columnNamed(value, known), path);
    if (key === 'filter' || key === 'calculate' || key === 'test') {
      if (typeof value === 'string') for (const name of datumFields(value)) requireColumn(known, name, path);
    }
  });
}

/** The columns that a spec mentions anywhere; only their values go to the page. */
export function mentionedColumns(spec: Json, columns: readonly string[]): readonly string[] {
  const words = new Set<string>();
  let expressions = '';
  visit(spec, [], (_, value) => {
    if (typeof value !== 'string') return;
    words.add(value).add(unescaped(value));
    if (value.includes('datum')) expressions += `${value}\n`;
  });
  return columns.filter((name) => words.has(name) || (expressions !== '' && expressions.includes(name)));
}

/** The spec with fields that name a column with dots or brackets escaped, since Vega reads those as paths. */
export function withPaths(value: unknown, columns: ReadonlySet<string>, key = ''): unknown {
  if (typeof value === 'string') return key === 'field' && columns.has(value) ? fieldPath(value) : value;
  if (Array.isArray(value)) return value.map((item) => withPaths(item, columns));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as Json).map(([name, item]) => [name, withPaths(item, columns, name)]));
}

/** A column's name as Vega reads it as a field. */
export function fieldPath(name: string): string {
  return name.replaceAll(/[.[\]\\'"]/g, '\\$&');
}

function unescaped(field: string): string {
  return field.replaceAll(/\\(.)/g, '$1');
}

/** The column behind a field, which may be escaped, or a path into a value. */
export function columnNamed(field: string, columns: readonly string[]): string {
  return columns.includes(field) ? field : unescaped(field);
}

/** Names that transforms of the spec make; null when they cannot be known before it runs. */
function madeFields(spec: Json): readonly string[] | null {
  const made: string[] = [];
  let unknowable = false;
  visit(spec, [], (key, value, path) => {
    if (!path.includes('transform')) return;
    if (key === 'pivot') unknowable = true;
    if (key === 'fold') made.push('key', 'value');
    if (key === 'flatten' && Array.isArray(value)) made.push(...value.filter((name): name is string => typeof name === 'string'));
    if (key !== 'as') return;
    const names: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const name of names) if (typeof name === 'string') made.push(name, `${name}_end`);
  });
  return unknowable ? null : made;
}

function datumFields(expression: string): string[] {
  const matches = expression.matchAll(/\bdatum(?:\.([A-Za-z_$][\w$]*)|\[\s*(["'])(.*?)\2\s*\])/g);
  return [...matches].map((match) => match[1] ?? match[3] ?? '');
}

function visit(value: unknown, path: Path, see: (key: string, value: unknown, path: Path) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    see(Array.isArray(value) ? '' : key, item, here);
    visit(item, here, see);
  }
}
