import * as arquero from 'arquero';
import { uniformStream } from '../stats/counter-random.ts';
import { fromWire } from './columns.ts';
import { printer } from './printer.ts';
import { returnedTable } from './returned-table.ts';
import type { CodeAnswer, CodeRequest } from './wire.ts';

type Code = (...given: unknown[]) => Promise<unknown>;
type Compiler = new (...words: string[]) => Code;

const AsyncFunction = (async () => undefined).constructor as Compiler;
/** Lines that the language puts before the body of a function made from text. */
const linesBefore = 2;
const file = 'assay-code.js';

/**
 * Runs code as the body of an async function over its tables, `aq`, `op`, `inputs` and a seeded `random`, and gives the table
 * that it returns, or one sentence. It does not shut the code in: that is done by where it is called.
 */
export async function runCode(request: CodeRequest): Promise<CodeAnswer> {
  const print = printer();
  const draw = uniformStream(request.seed, 0);
  // What is drawn at random depends on the seed alone.
  Math.random = draw;
  arquero.seed(request.seed);
  const given: [string, unknown][] = [
    ...request.tables.map(([name, table]): [string, unknown] => [name, fromWire(table)]),
    ['aq', arquero],
    ['op', arquero.op],
    ['inputs', Object.freeze(Object.fromEntries(request.inputs))],
    ['random', draw],
    ['console', print.console],
  ];
  try {
    const code = new AsyncFunction(...given.map(([name]) => name), `${request.code}\n//# sourceURL=${file}`);
    const value = await code(...given.map(([, what]) => what));
    return { ok: true, table: returnedTable(value, request.limits), lines: print.lines };
  } catch (error) {
    return { ok: false, ...sentenceOf(error), lines: print.lines };
  }
}

function sentenceOf(error: unknown): { message: string; line?: number; column?: number; hint?: string } {
  if (!(error instanceof Error)) return { message: `the code threw ${brief(String(error))}` };
  // Arquero adds advice of its own, which the hint gives shorter.
  const message = brief(error.message === '' ? error.name : error.message.replace(/\s+Note: Table expressions[^]*$/, ''));
  return { message, ...placeOf(error), ...hintOf(message) };
}

/** Where in the code an error arose, from the stack that V8 and SpiderMonkey write alike. */
function placeOf(error: Error): { line?: number; column?: number } {
  const [, line, column] = new RegExp(`${file}:(\\d+):(\\d+)`).exec(String(error.stack)) ?? [];
  return line === undefined ? {} : { line: Number(line) - linesBefore, column: Number(column) };
}

function hintOf(message: string): { hint?: string } {
  if (/^Invalid variable reference|^Invalid (function call|external)/i.test(message))
    return { hint: 'a function given to Arquero sees the row alone; wrap it as aq.escape(d => …) to use names of the code' };
  if (/is not defined$/.test(message)) return { hint: 'code knows its tables, aq, op, inputs and random, and nothing of the page' };
  return {};
}

function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
