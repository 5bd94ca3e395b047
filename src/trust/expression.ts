import { parseExpressionAt, type Expression, type Node } from 'acorn';
import { aggregateFunctions, expressionConstants, mathFunctions, rowFunctions } from './expression-functions.ts';
import { nearest } from './nearest.ts';

/** What an expression may name. */
export interface ExpressionScope {
  readonly columns: readonly string[];
  /** Names behind `$.`. */
  readonly params: readonly string[];
  /** Whether aggregates and windows (`op.mean`, `op.lag`) make sense here. */
  readonly aggregates?: boolean;
}

/** An expression that is not allowed, or not understood: one sentence, and where in the source. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  constructor(
    message: string,
    readonly source: string,
    readonly offset: number,
    readonly hint?: string,
    /** The whole source, repaired. */
    readonly replacement?: string,
  ) {
    super(message);
  }
}

const longest = 2000;
const mostNodes = 400;
const deepest = 40;
const longestSequence = 10_000;
/** Sizes within sizes multiply: a text repeated within a repeated text fills any memory. */
const mostRepeated = 1_000_000;
const sized = new Set(['repeat', 'padstart', 'padend', 'sequence']);
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'toJSON', 'then']);
const unary = new Set(['-', '+', '!', '~']);

/**
 * Gives the source back when every part of it is on the allow-list, so that Arquero may compile it; throws
 * `ExpressionError` otherwise. Arquero's own parser is no sandbox. Allowed: literals, templates, `d.column` and
 * `d['column']` of known columns, `$.name` of known inputs, `op` and `Math` functions, constants of Math, arrays,
 * plain objects inside `op.recode`, operators, `?:` and numeric indexes; optionally as `d => …`.
 */
export function checkExpression(source: string, scope: ExpressionScope): string {
  if (typeof source !== 'string') throw new ExpressionError('an expression is text', String(source), 0);
  const root = parse(source);
  new Walk(source, scope).visit(root, 0);
  return source;
}

/** A checked expression without the `d =>` that may stand before it. */
export function bodyOfExpression(source: string): string {
  const { start, end } = parse(source);
  return source.slice(start, end);
}

/** Names of inputs (`$.name`) that the source mentions; none where it cannot be read. */
export function parametersOf(source: string): readonly string[] {
  return membersOf(source, '$');
}

/** Names of columns (`d.name`) that the source mentions; none where it cannot be read. */
export function columnsOf(source: string): readonly string[] {
  return membersOf(source, 'd');
}

function parse(source: string): Expression {
  if (source.trim() === '') throw new ExpressionError('an expression is missing', source, 0);
  if (source.length > longest)
    throw new ExpressionError(`the expression has ${source.length} characters; at most ${longest} are allowed`, source, 0);
  const body = readBody(source);
  return body;
}

function readBody(source: string): Expression {
  let parsed: Expression;
  try {
    parsed = parseExpressionAt(source, 0, { ecmaVersion: 2020 });
  } catch (error) {
    throw syntaxError(source, error);
  }
  const rest = source.slice(parsed.end).trim();
  if (rest !== '') throw syntaxError(source, { pos: parsed.end });
  if (parsed.type !== 'ArrowFunctionExpression') return parsed;
  const [row, params] = parsed.params;
  const plain =
    parsed.params.length >= 1 &&
    parsed.params.length <= 2 &&
    row?.type === 'Identifier' &&
    row.name === 'd' &&
    (params === undefined || (params.type === 'Identifier' && params.name === '$'));
  if (!plain || parsed.async || parsed.body.type === 'BlockStatement') {
    throw new ExpressionError('only d => expression is allowed', source, parsed.start, 'name the row d and write a single expression');
  }
  return parsed.body;
}

function syntaxError(source: string, error: unknown): ExpressionError {
  const offset = typeof error === 'object' && error !== null && 'pos' in error && typeof error.pos === 'number' ? error.pos : 0;
  const word = /^\s*(and|or|not|is|in)\b/.exec(source.slice(offset)) ?? /(?:^|[^\w$.])(not)\s*$/.exec(source.slice(0, offset));
  const instead: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', is: '==', in: 'op.includes' };
  const hint = word?.[1] === undefined ? undefined : `write ${instead[word[1]]} for ${word[1]}`;
  const found = source.slice(offset).trim().slice(0, 12);
  return new ExpressionError(found === '' ? 'the expression ends too early' : `the expression breaks at ${found}`, source, offset, hint);
}

class Walk {
  private nodes = 0;
  private repeated = 1;
  constructor(
    private readonly source: string,
    private readonly scope: ExpressionScope,
  ) {}

