import { describe, expect, it } from 'vitest';
import { setInBody } from '../../src/notebook/set-in-body.ts';

type Scalar = string | number | boolean | null;
const set = (body: string, path: (string | number)[], value: Scalar, newline = '\n'): string => {
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

  it.each([
    ['- a\n', 'a list'],
    ['null\n', 'a scalar'],
    ['a: 1\n...\n', 'a document that has ended'],
  ])('refuses to add a key to %j, %s', (body) => {
    expect(() => set(body, ['b'], 2)).toThrow('a cannot take b as it is written; edit its text');
  });

  it('refuses a path that leads nowhere, and a broken body', () => {
    expect(() => set('a: 1\n', ['b', 'c'], 2)).toThrow('a has no b.c to change');
    expect(() => set('a: [\n', ['a'], 2)).toThrow('a cannot be changed while its YAML is broken');
  });
});
