import * as v from 'valibot';
import { expect, it } from 'vitest';
import { shapeOf, type Shape } from '../../src/engine/shape-of.ts';
import { kinds } from '../../src/cells/index.ts';

it('says of each form what may stand there', () => {
  const schema = v.strictObject({
    name: v.pipe(v.string(), v.nonEmpty()),
    size: v.optional(v.number(), 3),
    on: v.boolean(),
    way: v.optional(v.union([v.picklist(['a', 'b']), v.literal(true)])),
    list: v.array(v.union([v.string(), v.strictObject({ desc: v.string() })])),
    pair: v.strictTuple([v.number(), v.number()]),
    map: v.record(v.string(), v.number()),
    free: v.unknown(),
  });
  const text: Shape = { scalar: 'text' };
  const number: Shape = { scalar: 'number' };
  expect(shapeOf(schema).keys).toEqual([
    { key: 'name', shape: text, required: true },
    { key: 'size', shape: number, required: false },
    { key: 'on', shape: { scalar: 'truth' }, required: true },
    { key: 'way', shape: { options: [{ words: ['a', 'b'] }, { words: ['true'] }] }, required: false },
    { key: 'list', shape: { item: { options: [text, { keys: [{ key: 'desc', shape: text, required: true }] }] } }, required: true },
    { key: 'pair', shape: { item: number }, required: true },
    { key: 'map', shape: { any: number }, required: true },
    { key: 'free', shape: {}, required: true },
  ]);
});

it.each(kinds.map((kind) => [kind.name, kind] as const))('knows every key of %s that its documentation names', (_, kind) => {
  // Behind the items of lists and behind names that a person chooses.
  const formsOf = (shape: Shape): readonly Shape[] => [
    shape,
    ...[...(shape.options ?? []), shape.item ?? [], shape.any ?? []].flat().flatMap(formsOf),
  ];
  const inShape = (shape: Shape, key: string): Shape | undefined =>
    formsOf(shape)
      .flatMap((form) => form.keys ?? [])
      .find((entry) => entry.key === key)?.shape;
  for (const { key } of kind.keys) {
    let shape: Shape | undefined = shapeOf(kind.schema);
    for (const step of key.split('.')) shape = shape === undefined ? undefined : inShape(shape, step);
    expect(shape, key).toBeDefined();
  }
});
