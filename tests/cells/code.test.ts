import { describe, expect, it } from 'vitest';
import { code } from '../../src/cells/code.ts';
import { runCode } from '../../src/sandbox/run-code.ts';
import type { CodeRequest } from '../../src/sandbox/wire.ts';
import type { BodyError } from '../../src/cells/kind.ts';
import { frameOf, objectsOf, runBody, stepOf, type Around } from './step-of.ts';

const loans = frameOf(
  { amount: [10, 20, null], paid: ['yes', 'no', 'yes'], at: [new Date(0), null, new Date(86_400_000)] },
  { roles: { label: 'paid', id: 'amount' }, positive: 'yes' },
);
const around = (asked: CodeRequest[] = []): Around => ({
  frames: { loans, 'quality.roc': frameOf({ fpr: [0, 1] }) },
  values: { threshold: 0.5 },
  runCode: (request) => {
    asked.push(request);
    return runCode(request);
  },
});
const body = (text: string, options: Readonly<Record<string, readonly string[]>> = { data: ['loans'] }): unknown => ({
  ...options,
  language: 'js',
  code: text,
});
const run = async (text: string, options?: Readonly<Record<string, readonly string[]>>): Promise<unknown> =>
  objectsOf((await runBody(code, body(text, options), around())).frame);

describe('a code cell', () => {
  it('gives its tables as Arquero tables, and takes one back with the roles of the first', async () => {
    const { frame } = await runBody(code, body('return loans.derive({ twice: d => d.amount * 2 }).filter(d => d.paid == "yes")'), around());
    expect(objectsOf(frame)).toEqual([
      { amount: 10, paid: 'yes', at: '1970-01-01T00:00:00.000Z', twice: 20 },
      { amount: null, paid: 'yes', at: '1970-01-02T00:00:00.000Z', twice: 0 },
    ]);
    expect(frame).toMatchObject({ roles: { label: 'paid', id: 'amount' }, positive: 'yes' });
  });

  it('takes a list of objects, an object of columns, and what comes late', async () => {
    expect(await run('return [{ a: 1 }, { b: "x" }]')).toEqual([
      { a: 1, b: null },
      { a: null, b: 'x' },
    ]);
    expect(await run('return { a: [1, 2], b: new Float64Array([3, 4]) }')).toEqual([
      { a: 1, b: 3 },
      { a: 2, b: 4 },
    ]);
    expect(await run('return await Promise.resolve([{ a: true }])')).toEqual([{ a: true }]);
  });

  it('gives parts by their name with _, and values of inputs', async () => {
    const options = { data: ['quality.roc'], inputs: ['$threshold'] };
    expect(await run('return [{ rows: quality_roc.numRows(), half: inputs.threshold }]', options)).toEqual([{ rows: 2, half: 0.5 }]);
  });

  it('draws by its seed alone', async () => {
    const text = 'return [{ a: random(), b: Math.random(), c: loans.sample(1).get("paid", 0) }]';
    const first = await run(text);
    expect(await run(text)).toEqual(first);
    expect(await run(text, { data: ['loans'], seed: ['2'] })).not.toEqual(first);
  });

  it('shows what it prints, up to a number of lines', async () => {
    const { output } = await runBody(code, body('for (let i = 0; i < 200; i++) console.log("row", i, loans); return loans'), around());
    expect(output).toMatchObject({ type: 'table', total: 3 });
    const { printed } = output as { readonly printed: readonly string[] };
    expect(printed).toHaveLength(100);
    expect(printed[1]).toBe('row 1 table of 3 rows: amount, paid, at');
  });

  it('reads and asks for what its first line names, and shows its text to consent', () => {
    const step = stepOf(code, body('return loans', { data: ['loans', 'scores'], inputs: ['threshold'] }));
    expect(step).toMatchObject({ reads: ['loans', 'scores'], inputs: ['threshold'], code: 'return loans', sources: [] });
  });

  it.each([
    ['return 5', 'the code returned a number; return an Arquero table, a list of objects, or an object of columns'],
    ['return', 'the code returned nothing; return an Arquero table, a list of objects, or an object of columns'],
    ['return [1]', 'row 1 of the list is a number, not an object; return an Arquero table, a list of objects, or an object of columns'],
    [
      'return { a: 1 }',
      'a of the returned object is a number, not a list; return an Arquero table, a list of objects, or an object of columns',
    ],
    ['return { a: [1], b: [1, 2] }', 'column b has 2 rows where a has 1'],
    [
      'return [{ a: () => 1 }]',
      'column a holds a function in row 1; a cell holds a number, a word, true or false, a time, or a list of numbers',
    ],
    [
      'return [{ a: { b: 1 } }]',
      'column a holds an object in row 1; a cell holds a number, a word, true or false, a time, or a list of numbers',
    ],
    ['return [{ ["__proto__"]: 1 }]', 'a column cannot be called __proto__; give it another name'],
    [
      'const a = {}; a.a = [a]; return a',
      'column a holds an object in row 1; a cell holds a number, a word, true or false, a time, or a list of numbers',
    ],
  ])('says of %s what it wants', async (text, sentence) => {
    await expect(run(text)).rejects.toThrow(sentence);
  });

  it('puts an error of the code where it arose', async () => {
    await expect(run('const a = 1;\n  nope.b();\nreturn loans')).rejects.toMatchObject({
      message: 'nope is not defined',
      path: ['code', 15],
    });
    await expect(run('const k = 2;\nreturn loans.derive({ x: d => d.amount * k })')).rejects.toMatchObject({
      message: 'Invalid variable reference: "k"',
      hint: 'a function given to Arquero sees the row alone; wrap it as aq.escape(d => …) to use names of the code',
    });
    await expect(run('throw "a word"')).rejects.toThrow('the code threw a word');
  });

  it.each([
    ['return loans..x', ['code', 13], 'the JavaScript breaks here: unexpected token'],
    ['const loans = 1; return loans', ['code', 6], "the JavaScript breaks here: identifier 'loans' has already been declared"],
    ['}\nasync function other() {', ['code', 0], 'a brace closes here that nothing opened'],
    ['await import("x")', ['code', 6], 'code cannot import anything'],
    ['import x from "x"', ['code', 0], 'code cannot import or export anything'],
  ])('refuses %s before it runs', (text, path, sentence) => {
    expect(() => stepOf(code, body(text))).toThrow(expect.objectContaining({ path, message: sentence }) as BodyError);
  });

  it.each([
    [{ data: ['aq'] }, 'code cannot call a table aq'],
    [{ data: ['new'] }, 'code cannot call a table new'],
    [{ data: ['loans', 'loans'] }, 'data= names loans twice'],
    [{ data: [''] }, 'data= names cells, parted by commas without spaces'],
    [{ seed: ['x'] }, 'seed=x is no whole number'],
  ])('refuses %o in its first line', (options, sentence) => {
    expect(() => stepOf(code, body('return []', options))).toThrow(sentence);
  });

  it('says that it is JavaScript', () => {
    expect(() => stepOf(code, { language: 'python', code: 'return 1' })).toThrow('a code cell is written in JavaScript, not python');
  });
});