  visit(node: Node, depth: number): void {
    if (++this.nodes > mostNodes || depth > deepest) this.refuse(node, 'the expression is too large', 'split it into derived columns');
    const next = depth + 1;
    const item = node as Expression;
    switch (item.type) {
      case 'Literal':
        return this.literal(item);
      case 'TemplateLiteral':
        return item.expressions.forEach((part) => this.visit(part, next));
      case 'Identifier':
        return this.identifier(item);
      case 'ParenthesizedExpression':
        return this.visit(item.expression, next);
      case 'UnaryExpression':
        if (!unary.has(item.operator)) this.refuse(item, `${item.operator} is not allowed in an expression`);
        return this.visit(item.argument, next);
      case 'BinaryExpression':
        if (item.operator === 'in' || item.operator === 'instanceof')
          this.refuse(item, `${item.operator} is not allowed in an expression`, 'use op.includes');
        this.visit(item.left, next);
        return this.visit(item.right, next);
      case 'LogicalExpression':
        this.visit(item.left, next);
        return this.visit(item.right, next);
      case 'ConditionalExpression':
        this.visit(item.test, next);
        this.visit(item.consequent, next);
        return this.visit(item.alternate, next);
      case 'ArrayExpression':
        return item.elements.forEach((element) =>
          element === null || element.type === 'SpreadElement' ? this.refuse(item, 'a list holds only values') : this.visit(element, next),
        );
      case 'MemberExpression':
        return this.member(item, next);
      case 'CallExpression':
        return this.call(item, next);
      case 'AssignmentExpression':
        return this.refuse(item, 'an expression cannot assign', item.operator === '=' ? 'write == to compare' : undefined);
      default:
        return this.refuse(item, `${wordsFor(item.type)} is not allowed in an expression`);
    }
  }

  private literal(node: Extract<Expression, { type: 'Literal' }>): void {
    if (typeof node.value === 'bigint') this.refuse(node, 'integers with n are not allowed in an expression');
    if (typeof node.value === 'number' && /^0\d/.test(this.textOf(node)))
      this.refuse(node, `${this.textOf(node)} begins with 0`, 'write the number without it');
    if (node.regex !== undefined && node.regex !== null && node.regex.pattern.length > 200)
      this.refuse(node, 'the pattern is too long: at most 200 characters');
  }

  private identifier(node: Extract<Expression, { type: 'Identifier' }>): void {
    if (['undefined', 'NaN', 'Infinity', ...expressionConstants].includes(node.name)) return;
    if (this.scope.columns.includes(node.name)) {
      this.refuse(node, `${node.name} is a column: write d.${node.name}`, undefined, `d.${node.name}`);
    }
    this.refuse(node, `${node.name} is not known in an expression`, 'columns are d.name, inputs $.name, functions op.name');
  }

  private member(node: Extract<Expression, { type: 'MemberExpression' }>, depth: number): void {
    if (node.optional) this.refuse(node, '?. is not allowed in an expression');
    const object = node.object;
    if (object.type === 'Identifier' && object.name === 'd') return this.known(node, 'column', this.scope.columns);
    if (object.type === 'Identifier' && object.name === '$') return this.known(node, 'input', this.scope.params);
    if (object.type === 'Identifier' && object.name === 'Math') {
      if (!node.computed && node.property.type === 'Identifier' && expressionConstants.includes(node.property.name)) return;
      this.refuse(node, 'Math has no such constant here');
    }
    if (object.type === 'Identifier' && object.name === 'op') this.refuse(node, `${this.textOf(node)} is a function: call it`);
    if (!node.computed && node.property.type === 'Identifier' && node.property.name === 'length') {
      this.refuse(node, '.length is not allowed in an expression', 'write op.length(…)');
    }
    if (!node.computed || !isIndex(node.property))
      this.refuse(node, `${this.textOf(node)} is not allowed in an expression`, 'only d.column, $.input and a numeric index can be read');
    if (object.type === 'Super') this.refuse(node, 'super is not allowed in an expression');
    this.visit(object, depth);
  }

  private known(node: Extract<Expression, { type: 'MemberExpression' }>, what: 'column' | 'input', names: readonly string[]): void {
    const name = propertyName(node);
    if (name === null) this.refuse(node, `name the ${what} itself: ${this.textOf(node)} is computed`);
    if (names.includes(name)) return;
    const near = nearest(name, names);
    const shown = what === 'column' ? name : `$.${name}`;
    this.refuse(
      node.property,
      `no ${what} ${shown}`,
      near === undefined ? undefined : `the nearest name is ${near}`,
      near !== undefined && !node.computed ? near : undefined,
    );
  }

  private call(node: Extract<Expression, { type: 'CallExpression' }>, depth: number): void {
    if (node.optional) this.refuse(node, '?.( is not allowed in an expression');
    const name = this.functionName(node);
    node.arguments.forEach((argument) => {
      if (argument.type === 'SpreadElement') return this.refuse(argument, 'a function takes only values');
      if (argument.type === 'ObjectExpression' && name === 'recode') return this.plainObject(argument, depth);
      return this.visit(argument, depth);
    });
    if (sized.has(name)) this.checkSize(node, name);
  }

