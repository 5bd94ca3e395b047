import { parseExpression } from 'vega-expression';
import { ChartSpecError, foreignNames, type ChartPath } from './chart-spec-error.ts';

interface ExpressionNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

const deepest = 30;
const longest = 2000;
const nodes = new Set([
  'Literal',
  'Identifier',
  'MemberExpression',
  'BinaryExpression',
  'LogicalExpression',
  'UnaryExpression',
  'ConditionalExpression',
  'CallExpression',
  'ArrayExpression',
]);
const names = new Set(['datum', 'PI', 'E', 'NaN', 'SQRT2', 'LN2', 'LN10', 'width', 'height', 'value', 'undefined']);
const formatters = new Set(['format', 'timeFormat', 'utcFormat']);
const calls = new Set([
  ...formatters,
  ...'abs ceil floor round sqrt pow exp log min max clamp sign sin cos tan asin acos atan atan2 hypot'.split(' '),
  ...'isNaN isFinite isValid isNumber isString isBoolean isDate toNumber toString toBoolean if inrange'.split(' '),
  ...'year quarter month date day hours minutes seconds utcyear utcquarter utcmonth utcdate utcday utchours datetime'.split(' '),
  ...'length lower upper slice substring replace indexof lastindexof join split trim span extent rgb hsl lab hcl'.split(' '),
]);

/**
 * Checks an expression of Vega: only `datum`, constants, the chart's own parameters, operators and functions without
 * side effects and with bounded work. Throws `ChartSpecError` otherwise.
 */
export function checkChartExpression(source: string, path: ChartPath, params: ReadonlySet<string>): void {
  if (source.length > longest)
    throw new ChartSpecError(`the expression has ${source.length} characters; at most ${longest} are allowed`, path);
  let root: unknown;
  try {
    root = parseExpression(source);
  } catch {
    throw new ChartSpecError(`the expression ${source.slice(0, 40)} cannot be read`, path);
  }
  new Walk(path, params).visit(root as ExpressionNode, 0);
}

class Walk {
  constructor(
    private readonly path: ChartPath,
    private readonly params: ReadonlySet<string>,
  ) {}

  visit(node: ExpressionNode, depth: number): void {
    if (depth > deepest) this.refuse('nesting as deep as this');
    if (!nodes.has(node.type)) this.refuse(node.type);
    if (node.type === 'Literal' && node['value'] instanceof RegExp) this.refuse('a pattern');
    if (node.type === 'Identifier') return this.name(String(node['name']));
    if (node.type === 'MemberExpression') return this.member(node, depth);
    if (node.type === 'CallExpression') return this.call(node, depth);
    for (const key of ['left', 'right', 'argument', 'test', 'consequent', 'alternate']) {
      const child = node[key] as ExpressionNode | null | undefined;
      if (child !== undefined && child !== null) this.visit(child, depth + 1);
    }
    for (const element of (node['elements'] as (ExpressionNode | null)[] | undefined) ?? []) {
      if (element === null) this.refuse('a list with holes');
      else this.visit(element, depth + 1);
    }
  }

  private name(name: string): void {
    if (!names.has(name) && !this.params.has(name)) this.refuse(name);
  }

  private member(node: ExpressionNode, depth: number): void {
    const property = node['property'] as ExpressionNode;
    const computed = node['computed'] === true;
    const name = computed ? (property.type === 'Literal' ? String(property['value']) : null) : String(property['name']);
    if (name === null) return this.refuse('a computed name');
    if (foreignNames.has(name)) this.refuse(name);
    this.visit(node['object'] as ExpressionNode, depth + 1);
  }

  private call(node: ExpressionNode, depth: number): void {
    const callee = node['callee'] as ExpressionNode;
    const name = callee.type === 'Identifier' ? String(callee['name']) : null;
    if (name === null) return this.refuse('this call');
    if (!calls.has(name)) this.refuse(`${name}()`);
    const given = node['arguments'] as ExpressionNode[];
    if (formatters.has(name)) this.checkFormat(given[1]);
    for (const argument of given) this.visit(argument, depth + 1);
  }

  /** A specifier may ask for any width, and so for any amount of memory. */
  private checkFormat(specifier: ExpressionNode | undefined): void {
    if (specifier === undefined) return;
    if (specifier.type !== 'Literal') this.refuse('a computed format');
    if (!isPlainFormat(String(specifier['value']))) this.refuse('a format this wide');
  }

  private refuse(what: string): never {
    throw new ChartSpecError(`${what} is not allowed in a chart's expression`, this.path);
  }
}

/** Whether a format of d3 is short and asks for no more than 99 characters. */
export function isPlainFormat(specifier: string): boolean {
  return specifier.length <= 100 && !/\d{3}/.test(specifier);
}
