import type { Format, ReadOptions } from '../formats/format.ts';
import type { Frame } from '../frame/frame.ts';
import type { Source } from '../io/source.ts';
import type { Host } from './kind.ts';

/** What was read of a file, for as long as some result holds its table. */
interface Kept {
  table: WeakRef<Frame['table']> | null;
  rest: Omit<Frame, 'table'> | null;
  names: readonly string[];
}

/**
 * Reads a file, or takes the table that was read of the same bytes in the same way before: another role or another positive
 * class is then a matter of no time, whatever the size of the file.
 */
export async function readTable(source: Source, format: Format, options: ReadOptions, host: Host, signal: AbortSignal): Promise<Frame> {
  const { types, missing, columns, delimiter, resize, limits } = options;
  const way = JSON.stringify([source.name, format.name, [...(types ?? [])], missing, columns, delimiter, resize, limits]);
  const kept = host.memo(`table ${await source.digest()} ${way}`, (): Kept => ({ table: null, rest: null, names: [] }));
  const table = kept.table?.deref();
  if (table !== undefined && kept.rest !== null) {
    options.checkNames?.(kept.names);
    return { ...kept.rest, table };
  }
  const checkNames = (names: readonly string[]): void => {
    kept.names = names;
    options.checkNames?.(names);
  };
  const { table: read, ...rest } = await format.read(source, { ...options, checkNames }, signal, host.progress);
  kept.table = new WeakRef(read);
  kept.rest = rest;
  return { ...rest, table: read };
}
