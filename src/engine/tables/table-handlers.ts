import { outline, plainValue, roleOf, summarize, tableOutput } from '../../cells/table-output.ts';
import type { ColumnSummary } from '../../cells/output.ts';
import type { Prepared } from '../../cells/metrics/prepare.ts';
import { VectorColumn, type Column } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import type { Handlers } from '../../io/port.ts';
import { Breath } from './breath.ts';
import { columnShown } from './column-shown.ts';
import { exportTable } from './export-table.ts';
import { comparedColumns, nearestRows } from './nearest-rows.ts';
import { fieldsOf, preparedOf, verdictOf, type Cut } from './record-of.ts';
import { areAligned, SlicesOfRow, type ShownFrame } from './slices-of-row.ts';
import type { NearestAnswer, RecordAnswer, RowsAnswer, RowsRequest, TableMethods, TablePart, TablePlace } from './table-methods.ts';
import { tableForPage } from './table-for-page.ts';
import { TableViews, type TableView } from './table-views.ts';

/** The row of a frame from which a row of a table was taken, and the cell that shows that frame, if it is another. */
export interface Origin {
  readonly frame: Frame;
  readonly row: number;
  readonly cell?: string;
}

/** Where tables come from. */
export interface TableSource {
  /** The frame of a table; throws when there is none. */
  frame(place: TablePlace): Frame;
  /** Where a row comes from; itself where that is not known. */
  origin(place: TablePlace, row: number): Origin;
  /** Where the rows of a table stand in the cell that it reads; null where it shows all of them. */
  taken(place: TablePlace): Uint32Array | null;
  /** Every cell with the main frame that it shows. */
  shown(): readonly ShownFrame[];
  /** The frames of a cell that hold something. */
  parts(cell: string): readonly TablePart[];
  /** How metrics cells cut scores. */
  cuts(): readonly Cut[];
}

const nearest = 5;

/** Answers what the page asks about tables. */
export function tableHandlers(source: TableSource): Handlers<TableMethods> {
  const views = new TableViews();
  const slices = new SlicesOfRow();
  const summaries = new WeakMap<Column, ColumnSummary>();
  const prepared = new WeakMap<Frame['table'], { readonly positive: string | undefined; readonly data: Prepared | null }>();

  function summaryOf(frame: Frame, name: string): ColumnSummary {
    const column = columnOf(frame, name);
    const known = summaries.get(column) ?? summarize(name, column);
    summaries.set(column, known);
    return { ...known, ...outline(name, column, roleOf(frame.roles, name)) };
  }
  function preparedFor(frame: Frame, positive: string | undefined): Prepared | null {
    const known = prepared.get(frame.table);
    if (known !== undefined && known.positive === positive) return known.data;
    const data = preparedOf(frame, positive);
    prepared.set(frame.table, { positive, data });
    return data;
  }
  /** The metrics cell that says where the scores of these rows are cut: one over the same rows, else one over rows of the same roles. */
  function cutOf(frame: Frame): Cut | null {
    const cuts = new Map(source.cuts().map((cut) => [cut.cell, cut]));
    const measured = source
      .shown()
      .flatMap((cell) => (cell.frame.measured === undefined ? [] : [{ ...cell, on: cell.frame.measured.frame }]));
    const found =
      measured.find(({ on }) => areAligned(on, frame)) ??
      measured.find(({ on }) => on.roles.label === frame.roles.label && scoreNames(on) === scoreNames(frame));
    return found === undefined ? null : (cuts.get(found.cell) ?? null);
  }

  return {
    async rows(request, { signal }) {
      const frame = source.frame(request);
      const view = await views.open(frame, request, signal);
      const among = request.among ?? placesOf(request.amongSources, source.taken(request));
      const { rows, total } = among === undefined ? view : amongRows(view, among);
      const taken = source.taken(request);
      const window = windowOf(frame, request, rows, total);
      return taken === null ? window : { ...window, sources: window.numbers.map((row) => taken[row]!) };
    },
    behind: ({ cell, slice }) => tableForPage(tableOutput(source.frame({ cell, part: '', behind: slice }), '')),
    async summaries(request, { signal, answer }) {
      const frame = source.frame(request);
      const breath = new Breath(signal);
      const { rows } = await views.open(frame, request, signal);
      // What a selection leaves is counted by the bins of all that it chose among, so that both stand on one axis.
      const { frame: whole, rows: places } = frame.among ?? { frame, rows: null };
      const shown = places === null ? rows : (rows?.map((row) => places[row]!) ?? places);
      for (const name of request.columns) {
        await breath.take();
        answer(columnShown(summaryOf(whole, name), columnOf(whole, name), shown));
      }
      return null;
    },
    async position(request, { signal }) {
      const { rows, total } = await views.open(source.frame(request), request, signal);
      return rows === null ? (request.row < total ? request.row : -1) : rows.indexOf(request.row);
    },
    record(request): RecordAnswer {
      const frame = source.frame(request);
      const { row } = request;
      requireRow(frame, row);
      const origin = source.origin(request, row);
      const cut = cutOf(origin.frame);
      return {
        row,
        ...(origin.cell === undefined ? {} : { source: { cell: origin.cell, row: origin.row } }),
        fields: fieldsOf(origin.frame, origin.row),
        verdict: verdictOf(origin.frame, origin.row, preparedFor(origin.frame, cut?.positive), cut),
        slices: slices.of(origin.frame, origin.row, source.shown()),
      };
    },
    async nearest(request, { signal }): Promise<NearestAnswer> {
      const frame = source.frame(request);
      requireRow(frame, request.row);
      const names = comparedColumns(frame);
      const columns = names.map((name) => columnOf(frame, name));
      const near = columns.length === 0 ? [] : await nearestRows(columns, request.row, nearest, new Breath(signal));
      const score = scoreColumn(frame);
      const label = frame.roles.label === undefined ? null : columnOf(frame, frame.roles.label);
      const valueAt = (column: Column | null, row: number) => (column === null ? null : plainValue(column, row));
      return {
        rows: near.map(({ row, distance }) => ({ row, distance, score: valueAt(score, row), label: valueAt(label, row) })),
        how: howNear(names.length),
      };
    },
    async export(request, { signal, answer }) {
      const frame = source.frame(request);
      const { rows } = await views.open(frame, request, signal);
      const { format, columns, unguarded = false } = request;
      const options = { format, unguarded, rows, ...(columns === undefined ? {} : { columns }) };
      return exportTable(frame, options, new Breath(signal), (piece) => answer(piece, [piece.buffer]));
    },
    parts: ({ cell }) => source.parts(cell),
    pixels(request) {
      const { frame, row } = source.origin(request, request.row);
      const column = columnOf(frame, request.column);
      const shape = frame.roles.image?.find((image) => image.column === request.column)?.shape;
      if (!(column instanceof VectorColumn) || shape === undefined) throw new Error(`${request.column} holds no images`);
      const [height, width, channels] = shape;
      return { width, height, channels, pixels: Uint8Array.from(column.at(row) ?? []) };
    },
  };
}

