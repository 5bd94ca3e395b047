import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { grammar } from 'virtual:chart-grammar';
import { condense, leftOut } from '../../scripts/chart-grammar.mjs';
import { droppedKeys, otherTransforms, refusedKeys } from '../../src/trust/chart-words.ts';

/** Names of types that a condensed schema mentions. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'r' in value && Array.isArray(value.r) ? (value.r as readonly string[]) : [];
  return [...own, ...Object.values(value).flatMap(namesIn)];
}

it('leaves out exactly what a chart may not hold', () => {
  expect([...leftOut].toSorted()).toEqual([...Object.keys(refusedKeys), ...droppedKeys, ...Object.keys(otherTransforms)].toSorted());
});

it('is made of the installed version, and names no type that it does not hold', () => {
  const schema = JSON.parse(readFileSync('node_modules/vega-lite/build/vega-lite-schema.json', 'utf8')) as {
    definitions: Record<string, { properties?: Record<string, unknown> }>;
  };
  const made = JSON.parse(grammar) as { roots: string[]; types: Record<string, { k?: Record<string, unknown> }> };
  expect(made).toEqual(JSON.parse(JSON.stringify(condense(schema))));
  for (const name of ['Axis', 'Legend', 'PositionFieldDef', 'MarkDef']) {
    const keys = Object.keys(schema.definitions[name]!.properties!).filter((key) => !leftOut.has(key));
    expect(Object.keys(made.types[name]!.k!)).toEqual(keys);
  }
  for (const name of namesIn(made.types)) expect(Object.hasOwn(made.types, name), name).toBe(true);
});
