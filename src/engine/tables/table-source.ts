import { columnOf, makeFrame, takeRows, type Frame } from '../../frame/frame.ts';
import type { Memory } from '../memory.ts';
import type { Origin, TableSource } from './table-handlers.ts';
import type { TablePlace } from './table-methods.ts';

/**
 * The tables of the cells that last showed a result; `kinds` says which cells there are and of what kind, `readBy` which
 * frame a cell reads first.
 */
export function tableSource(
  memory: Memory,
  kinds: ReadonlyMap<string, string>,
  readBy: (cell: string) => { readonly cell: string; readonly part: string } | undefined,
): TableSource {
  const frameOf = (cell: string, part: string): Frame => {
    const frame = memory.lastShown(cell)?.frames.get(part);
    if (frame === undefined) throw new Error(`${cell} holds no rows now; run it again`);
    return frame;
  };
  function behind(cell: string, slice: string): { measured: Frame; frame: Frame; rows: Uint32Array } {
    const measured = frameOf(cell, '');
    const found = measured.behind?.(slice) ?? null;
    if (found === null) throw new Error(`${cell} has no rows for ${slice}`);
    return { measured, ...found };
  }
  function rowsBehind(cell: string, slice: string): Frame {
    const { measured, frame, rows } = behind(cell, slice);
    const { table, slice: _, key: __, ...rest } = frame;
    return memory.part(`behind ${measured.key ?? ''} ${slice}`, () =>
      makeFrame(
        table.columnNames().map((name) => [name, takeRows(columnOf(frame, name), rows)] as const),
        { ...rest, ...(measured.key === undefined ? {} : { key: `${measured.key} ${slice}` }) },
      ),
    );
  }
  /** Follows the numbers of taken rows up to the cell that made them. */
  function origin({ cell, part, behind: slice }: TablePlace, row: number): Origin {
    if (slice !== undefined) {
      const { frame, rows } = behind(cell, slice);
      const read = readBy(cell);
      return { frame, row: rows[row]!, ...(read === undefined ? {} : { cell: nameOf(read) }) };
    }
    const frame = frameOf(cell, part);
    const read = frame.numbers === undefined ? undefined : readBy(cell);
    if (frame.numbers === undefined || read === undefined) return { frame, row };
    return { cell: nameOf(read), ...origin(read, taken({ cell, part })?.[row] ?? row) };
  }
  /** Where rows stand in the cell that is read; null where they are all of it. A cell that shows what it reads as it is has the numbers of that cell. */
  function taken(place: TablePlace): Uint32Array | null {
    const { numbers } = frame(place);
    const read = readBy(place.cell);
    if (numbers === undefined || read === undefined || place.behind !== undefined) return null;
    return memory.lastShown(read.cell)?.frames.get(read.part)?.numbers === numbers ? null : numbers;
  }
  const frame = ({ cell, part, behind: slice }: TablePlace): Frame => (slice === undefined ? frameOf(cell, part) : rowsBehind(cell, slice));
  return {
    frame,
    origin,
    taken,
    shown: () =>
      [...kinds].flatMap(([cell, kind]) => {
        const main = memory.lastShown(cell)?.frames.get('');
        return main === undefined ? [] : [{ cell, kind, frame: main }];
      }),
    parts: (cell) =>
      [...(memory.lastShown(cell)?.frames ?? [])].flatMap(([part, { table }]) =>
        table.numCols() === 0 ? [] : [{ part, rows: table.totalRows(), columns: table.numCols() }],
      ),
    cuts: () =>
      [...kinds.keys()].flatMap((cell) => {
        const output = memory.lastShown(cell)?.output;
        return output?.type === 'table' && output.layout === 'metrics'
          ? [{ cell, threshold: output.threshold, positive: output.positive }]
          : [];
      }),
  };
}

function nameOf({ cell, part }: { readonly cell: string; readonly part: string }): string {
  return part === '' ? cell : `${cell}.${part}`;
}
