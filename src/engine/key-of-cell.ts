import type { PlainValue } from '../cells/output.ts';
import type { Standing } from './evaluate.ts';
import type { Resolved } from './host.ts';
import { canonical, keyOf } from './key.ts';
import type { PlannedCell } from './plan.ts';
import type { World } from './world.ts';

/** key(cell) = hash(kind, build, body, keys of the frames read, values of the inputs read, digests of the bytes read, backend where it matters). */
export function keyOfCell(
  cell: PlannedCell,
  standings: ReadonlyMap<string, Standing>,
  values: ReadonlyMap<string, PlainValue>,
  sources: ReadonlyMap<string, Resolved>,
  world: World,
  overrides: ReadonlyMap<string, PlainValue>,
): Promise<string> {
  const frames = cell.frames.map((frame) => [frame.name, standings.get(frame.cell)?.result.key ?? '']);
  const usesModel =
    (cell.step?.sources.some((source) => source.kind === 'model') ?? false) ||
    cell.frames.some((frame) => standings.get(frame.cell)?.stored?.frames.get(frame.part)?.model !== undefined);
  return keyOf([
    cell.block.kind,
    world.build,
    canonical(cell.body),
    frames,
    [...values].map(([name, value]) => [name, canonical(value)]),
    [...sources.values()].map((source) => source.digest),
    usesModel ? world.backend : '',
    cell.block.kind === 'input' ? canonical(overrides.get(cell.block.id) ?? null) : '',
  ]);
}
