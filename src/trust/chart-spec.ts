import { parseExpression } from 'vega-expression';

/** A chart that is not allowed: one sentence and the path to what is wrong. */
export class ChartSpecError extends Error {
  override readonly name = 'ChartSpecError';
  constructor(
    message: string,
    readonly path: readonly (string | number)[],
    readonly hint?: string,
  ) {
    super(message);
  }
}

type Path = readonly (string | number)[];
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const mostCharacters = 200_000;
const mostNodes = 5000;
const deepest = 30;
const marks = new Set([
  'arc',
  'area',
  'bar',
  'circle',
  'errorband',
  'errorbar',
  'boxplot',
  'line',
  'point',
  'rect',
  'rule',
  'square',
  'text',
  'tick',
  'trail',
  'geoshape',
]);
const forbiddenKeys = new Set([
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
]);
const dropped = new Set(['$schema', 'usermeta']);
const refusedKeys: Readonly<Record<string, string>> = {
  href: 'links are not allowed in a chart',
  url: 'a chart reads no address',
  datasets: 'the data of a chart is its frame',
  loader: 'a chart reads no address',
  sequence: 'a chart makes no rows of its own',
  graticule: 'a chart makes no rows of its own',
  sphere: 'a chart makes no rows of its own',
  embedOptions: 'a chart sets no options of the page',
  lookup: 'a chart reads one frame; join before it',
  impute: 'a chart makes no rows of its own; derive them before it',
  density: 'a density is computed before the chart',
  quantile: 'quantiles are computed before the chart',
  loess: 'a smoothing is computed before the chart',
  regression: 'a regression is computed before the chart',
};
const expressionKeys = new Set(['filter', 'calculate', 'expr', 'test', 'labelExpr', 'condition', 'update', 'groupby_expr']);
const inputs = new Set(['range', 'checkbox', 'select', 'radio', 'number', 'text']);
const calls = new Set(
  'abs ceil floor round sqrt pow exp log min max clamp isNaN isFinite isValid isNumber isString isBoolean isDate toNumber toString toBoolean format timeFormat utcFormat year quarter month date day hours minutes seconds length lower upper slice substring replace indexof join if datetime now_ span extent sequence_ rgb hsl lab hcl scale_ domain_'
    .split(' ')
    .filter((name) => !name.endsWith('_')),
);
const caps: Readonly<Record<string, number>> = {
  width: 4000,
  height: 4000,
  tickCount: 200,
  maxbins: 1000,
  bins: 1000,
  strokeWidth: 1000,
  size: 1_000_000,
  fontSize: 400,
  padding: 1000,
  columns: 100,
};

/**
 * Gives a copy of a Vega-Lite spec when every part of it is on the allow-list: no address, link, image, event, foreign
 * expression, computed rows or outsize number; `$schema` and `usermeta` are dropped. Throws `ChartSpecError` otherwise.
 */
export function checkChartSpec(spec: unknown): Readonly<Record<string, unknown>> {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec))
    throw new ChartSpecError('a chart is a Vega-Lite spec: mark and encoding', []);
  const text = JSON.stringify(spec);
  if (text.length > mostCharacters)
    throw new ChartSpecError(`the chart has ${text.length} characters; at most ${mostCharacters} are allowed`, []);
  const state = { nodes: 0, views: 0 };
  return copyObject(JSON.parse(text) as Record<string, Json>, [], state) as Record<string, unknown>;
}

interface State {
  nodes: number;
  views: number;
}

function copy(value: Json, path: Path, state: State): unknown {
  if (++state.nodes > mostNodes || path.length > deepest) throw new ChartSpecError('the chart is too large', path);
  if (typeof value === 'string') return checkString(value, path);
  if (typeof value === 'number') return checkNumber(value, path);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item, index) => copy(item, [...path, index], state));
  return copyObject(value as Record<string, Json>, path, state);
}

function copyObject(object: Readonly<Record<string, Json>>, path: Path, state: State): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    if (dropped.has(key)) continue;
    const here = [...path, key];
    if (forbiddenKeys.has(key)) throw new ChartSpecError(`the key ${key} is not allowed in a chart`, here);
    const inScale = path.at(-1) === 'scale' || path.at(-1) === 'legend' || path.at(-1) === 'axis';
    const refused = inScale ? undefined : Object.hasOwn(refusedKeys, key) ? refusedKeys[key] : undefined;
    if (refused !== undefined) throw new ChartSpecError(refused, here, key === 'url' ? 'name the frame in data: of the cell' : undefined);
    checkMember(key, value, here, state);
    result[key] = copy(value, here, state);
  }
  return result;
}

