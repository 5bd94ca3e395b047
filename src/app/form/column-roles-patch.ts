import { isMapping, type BodyValue } from '../../notebook/body-value.ts';
import type { CellBlock, Notebook } from '../../notebook/notebook.ts';
import { parseNotebook } from '../../notebook/parse-notebook.ts';
import { applyPatch, removeBodyValue, setBodyValue, type Patch } from '../../notebook/patch.ts';
import { parseBody } from '../../notebook/yaml-body.ts';
import type { ColumnRole, DeclaredType } from '../../start/inferred.ts';
import { kindNames } from '../kind-names.ts';
import { rolesInBody, rolesWith } from './column-roles.ts';

/** The edit that gives a column of a data cell another role. With another label, the positive class and the classes of the old one go. */
export function rolePatch(notebook: Notebook, cell: CellBlock, name: string, role: ColumnRole, shape?: readonly number[]): Patch {
  const body = bodyOf(cell);
  const roles = rolesWith(body, name, role, shape);
  const isLabel = rolesInBody(body).get(name) === 'label' || role === 'label';
  return together(notebook, [
    (now) => (Object.keys(roles).length === 0 ? removeBodyValue(now, cell.id, ['roles']) : setBodyValue(now, cell.id, ['roles'], roles)),
    ...(isLabel
      ? ['positive', 'classes'].filter((key) => key in body).map((key) => (now: Notebook) => removeBodyValue(now, cell.id, [key]))
      : []),
  ]);
}

/** The edit that declares a column's type, or leaves it to reading again. */
export function typePatch(notebook: Notebook, cell: CellBlock, name: string, type: DeclaredType | null): Patch {
  if (type !== null) return setBodyValue(notebook, cell.id, ['types', name], type);
  const { types } = bodyOf(cell);
  const isOnly = isMapping(types) && Object.keys(types).length === 1;
  return removeBodyValue(notebook, cell.id, isOnly ? ['types'] : ['types', name]);
}

/** A data cell's body; empty while its YAML is broken. */
export function bodyOf(cell: CellBlock): Readonly<Record<string, BodyValue>> {
  const parsed = parseBody(cell.body);
  const value = parsed.problems.length > 0 ? null : (parsed.value as BodyValue);
  return isMapping(value) ? value : {};
}

/** Several edits, each of what the one before it left, as one. */
function together(notebook: Notebook, edits: readonly ((notebook: Notebook) => Patch)[]): Patch {
  let now = notebook;
  for (const edit of edits) now = parseNotebook(applyPatch(now.text, edit(now)), kindNames);
  return between(notebook.text, now.text);
}

/** The one edit that turns a text into another. */
function between(before: string, after: string): Patch {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from++;
  let end = 0;
  while (end < before.length - from && end < after.length - from && before[before.length - 1 - end] === after[after.length - 1 - end])
    end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
