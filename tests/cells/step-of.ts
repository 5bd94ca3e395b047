import { parse } from 'valibot';
import type { CellKind, Frames, Host, Step } from '../../src/cells/kind.ts';
import type { Output, PlainValue } from '../../src/cells/output.ts';
import { plainValue } from '../../src/cells/table-output.ts';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { columnOf, makeFrame, type Frame } from '../../src/frame/frame.ts';

export interface Around {
  readonly frames?: Readonly<Record<string, Frame>>;
  readonly values?: Readonly<Record<string, PlainValue>>;
  readonly chartRows?: number;
  readonly rows?: number;
  readonly runCode?: Host['runCode'];
}

/** The step of a body that has passed its kind's schema, as the engine does it. */
export function stepOf(kind: CellKind, body: unknown): Step {
  return kind.toStep(parse(kind.schema, body));
}

/** Runs and shows a body over frames and values of inputs. */
export async function runBody(
  kind: CellKind,
  body: unknown,
  around: Around = {},
): Promise<{ frames: Frames; output: Output; frame: Frame }> {
  const step = stepOf(kind, body);
  const frames = new Map(step.reads.map((name) => [name, around.frames?.[name] ?? missing(name)]));
  const values = new Map(Object.entries(around.values ?? {}));
  const made = await step.run({ frames, values }, hostOf(around), new AbortController().signal);
  return { frames: made, output: step.show(made), frame: made.get('') ?? missing('') };
}

function missing(name: string): never {
  throw new Error(`the test has no frame ${name}`);
}

function hostOf(around: Around): Host {
  const unused = (): never => {
    throw new Error('the step asked for something outside');
  };
  return {
    read: unused,
    loadModel: unused,
    predict: unused,
    rankBootstrap: unused,
    runCode: around.runCode ?? unused,
    weightedCounts: unused,
    progress: () => undefined,
    memo: (_, make) => make(),
    limits: { bytes: 1e9, rows: around.rows ?? 5e7, columns: 1e4, chartRows: around.chartRows ?? 5000 },
  };
}

export function frameOf(columns: Readonly<Record<string, readonly unknown[]>>, extra: Partial<Omit<Frame, 'table'>> = {}): Frame {
  return makeFrame(
    Object.entries(columns).map(([name, values]) => [name, columnFromValues(values)]),
    extra,
  );
}

/** Rows of a frame as plain objects. */
export function objectsOf(frame: Frame): Record<string, PlainValue>[] {
  const names = frame.table.columnNames();
  return Array.from({ length: frame.table.totalRows() }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, plainValue(columnOf(frame, name), row)])),
  );
}
