import type { Frame } from '../../frame/frame.ts';
import { BodyError, type Inputs } from '../kind.ts';
import type { Memo } from '../metrics/memo.ts';
import { allRows, partitionKey, partitionsBy, type Partition } from '../metrics/partition.ts';
import type { By } from '../metrics/schema.ts';
import type { FairnessBody } from './schema.ts';

/** Groups that are set against each other: those of one sensitive entry, within one level of what is controlled for. */
export interface Scope {
  /** The sensitive entry: a column, a crossing. */
  readonly by: string;
  /** The level of the control columns, '' without any. */
  readonly control: string;
  /** What the frame calls it. */
  readonly slice: string;
  readonly groups: Partition;
  /** All rows of the scope. */
  readonly whole: Partition;
}

/** One scope for each sensitive entry and control level. */
export function scopesOf(frame: Frame, body: FairnessBody, inputs: Inputs, memo: Memo): readonly Scope[] {
  const entries: readonly By[] = body.sensitive ?? frame.roles.group ?? [];
  if (entries.length === 0)
    throw new BodyError(
      'no sensitive column is named',
      ['data'],
      'name columns in sensitive:, or in roles: {group: [...]} of the data cell',
    );
  const partitions = entries.flatMap((by, at) =>
    memo(`by ${partitionKey(by, inputs)}`, () => partitionsBy(frame, by, ['sensitive', at], inputs)),
  );
  const levels = levelsOf(frame, body, inputs, memo);
  const alone = partitions.length === 1;
  return partitions.flatMap((groups) =>
    levels.map((whole): Scope => {
      const control = whole === allRows ? '' : whole.slices[0]!.slice;
      const names = [...(alone ? [] : [groups.by]), ...(control === '' ? [] : [control])];
      return { by: groups.by, control, slice: names.join(', ') || 'all', groups: within(groups, whole, memo), whole };
    }),
  );
}

/** Each level of the control columns as a partition of one slice; all rows without any. */
function levelsOf(frame: Frame, { control }: FairnessBody, inputs: Inputs, memo: Memo): readonly Partition[] {
  if (control === undefined) return [allRows];
  const by: By = control.length === 1 ? control[0]! : { cross: control };
  const [levels] = memo(`by ${partitionKey(by, inputs)}`, () => partitionsBy(frame, by, ['control'], inputs));
  return levels!.slices.map((slice, level) =>
    memo(`control ${levels!.key} ${level}`, () => ({
      key: `${levels!.key} level ${level}`,
      by: levels!.by,
      slices: [slice],
      codes: levels!.codes!.map((code) => (code === level ? 0 : -1)),
    })),
  );
}

/** The groups with the rows outside the whole in none of them. */
function within(groups: Partition, whole: Partition, memo: Memo): Partition {
  const { codes } = whole;
  if (codes === null) return groups;
  return memo(`within ${groups.key} ${whole.key}`, () => ({
    ...groups,
    key: `${groups.key} within ${whole.key}`,
    codes: groups.codes!.map((code, row) => (codes[row] === 0 ? code : -1)),
  }));
}
