import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scanYaml } from '../../../src/app/editor/scan-yaml.ts';
import { kindNames } from '../../../src/app/kind-names.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';

/** The place at the bar: its path, what may stand there (k a key, v a value, - a list's next item), and what is typed. */
function placeAt(marked: string): readonly [path: string, may: string, typed: string] | null {
  const cursor = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const { place } = scanYaml(text, cursor);
  if (place === null) return null;
  const may = `${place.canKey ? 'k' : ''}${place.canValue ? 'v' : ''}${place.needsDash ? '-' : ''}`;
  return [place.path.join(' '), may, text.slice(place.from, cursor)];
}

describe('the place of the cursor', () => {
  it.each<[string, string, string, string]>([
    ['¦', '', 'k', ''],
    ['da¦', '', 'k', 'da'],
    ['data: ¦', 'data', 'v', ''],
    ['data:¦', 'data', 'v', ''],
    ['a: 1\nb: x¦', 'b', 'v', 'x'],
    ['a:\n  ¦', 'a', 'kv', ''],
    ['a:\n  be¦', 'a', 'kv', 'be'],
    ['a:\n  b:\n    ¦', 'a b', 'kv', ''],
    ['a:\n  b:\n    c: 1\n  ¦', 'a', 'k', ''],
    ['a:\n  b:\n    c: 1\n  d¦', 'a', 'k', 'd'],
    ['a:\n  b: 1\n¦', '', 'k', ''],
    ['a:\n  - ¦', 'a 0', 'kv', ''],
    ['a:\n  - x¦', 'a 0', 'kv', 'x'],
    ['a:\n- x\n- y¦', 'a 1', 'kv', 'y'],
    ['a:\n- x\n¦', '', 'k', ''],
    ['a:\n  - x\n  ¦', 'a 1', 'v-', ''],
    ['a:\n  - x\n¦', '', 'k', ''],
    ['a:\n  - b: 1\n    ¦', 'a 0', 'k', ''],
    ['a:\n  - b: 1\n    c: ¦', 'a 0 c', 'v', ''],
    ['a:\n  - b: 1\n  - c: 2\n    d¦', 'a 1', 'k', 'd'],
    ['a:\n- b: 1\n- ¦', 'a 1', 'kv', ''],
    ['a:\n  - b:\n      - c: 1\n        ¦', 'a 0 b 0', 'k', ''],
    ['a: [¦', 'a 0', 'v', ''],
    ['a: [x, ¦', 'a 1', 'v', ''],
    ['a: [x, y¦]', 'a 1', 'v', 'y'],
    ['a: {¦', 'a', 'k', ''],
    ['a: {¦}', 'a', 'k', ''],
    ['a: {b: [x, y], ¦', 'a', 'k', ''],
    ['a: {b: [x, y], c¦}', 'a', 'k', 'c'],
    ['a: {b: {c: ¦', 'a b c', 'v', ''],
    ['a: {b: {c: 1}, d: ¦', 'a d', 'v', ''],
    ['a: {b: "}", c: ¦', 'a c', 'v', ''],
    ['- {a: ¦', '0 a', 'v', ''],
    ['a:\n  - {b: [x, ¦', 'a 0 b 1', 'v', ''],
    ['a:\n  - {b: [x, ¦]}\n  - c', 'a 0 b 1', 'v', ''],
    ['a: [\n  x,\n  ¦\n]', 'a 1', 'v', ''],
    ['a: {\n  b: 1,\n  c¦\n}\nd: 2', 'a', 'k', 'c'],
    ['a: \'d.x == "¦', 'a', 'v', 'd.x == "'],
    ['a: \'d.x == "y¦"\'\nb: 1', 'a', 'v', 'd.x == "y'],
    ['a: d.x == "¦', 'a', 'v', 'd.x == "'],
    ['a: "x" == d.¦', 'a', 'v', '"x" == d.'],
    ['a: {b: d.x == "y¦}', 'a b', 'v', 'd.x == "y'],
    ['"a": b¦', 'a', 'v', 'b'],
    ['مفتاح: ق¦', 'مفتاح', 'v', 'ق'],
    ['__proto__: x¦', '__proto__', 'v', 'x'],
  ])('%j', (marked, path, may, typed) => {
    expect(placeAt(marked)).toEqual([path, may, typed]);
  });

  it.each(['a: b # com¦ment', '# ¦', 'a: |\n  te¦xt\nb: 1', 'a: [x]¦', 'a: {b: 1} ¦'])('is no place: %j', (marked) => {
    expect(placeAt(marked)).toBeNull();
  });

  it.each<[string, string, string]>([
    ['a: [x,\nb: ¦', 'b', 'v'],
    ['a: {x: {y\nb¦', '', 'k'],
    ["a: 'never closed\nb: ¦", 'b', 'v'],
    ['l:\n  - {a: "x\n  - {b: ¦', 'l 1 b', 'v'],
    ['l:\n  - {a: d.x > op.max(d.[1,\n  - {b: ¦', 'l 1 b', 'v'],
  ])('is found below what is broken: %j', (marked, path, may) => {
    expect(placeAt(marked)?.slice(0, 2)).toEqual([path, may]);
  });

  it.each<[string, readonly string[]]>([
    ['a: 1\n¦\nb: 2', ['a', 'b']],
    ['a: 1\nco¦: 3\nb: 2', ['a', 'b']],
    ['l:\n  - a: 1\n    ¦\n    b: 2\n  - c: 1\nd: 3', ['a', 'b']],
    ['x: {a: 1, ¦, b: 2}\nc: 3', ['a', 'b']],
  ])('knows the keys of its map: %j', (marked, keys) => {
    expect(scanYaml(marked.replace('¦', ''), marked.indexOf('¦')).place?.siblings).toEqual(keys);
  });
});

