import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { parseBody } from '../../src/notebook/yaml-body.ts';

vi.setConfig({ testTimeout: 20_000 });

const at = (body: string, path: (string | number)[], what?: 'key' | 'value'): string => {
  const { start, end } = parseBody(body).locate(path, what);
  return body.slice(start, end);
};

describe('parseBody', () => {
  it('reads plain data of the core schema', () => {
    const body = 'a: 1\nb: [x, "y", 0.5, true, null, ~]\nc:\n  d: yes\n  e: 2024-01-01\n  f: 0o17\n  g: .inf\n# a remark\n';
    expect(parseBody(body)).toMatchObject({
      problems: [],
      value: { a: 1, b: ['x', 'y', 0.5, true, null, null], c: { d: 'yes', e: '2024-01-01', f: 15, g: Infinity } },
    });
  });

  it('reads what the yaml library writes of any JSON', () => {
    const key = fc.string({ maxLength: 8 }).filter((word) => !['__proto__', 'constructor', 'prototype'].includes(word));
    const json = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        fc.integer(),
        fc
          .double({ noNaN: true })
          .filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value))
          .map((value) => value + 0),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(key, json, { minKeys: 1, maxKeys: 3, noNullPrototype: true }), (value) => {
        const parsed = parseBody(stringify(value, { aliasDuplicateObjects: false, version: '1.2' }));
        expect(parsed.problems).toEqual([]);
        expect(parsed.value).toEqual(value);
      }),
    );
  });

  it.each(['', '\n', '# only a remark\n'])('takes %j for nothing', (body) => {
    expect(parseBody(body)).toMatchObject({ value: null, problems: [] });
  });

  it.each([
    ['a: &x 1\nb: *x\n', 'anchors and aliases are not allowed'],
    ['a: 1\na: 2\n', 'this key stands twice'],
    ['a: !!js/function "x"\n', 'Unresolved tag'],
    ['a: 1\n---\nb: 2\n', 'a cell holds one document'],
    ['a: 9007199254740993\n', 'integers beyond 2⁵³ cannot be held exactly'],
    ['__proto__: {polluted: 1}\n', 'the key __proto__ is not allowed'],
    ['a: {constructor: 1}\n', 'the key constructor is not allowed'],
    ['? [a, b]\n: 1\n', 'a key is a word, not a list or a map'],
    ['a: [1, 2\n', 'the YAML breaks here'],
    ['a: b: c\n', 'the YAML breaks here'],
    [`${'['.repeat(20_000)}`, 'the cell is nested more than 60 deep'],
    [`${'- '.repeat(20_000)}a`, 'the cell is nested more than 60 deep'],
    [`${'? '.repeat(5000)}a`, 'the cell is nested more than 60 deep'],
    [Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'the cell'],
    [`a: ${'x'.repeat(200_001)}`, 'the cell has 200004 characters'],
  ])('refuses body %#', (body, message) => {
    const { value, problems } = parseBody(body);
    expect(value).toBeNull();
    expect(problems.map((problem) => problem.message.toLowerCase()).join()).toContain(message.toLowerCase());
    for (const problem of problems) {
      expect(problem.start).toBeGreaterThanOrEqual(0);
      expect(problem.end).toBeLessThanOrEqual(body.length);
    }
  });

  it.each([
    'KEYS',
    '- a\n',
    '"',
    "'",
    'a: ',
    '? a\n',
    '# ',
    '!a ',
    '&a ',
    '[a,',
    '{a: ',
    '|\n',
    '- - a\n',
    '\t',
    '---\n',
    '%a\n',
    '*a ',
    'a\n',
  ])('reads the longest body of %j in a moment', (piece) => {
    const body =
      piece === 'KEYS'
        ? Array.from({ length: 22_000 }, (_, at) => `k${at}: 1\n`).join('')
        : piece.repeat(Math.floor(200_000 / piece.length));
    const start = performance.now();
    parseBody(body);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it.each([
    ['brackets', '["]",'.repeat(20_000)],
    ['brackets behind a text of them', `a: "${']'.repeat(30_000)}"\nb: ${'['.repeat(20_000)}`],
    ['brackets behind a remark that CR ends', `# a\r${'['.repeat(20_000)}`],
    ['markers in one line', '- ? '.repeat(3000)],
  ])('refuses nesting without end by %s', (_, body) => {
    expect(parseBody(body).problems.map((problem) => problem.message)).toEqual(['the cell is nested more than 60 deep']);
  });

  it('takes brackets in text for text', () => {
    expect(parseBody(`a: "${'['.repeat(100)}"`)).toMatchObject({ value: { a: '['.repeat(100) }, problems: [] });
  });

  it.each(['!!binary aGk=', '!!set {a}', '!!timestamp 2024-01-01'])('refuses the tag of %s', (body) => {
    expect(parseBody(body)).toMatchObject({ value: null });
    expect(parseBody(body).problems[0]!.message).toMatch(/unresolved tag/);
  });

  it('takes a number and a text for the same key', () => {
    expect(parseBody('1: a\n"1": b\n').problems).toMatchObject([{ message: 'this key stands twice', start: 5 }]);
  });

  it('reads lines that end with CR', () => {
    expect(parseBody('a: 1\rb: 2\r')).toMatchObject({ value: { a: 1, b: 2 }, problems: [] });
  });

  it('does not pollute', () => {
    parseBody('__proto__:\n  polluted: true\n');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    'where: d.a == "x: y" ? 1 : 2\n',
    "where: 'a' + d.b: c\n",
    'where: !d.done\n',
    'by: [{name: a, where: d.x == "a, b" && [1].includes(d.y)}]\n',
    'where: "yes" == d.a\n',
  ])('says to quote the expression in %j', (body) => {
    expect(parseBody(body).problems[0]?.hint).toMatch(/^quote an expression/);
  });

  it('never throws, and keeps places in the text', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&x',
      '*x',
      '!t ',
      '|',
      '>',
      '# ',
      '---',
      '...',
      '%',
      '\t',
      '\r\n',
      '1',
      '?',
      ',',
      '@',
      '`',
      '\u0000',
      '<<',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const body = pieces.join('');
        const { problems, value } = parseBody(body);
        if (problems.length > 0) expect(value).toBeNull();
        for (const { start, end } of problems) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(body.length);
          expect(start).toBeLessThanOrEqual(end);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('locate', () => {
  const body = 'a: 1\nlist:\n  - x\n  - {b: "two"}\nempty:\n';
  it.each<[(string | number)[], 'key' | 'value', string]>([
    [['a'], 'value', '1'],
    [['a'], 'key', 'a'],
    [['list', 0], 'value', 'x'],
    [['list', 1, 'b'], 'value', '"two"'],
    [['list', 1, 'b'], 'key', 'b'],
    [['empty'], 'value', ''],
    [['empty'], 'key', 'empty'],
    [['list', 1, 'missing'], 'value', '{b: "two"}'],
    [['a', 'deeper'], 'value', '1'],
  ])('finds %j, the %s', (path, what, expected) => {
    expect(at(body, path, what)).toBe(expected);
  });
});
