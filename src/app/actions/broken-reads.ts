import type { Block, CellBlock, Notebook } from '../../notebook/notebook.ts';

/** A cell that reads another which stands below it. */
export interface BrokenRead {
  readonly reader: string;
  readonly read: string;
}

/** References that an edit turned downward: what is read stood above its reader before, and stands below it now. */
export function brokenReads(before: Notebook, after: Notebook): readonly BrokenRead[] {
  const was = downward(before.blocks);
  const known = new Set(was.map(({ reader, read }) => `${reader} ${read}`));
  return downward(after.blocks).filter(({ reader, read }) => !known.has(`${reader} ${read}`));
}

function downward(blocks: readonly Block[]): readonly BrokenRead[] {
  const cells = blocks.filter((block): block is CellBlock => block.type === 'cell');
  const place = new Map(cells.map(({ id }, at) => [id, at]));
  return cells.flatMap(({ id, body }, at) =>
    mentioned(body).flatMap((name) => ((place.get(name) ?? -1) > at ? [{ reader: id, read: name }] : [])),
  );
}

/** Words that stand where a body calls cells: values, items of lists, and inputs behind a `$`. */
function mentioned(body: string): readonly string[] {
  const values = body.matchAll(/(?::[ \t]+|[[,][ \t]*|^[ \t]*-[ \t]+)([a-z][a-z0-9_]*)(?=[ \t]*(?:[.,\]}#]|$))/gm);
  const inputs = body.matchAll(/\$\.?([a-z][a-z0-9_]*)/g);
  return [...new Set([...values, ...inputs].map((match) => match[1]!))];
}
