import type { CellKind } from '../cells/kind.ts';
import { describeFields } from './describe-fields.ts';
import type { KindDescription } from './protocol.ts';
import { shapeOf } from './shape-of.ts';

/** What the page needs to know of each kind, as plain data. */
export function describeKinds(kinds: Iterable<CellKind>): readonly KindDescription[] {
  return [...kinds].map((kind) => {
    const { name, doc, keys, parts, template, schema, text } = kind;
    return {
      name,
      doc,
      keys,
      parts,
      template,
      shape: shapeOf(schema),
      fields: describeFields(kind),
      ...(text === undefined ? {} : { text }),
    };
  });
}
