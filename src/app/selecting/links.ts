import type { Clauses } from '../../frame/selection/clause.ts';
import type { CellBlock, Notebook } from '../../notebook/notebook.ts';
import { parseBody } from '../../notebook/yaml-body.ts';

/** How a cell takes part in selections, by its text. */
export interface CellLink {
  readonly id: string;
  readonly kind: string;
  /** The cell whose rows it shows. */
  readonly data: string;
  /** The selection that it writes to. */
  readonly into: string | null;
  /** The selection that it reads. */
  readonly filter: string | null;
}

export interface Links {
  /** Cells that show rows of another, in the order of the notebook. */
  readonly cells: ReadonlyMap<string, CellLink>;
  /** What each selection holds, by its text. */
  readonly selections: ReadonlyMap<string, Clauses>;
}

type Body = Readonly<Record<string, unknown>>;

/** Kinds in whose output a hand can select rows. */
const linkable = new Set(['chart', 'table', 'metrics', 'slice']);

/** Reads links from bodies; a body that did not change is not parsed again. */
export class LinkReader {
  private known = new Map<string, Body>();

  read(notebook: Notebook): Links {
    const fresh = new Map<string, Body>();
    const cells = new Map<string, CellLink>();
    const selections = new Map<string, Clauses>();
    for (const block of notebook.blocks) {
      if (block.type !== 'cell' || (block.kind !== 'input' && !linkable.has(block.kind))) continue;
      const body = this.known.get(block.body) ?? mapOf(parseBody(block.body).value);
      fresh.set(block.body, body);
      if (block.kind === 'input') {
        if (body['type'] === 'selection') selections.set(block.id, mapOf(body['clauses']) as Clauses);
      } else if (typeof body['data'] === 'string') cells.set(block.id, linkOf(block, body, body['data']));
    }
    this.known = fresh;
    return { cells, selections };
  }
}

function linkOf(block: CellBlock, body: Body, data: string): CellLink {
  const { into } = mapOf(body['select']);
  const { filter } = body;
  return {
    id: block.id,
    kind: block.kind,
    data,
    into: typeof into === 'string' ? into : null,
    filter: typeof filter === 'string' && filter.startsWith('$') ? filter.slice(1) : null,
  };
}

function mapOf(value: unknown): Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
}
