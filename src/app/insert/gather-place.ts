import type { CellNames, MetricDescription } from '../../engine/protocol.ts';
import type { RowsAnswer, RowsRequest } from '../../engine/tables/table-methods.ts';
import type { CellBlock, Notebook } from '../../notebook/notebook.ts';
import { holdsNumbers, numbersOf, type MeasuredRow, type Place } from './place.ts';

const mostNumbers = 2000;

/** What the place asks of the engine. */
export interface PlaceEngine {
  names(): Promise<readonly CellNames[]>;
  rows(request: RowsRequest): Promise<RowsAnswer>;
}

/** Finds out what is known behind a block (null is the top): frames of the cells above, and the nearest numbers. */
export async function gatherPlace(
  notebook: Notebook,
  after: string | null,
  metrics: readonly MetricDescription[],
  engine: PlaceEngine,
): Promise<Place> {
  const end = after === null ? 0 : notebook.blocks.findIndex((block) => block.id === after) + 1;
  const cells = notebook.blocks.slice(0, end).filter((block): block is CellBlock => block.type === 'cell');
  const known = new Map((await engine.names()).map((frame) => [frame.cell, frame]));
  const frames = cells.flatMap((cell) => {
    const frame = cell.name === cell.id ? known.get(cell.id) : undefined;
    return frame === undefined || frame.kind !== cell.kind ? [] : [frame];
  });
  const place: Place = {
    notebook,
    cells,
    frames,
    measured: new Map(),
    better: new Map(metrics.map(({ name, better }) => [name, better])),
  };
  const numbers = numbersOf(place);
  if (numbers === undefined || !holdsNumbers(numbers)) return place;
  const answer = await engine.rows({ cell: numbers.cell, part: '', from: 0, to: mostNumbers });
  return { ...place, measured: new Map([[numbers.cell, measuredRows(answer)]]) };
}

/** Rows of a frame of numbers. */
export function measuredRows({ columns, rows }: RowsAnswer): readonly MeasuredRow[] {
  const at = (name: string): number => columns.indexOf(name);
  const [metric, label, slice, n, value, low, high] = ['metric', 'class', 'slice', 'n', 'value', 'low', 'high'].map(at) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return rows.map((row) => ({
    metric: String(row[metric] ?? ''),
    class: String(row[label] ?? ''),
    slice: String(row[slice] ?? ''),
    n: Number(row[n] ?? 0),
    value: numberOr(row[value]),
    low: numberOr(row[low]),
    high: numberOr(row[high]),
  }));
}

function numberOr(value: unknown): number {
  return typeof value === 'number' ? value : NaN;
}
