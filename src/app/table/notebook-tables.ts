import type { TableMethods, TablePlace } from '../../engine/tables/table-methods.ts';
import { clausesExpression } from '../../frame/selection/clause-expression.ts';
import { clauseWords } from '../../frame/selection/clause-words.ts';
import type { CellBlock } from '../../notebook/notebook.ts';
import { insertBlock } from '../../notebook/patch.ts';
import { parseBody } from '../../notebook/yaml-body.ts';
import { pairLines } from '../../notebook/yaml-text.ts';
import type { Workbench } from '../workbench.svelte.ts';
import type { Filter } from './filter-edits.ts';
import type { AskOptions, TableApi } from './table-api.ts';
import { TableState } from './table-state.svelte.ts';

/** The tables of one open notebook. */
export class NotebookTables implements TableApi {
  private readonly states = new Map<string, TableState>();

  constructor(private readonly workbench: Workbench) {}

  ask<K extends keyof TableMethods>(
    method: K,
    request: TableMethods[K]['request'],
    options: AskOptions<K> = {},
  ): Promise<TableMethods[K]['result']> {
    return this.workbench.engine.call(method, request, options);
  }

  state({ cell, part, behind }: TablePlace): TableState {
    const key = JSON.stringify([cell, part, behind]);
    const known = this.states.get(key) ?? new TableState();
    this.states.set(key, known);
    return known;
  }

  makeSlice({ cell, part }: TablePlace, filter: Filter, isTime: (column: string) => boolean): string {
    const { notebook } = this.workbench;
    const block = notebook.blocks.find((each): each is CellBlock => each.type === 'cell' && each.id === cell);
    if (block === undefined) throw new Error(`${cell} is no cell of this notebook`);
    const clause = Object.fromEntries(filter);
    const { data, where } = sourceOf(block, part);
    const expression = clausesExpression({ ...(where === null ? {} : { table: { where } }), filter: clause }, isTime);
    const name = freeName([...filter.keys()][0] ?? cell, new Set(notebook.blocks.map(({ id }) => id)));
    const lines = Object.entries({ data, where: expression, title: clauseWords(clause) }).flatMap(([key, value]) =>
      pairLines(key, value, 0),
    );
    const markdown = ['```yaml slice ' + name, ...lines, '```'].join('\n');
    this.workbench.edit(insertBlock(notebook, cell, markdown), `Make the slice ${name}`);
    return name;
  }

  undo(): void {
    this.workbench.undo();
  }
}

/** What a slice of a table reads: the table's own data where the table only leaves rows out by an expression, else the cell itself. */
function sourceOf(block: CellBlock, part: string): { data: string; where: string | null } {
  if (block.kind !== 'table') return { data: part === '' ? block.id : `${block.id}.${part}`, where: null };
  const body = parseBody(block.body).value as Readonly<Record<string, unknown>> | null;
  const { data, where, filter, limit } = body ?? {};
  if (typeof data !== 'string' || filter !== undefined || limit !== undefined) return { data: block.id, where: null };
  return { data, where: typeof where === 'string' && !where.includes('$') ? where : null };
}

/** A name that says which column it is by and that no cell has. */
function freeName(column: string, taken: ReadonlySet<string>): string {
  const plain = column
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '');
  const base = `${plain === '' ? 'some' : plain}_slice`;
  for (let at = 1; ; at++) {
    const name = at === 1 ? base : `${base}_${at}`;
    if (!taken.has(name)) return name;
  }
}
