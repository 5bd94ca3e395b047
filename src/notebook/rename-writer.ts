import type { CellBlock } from './notebook.ts';
import { parseBody } from './yaml-body.ts';

/** The body of a selection with the clause of one writer under the writer's new name; any other body as it is. */
export function renameWriter({ kind, body }: CellBlock, old: string, name: string): string {
  if (kind !== 'input' || !body.includes(old)) return body;
  const parsed = parseBody(body);
  const { clauses } = (parsed.value ?? {}) as { readonly clauses?: unknown };
  if (typeof clauses !== 'object' || clauses === null || !Object.hasOwn(clauses, old)) return body;
  const { start, end } = parsed.locate(['clauses', old], 'key');
  return body.slice(0, start) + name + body.slice(end);
}
