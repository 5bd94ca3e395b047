import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { BodyPath, BodyValue } from '../../src/notebook/body-value.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { applyPatch, removeBodyValue, setBodyValue } from '../../src/notebook/patch.ts';
import { writtenYaml } from './written-yaml.ts';

const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'roc_auc', 'x y', 'up\ndown', 'up\ndown\n', 'd.a == "b"') },
  fc.constantFrom(
    'yes',
    '1',
    '1e3',
    'a: b',
    'a #b',
    '!a',
    '[',
    '{a}',
    'a, b',
    '🙂',
    'שלום',
    '',
    ' ',
    '~',
    "it's",
    '- a',
    '%',
    '"',
    'a:',
    '...',
    '---',
    '=',
    '<<',
    '\ta',
    'null',
  ),
  fc.string({ unit: 'binary' }),
);
const leaf = fc.oneof(
  word,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'd') },
  fc.constantFrom('x y', '1', 'a: b', 'yes', '🙂', '#', ''),
) as fc.Arbitrary<string>;
const { tree } = fc.letrec<{ tree: BodyValue }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const map = fc.dictionary(key, tree, { maxKeys: 5, noNullPrototype: true });
const choices = fc.infiniteStream(fc.nat({ max: 1000 }));

function everyPath(value: BodyValue, path: BodyPath = []): BodyPath[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...steps.flatMap((step) => everyPath((value as Record<string | number, BodyValue>)[step]!, [...path, step]))];
}

/** The independent oracle: a copy, changed in place. */
function holder(copy: BodyValue, path: BodyPath): Record<string | number, BodyValue> {
  return path.slice(0, -1).reduce((inner, step) => (inner as Record<string | number, BodyValue>)[step]!, copy) as Record<
    string | number,
    BodyValue
  >;
}

interface Case {
  readonly value: { [key: string]: BodyValue };
  readonly body: string;
  readonly remarks: readonly { readonly text: string; readonly path: BodyPath }[];
  readonly source: string;
}

function writeCase(value: { [key: string]: BodyValue }, numbers: Iterator<number>, crlf: boolean): Case {
  const { text, remarks } = writtenYaml(value, (below) => (numbers.next().value as number) % below);
  const closed = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const source = `# Before {{ a.b }}\n\n\`\`\`yaml input a\n${closed}\`\`\`\n\nAfter\n`;
  return { value, body: closed, remarks, source: crlf ? source.replaceAll('\n', '\r\n') : source };
}

function bodyAfter(source: string, patch: { from: number; to: number; insert: string }): string {
  const after = applyPatch(source, patch);
  const notebook = parseNotebook(after, ['input']);
  expect(notebook.blocks.map((block) => block.type)).toEqual(['prose', 'cell', 'prose']);
  expect(after.slice(0, patch.from)).toBe(source.slice(0, patch.from));
  expect(after.slice(patch.from + patch.insert.length)).toBe(source.slice(patch.to));
  if (source.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const cell = notebook.blocks[1]!;
  return cell.type === 'cell' ? cell.body : '';
}

const within = (path: BodyPath, outer: BodyPath): boolean => outer.every((step, at) => path[at] === step);
const readBack = (body: string): unknown => parse(body, { schema: 'core' }) ?? {};

describe('structured patches', () => {
  it('are written in every style that the writer knows', () => {
    fc.assert(
      fc.property(map, choices, (value, numbers) => {
        const { body } = writeCase(value, numbers[Symbol.iterator](), false);
        expect(readBack(body)).toEqual(value);
      }),
    );
  });

  it('set one node: the others read back equal, and their remarks stand', () => {
    fc.assert(
      fc.property(
        map,
        choices,
        fc.nat(),
        tree,
        fc.constantFrom('replace', 'add'),
        fc.boolean(),
        (value, numbers, pick, next, how, crlf) => {
          const { source, remarks } = writeCase(value, numbers[Symbol.iterator](), crlf);
          const paths = everyPath(value);
          let path = paths[pick % paths.length]!;
          const there = path.reduce<BodyValue>((inner, step) => (inner as Record<string | number, BodyValue>)[step]!, value);
          if (how === 'add' && Array.isArray(there)) path = [...path, there.length];
          else if (path.length === 0 || (how === 'add' && typeof there === 'object')) path = [...path, 'new key'];
          const expected = structuredClone(value);
          const parent = path.slice(0, -1).reduce<BodyValue>((inner, step) => (inner as Record<string | number, BodyValue>)[step]!, value);
          if (parent === null) holder(expected, path.slice(0, -1))[path.at(-2)!] = { [path.at(-1)!]: next };
          else holder(expected, path)[path.at(-1)!] = next;
          const body = bodyAfter(source, setBodyValue(parseNotebook(source, ['input']), 'a', path, next));
          expect(readBack(body)).toEqual(expected);
          for (const remark of remarks) if (!within(remark.path, path)) expect(body).toContain(remark.text);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('remove one node: the others read back equal, and their remarks stand', () => {
    fc.assert(
      fc.property(
        map.filter((value) => Object.keys(value).length > 0),
        choices,
        fc.nat(),
        fc.boolean(),
        (value, numbers, pick, crlf) => {
          const { source, remarks } = writeCase(value, numbers[Symbol.iterator](), crlf);
          const paths = everyPath(value).slice(1);
          const path = paths[pick % paths.length]!;
          const expected = structuredClone(value);
          const parent = holder(expected, path);
          if (Array.isArray(parent)) parent.splice(path.at(-1) as number, 1);
          else delete parent[path.at(-1)!];
          const body = bodyAfter(source, removeBodyValue(parseNotebook(source, ['input']), 'a', path));
          expect(readBack(body)).toEqual(expected);
          for (const remark of remarks) if (!within(remark.path, path)) expect(body).toContain(remark.text);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('write of a list or map only what differs', () => {
    const list = fc.array(fc.oneof(word, map), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(list, choices, fc.nat(), tree, fc.boolean(), (items, numbers, pick, next, adds) => {
        const { source, remarks } = writeCase({ a: items }, numbers[Symbol.iterator](), false);
        const at = pick % items.length;
        const wanted = adds ? (items as readonly BodyValue[]).toSpliced(at, 0, next) : items.toSpliced(at, 1);
        const body = bodyAfter(source, setBodyValue(parseNotebook(source, ['input']), 'a', ['a'], wanted));
        expect(readBack(body)).toEqual({ a: wanted });
        const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
        const isTwin = items.some((item, index) => index !== at && (equal(item, items[at]) || equal(item, next)));
        if (isTwin) return;
        for (const remark of remarks) if (adds || !within(remark.path, ['a', at])) expect(body).toContain(remark.text);
      }),
      { numRuns: 400 },
    );
  });
});
