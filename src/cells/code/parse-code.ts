import { parse, type Node } from 'acorn';
import { BodyError } from '../kind.ts';

const prefix = (parameters: readonly string[]): string => `async function code(${parameters.join(',')}\n) {\n`;

/** Reads code as the body of an async function of these parameters; throws a `BodyError` at the place where it breaks. Nothing runs. */
export function parseCode(code: string, parameters: readonly string[]): void {
  const before = prefix(parameters);
  const place = (position: number): readonly (string | number)[] => ['code', Math.min(Math.max(0, position - before.length), code.length)];
  let program;
  try {
    program = parse(`${before}${code}\n}`, { ecmaVersion: 'latest', sourceType: 'script' });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { pos } = error as SyntaxError & { readonly pos?: number };
    throw new BodyError(sentenceOf(error.message), place(pos ?? 0), hintOf(error.message));
  }
  const second = program.body[1];
  if (second !== undefined) throw new BodyError('a brace closes here that nothing opened', place(program.body[0]!.end - 1));
  const imported = findImport(program);
  if (imported !== null)
    throw new BodyError('code cannot import anything', place(imported.start), 'it has Arquero as aq, and what data= names');
}

/** Whether a word can be the name of a parameter. */
export function isParameter(word: string): boolean {
  try {
    parse(`async function code(${word}) { 'use strict'; }`, { ecmaVersion: 'latest' });
    return true;
  } catch {
    return false;
  }
}

function sentenceOf(message: string): string {
  const plain = message.replace(/\s*\(\d+:\d+\)$/, '');
  if (/may appear only with|'import' and 'export'/.test(plain)) return 'code cannot import or export anything';
  return `the JavaScript breaks here: ${plain.charAt(0).toLowerCase()}${plain.slice(1)}`;
}

function hintOf(message: string): string | undefined {
  return /has already been declared/.test(message) ? 'what data= names is there already; choose another name' : undefined;
}

function findImport(node: Node): Node | null {
  if (node.type === 'ImportExpression' || (node.type === 'MetaProperty' && 'meta' in node && isNamed(node.meta, 'import'))) return node;
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      const found = isNode(child) ? findImport(child) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value;
}

function isNamed(value: unknown, name: string): boolean {
  return isNode(value) && 'name' in value && value.name === name;
}
