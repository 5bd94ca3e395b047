import type { GenericSchema } from 'valibot';

/** What a schema lets stand at a place of a body, as plain data. Where several forms may, `options` has each. */
export interface Shape {
  /** Keys of a map that are known, and which of them are needed. */
  readonly keys?: readonly { readonly key: string; readonly shape: Shape; readonly required: boolean }[];
  /** What stands under keys that a person chooses. */
  readonly any?: Shape;
  readonly item?: Shape;
  readonly words?: readonly string[];
  readonly scalar?: 'text' | 'number' | 'truth';
  readonly options?: readonly Shape[];
}

interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly items?: readonly Schema[];
  readonly value?: Schema;
  readonly options?: readonly (Schema | string)[];
  readonly literal?: unknown;
}

/** Reads the form of a valibot schema: maps, lists, fixed words and scalars; what checks and transforms add is left out. */
export function shapeOf(schema: GenericSchema): Shape {
  return read(schema);
}

function read(schema: Schema): Shape {
  if (schema.wrapped !== undefined) return read(schema.wrapped);
  switch (schema.type) {
    case 'strict_object':
    case 'loose_object':
    case 'object':
      return {
        keys: Object.entries(schema.entries ?? {}).map(([key, own]) => ({ key, shape: read(own), required: own.type !== 'optional' })),
      };
    case 'record':
      return { any: read(schema.value!) };
    case 'custom':
      return { any: { scalar: 'text' } };
    case 'array':
      return { item: read(schema.item!) };
    case 'strict_tuple':
    case 'tuple':
      return { item: oneOf((schema.items ?? []).map(read)) };
    case 'picklist':
      return { words: (schema.options as readonly string[]).map(String) };
    case 'literal':
      return { words: [String(schema.literal)] };
    case 'union':
      return oneOf((schema.options as readonly Schema[]).map(read));
    case 'string':
      return { scalar: 'text' };
    case 'number':
      return { scalar: 'number' };
    case 'boolean':
      return { scalar: 'truth' };
    default:
      return {};
  }
}

function oneOf(shapes: readonly Shape[]): Shape {
  const flat = shapes.flatMap((shape) => shape.options ?? [shape]);
  const seen = new Map(flat.map((shape) => [JSON.stringify(shape), shape]));
  return seen.size === 1 ? flat[0]! : { options: [...seen.values()] };
}
