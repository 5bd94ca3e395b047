import { parseNotebook } from '../notebook/parse-notebook.ts';
import { evaluate, type Bench } from './evaluate.ts';
import { Memory } from './memory.ts';

/** What a file holds, for those who ask whether it is the one that they need. */
export interface FileShape {
  readonly sha256: string;
  readonly bytes: number | null;
  /** Absent where it is no table, or cannot be read. */
  readonly rows?: number;
  readonly columns?: readonly string[];
}

/** Reads a file as a data cell without anything but its source does, and tells what it found. */
export async function fileShape(name: string, kinds: readonly string[], bench: Bench, signal: AbortSignal): Promise<FileShape> {
  const source = await bench.world.read(name, signal);
  const facts = { sha256: await source.digest(signal), bytes: source.size ?? null };
  const memory = new Memory(bench.memory.budget);
  const notebook = parseNotebook(`\`\`\`yaml data file\nsource: ${JSON.stringify(name)}\n\`\`\`\n`, kinds);
  for await (const { state } of evaluate(notebook, { ...bench, memory, made: new Map() }, signal, { run: new Set(['*']) }))
    if (state === 'failed') return facts;
  const table = memory.lastShown('file')?.frames.get('')?.table;
  return table === undefined ? facts : { ...facts, rows: table.totalRows(), columns: table.columnNames() };
}