function checkMember(key: string, value: Json, path: Path, state: State): void {
  const encoded = path.at(-2) === 'encoding' || path.includes('encoding');
  if (key === 'data' && !encoded) throw new ChartSpecError('the data of a chart is its frame', path, 'name the frame in data: of the cell');
  if (key === 'mark') checkMark(value, path, state);
  if (key === 'type' && path.at(-2) === 'mark' && typeof value === 'string' && !marks.has(value))
    throw new ChartSpecError(`the mark ${value} is not allowed`, path);
  if (key === 'field' && typeof value === 'string' && forbiddenKeys.has(value))
    throw new ChartSpecError(`the field ${value} is not allowed`, path);
  if (key === 'bind') checkBind(value, path);
  if (key === 'events' || key === 'signals' || key === 'on' || key === 'clear')
    throw new ChartSpecError(`${key} is not allowed in a chart`, path);
  if (key === 'select') checkSelect(value, path);
  if (key === 'step' && path.at(-2) === 'bin' && typeof value === 'number' && value <= 0)
    throw new ChartSpecError('the step of bins is above 0', path);
  if (expressionKeys.has(key) && typeof value === 'string') checkVegaExpression(value, path);
}

function checkMark(value: Json, path: Path, state: State): void {
  if (++state.views > 60) throw new ChartSpecError('the chart has too many views; at most 60 are allowed', path);
  if (typeof value === 'string' && !marks.has(value)) {
    throw new ChartSpecError(`the mark ${value} is not allowed`, path, `the marks are ${[...marks].join(', ')}`);
  }
}

function checkBind(value: Json, path: Path): void {
  if (value === 'scales' || value === 'legend') return;
  const input = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, Json>) : null;
  const keys = Object.keys(input ?? {});
  const plain =
    input !== null &&
    typeof input['input'] === 'string' &&
    inputs.has(input['input']) &&
    keys.every((key) => ['input', 'min', 'max', 'step', 'options', 'labels', 'name'].includes(key));
  if (!plain) throw new ChartSpecError('this binding is not allowed in a chart', path, 'use an input cell and $name');
}

function checkSelect(value: Json, path: Path): void {
  if (typeof value === 'string') return;
  for (const key of Object.keys((value ?? {}) as object)) {
    if (!['type', 'encodings', 'fields', 'toggle', 'nearest', 'resolve', 'mark'].includes(key))
      throw new ChartSpecError(`select.${key} is not allowed in a chart`, [...path, key]);
  }
}

function checkString(value: string, path: Path): string {
  if (/url\s*\(/i.test(value) || /^\s*(?:javascript|data|vbscript|https?|file|blob):/i.test(value))
    throw new ChartSpecError('a chart holds no address', path);
  return value;
}

function checkNumber(value: number, path: Path): number {
  const key = path.at(-1);
  const cap = typeof key === 'string' && Object.hasOwn(caps, key) ? caps[key] : undefined;
  if (cap !== undefined && Math.abs(value) > cap)
    throw new ChartSpecError(`${String(key)} is at most ${cap.toLocaleString('en-US')}`, path);
  return value;
}

interface ExpressionNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

const allowedNodes = new Set([
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
const allowedNames = new Set(['datum', 'PI', 'E', 'NaN', 'SQRT2', 'LN2', 'LN10', 'width', 'height', 'value', 'true', 'false', 'undefined']);

function checkVegaExpression(source: string, path: Path): void {
  if (source.length > 2000) throw new ChartSpecError('the expression is too long', path);
  let root: unknown;
  try {
    root = parseExpression(source);
  } catch {
    throw new ChartSpecError(`the expression ${source.slice(0, 40)} cannot be read`, path);
  }
  checkExpressionNode(root as ExpressionNode, source, path, 0);
}

function checkExpressionNode(node: ExpressionNode, source: string, path: Path, depth: number): void {
  const refuse = (what: string): never => {
    throw new ChartSpecError(`${what} is not allowed in a chart's expression`, path);
  };
  if (depth > deepest || !allowedNodes.has(node.type)) refuse(node.type);
  if (node.type === 'Literal' && node['value'] instanceof RegExp) refuse('a pattern');
  if (node.type === 'Identifier' && !allowedNames.has(String(node['name']))) refuse(String(node['name']));
  if (node.type === 'MemberExpression') return checkMemberExpression(node, source, path, depth, refuse);
  if (node.type === 'CallExpression') {
    const callee = node['callee'] as ExpressionNode;
    if (callee.type !== 'Identifier' || !calls.has(String(callee['name'])))
      refuse(callee.type === 'Identifier' ? `${String(callee['name'])}()` : 'this call');
    for (const argument of node['arguments'] as ExpressionNode[]) checkExpressionNode(argument, source, path, depth + 1);
    return;
  }
  for (const key of ['left', 'right', 'argument', 'test', 'consequent', 'alternate']) {
    const child = node[key] as ExpressionNode | undefined;
    if (child !== undefined && child !== null) checkExpressionNode(child, source, path, depth + 1);
  }
  for (const element of (node['elements'] as ExpressionNode[] | undefined) ?? []) checkExpressionNode(element, source, path, depth + 1);
}

function checkMemberExpression(node: ExpressionNode, source: string, path: Path, depth: number, refuse: (what: string) => never): void {
  const property = node['property'] as ExpressionNode;
  const computed = node['computed'] === true;
  const name = computed ? (property.type === 'Literal' ? String(property['value']) : null) : String(property['name']);
  if (name === null) refuse('a computed name');
  if (forbiddenKeys.has(name!)) refuse(name!);
  checkExpressionNode(node['object'] as ExpressionNode, source, path, depth + 1);
}
