import type { CellKind } from '../cells/kind.ts';
import type { KindDescription } from './protocol.ts';

/** What the page needs to know of each kind, as plain data. */
export function describeKinds(kinds: Iterable<CellKind>): readonly KindDescription[] {
  return [...kinds].map(({ name, doc, keys, parts, template }) => ({ name, doc, keys, parts, template }));
}
