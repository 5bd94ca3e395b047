import { safeParse } from 'valibot';
import type { Frames, Host } from '../../src/cells/kind.ts';
import { metrics } from '../../src/cells/metrics.ts';
import type { MetricsOutput, PlainValue } from '../../src/cells/output.ts';
import { plainValue } from '../../src/cells/table-output.ts';
import { NumberColumn, StringColumn, type Column } from '../../src/frame/column.ts';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { columnOf, makeFrame, type Frame } from '../../src/frame/frame.ts';
import { openKernels } from '../../src/accelerate/open-kernels.ts';
import { rankBootstrapPlain } from '../../src/accelerate/rank-bootstrap-plain.ts';
import { weightedCountsPlain } from '../../src/accelerate/weighted-counts-plain.ts';

const kernels = openKernels();

/** A host that keeps parts as the engine does, and counts how many it had to make. */
export function hostWithMemory(): Host & { readonly made: string[] } {
  const parts = new Map<string, unknown>();
  const made: string[] = [];
  const unused = (): never => {
    throw new Error('a metrics cell does not ask for this');
  };
  return {
    made,
    read: unused,
    loadModel: unused,
    predict: unused,
    rankBootstrap: rankBootstrapPlain,
    runCode: unused,
    weightedCounts: weightedCountsPlain,
    kernels,
    progress: () => undefined,
    memo<T>(key: string, make: () => T): T {
      if (!parts.has(key)) {
        parts.set(key, make());
        made.push(key);
      }
      return parts.get(key) as T;
    },
    limits: { bytes: 1e9, rows: 1e7, columns: 1000, chartRows: 5000 },
  };
}

/** A frame of loose values; empty lists become columns of numbers or words by `type`. */
export function frameOf(columns: Readonly<Record<string, readonly unknown[]>>, extra: Partial<Omit<Frame, 'table'>> = {}): Frame {
  return makeFrame(
    Object.entries(columns).map(([name, values]): [string, Column] => [name, columnFromValues(values)]),
    extra,
  );
}

export const emptyNumbers = new NumberColumn(new Float64Array(0));
export const emptyWords = new StringColumn(new Uint8Array(0), []);

export interface Measured {
  readonly frames: Frames;
  readonly output: MetricsOutput;
}

/** Runs a metrics cell over a frame that it calls `scored`. */
export async function measure(
  frame: Frame,
  body: Readonly<Record<string, unknown>> = {},
  more: {
    readonly values?: ReadonlyMap<string, PlainValue>;
    readonly frames?: ReadonlyMap<string, Frame>;
    readonly host?: Host;
    readonly signal?: AbortSignal;
  } = {},
): Promise<Measured> {
  const parsed = safeParse(metrics.schema, { data: 'scored', ...body });
  if (!parsed.success) throw new Error(parsed.issues.map((issue) => issue.message).join('; '));
  const step = metrics.toStep(parsed.output);
  const inputs = { frames: new Map([['scored', frame], ...(more.frames ?? [])]), values: more.values ?? new Map<string, PlainValue>() };
  const frames = await step.run(inputs, more.host ?? hostWithMemory(), more.signal ?? new AbortController().signal);
  return { frames, output: step.show(frames) as MetricsOutput };
}

export type Row = Readonly<Record<string, PlainValue>>;

/** The rows of a frame as plain records. */
export function rowsOf(frame: Frame | undefined): Row[] {
  if (frame === undefined) throw new Error('there is no such part');
  const names = frame.table.columnNames();
  return Array.from({ length: frame.table.totalRows() }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, plainValue(columnOf(frame, name), row)])),
  );
}

/** The row of one metric in one slice (and class). */
export function rowOf(measured: Measured, metric: string, slice = 'all', className = '', part = ''): Row {
  const rows = rowsOf(measured.frames.get(part)).filter(
    (row) => row['metric'] === metric && row['slice'] === slice && row['class'] === className,
  );
  if (rows.length !== 1) throw new Error(`${rows.length} rows of ${metric} ${slice} ${className}`);
  return rows[0]!;
}
