import type { CellNames, ColumnValues } from '../../engine/protocol.ts';
import type { Block, CellBlock } from '../../notebook/notebook.ts';
import type { Workbench } from '../workbench.svelte.ts';
import { readChartGrammar, type ChartGrammar } from './chart-grammar.ts';
import type { Surroundings } from './knowledge.ts';

/** For so many milliseconds what is known is taken as it is; older, it is asked for anew beside. */
const fresh = 1500;
let grammar: Promise<ChartGrammar> | null = null;

/** What may be known where a block is typed in. Asks the engine, which may be busy: what was known before is given meanwhile. */
export function surroundingsOf(workbench: Workbench, block: () => Block): () => Promise<Surroundings> {
  let last: { readonly known: Promise<Surroundings>; readonly at: number } | null = null;
  const values = new Map<string, Promise<ColumnValues>>();
  const ask = async (): Promise<Surroundings> => {
    values.clear();
    return gathered(workbench, block(), (cell, column) =>
      remembered(values, `${cell} ${column}`, () => workbench.engine.call('values', { cell, column })),
    );
  };
  return () => {
    const now = performance.now();
    if (last === null) return (last = { known: ask(), at: now }).known;
    const { known, at } = last;
    if (now - at > fresh) {
      last = { known, at: now };
      const newer = ask();
      void newer.then(() => (last = { known: newer, at: now }));
    }
    return known;
  };
}

function remembered<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = kept.get(key) ?? make();
  kept.set(key, found);
  return found;
}

async function gathered(workbench: Workbench, block: Block, values: Surroundings['values']): Promise<Surroundings> {
  const known = await workbench.knowledge();
  const { blocks } = workbench.notebook;
  const own = blocks.findIndex(({ id }) => id === block.id);
  const readable = blocks.filter(
    (other, at): other is CellBlock =>
      other.type === 'cell' && (block.type === 'prose' || at < own || (other.id === block.id && other.kind === 'data')),
  );
  const ids = new Set(readable.map(({ id }) => id));
  const shown = known.cells.filter(({ cell }) => ids.has(cell.split('.')[0]!));
  return {
    ...known,
    cells: [...shown, ...readable.filter(({ id, kind }) => kind !== 'input' && !shown.some(({ cell }) => cell === id)).map(notRun)],
    inputs: known.inputs.filter((name) => ids.has(name)),
    now: new Map(known.inputs.map((name) => [name, valueNow(workbench, name)])),
    cell: block.type === 'cell' ? { kind: block.kind, name: block.id } : null,
    values: (cell, column) => values(cell, column).catch(() => ({ values: [], distinct: 0, missing: 0 })),
    chart: () => (grammar ??= import('virtual:chart-grammar').then(({ grammar: json }) => readChartGrammar(json))),
    fresh: (kind) => freshName(kind, blocks),
  };
}

function notRun({ id, kind }: CellBlock): CellNames {
  return { cell: id, kind, rows: 0, columns: [] };
}

function valueNow(workbench: Workbench, name: string): string {
  const output = workbench.results.get(name)?.output;
  return output?.type === 'control' ? String(output.control.value) : '';
}

function freshName(kind: string, blocks: readonly Block[]): string {
  const taken = new Set(blocks.map(({ id }) => id));
  let number = 1;
  while (taken.has(`${kind}_${number}`)) number++;
  return `${kind}_${number}`;
}
