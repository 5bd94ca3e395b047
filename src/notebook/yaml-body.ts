import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  parseAllDocuments,
  visit,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';

export interface BodyProblem {
  readonly message: string;
  /** Offsets in the body. */
  readonly start: number;
  readonly end: number;
  readonly hint?: string;
}

export interface ParsedBody {
  /** Plain data; null for an empty body. */
  readonly value: unknown;
  readonly problems: readonly BodyProblem[];
  /** Offsets in the body of the node at a path, or of its key; of the nearest parent that exists otherwise. */
  locate(path: readonly (string | number)[], what?: 'key' | 'value'): { start: number; end: number };
}

const mostCharacters = 200_000;
const deepest = 60;
const mostProblems = 20;
const longestLine = 200;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

const options = {
  schema: 'core',
  version: '1.2',
  // found below, in linear time
  uniqueKeys: false,
  resolveKnownTags: false,
  intAsBigInt: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** The nodes of a body that `parseBody` finds no problem in, with the tokens that they were read from; null for an empty one. */
export function bodyTree(source: string): Node | null {
  const documents = parseAllDocuments(source.replace(/\r(?!\n)/g, '\n'), { ...options, keepSourceTokens: true });
  return Array.isArray(documents) ? (documents[0]?.contents ?? null) : null;
}

/** Reads a cell's body as YAML 1.2 (core schema): one document, no anchors, aliases, unknown tags or repeated keys. Never throws. */
export function parseBody(source: string): ParsedBody {
  const body = source.replace(/\r(?!\n)/g, '\n');
  if (body.length > mostCharacters)
    return rejected(`the cell has ${body.length} characters; at most ${mostCharacters} are allowed`, body.length);
  if (indentationOf(body) > 4 * deepest || markersInLine(body) > deepest || flowDepth(body) > deepest)
    return rejected(`the cell is nested more than ${deepest} deep`, body.length);
  const documents = parseAllDocuments(body, options);
  const document = Array.isArray(documents) ? documents[0] : undefined;
  if (document === undefined) return { value: null, problems: [], locate: () => ({ start: 0, end: 0 }) };
  const found = [...syntaxProblems(body, documents as readonly Document.Parsed[]), ...contentProblems(document)];
  const problems = found.slice(0, mostProblems).map((problem) => within(problem, body.length));
  const value: unknown = problems.length > 0 ? null : plain(document.contents);
  return { value, problems, locate: (path, what = 'value') => locate(document, path, what) };
}

function rejected(message: string, length: number): ParsedBody {
  return { value: null, problems: [{ message, start: 0, end: length }], locate: () => ({ start: 0, end: 0 }) };
}

function indentationOf(body: string): number {
  let most = 0;
  for (const match of body.matchAll(/^ +/gm)) most = Math.max(most, match[0].length);
  return most;
}

/** Most `- ` and `? ` at the start of a line: each opens a list or a map within the one before. */
function markersInLine(body: string): number {
  let most = 0;
  for (const match of body.matchAll(/^[ \t]*(?:[-?:][ \t]+)+/gm)) most = Math.max(most, match[0].replace(/[ \t]/g, '').length);
  return most;
}

function within(problem: BodyProblem, length: number): BodyProblem {
  const start = Math.min(problem.start, length);
  return { ...problem, start, end: Math.max(start, Math.min(problem.end, length)) };
}

/** Deepest nesting of `[` and `{` and of keys within a line, as the lexer sees them: those in text do not count. */
function flowDepth(body: string): number {
  let depth = 0;
  let keys = 0;
  let most = 0;
  for (const token of new Lexer().lex(body)) {
    if (token === '[' || token === '{') most = Math.max(most, ++depth);
    else if (token === ']' || token === '}') depth--;
    else if (token === ':' && depth <= 0) most = Math.max(most, ++keys);
    else if (token.includes('\n')) keys = 0;
  }
  return most;
}

function syntaxProblems(body: string, documents: readonly Document.Parsed[]): BodyProblem[] {
  const problems = documents.slice(0, mostProblems).flatMap((document) =>
    [...document.errors, ...document.warnings].slice(0, mostProblems).map((error) => ({
      ...inWords(body, error.message, error.pos[0]),
      start: error.pos[0],
      end: error.pos[1],
    })),
  );
  if (documents[0]?.directives.yaml.explicit === true)
    problems.push({ message: 'a cell holds no directives', hint: 'remove the line of %YAML', start: 0, end: documents[0].range[0] });
  const second = documents[1];
  if (second !== undefined)
    problems.push({ message: 'a cell holds one document', hint: 'remove the line of ---', start: second.range[0], end: second.range[1] });
  return problems;
}

function inWords(body: string, message: string, at: number): { message: string; hint?: string } {
  const lineStart = Math.max(body.lastIndexOf('\n', at - 1) + 1, at - longestLine);
  const line = body.slice(lineStart, at + longestLine).split('\n')[0]!;
  const hint = /[a-z_]+:.*\b[d$]\./.test(line)
    ? 'quote an expression that holds ": ", "# ", a leading ! or quote, or ,[]{} inside braces'
    : undefined;
  const first = message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
  const sentence = `the YAML breaks here: ${first.charAt(0).toLowerCase()}${first.slice(1)}`;
  return hint === undefined ? { message: sentence } : { message: sentence, hint };
}

function contentProblems(document: Document.Parsed): BodyProblem[] {
  const problems: BodyProblem[] = [];
  const add = (node: unknown, message: string, hint?: string): void => {
    const range = isNode(node) ? node.range : null;
    problems.push({ message, start: range?.[0] ?? 0, end: range?.[1] ?? 0, ...(hint === undefined ? {} : { hint }) });
  };
  visit(document, (_, node) => {
    if (isAlias(node)) add(node, 'anchors and aliases are not allowed', 'write the value out');
    if (isNode(node) && 'anchor' in node && node.anchor !== undefined)
      add(node, 'anchors and aliases are not allowed', 'write the value out');
    if (isScalar(node) && typeof node.value === 'bigint' && !Number.isSafeInteger(Number(node.value))) {
      add(node, 'integers beyond 2⁵³ cannot be held exactly', 'quote it to keep it as text');
    }
    if (isMap(node)) {
      const keys = new Set<string>();
      for (const { key } of node.items) {
        if (keys.has(keyOf(key))) add(key, 'this key stands twice');
        keys.add(keyOf(key));
      }
    }
    if (isPair(node)) {
      if (!isScalar(node.key)) add(node.key, 'a key is a word, not a list or a map');
      else if (forbiddenKeys.has(String(node.key.value))) add(node.key, `the key ${String(node.key.value)} is not allowed`);
    }
  });
  return problems;
}

function plain(node: unknown): unknown {
  if (isMap(node)) return Object.fromEntries(node.items.map((pair) => [keyOf(pair.key), plain(pair.value)]));
  if (isSeq(node)) return node.items.map(plain);
  if (isScalar(node)) return typeof node.value === 'bigint' ? Number(node.value) : node.value;
  return null;
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

function locate(document: Document.Parsed, path: readonly (string | number)[], what: 'key' | 'value'): { start: number; end: number } {
  let node: Node | null = document.contents;
  let found = rangeOf(node);
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair: YAMLMap['items'][number] | undefined = node.items.find((item) => keyOf(item.key) === String(step));
      if (pair === undefined) return found;
      const useKey = (what === 'key' && depth === path.length - 1) || !isNode(pair.value);
      found = rangeOf(useKey ? (pair.key as Node) : (pair.value as Node));
      node = isNode(pair.value) ? pair.value : null;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (!isNode(item)) return found;
      found = rangeOf(item);
      node = item;
    } else {
      return found;
    }
  }
  return found;
}

function rangeOf(node: Node | null): { start: number; end: number } {
  return { start: node?.range?.[0] ?? 0, end: node?.range?.[1] ?? 0 };
}
