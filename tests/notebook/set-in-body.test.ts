import { describe, expect, it } from 'vitest';
import type { BodyPath, BodyValue } from '../../src/notebook/body-value.ts';
import { removeFromBody, setInBody } from '../../src/notebook/set-in-body.ts';

type Scalar = string | number | boolean | null;
const set = (body: string, path: BodyPath, value: BodyValue, newline = '\n'): string => {
  const edit = setInBody(body, path, value, { cell: 'a', newline });
  return body.slice(0, edit.from) + edit.insert + body.slice(edit.to);
};

describe('setInBody', () => {
  it.each<[string, string, (string | number)[], Scalar, string]>([
    ['a block scalar', 'a: |\n  text\n  more\nb: 1\n', ['a'], 'x', 'a: x\nb: 1\n'],
    ['a block scalar at the end', 'a: |\n  text\n', ['a'], 5, 'a: 5\n'],
    ['a map', 'a:\n  b: 1\nc: 2\n', ['a'], 'x', 'a: x\nc: 2\n'],
    ['a list that is not indented', 'a:\n- b\nc: 2\n', ['a'], 'x', 'a: x\nc: 2\n'],
    ['nothing before a remark', 'a: # c\nb: 1\n', ['a'], 2, 'a: 2 # c\nb: 1\n'],
    ['an empty item', 'a:\n  -\n  - 1\n', ['a', 0], 2, 'a:\n  - 2\n  - 1\n'],
    ['a key without a value', '{a, b: 1}\n', ['a'], 2, '{a: 2, b: 1}\n'],
    ['a value in a list of maps', 'a: [{b: 1}]\n', ['a', 0, 'b'], 'x', 'a: [{b: x}]\n'],
  ])('sets %s', (_, body, path, value, expected) => {
    expect(set(body, path, value)).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['a braced body', '{a: 1}\n', '{a: 1, b: 2}\n'],
    ['an empty braced body', '{}\n', '{b: 2}\n'],
    ['an indented body', '  a: 1\n', '  a: 1\n  b: 2\n'],
    ['a body of remarks', '# c\n', '# c\nb: 2\n'],
    ['a body without a last line ending', 'a: 1', 'a: 1\nb: 2\n'],
  ])('adds a key to %s', (_, body, expected) => {
    expect(set(body, ['b'], 2)).toBe(expected);
  });

  it('writes numbers that read back, and quotes a key that needs it', () => {
    expect(set('a: 1\n', ['a'], Infinity)).toBe('a: .inf\n');
    expect(set('a: 1\n', ['a'], -Infinity)).toBe('a: -.inf\n');
    expect(set('a: 1\n', ['a'], NaN)).toBe('a: .nan\n');
    expect(set('a: 1\n', ['a'], 2 ** 60)).toBe('a: 1152921504606847000.0\n');
    expect(set('a: 1\r\n', ['x: y'], 2, '\r\n')).toBe('a: 1\r\n"x: y": 2\r\n');
  });

  it('refuses a key in a list, a step into a scalar, and an entry beyond the end', () => {
    const refusal = (path: string): string => `a cannot take ${path} as it is written; edit its text`;
    expect(() => set('- a\n', ['b'], 2)).toThrow(refusal('b'));
    expect(() => set('a: 1\n', ['a', 'b'], 2)).toThrow(refusal('a.b'));
    expect(() => set('a: [1]\n', ['a', 2], 2)).toThrow(refusal('a.2'));
    expect(() => set('a: 1\n', ['b', 1, 'c'], 2)).toThrow(refusal('b.1.c'));
    expect(() => set('a: 1\n', ['__proto__'], 2)).toThrow(refusal('__proto__'));
  });

  it('refuses a broken body', () => {
    expect(() => set('a: [\n', ['a'], 2)).toThrow('a cannot be changed while its YAML is broken');
  });

  it.each<[string, string, BodyPath, BodyValue, string]>([
    ['a list of words on one line', 'a: 1\n', ['b'], ['x', 'y z'], 'a: 1\nb: [x, y z]\n'],
    ['a list of maps by lines', 'a: 1\n', ['b'], [{ c: 'd.x == "y"' }], 'a: 1\nb:\n  - {c: \'d.x == "y"\'}\n'],
    ['parents that are missing', 'a: 1\n', ['b', 'c', 0], 1, 'a: 1\nb: {c: [1]}\n'],
    ['parents that hold nothing', 'a: # c\nb: 1\n', ['a', 'c'], 1, 'a: {c: 1} # c\nb: 1\n'],
    ['an entry of a list by lines', 'a:\n  - x # c\n  # end\nb: 1\n', ['a', 1], 'y', 'a:\n  - x # c\n  - y\n  # end\nb: 1\n'],
    ['an entry of a list that is not indented', 'a:\n- x\nb: 1\n', ['a', 1], 'y', 'a:\n- x\n- y\nb: 1\n'],
    ['an entry in brackets', 'a: [x] # c\n', ['a', 1], 'y, z', 'a: [x, "y, z"] # c\n'],
    ['an entry in brackets over lines', 'a: [\n  x, # c\n]\n', ['a', 1], 'y', 'a: [\n  x, # c\n  y\n]\n'],
    ['an entry in brackets without a last comma', 'a: [\n  x # c\n]\n', ['a', 1], 'y', 'a: [\n  x, # c\n  y\n]\n'],
    ['an entry like its neighbours', 'a:\n  - b: 1\n    c: 2\n', ['a', 1], { b: 3, c: 4 }, 'a:\n  - b: 1\n    c: 2\n  - b: 3\n    c: 4\n'],
    ['a key of an entry', 'a:\n  - b: 1\nc: 2\n', ['a', 0, 'd'], 'x', 'a:\n  - b: 1\n    d: x\nc: 2\n'],
    ['a key behind text by lines', 'a:\n  b: |+\n    x\n\nc: 1\n', ['a', 'd'], 2, 'a:\n  b: |+\n    x\n\n  d: 2\nc: 1\n'],
    ['what differs in a list', 'a:\n  - x # 1\n  - y # 2\n  - z # 3\n', ['a'], ['x', 'z'], 'a:\n  - x # 1\n  - z # 3\n'],
    ['what is new within a list', 'a: [x, z]\n', ['a'], ['x', 'y', 'z'], 'a: [x, y, z]\n'],
    ['what differs in a map', 'a: {b: 1, c: 2} # c\n', ['a'], { b: 1, c: 3, d: 4 }, 'a: {b: 1, c: 3, d: 4} # c\n'],
    ['a list in place of a word', 'a: x # c\nb: 1\n', ['a'], ['y'], 'a: [y] # c\nb: 1\n'],
    ['text of several lines', 'a: 1\n', ['b'], 'x\n\ny', 'a: 1\nb: |-\n  x\n\n  y\n'],
    ['text that would end the fence', 'a: 1\n', ['b'], 'x\n```', 'a: 1\nb: "x\\n```"\n'],
    ['an expression as it is', 'a: 1\n', ['b'], 'd.low > 0.7', 'a: 1\nb: d.low > 0.7\n'],
    ['an expression in quotes', 'a: 1\n', ['b'], "!d.a && d.b == 'c: d'", 'a: 1\nb: "!d.a && d.b == \'c: d\'"\n'],
  ])('writes %s', (_, body, path, value, expected) => {
    expect(set(body, path, value)).toBe(expected);
  });
});

