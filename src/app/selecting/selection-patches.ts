import type { Clause } from '../../frame/selection/clause.ts';
import type { BodyValue } from '../../notebook/body-value.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import { parseNotebook } from '../../notebook/parse-notebook.ts';
import { applyPatch, insertBlock, removeBodyValue, setBodyValue, type Patch } from '../../notebook/patch.ts';
import { parseBody } from '../../notebook/yaml-body.ts';
import { kindNames } from '../kind-names.ts';
import type { CellLink, Links } from './links.ts';

/** Kinds that filter by a selection that is made for them; metrics and slices change only when somebody says so. */
const readers = new Set(['chart', 'table']);

/** What one cell selects, in the text: its clause set, or taken out. */
export function clausePatch(notebook: Notebook, selection: string, writer: string, clause: Clause | null): Patch {
  if (clause !== null) return setBodyValue(notebook, selection, ['clauses', writer], clause as BodyValue);
  const body = bodyOf(notebook, selection);
  const clauses = Object.keys(body['clauses'] ?? {});
  return removeBodyValue(notebook, selection, clauses.length === 1 ? ['clauses'] : ['clauses', writer]);
}

/** Takes all clauses out. */
export function clearPatch(notebook: Notebook, selection: string): Patch {
  return removeBodyValue(notebook, selection, ['clauses']);
}

/**
 * Makes a cell write to a selection, and charts and tables of the same data filter by it. A selection that these use
 * already is taken where it stands above the cell; else one is made above the first of them.
 */
export function linkPatch(notebook: Notebook, links: Links, writer: CellLink, clause: Clause): { patch: Patch; selection: string } {
  const order = new Map(notebook.blocks.map((block, at) => [block.id, at]));
  const place = (id: string): number => order.get(id) ?? -1;
  const group = [...links.cells.values()].filter((cell) => cell.data === writer.data && (cell.id === writer.id || readers.has(cell.kind)));
  const used = group.flatMap((cell) => [cell.into, cell.filter]).filter((name): name is string => name !== null);
  const known = used.find((name) => links.selections.has(name) && place(name) < place(writer.id));
  const selection = known ?? freshName(notebook, 'picks');
  const steps: ((current: Notebook) => Patch)[] = [];
  if (known === undefined) {
    const first = Math.min(...group.map((cell) => place(cell.id)));
    const after = notebook.blocks[first - 1]?.id ?? null;
    steps.push((current) => insertBlock(current, after, `\`\`\`yaml input ${selection}\ntype: selection\n\`\`\``));
  }
  steps.push((current) => clausePatch(current, selection, writer.id, clause));
  steps.push((current) => setBodyValue(current, writer.id, ['select'], { into: selection }));
  for (const cell of group) {
    if (cell.id === writer.id || cell.filter !== null || (known !== undefined && place(cell.id) < place(known))) continue;
    steps.push((current) => setBodyValue(current, cell.id, ['filter'], `$${selection}`));
  }
  return { patch: patchOf(notebook, steps), selection };
}

/** A slice of the selected rows, below the selection and the data. */
export function slicePatch(
  notebook: Notebook,
  selection: string,
  data: string,
  slice: { readonly where: string; readonly title: string },
): { patch: Patch; name: string } {
  const name = freshName(notebook, 'picked');
  const cell = data.split('.')[0];
  const after = notebook.blocks.findLast((block) => block.id === selection || block.id === cell)?.id ?? selection;
  const fence = (current: Notebook): Patch => insertBlock(current, after, `\`\`\`yaml slice ${name}\ndata: ${data}\n\`\`\``);
  const steps = [
    fence,
    (current: Notebook) => setBodyValue(current, name, ['where'], slice.where),
    (current: Notebook) => setBodyValue(current, name, ['title'], slice.title),
  ];
  return { patch: patchOf(notebook, steps), name };
}

/** The selected rows as one more slice of a metrics cell. */
export function metricsPatch(notebook: Notebook, metrics: string, slice: { readonly where: string; readonly title: string }): Patch {
  const { by } = bodyOf(notebook, metrics);
  const entry = { name: slice.title, where: slice.where };
  return Array.isArray(by) ? setBodyValue(notebook, metrics, ['by', by.length], entry) : setBodyValue(notebook, metrics, ['by'], [entry]);
}

/** Several patches, each of the text that the one before leaves, as one. */
function patchOf(notebook: Notebook, steps: readonly ((current: Notebook) => Patch)[]): Patch {
  let text = notebook.text;
  for (const step of steps) text = applyPatch(text, step(parseNotebook(text, kindNames)));
  return difference(notebook.text, text);
}

/** The smallest single edit between two texts. */
function difference(before: string, after: string): Patch {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - from && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}

/** `picks`, or `picks_2` and so on where that is taken. */
function freshName(notebook: Notebook, name: string): string {
  const taken = new Set(notebook.blocks.map((block) => block.id));
  let fresh = name;
  for (let number = 2; taken.has(fresh); number++) fresh = `${name}_${number}`;
  return fresh;
}

function bodyOf(notebook: Notebook, id: string): Readonly<Record<string, unknown>> {
  const block = notebook.blocks.find((other) => other.id === id);
  const value = block?.type === 'cell' ? parseBody(block.body).value : null;
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