const notebooks = readdirSync('notebooks', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => readFileSync(`notebooks/${name}/notebook.md`, 'utf8'));
const bodies = notebooks.flatMap((text) =>
  parseNotebook(text, kindNames).blocks.flatMap((block) => (block.type === 'cell' ? [block.body] : [])),
);

/** Paths of all keys of plain data. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => pathsOf(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [JSON.stringify([...path, key]), ...pathsOf(item, [...path, key])]);
}

describe('the entries of whole YAML', () => {
  it.each(bodies)('have the paths that a parser finds: %j', (body) => {
    const found = scanYaml(body).entries.map(({ path }) => JSON.stringify(path));
    expect(found.toSorted()).toEqual(pathsOf(parse(body)).toSorted());
  });

  it('hold the text of their scalars', () => {
    const text = 'a: 1 # one\nb: {c: "x", d: two words}\ne:\n  - f: d.x > 1\n';
    const values = scanYaml(text).entries.map(({ path, value }) => [
      path.join('.'),
      value === null ? null : text.slice(value.from, value.to),
    ]);
    expect(values).toEqual([
      ['a', '1'],
      ['b', null],
      ['b.c', '"x"'],
      ['b.d', 'two words'],
      ['e', null],
      ['e.0.f', 'd.x > 1'],
    ]);
  });
});

describe('broken YAML', () => {
  it('never throws, wherever the cursor stands', () => {
    const pieces = fc.constantFrom(
      'a: ',
      '- ',
      '[',
      '{',
      '}',
      ']',
      ',',
      '"',
      "'",
      '\n',
      '\n  ',
      '\n    ',
      '#',
      ' ',
      ': ',
      'd.x',
      '|',
      '\t',
      '🙂',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.nat(), (parts, seed) => {
        const text = parts.join('');
        const { place, entries } = scanYaml(text, seed % (text.length + 1));
        if (place !== null) expect(place.from).toBeLessThanOrEqual(text.length);
        for (const { value } of entries) expect(value === null || value.from <= value.to).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
