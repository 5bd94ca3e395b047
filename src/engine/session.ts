import type { CellKind } from '../cells/kind.ts';
import type { RowsLeft } from '../cells/output.ts';
import { rowsOfClauses } from '../cells/selection/selected.ts';
import { columnOf, type Frame } from '../frame/frame.ts';
import type { Handlers } from '../io/port.ts';
import type { Progress } from '../io/source.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { parseNotebook } from '../notebook/parse-notebook.ts';
import { inferColumns } from '../start/infer-columns.ts';
import type { InferredColumn } from '../start/inferred.ts';
import { evaluate, type Bench, type EvaluateOptions } from './evaluate.ts';
import { filesRead, type FileRead } from './files-read.ts';
import { fileShape, type FileShape } from './file-shape.ts';
import { Memory } from './memory.ts';
import { namesOf } from './names-of.ts';
import { Planner } from './plan.ts';
import { plainTables } from './plain-tables.ts';
import type { CellNames, ColumnValues, EvaluateRequest, PlainResults, SelectedRequest } from './protocol.ts';
import type { CellResult } from './result.ts';
import { startNotebook } from './start-notebook.ts';
import type { StartRequest, StartResult } from './start-request.ts';
import { tableHandlers } from './tables/table-handlers.ts';
import type { TableMethods } from './tables/table-methods.ts';
import { withTableForPage } from './tables/table-for-page.ts';
import { tableSource } from './tables/table-source.ts';
import { valuesOf } from './values-of.ts';
import type { World } from './world.ts';

/** The evaluation of one notebook over its edits: latest wins, results outlive edits, rows are read by window. */
export class Session {
  private readonly bench: Bench;
  private readonly kinds: readonly string[];
  private readonly shown = new Map<string, string>();
  /** Rows, summaries, records and files of the tables that cells last showed. */
  readonly tables: Handlers<TableMethods>;
  private notebook: Notebook | null = null;
  private running: { readonly controller: AbortController; readonly ended: Promise<void> } | null = null;

  constructor(world: World, kinds: ReadonlyMap<string, CellKind>, budget: number) {
    this.kinds = [...kinds.keys()];
    this.bench = { world, memory: new Memory(budget), planner: new Planner(kinds), shelf: new Map(), made: new Map() };
    this.tables = tableHandlers(tableSource(this.bench.memory, this.shown, (cell) => this.readBy(cell)));
  }

  /** Evaluates the text and hands over each result; ends whatever ran before. Gives false when a newer request or Stop ended it. */
  async evaluate(request: EvaluateRequest, signal: AbortSignal, emit: (result: CellResult) => void): Promise<boolean> {
    return (await this.turn(signal, (own) => this.pass(request, own, emit))).finished;
  }

  /** Writes a notebook about files, and keeps all that it ran for it; ends whatever ran before. */
  async start(request: StartRequest, signal: AbortSignal, progress: Progress): Promise<StartResult> {
    const { finished, value } = await this.turn(signal, (own) => startNotebook(this.bench, this.kinds, request, own, progress));
    if (!finished) throw new DOMException('stopped', 'AbortError');
    return value;
  }

  /** What the columns of a cell that reads a file seem to be. */
  columns({ cell }: { readonly cell: string }): readonly InferredColumn[] {
    const frame = this.bench.memory.lastShown(cell)?.frames.get('');
    if (frame === undefined) throw new Error(`${cell} holds no rows now; run it again`);
    return this.bench.memory.part(`columns ${frame.key ?? ''}`, () => inferColumns(frame).columns);
  }