describe('removeFromBody', () => {
  it.each<[string, string, BodyPath, string]>([
    ['a key with the remark on its line', '# top\na: 1 # c\n# b\nb: 2\n', ['a'], '# top\n# b\nb: 2\n'],
    ['a block', 'a:\n  - x\n  - y\nb: 2\n', ['a'], 'b: 2\n'],
    ['the first key of an entry', 'a:\n  - b: 1\n    c: 2\n', ['a', 0, 'b'], 'a:\n  - c: 2\n'],
    ['an entry', 'a:\n  - x\n  - y # c\n  # end\n', ['a', 1], 'a:\n  - x\n  # end\n'],
    ['the only entry', 'a: # c\n  # one\n  - x\nb: 1\n', ['a', 0], 'a: [] # c\n  # one\nb: 1\n'],
    ['the first in brackets', 'a: [x, y]\n', ['a', 0], 'a: [y]\n'],
    ['the last in brackets', '{a: 1, b: 2}\n', ['b'], '{a: 1}\n'],
    ['the only one in brackets', 'a: {b: 1}\n', ['a', 'b'], 'a: {}\n'],
    ['the last over lines', 'a: [\n  x, # 1\n  y # 2\n]\n', ['a', 1], 'a: [\n  x # 1\n]\n'],
    ['the only key', 'a: 1\n# c\n', ['a'], '# c\n'],
  ])('removes %s', (_, body, path, expected) => {
    const edit = removeFromBody(body, path, { cell: 'a', newline: '\n' });
    expect(body.slice(0, edit.from) + edit.insert + body.slice(edit.to)).toBe(expected);
  });

  it('refuses what is not there', () => {
    expect(() => removeFromBody('a: 1\n', ['b'], { cell: 'a', newline: '\n' })).toThrow('a has no b to remove');
  });
});
