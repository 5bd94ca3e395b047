import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeCode } from '../../src/cli/run-code.ts';
import { fromWire } from '../../src/sandbox/columns.ts';
import { runCode } from '../../src/sandbox/run-code.ts';
import type { CodeAnswer, CodeRequest } from '../../src/sandbox/wire.ts';

const limits = { bytes: 5e6, rows: 1e6, columns: 100 };
const never = new AbortController().signal;
const request = (code: string): CodeRequest => ({
  code,
  tables: [['t', [['x', { type: 'number', values: Float64Array.of(1, 2, NaN), nulls: new Uint32Array([0x20000000]) }]]]],
  inputs: [['cut', Infinity]],
  seed: 7,
  limits,
});
const run = (code: string, ms?: number): Promise<CodeAnswer> => nodeCode('all', ms).run(request(code), never);
const rows = (answer: CodeAnswer): unknown => (answer.ok ? fromWire(answer.table).objects() : answer);

describe('code in Node', () => {
  it('gives the same as code in the page, number for number', async () => {
    const code =
      'return t.derive({ y: d => d.x * 2 + op.row_number() / 3, z: aq.escape(() => random()), w: aq.escape(() => inputs.cut) });';
    const answer = await run(code);
    expect(answer).toEqual(await runCode(request(code)));
    expect(rows(answer)).toMatchObject([{ x: 1, w: Infinity }, { x: 2 }, { x: null }]);
  });

  it('knows the language and nothing else', async () => {
    const names = [
      'process',
      'require',
      'module',
      'fetch',
      'setTimeout',
      'WebAssembly',
      'Buffer',
      'performance',
      'queueMicrotask',
      'TextDecoder',
    ];
    const code = `return [${JSON.stringify(names)}.filter((name) => name in globalThis)].map((found) => ({ found: found.join() }));`;
    expect(rows(await run(code))).toEqual([{ found: '' }]);
  });

  it.each([
    ['this.constructor.constructor("return typeof process")()', 'undefined'],
    ['globalThis.constructor.constructor("return typeof process")()', 'undefined'],
    ['t.constructor.constructor("return typeof process")()', 'undefined'],
    ['console.log.constructor("return typeof process")()', 'undefined'],
    [
      'await new Function("return import(\'fs\')")().catch((error) => { try { return error.constructor.constructor("return typeof process")(); } catch (refused) { return refused.name; } })',
      'EvalError',
    ],
    [
      '(() => { try { (function again() { again(); })(); } catch (error) { return error.constructor.constructor("return typeof process")(); } })()',
      'undefined',
    ],
  ])('finds no way out by %s', async (way, found) => {
    expect(rows(await run(`return [{ found: ${way} }];`))).toEqual([{ found }]);
  });

  it('is ended when its time is over, when it fills the memory, and by the person', async () => {
    await expect(run('for (;;);', 700)).rejects.toThrow('the code took longer than 0.7 s and was ended');
    await expect(run('return new Promise(() => undefined);', 700)).rejects.toThrow('took longer than 0.7 s');
    await expect(run('const held = []; for (;;) held.push(new Array(1e6).fill(1));')).rejects.toThrow('more memory than it gets');
    const controller = new AbortController();
    const ended = nodeCode('all').run(request('for (;;);'), controller.signal);
    setTimeout(() => controller.abort(), 300);
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('holds a forged answer to what an answer may be', async () => {
    await expect(run('globalThis.assayAnswer = "{"; return new Promise(() => undefined);')).rejects.toThrow('no answer that can be read');
    const forged = JSON.stringify({ ok: true, table: [['__proto__', {}]], lines: [] });
    await expect(run(`globalThis.assayAnswer = ${JSON.stringify(forged)}; return new Promise(() => undefined);`)).rejects.toThrow(
      'a column called __proto__',
    );
  });

  it('is allowed by the SHA-256 of its text', () => {
    const hash = createHash('sha256').update('return t').digest('hex');
    expect([nodeCode(new Set([hash])).allows(hash), nodeCode(new Set()).allows(hash), nodeCode('all').allows(hash)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