function windowOf(frame: Frame, request: RowsRequest, order: Uint32Array | null, total: number): RowsAnswer {
  const from = Math.max(0, Math.min(request.from, total));
  const to = Math.max(from, Math.min(request.to, total));
  const columns = request.columns ?? frame.table.columnNames();
  const typed = columns.map((name) => columnOf(frame, name));
  const numbers = Array.from({ length: to - from }, (_, at) => order?.[from + at] ?? from + at);
  return { columns, rows: numbers.map((row) => typed.map((column) => plainValue(column, row))), numbers, total };
}

/** Where rows of the cell that is read stand in the table. */
function placesOf(sources: readonly number[] | undefined, taken: Uint32Array | null): readonly number[] | undefined {
  if (sources === undefined || taken === null) return sources;
  const wanted = new Set(sources);
  const places: number[] = [];
  taken.forEach((row, place) => wanted.has(row) && places.push(place));
  return places;
}

function amongRows({ rows, total }: TableView, numbers: readonly number[]): { rows: Uint32Array; total: number } {
  const wanted = new Set(numbers);
  const found =
    rows === null
      ? Uint32Array.from(wanted)
          .sort()
          .filter((row) => row < total)
      : rows.filter((row) => wanted.has(row));
  return { rows: found, total: found.length };
}

function requireRow(frame: Frame, row: number): void {
  if (!(row >= 0 && row < frame.table.totalRows())) throw new Error(`no row ${row + 1}; the table has ${frame.table.totalRows()}`);
}

function howNear(columns: number): string {
  if (columns === 0) return 'No column is left to compare rows by.';
  const over = columns === 1 ? '1 column' : `${columns} columns`;
  return `Distance over ${over}: numbers in standard deviations, 1 where a category differs or a value is missing; the root of the mean square.`;
}

function scoreNames({ roles }: Frame): string {
  return JSON.stringify([...(roles.score ?? [])]);
}

/** The score of the positive class, or the only one. */
function scoreColumn(frame: Frame): Column | null {
  const { score } = frame.roles;
  const name = score?.get(frame.positive ?? '') ?? (score?.size === 1 ? [...score.values()][0] : undefined);
  return name === undefined ? null : columnOf(frame, name);
}
