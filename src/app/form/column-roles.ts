import { isList, isMapping, type BodyValue } from '../../notebook/body-value.ts';
import type { ColumnRole } from '../../start/inferred.ts';

type Body = Readonly<Record<string, BodyValue>>;

const single = new Set<ColumnRole>(['label', 'prediction', 'lower', 'upper', 'id', 'time', 'weight', 'split']);
const maps: Readonly<Record<string, ColumnRole>> = { labels: 'label', predictions: 'prediction', score: 'score' };

/** What a data cell says that its columns mean, by column; a column without a role is left out. */
export function rolesInBody(body: Body): ReadonlyMap<string, ColumnRole> {
  const found = new Map<string, ColumnRole>();
  const roles = isMapping(body['roles']) ? body['roles'] : {};
  for (const [key, value] of Object.entries(roles)) {
    const role = maps[key] ?? (key as ColumnRole);
    for (const name of columnsIn(key, value)) found.set(name, role);
  }
  return found;
}

function columnsIn(key: string, value: BodyValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap((item) => columnsIn(key, item));
  if (!isMapping(value)) return [];
  if (key === 'image') return typeof value['column'] === 'string' ? [value['column']] : [];
  return Object.values(value).filter((name) => typeof name === 'string');
}

/** The `roles:` of a body once a column has another role; an only role passes to it from the column that had it. */
export function rolesWith(body: Body, name: string, role: ColumnRole, shape?: readonly number[]): Readonly<Record<string, BodyValue>> {
  const roles = isMapping(body['roles']) ? body['roles'] : {};
  const entries = new Map<string, BodyValue>();
  for (const [key, value] of Object.entries(roles)) {
    const kept = without(key, value, name);
    if (kept !== null) entries.set(key, kept);
  }
  if (role === 'none') return Object.fromEntries(entries);
  if (single.has(role) || role === 'score') entries.set(role, name);
  else if (role === 'image') entries.set('image', shape === undefined ? { column: name } : { column: name, shape });
  else entries.set(role, [...listOf(entries.get(role)), name]);
  return Object.fromEntries(entries);
}

function listOf(value: BodyValue | undefined): readonly BodyValue[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

/** What a role holds once a column is taken out of it; null where nothing is left. */
function without(key: string, value: BodyValue, name: string): BodyValue | null {
  if (value === name) return null;
  if (isList(value)) {
    const kept = value.filter((item) => item !== name && !(isMapping(item) && item['column'] === name));
    return kept.length === 0 ? null : kept;
  }
  if (!isMapping(value)) return value;
  if (key === 'image') return value['column'] === name ? null : value;
  const kept = Object.entries(value).filter(([, column]) => column !== name);
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
