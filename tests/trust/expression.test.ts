import { parse } from 'acorn';
import { table, type ColumnTable } from 'arquero';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkExpression, columnsOf, ExpressionError, parametersOf, type ExpressionScope } from '../../src/trust/expression.ts';
import { expressionFunctions } from '../../src/trust/expression-functions.ts';
import { expressions } from '../hostile/corpus.ts';

const hostileExpressions = expressions.filter(({ expected }) => expected === 'refused').map(({ expression }) => expression);
const scope: ExpressionScope = { columns: ['value', 'text', 'when', "it's \\ a \u2028 name"], params: ['cut', 'word'], aggregates: true };
const rows = table({
  value: [3, -1.5, 8],
  text: ['Red', 'a,b', ''],
  when: [new Date(Date.UTC(2024, 1, 29)), new Date(0), new Date(0)],
  "it's \\ a \u2028 name": [1, 2, 3],
}).params({ cut: 2, word: 'Red' }) as ColumnTable;

function refusal(source: string, within = scope): ExpressionError {
  try {
    checkExpression(source, within);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`accepted: ${source}`);
}

/** What the expression is on each row, by Arquero. */
function valuesOf(source: string): unknown[] {
  return Array.from(rows.derive({ result: checkExpression(source, scope) }).array('result') as Iterable<unknown>);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('checkExpression refuses', () => {
  it.each(hostileExpressions.map((source) => [source.slice(0, 90), source]))('%s', (_, source) => {
    const error = refusal(source);
    expect(error.message).toMatch(/^\S.*\S$/);
    expect(error.offset).toBeGreaterThanOrEqual(0);
    expect(error.offset).toBeLessThanOrEqual(source.length);
  });

  it('aggregates where one row is looked at', () => {
    expect(refusal('op.mean(d.value) > 1', { columns: ['value'], params: [] }).message).toMatch(/many rows/);
    expect(refusal('op.lag(d.value)', { columns: ['value'], params: [] }).message).toMatch(/many rows/);
  });

  it('what is not text', () => {
    expect(() => checkExpression({ escape: true } as unknown as string, scope)).toThrow(ExpressionError);
  });
});

describe('checkExpression accepts, and Arquero computes,', () => {
  const three = (value: unknown): unknown[] => [value, value, value];
  it.each<[string, unknown[]]>([
    ['d.value > 1', [true, false, true]],
    ['d => d.value > 1', [true, false, true]],
    ['(d, $) => d.value > $.cut', [true, false, true]],
    ["d['value'] * 2", [6, -3, 16]],
    ['d["it\'s \\\\ a \\u2028 name"] + 1', [2, 3, 4]],
    ["d.text == 'Red' && d.value >= 3", [true, false, false]],
    ['d.text === $.word || d.value < 0', [true, true, false]],
    ['!(d.value > 1)', [false, true, false]],
    ['d.value > 1 ? "high" : "low"', ['high', 'low', 'high']],
    ['-d.value % 2', [-1, 1.5, -0]],
    ['(d.value | 0) & 1', [1, 1, 0]],
    ['Math.abs(d.value)', [3, 1.5, 8]],
    ['Math.PI * 0 + Math.max(d.value, 2)', [3, 2, 8]],
    ['op.sqrt(op.abs(d.value)) ** 2 > 2.9', [true, false, true]],
    ['op.lower(d.text)', ['red', 'a,b', '']],
    ["op.split(d.text, ',')[0]", ['Red', 'a', '']],
    ['op.length(d.text)', [3, 3, 0]],
    ["op.includes(['Red', 'x'], d.text)", [true, false, false]],
    ['op.match(d.text, /^R/) != null', [true, false, false]],
    ["op.replace(d.text, 'R', 'r')", ['red', 'a,b', '']],
    ["op.recode(d.text, {Red: 1, 'a,b': 2}, 0)", [1, 2, 0]],
    ['op.is_nan(d.value)', three(false)],
    ['d.value == null', three(false)],
    ['`${d.text}-${d.value}`', ['Red-3', 'a,b--1.5', '-8']],
    ["op.padstart(d.text, 4, '.')", ['.Red', '.a,b', '....']],
    ['op.sequence(0, 3)[1]', three(1)],
    ['op.utcyear(d.when)', [2024, 1970, 1970]],
    ['op.bin(d.value, 0, 10, 5)', [0, -Infinity, 5]],
    ['d.value - op.mean(d.value) > 0', [false, false, true]],
    ['op.rank()', [1, 2, 3]],
    ['op.lag(d.value, 1, 0)', [0, 3, -1.5]],
    ['[d.value, 1][1]', three(1)],
    ['NaN', three(NaN)],
    ['undefined', three(undefined)],
    ['d.value /* a remark */ + 0', [3, -1.5, 8]],
    ['  d.value\n + 0 ', [3, -1.5, 8]],
  ])('%s', (source, expected) => {
    expect(valuesOf(source)).toEqual(expected);
  });

  it.each(expressionFunctions)('a function of Arquero called %s', async (name) => {
    const { op } = await import('arquero');
    expect(Object.hasOwn(op, name)).toBe(true);
    expect(() => checkExpression(`op.${name}(${name === 'sequence' ? '0, 3' : ''})`, scope)).not.toThrow();
  });
});

describe('the way out', () => {
  it('names the nearest column and repairs the source', () => {
    const error = refusal('d.vaule > 0.5');
    expect(error.message).toBe('no column vaule');
    expect(error.hint).toBe('the nearest name is value');
    expect(error.offset).toBe(2);
    expect(error.replacement).toBe('d.value > 0.5');
  });

  it('names the nearest input and function', () => {
    expect(refusal('d.value > $.cutt')).toMatchObject({ hint: 'the nearest name is cut', replacement: 'd.value > $.cut' });
    expect(refusal('op.lowr(d.text)')).toMatchObject({ message: 'no function op.lowr', replacement: 'op.lower(d.text)' });
  });

  it('puts d. before a bare column', () => {
    expect(refusal('value > 1')).toMatchObject({ replacement: 'd.value > 1', offset: 0 });
  });

  it.each([
    ['d.value = 1', 'write == to compare'],
    ['d.value > 1 and d.value < 2', 'write && for and'],
    ['d.value > 1 or d.value < 2', 'write || for or'],
    ['not d.value', 'write ! for not'],
    ['d.value > 1 && not d.value', 'write ! for not'],
  ])('explains %s', (source, hint) => {
    expect(refusal(source).hint).toBe(hint);
  });

  it('offers op. for a bare function', () => {
    expect(refusal('lower(d.text)')).toMatchObject({ replacement: 'op.lower(d.text)' });
  });
});

describe('names in a source', () => {
  it('finds columns and inputs, also while it is being typed', () => {
    expect(columnsOf("d.a > $.cut && d['b c'] == d.a")).toEqual(['a', 'b c']);
    expect(parametersOf("d.a > $.cut && d['b c'] == $['word']")).toEqual(['cut', 'word']);
    expect(columnsOf('d.a > (')).toEqual(['a']);
    expect(columnsOf('')).toEqual([]);
    expect(parametersOf('$')).toEqual([]);
    expect(columnsOf('bad.a + md.x')).toEqual([]);
  });
});

describe('whatever is accepted', () => {
  const allowed = new Set(['row', 'data', 'op', 'fn', '$', 'Number', 'Math', 'NaN', 'undefined', 'Infinity', 'Object', 'Array']);
  const pieces = [
    ...['d.value', "d['text']", '$.cut', 'op.lower(', 'op.mean(', 'op.recode(d.text, {a: 1})', 'Math.PI', 'Math.abs(', '(', ')', '[', ']'],
    ...[
      '{',
      '}',
      '=>',
      'd',
      '(d, $)',
      ',',
      '?',
      ':',
      '&&',
      '==',
      '=',
      '+',
      '-',
      '!',
      '.',
      '`',
      '${',
      '/a/',
      '1',
      "'x'",
      '[0]',
      '?.',
      '...',
    ],
    ...[
      'globalThis',
      'constructor',
      '__proto__',
      'const',
      'return',
      ';',
      'fn',
      'row',
      'data',
      'this',
      'new',
      '//',
      '/*',
      '*/',
      '\n',
      '\u2028',
    ],
  ];
  const seeds = [
    'd.value > $.cut',
    'd => op.lower(d.text) == "x"',
    '(d, $) => d.value ? [1, 2][0] : `${d.text}`',
    'op.recode(d.text, {a: 1}, 0)',
  ];

  /** A valid expression with a few pieces put in, taken out or swapped: most stay nearly valid, which is where holes are. */
  const mutated = fc
    .tuple(
      fc.constantFrom(...seeds, ...hostileExpressions.filter((source) => source.length < 200)),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.constantFrom('', ...pieces)), { maxLength: 3 }),
    )
    .map(([seed, edits]) =>
      edits.reduce((text, [at, length, piece]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + piece + text.slice(from + length);
      }, seed),
    );

  it('compiles to code without a foreign name', () => {
    const bodies: string[] = [];
    const Original = Function;
    let accepted = 0;
    const check = (source: string): void => {
      try {
        checkExpression(source, scope);
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError);
        return;
      }
      accepted++;
      vi.stubGlobal('Function', (...args: string[]) => {
        bodies.push(args.at(-1)!);
        return () => () => 0;
      });
      try {
        rows.derive({ result: source });
      } catch {
        // Arquero may still refuse what is harmless
      } finally {
        vi.stubGlobal('Function', Original);
      }
    };
    seeds.forEach(check);
    expect(bodies.length).toBeGreaterThan(0);
    fc.assert(fc.property(mutated, check), { numRuns: 12_000, seed: 7 });
    expect(accepted).toBeGreaterThan(100);
    for (const body of bodies) expect(foreignNames(body, allowed), body).toEqual([]);
  });
});

/** Identifiers of a function's body that are neither names of properties, nor allowed, nor parameters of arrows. */
function foreignNames(body: string, allowed: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    const item = node as Record<string, unknown> & { type: string };
    if (item.type === 'Identifier' && !allowed.has(item['name'] as string)) found.push(item['name'] as string);
    for (const [key, child] of Object.entries(item)) {
      const isName = (item.type === 'MemberExpression' && key === 'property') || (item.type === 'Property' && key === 'key');
      if (!isName || item['computed'] === true) visit(child);
    }
  };
  visit(parse(body, { ecmaVersion: 2022, allowReturnOutsideFunction: true }));
  return found;
}
