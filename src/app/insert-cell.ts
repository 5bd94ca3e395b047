import type { CellBlock, Notebook } from '../notebook/notebook.ts';

/** A name for a new cell of a kind that no other cell has. */
export function freshName(notebook: Notebook, kind: string): string {
  const taken = new Set(notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block.name ?? block.id] : [])));
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${kind}_new` : `${kind}_${number}`;
    if (!taken.has(name)) return name;
  }
}

/** Kinds whose frame can stand for `{{kind}}` in a template. */
const stands: Readonly<Record<string, readonly string[]>> = {
  data: ['predict', 'derive', 'slice', 'data'],
  predict: ['predict', 'derive', 'data'],
  model: ['model'],
  metrics: ['metrics'],
};

/** A template with each `{{kind}}` replaced by the nearest fitting cell above the place. */
export function filledTemplate(template: string, notebook: Notebook, after: string | null): string {
  const end = after === null ? 0 : notebook.blocks.findIndex((block) => block.id === after) + 1;
  const above = notebook.blocks.slice(0, end).filter((block): block is CellBlock => block.type === 'cell');
  const filled = template.replace(/\{\{\s*([a-z]+)\s*\}\}/g, (_, kind: string) => nearestAbove(above, stands[kind] ?? [kind]) ?? kind);
  return filled.endsWith('\n') ? filled : `${filled}\n`;
}

function nearestAbove(above: readonly CellBlock[], kinds: readonly string[]): string | undefined {
  for (const kind of kinds) {
    const found = above.findLast((cell) => cell.kind === kind);
    if (found !== undefined) return found.id;
  }
  return undefined;
}
