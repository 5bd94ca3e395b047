import type { CellNames } from '../../engine/protocol.ts';

type Column = CellNames['columns'][number];

/** The column that holds the score of the positive class. */
export function scoreColumn({ roles, positive }: CellNames): string | undefined {
  const score = roles?.score;
  if (score === undefined) return undefined;
  return (positive === undefined ? undefined : score.get(positive)) ?? score.get('') ?? [...score.values()].at(-1);
}

export function columnNamed(frame: CellNames, name: string | undefined): Column | undefined {
  return frame.columns.find((column) => column.name === name);
}

/** Columns that a role says all about, so that none of them parts the rows into groups. */
function spoken({ roles }: CellNames): ReadonlySet<string | undefined> {
  if (roles === undefined) return new Set();
  const { label, prediction, lower, upper, id, time, weight, split, query, item } = roles;
  const many = [roles.score, roles.labels, roles.predictions].flatMap((map) => [...(map?.values() ?? [])]);
  return new Set([label, prediction, lower, upper, id, time, weight, split, query, item, ...(roles.text ?? []), ...many]);
}

/** Columns that part the rows into a few groups: those with the role first, else words and truth values. */
export function groupColumns(frame: CellNames, most: number): readonly string[] {
  const own = frame.roles?.group ?? [];
  const known = own.filter((name) => isParting(columnNamed(frame, name), most));
  if (known.length > 0) return known;
  return categories(frame, most).slice(0, 2);
}

/** Columns of words and truth values that no role speaks for, with a few values that differ. */
export function categories(frame: CellNames, most: number): readonly string[] {
  const taken = spoken(frame);
  return frame.columns
    .filter((column) => (column.type === 'string' || column.type === 'boolean') && !taken.has(column.name) && isParting(column, most))
    .map(({ name }) => name);
}

function isParting(column: Column | undefined, most: number): boolean {
  const distinct = column?.sample?.distinct ?? 0;
  return distinct >= 2 && distinct <= most;
}

/** Columns of numbers that differ and that no role speaks for. */
export function numberColumns(frame: CellNames): readonly Column[] {
  const taken = spoken(frame);
  return frame.columns.filter((column) => isSpread(column) && !taken.has(column.name));
}

/** Whether a column holds numbers that differ. */
export function isSpread(column: Column | undefined): boolean {
  const range = column?.sample?.range;
  return column?.type === 'number' && range !== undefined && range[0] < range[1];
}

/** Columns of a second model's predictions beside the ones that have the role: scores by name, numbers by their range. */
export function otherPredictions(frame: CellNames): readonly string[] {
  if (frame.task === 'regression') {
    const label = columnNamed(frame, frame.roles?.label)?.sample?.range;
    if (label === undefined) return [];
    return numberColumns(frame).flatMap(({ name, sample }) => (overlap(label, sample!.range!) > 0.6 ? [name] : []));
  }
  return numberColumns(frame).flatMap(({ name, sample }) => {
    const [least, greatest] = sample!.range!;
    return least >= 0 && greatest <= 1 && sample!.distinct > 10 && /score|prob|pred|model|(?:^|_)p(?:_|$)/i.test(name) ? [name] : [];
  });
}

/** What two ranges share, as a part of what they cover together. */
function overlap(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.max(0, Math.min(a[1], b[1]) - Math.max(a[0], b[0])) / (Math.max(a[1], b[1]) - Math.min(a[0], b[0]));
}
