import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { quotesNeeded } from '../../../src/app/editor/quote-expressions.ts';
import { kindNames } from '../../../src/app/kind-names.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';

const isExpression = (path: readonly (string | number)[]): boolean => ['where', 'expect', 'filter'].includes(String(path.at(-1)));

function quoted(body: string): string {
  return quotesNeeded(body, isExpression)
    .toReversed()
    .reduce((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), body);
}

describe('quotesNeeded', () => {
  it.each<[string, unknown]>([
    ['where: d.a ? "x: y" : d.b', { where: 'd.a ? "x: y" : d.b' }],
    ['where: "yes" == d.a', { where: '"yes" == d.a' }],
    ["where: 'yes' == d.a", { where: "'yes' == d.a" }],
    ['where: d.a == "# 1"', { where: 'd.a == "# 1"' }],
    ['where: !d.a', { where: '!d.a' }],
    ['where: !d.a # not a', { where: '!d.a' }],
    ['- {where: op.includes([1, 2], d.a)}', [{ where: 'op.includes([1, 2], d.a)' }]],
    ['- {where: "yes" == d.a, title: t}', [{ where: '"yes" == d.a', title: 't' }]],
    ['- {where: op.max(d.a, d.b) > 1, expect: d.c[0] > 1}', [{ where: 'op.max(d.a, d.b) > 1', expect: 'd.c[0] > 1' }]],
    ['- {where: d.a == "x, y", title: t}', [{ where: 'd.a == "x, y"', title: 't' }]],
    ['rules:\n  - expect: !d.low\n  - expect: d.b', { rules: [{ expect: '!d.low' }, { expect: 'd.b' }] }],
  ])('quotes what YAML would misread: %j', (body, expected) => {
    expect(parse(quoted(body))).toEqual(expected);
    expect(quoted(quoted(body))).toBe(quoted(body));
  });

  it.each([
    'where: d.a > 1',
    'where: d.a == "yes"',
    'where: \'d.a == "x: y"\'',
    'where: "d.a"',
    'where: d.a # comment',
    'title: d.a: b',
    'where:\nexpect: d.a',
    'where: d.a == "never closed',
    '- {where: d.a > 1, title: t}',
    '- {where: op.max([1, ',
    'where: [a, b]',
  ])('leaves alone what may stand, and what is no expression yet: %j', (body) => {
    expect(quoted(body)).toBe(body);
  });

  it('finds nothing to quote in the bundled notebooks', () => {
    for (const entry of readdirSync('notebooks', { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      for (const block of parseNotebook(readFileSync(`notebooks/${entry.name}/notebook.md`, 'utf8'), kindNames).blocks)
        if (block.type === 'cell') expect(quoted(block.body)).toBe(block.body);
    }
  });
});
