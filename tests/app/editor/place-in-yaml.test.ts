import { describe, expect, it } from 'vitest';
import { placeInYaml } from '../../../src/app/editor/place-in-yaml.ts';

function placeAt(body: string): readonly [path: string, atKey: boolean] {
  const start = body.lastIndexOf('\n') + 1;
  const { path, atKey } = placeInYaml(`\`\`\`yaml kind name\n${body.slice(0, start)}`, body.slice(start));
  return [path.join(' '), atKey];
}

describe('placeInYaml', () => {
  it.each<[string, string, boolean]>([
    ['', '', true],
    ['da', '', true],
    ['data: ', 'data', false],
    ['a: 1\nb: x', 'b', false],
    ['a:\n  ', 'a', true],
    ['a:\n  b:\n    ', 'a b', true],
    ['a:\n  b:\n    c: 1\n  ', 'a', true],
    ['a:\n  b: 1\n', '', true],
    ['a:\n  - b: 1\n    ', 'a', true],
    ['a:\n  - b: 1\n    c: ', 'a c', false],
    ['a:\n- b: 1\n- ', 'a', true],
    ['a:\n  - b:\n      - c: 1\n        ', 'a b', true],
    ['a: [', 'a', false],
    ['a: [x, ', 'a', false],
    ['a: [x], b', '', true],
    ['a: {', 'a', true],
    ['a: {b: [x, y], ', 'a', true],
    ['a: {b: {c: ', 'a b c', false],
    ['a: {b: {c: 1}, d: ', 'a d', false],
    ['a: {b: "}", c: ', 'a c', false],
    ['- {a: ', 'a', false],
  ])('of %j is inside "%s"', (body, path, atKey) => {
    expect(placeAt(body)).toEqual([path, atKey]);
  });

  it('ends on text that is no YAML at all', () => {
    for (const text of ['}}}]]]', '{[{[', '::::', '- - - ', '"\'"']) expect(placeAt(`${text}\n${text}`)[0]).toEqual(expect.any(String));
  });
});
