import type { PlainValue } from '../cells/output.ts';
import type { Standing } from './evaluate.ts';
import type { Resolved } from './host.ts';
import { canonical, keyOf } from './key.ts';
import type { PlannedCell } from './plan.ts';
import type { StaleReason } from './result.ts';
import type { World } from './world.ts';

type Named<T> = readonly (readonly [name: string, what: T])[];

/** Everything that a cell's result depends on: its text, keys of the frames and values of the inputs that it reads, digests of bytes. */
export interface Ingredients {
  readonly kind: string;
  readonly build: string;
  readonly body: string;
  readonly frames: Named<string>;
  readonly values: Named<PlainValue>;
  readonly files: Named<string>;
  /** '' where no model runs. */
  readonly backend: string;
  readonly override: string;
}

export function ingredientsOf(
  cell: PlannedCell,
  standings: ReadonlyMap<string, Standing>,
  values: ReadonlyMap<string, PlainValue>,
  sources: ReadonlyMap<string, Resolved>,
  world: World,
  overrides: ReadonlyMap<string, PlainValue>,
): Ingredients {
  const usesModel =
    (cell.step?.sources.some((source) => source.kind === 'model') ?? false) ||
    cell.frames.some((frame) => standings.get(frame.cell)?.stored?.frames.get(frame.part)?.model !== undefined);
  return {
    kind: cell.block.kind,
    build: world.build,
    body: canonical(cell.body),
    frames: cell.frames.map((frame) => [frame.name, standings.get(frame.cell)?.result.key ?? ''] as const),
    values: [...values],
    files: [...sources].map(([reference, source]) => [reference, source.digest] as const),
    backend: usesModel ? world.backend : '',
    override: cell.block.kind === 'input' ? canonical(overrides.get(cell.block.id) ?? null) : '',
  };
}

/** key(cell) = hash(kind, build, body, keys of the frames read, values of the inputs read, digests of the bytes read, backend where it matters). */
export function keyOfCell({ kind, build, body, frames, values, files, backend, override }: Ingredients): Promise<string> {
  return keyOf([
    kind,
    build,
    body,
    frames,
    values.map(([name, value]) => [name, canonical(value)]),
    files.map(([, digest]) => digest),
    backend,
    override,
  ]);
}

/** What is not as it was when the shown result was made; nothing where a cell never showed one. */
export function whyStale(before: Ingredients | undefined, now: Ingredients): readonly StaleReason[] {
  if (before === undefined) return [];
  const reasons: StaleReason[] = [];
  if (before.body !== now.body || before.kind !== now.kind) reasons.push({ type: 'text' });
  const values = new Map(before.values);
  for (const [name, value] of now.values) {
    const earlier = values.get(name);
    if (earlier !== undefined && canonical(earlier) !== canonical(value)) reasons.push({ type: 'input', name, from: earlier, to: value });
  }
  for (const name of changed(before.frames, now.frames)) reasons.push({ type: 'cell', name });
  for (const name of changed(before.files, now.files)) reasons.push({ type: 'file', name });
  if (before.backend !== now.backend) reasons.push({ type: 'backend', from: before.backend, to: now.backend });
  return reasons;
}

function changed(before: Named<string>, now: Named<string>): string[] {
  const known = new Map(before);
  return now.flatMap(([name, what]) => (known.has(name) && known.get(name) !== what ? [name] : []));
}