  /** One thing at a time: what ran before is ended, and waited for. */
  private async turn<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<{ finished: boolean; value: T }> {
    this.stop();
    const controller = new AbortController();
    const before = this.running?.ended ?? Promise.resolve();
    const abort = (): void => controller.abort();
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    const ended = before.then(() => work(controller.signal));
    this.running = { controller, ended: ended.then(ignore, ignore) };
    try {
      const value = await ended;
      return { finished: !controller.signal.aborted, value };
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Ends what runs now. */
  stop(): void {
    this.running?.controller.abort();
  }

  /** How many rows all clauses of a selection leave. */
  selected({ selection, data, clauses }: SelectedRequest): RowsLeft {
    const [cell = '', part = ''] = data.split('.');
    const frame = this.frame(cell, part);
    const of = frame.table.totalRows();
    const memo = <T>(key: string, make: () => T): T => this.bench.memory.part(key, make);
    return { rows: rowsOfClauses(frame, clauses, { selection, data }, { memo })?.count ?? of, of };
  }

  /** The files that cells read when they last ran. */
  files(signal: AbortSignal): Promise<readonly FileRead[]> {
    return this.notebook === null ? Promise.resolve([]) : filesRead(this.notebook, this.bench, signal);
  }

  /** What cells made, as plain tables. */
  results({ rows }: { readonly rows: boolean }): PlainResults {
    const tables = [...this.shown].flatMap(([cell, kind]) => {
      const frames = this.bench.memory.lastShown(cell)?.frames;
      return frames === undefined ? [] : [[cell, plainTables(cell, kind, frames, rows)] as const];
    });
    return { version: this.bench.world.build, tables };
  }

  /** Bytes of a file that a cell reads. */
  async bytes({ reference, from, to }: { reference: string; from: number; to: number }, signal: AbortSignal): Promise<Uint8Array> {
    // A copy: what is handed over is lost here.
    return new Uint8Array(await (await this.bench.world.read(reference, signal)).slice(from, to));
  }

  /** Rows and columns of a file. */
  fileShape(name: string, signal: AbortSignal): Promise<FileShape> {
    return fileShape(name, this.kinds, this.bench, signal);
  }

  /** Bytes that results hold, and the most that they may. */
  memory(): { readonly held: number; readonly budget: number } {
    return { held: this.bench.memory.bytes, budget: this.bench.memory.budget };
  }

  /** Names and columns of every frame that cells last showed. */
  names(): readonly CellNames[] {
    const names: CellNames[] = [];
    for (const cell of this.shown.keys()) {
      for (const [part, frame] of this.bench.memory.lastShown(cell)?.frames ?? []) {
        const name = part === '' ? cell : `${cell}.${part}`;
        const kind = this.shown.get(cell) ?? '';
        const make = (): CellNames => namesOf(name, kind, frame);
        names.push(frame.key === undefined ? make() : this.bench.memory.part(`names ${name} ${kind} ${frame.key}`, make));
      }
    }
    return names;
  }

  /** Values of a column of a cell, or of its part as `quality.roc`. */
  values({ cell, column }: { readonly cell: string; readonly column: string }): ColumnValues {
    const [name = '', ...part] = cell.split('.');
    const frame = this.frame(name, part.join('.'));
    if (!frame.table.columnNames().includes(column)) throw new Error(`no column ${column} in ${cell}`);
    return this.bench.memory.part(`values ${cell} ${frame.key ?? ''} ${column}`, () => valuesOf(columnOf(frame, column)));
  }

  /** The frame that a cell last showed; throws when it shows none. */
  frame(cell: string, part: string): Frame {
    const frame = this.bench.memory.lastShown(cell)?.frames.get(part);
    if (frame === undefined) throw new Error(`${cell} holds no rows now; run it again`);
    return frame;
  }

  /** The frame that a cell reads first. */
  private readBy(cell: string): { readonly cell: string; readonly part: string } | undefined {
    if (this.notebook === null) return undefined;
    return this.bench.planner.plan(this.notebook).find(({ block }) => block.id === cell)?.frames[0];
  }

  private async pass(request: EvaluateRequest, signal: AbortSignal, emit: (result: CellResult) => void): Promise<void> {
    const options: EvaluateOptions = {
      overrides: new Map(request.overrides),
      run: new Set(request.run),
      hold: new Set(request.hold),
      retry: new Set(request.retry),
      refused: new Set(request.refused),
    };
    const breath = new MessageChannel();
    try {
      const notebook = parseNotebook(request.text, this.kinds);
      this.notebook = notebook;
      const present = new Set(notebook.blocks.map((block) => block.id));
      for (const cell of [...this.shown.keys()]) if (!present.has(cell)) this.shown.delete(cell);
      for await (const result of evaluate(notebook, this.bench, signal, options)) {
        if (result.kind !== 'prose') this.shown.set(result.cell, result.kind);
        emit(withTableForPage(result));
        await breathe(breath);
      }
    } finally {
      breath.port1.close();
      breath.port2.close();
    }
  }
}

function ignore(): void {}

/** Lets messages in: a newer request waits in the queue of tasks, which promises alone never reach. */
function breathe(channel: MessageChannel): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}
