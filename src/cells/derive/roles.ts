import type { Roles } from '../../frame/frame.ts';

/** Roles under new names of their columns; a column for which `nameNow` gives null has lost its role. */
export function followRoles(roles: Roles, nameNow: (column: string) => string | null): Roles {
  const followed: { -readonly [Role in keyof Roles]: Roles[Role] } = {};
  for (const role of ['label', 'prediction', 'lower', 'upper', 'query', 'item', 'id', 'time', 'weight', 'split'] as const) {
    const now = roles[role] === undefined ? null : nameNow(roles[role]);
    if (now !== null) followed[role] = now;
  }
  for (const role of ['feature', 'group', 'text'] as const) {
    const now = roles[role]?.map(nameNow).filter((name) => name !== null) ?? [];
    if (now.length > 0) followed[role] = now;
  }
  for (const role of ['score', 'labels', 'predictions'] as const) {
    const columns = [...(roles[role] ?? [])].map(([name, column]) => [name, nameNow(column)] as const);
    const kept = columns.filter((entry): entry is readonly [string, string] => entry[1] !== null);
    if (kept.length > 0) followed[role] = new Map(kept);
  }
  const images = (roles.image ?? []).flatMap((image) => {
    const column = nameNow(image.column);
    return column === null ? [] : [{ ...image, column }];
  });
  if (images.length > 0) followed.image = images;
  return followed;
}

/** Roles of those columns that are still there under their own name. */
export function keepRoles(roles: Roles, columns: readonly string[]): Roles {
  const there = new Set(columns);
  return followRoles(roles, (column) => (there.has(column) ? column : null));
}