  private functionName(node: Extract<Expression, { type: 'CallExpression' }>): string {
    const callee = node.callee;
    if (
      callee.type !== 'MemberExpression' ||
      callee.computed ||
      callee.optional ||
      callee.object.type !== 'Identifier' ||
      callee.property.type !== 'Identifier'
    ) {
      const known = callee.type === 'Identifier' && [...rowFunctions, ...aggregateFunctions].includes(callee.name);
      const instead = known ? `op.${callee.name}` : undefined;
      this.refuse(callee, `${this.textOf(callee)}(…) is not allowed in an expression`, 'call functions as op.name(…)', instead);
    }
    const family = callee.object.name;
    const name = callee.property.name;
    if (family === 'Math' && mathFunctions.includes(name)) return name;
    if (family !== 'op') this.refuse(callee, `${this.textOf(callee)}(…) is not allowed in an expression`, 'call functions as op.name(…)');
    if (rowFunctions.includes(name)) return name;
    if (aggregateFunctions.includes(name)) {
      if (this.scope.aggregates !== true)
        this.refuse(callee, `op.${name} looks at many rows; here an expression looks at one`, 'derive a column with it first');
      return name;
    }
    const near = nearest(name, [...rowFunctions, ...aggregateFunctions]);
    this.refuse(callee.property, `no function op.${name}`, near === undefined ? undefined : `the nearest name is ${near}`, near);
  }

  private plainObject(node: Extract<Expression, { type: 'ObjectExpression' }>, depth: number): void {
    for (const property of node.properties) {
      if (property.type !== 'Property' || property.computed || property.kind !== 'init' || property.method || property.shorthand) {
        this.refuse(property, 'only plain keys are allowed in an object');
      }
      const key =
        property.key.type === 'Identifier' ? property.key.name : property.key.type === 'Literal' ? String(property.key.value) : '';
      if (forbiddenKeys.has(key) || key === '') this.refuse(property, `the key ${key} is not allowed in an object`);
      this.visit(property.value, depth + 1);
    }
  }

  private checkSize(node: Extract<Expression, { type: 'CallExpression' }>, name: string): void {
    const sizes = name === 'sequence' ? node.arguments : node.arguments.slice(1, 2);
    const numbers = sizes.map((size) => {
      const number = numberOf(size);
      if (number === null || Math.abs(number) > longestSequence) this.refuseSize(size, name);
      return number;
    });
    if (name === 'sequence' && lengthOfSequence(numbers) > longestSequence) this.refuseSize(node, name);
    const size = name === 'sequence' ? lengthOfSequence(numbers) : Math.abs(numbers[0] ?? 1);
    if (size > 100 && (this.repeated *= size) > mostRepeated)
      this.refuse(node, 'the sizes in this expression multiply to more than a million', 'repeat less, or in fewer places');
  }

  private refuseSize(node: Node, name: string): never {
    this.refuse(node, `op.${name} takes a written number up to ${longestSequence.toLocaleString('en-US')} here`);
  }

  private textOf(node: Node): string {
    return this.source.slice(node.start, node.end).slice(0, 40);
  }

  private refuse(node: Node, message: string, hint?: string, instead?: string): never {
    const replacement = instead === undefined ? undefined : this.source.slice(0, node.start) + instead + this.source.slice(node.end);
    throw new ExpressionError(message, this.source, node.start, hint, replacement);
  }
}

function propertyName(node: Extract<Expression, { type: 'MemberExpression' }>): string | null {
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : null;
  return node.property.type === 'Literal' && typeof node.property.value === 'string' ? node.property.value : null;
}

function isIndex(node: Node): boolean {
  const number = numberOf(node);
  return number !== null && Number.isInteger(number) && number >= 0;
}

function numberOf(node: Node): number | null {
  const item = node as Expression;
  if (item.type === 'Literal' && typeof item.value === 'number') return item.value;
  if (
    item.type === 'UnaryExpression' &&
    item.operator === '-' &&
    item.argument.type === 'Literal' &&
    typeof item.argument.value === 'number'
  )
    return -item.argument.value;
  return null;
}

/** How many numbers `op.sequence(start, stop, step)` makes. */
function lengthOfSequence(numbers: readonly number[]): number {
  const [first = 0, second, step = 1] = numbers;
  const span = second === undefined ? first : second - first;
  return Math.ceil(span / step);
}

function wordsFor(type: string): string {
  return type
    .replace(/Expression$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

/** Finds `object.name` and `object['name']` by reading the text, so that it works while an expression is being typed. */
function membersOf(source: string, object: '$' | 'd'): readonly string[] {
  const escaped = object === '$' ? '\\$' : 'd';
  const pattern = new RegExp(`(?<![\\w$.])${escaped}\\s*(?:\\.\\s*([A-Za-z_$][\\w$]*)|\\[\\s*(["'])(.*?)\\2\\s*\\])`, 'g');
  return [...new Set([...source.matchAll(pattern)].map((match) => match[1] ?? match[3] ?? ''))];
}
