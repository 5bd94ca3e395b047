import { checkChartExpression, isPlainFormat } from './chart-expression.ts';
import { checkNumber } from './chart-numbers.ts';
import { ChartSpecError, foreignNames, type ChartPath } from './chart-spec-error.ts';
import { chartMarks, chartTransforms, droppedKeys, otherTransforms, refusedKeys } from './chart-words.ts';

export { ChartSpecError } from './chart-spec-error.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const mostCharacters = 200_000;
const mostNodes = 5000;
const mostViews = 60;
/** A fold draws each row once per field. */
const mostFoldedViews = 120;
const longestText = 5000;
const longestShape = 500;
const mostPivoted = 100;
const deepest = 30;
const expressionKeys = new Set(['filter', 'calculate', 'expr', 'test', 'labelExpr', 'and', 'or', 'not', 'update']);
const fieldKeys = new Set([
  'repeat',
  'row',
  'column',
  'layer',
  'field',
  'fields',
  'groupby',
  'as',
  'key',
  'fold',
  'flatten',
  'pivot',
  'stack',
  'param',
  'x',
  'y',
]);
const inputs = new Set(['range', 'checkbox', 'select', 'radio', 'number', 'text']);
const inputKeys = new Set(['input', 'min', 'max', 'step', 'options', 'labels', 'name']);
const selectKeys = new Set(['type', 'encodings', 'fields', 'toggle', 'nearest', 'resolve', 'mark']);
const name = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/**
 * Gives a copy of a Vega-Lite spec when every part of it is on the allow-list: no address, link, image, event, foreign
 * expression, computed rows or outsize number; `$schema` and `usermeta` are dropped. Throws `ChartSpecError` otherwise.
 * Specs of plain data only: what JSON cannot hold is lost.
 */
export function checkChartSpec(spec: unknown): Readonly<Record<string, unknown>> {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec))
    throw new ChartSpecError('a chart is a Vega-Lite spec: mark and encoding', []);
  const text = textOf(spec);
  if (text.length > mostCharacters)
    throw new ChartSpecError(`the chart has ${text.length} characters; at most ${mostCharacters} are allowed`, []);
  const plain = JSON.parse(text) as Readonly<Record<string, Json>>;
  if (viewsOf(plain) > mostViews) throw new ChartSpecError(`the chart has more than ${mostViews} views`, []);
  if (foldedViewsOf(plain, 1) > mostFoldedViews) throw new ChartSpecError('the folds of the chart make too many rows', []);
  return new Checker(paramsOf(plain)).object(plain, []);
}

/** Views, each counted as often as the folds above it and of its own repeat its rows. */
function foldedViewsOf(value: Json, above: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  let times = above;
  if ('transform' in value && Array.isArray(value.transform)) {
    for (const item of value.transform as readonly Json[]) {
      if (typeof item === 'object' && item !== null && 'fold' in item && Array.isArray(item.fold)) times *= item.fold.length;
    }
  }
  let views = 'mark' in value ? times : 0;
  for (const item of Object.values(value)) views += foldedViewsOf(item, times);
  return views;
}

function textOf(spec: object): string {
  try {
    return JSON.stringify(spec);
  } catch {
    throw new ChartSpecError('the chart is nested too deep, or holds itself', []);
  }
}

/** How many views a spec draws; a repeat draws all that stands beside it once per combination. */
function viewsOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  let views = 'mark' in value ? 1 : 0;
  for (const item of Object.values(value)) views += viewsOf(item);
  if (!('repeat' in value) || typeof value.repeat !== 'object' || value.repeat === null) return views;
  const lists = Array.isArray(value.repeat) ? [value.repeat] : Object.values(value.repeat);
  return lists.reduce<number>((product, list) => product * (Array.isArray(list) ? list.length : 1), views);
}

/** Names that the params of a spec and its views declare. */
function paramsOf(value: Json, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'params' && Array.isArray(item)) {
      for (const param of item as readonly Json[]) {
        const declared = typeof param === 'object' && param !== null && 'name' in param ? param.name : null;
        if (typeof declared === 'string' && name.test(declared) && !foreignNames.has(declared)) found.add(declared);
      }
    }
    paramsOf(item, found);
  }
  return found;
}

class Checker {
  private nodes = 0;
  constructor(private readonly params: ReadonlySet<string>) {}

  object(object: Readonly<Record<string, Json>>, path: ChartPath): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(object)) {
      if (droppedKeys.has(key)) continue;
      const here = [...path, key];
      if (foreignNames.has(key)) throw new ChartSpecError(`the key ${key} is not allowed in a chart`, here);
      if (Object.hasOwn(refusedKeys, key)) throw new ChartSpecError(refusedKeys[key]!, here, hintFor(key));
      this.member(key, value, here);
      result[key] = this.value(value, here);
    }
    return result;
  }

  private value(value: Json, path: ChartPath): unknown {
    if (++this.nodes > mostNodes || path.length > deepest) throw new ChartSpecError('the chart is too large', path);
    if (typeof value === 'string') return this.string(value, path);
    if (typeof value === 'number') return checkNumber(value, path);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return (value as readonly Json[]).map((item, index) => this.value(item, [...path, index]));
    return this.object(value as Readonly<Record<string, Json>>, path);
  }

  private member(key: string, value: Json, path: ChartPath): void {
    if (key === 'mark') checkMark(value, path);
    if (key === 'transform') checkTransform(value, path);
    if (key === 'impute' || key === 'lookup') throw new ChartSpecError(otherTransforms[key]!, path);
    if (key === 'bind') checkBind(value, path);
    if (key === 'select') checkSelect(value, path);
    if (key === 'params') checkParams(value, path);
    if (key === 'fold' && Array.isArray(value) && value.length > 50) throw new ChartSpecError('a fold takes at most 50 fields', path);
    if (key === 'tickCount' && typeof value !== 'number') throw new ChartSpecError('tickCount is a number', path);
    if (key === 'bins' && path.at(-2) === 'scale' && !Array.isArray(value)) throw new ChartSpecError('bins of a scale are a list', path);
    if (key === 'formatType' && value !== 'number' && value !== 'time')
      throw new ChartSpecError('a chart formats only numbers and times', path, 'formatType is number or time');
  }

  private string(value: string, path: ChartPath): string {
    const key = keyOf(path);
    if (value.length > longestText) throw new ChartSpecError(`a text of a chart has at most ${longestText} characters`, path);
    if (path.includes('shape') && value.length > longestShape)
      throw new ChartSpecError(`a shape has at most ${longestShape} characters`, path);
    if (/url\s*\(/i.test(value) || /^\s*(?:javascript|vbscript|https?|file|blob|ftp):\S|^\s*data:[a-z]+[/;,]|^\s*\/\//i.test(value))
      throw new ChartSpecError('a chart holds no address', path);
    if (expressionKeys.has(key)) checkChartExpression(value, path, this.params);
    if (fieldKeys.has(key) && value.split(/[.[\]'"\\]+/).some((step) => foreignNames.has(step)))
      throw new ChartSpecError(`the field ${value} is not allowed`, path);
    if (key === 'param' && !name.test(value)) throw new ChartSpecError(`${value} is no name of a param`, path);
    if (/format$/i.test(key) && !isPlainFormat(value)) throw new ChartSpecError(`the format ${value.slice(0, 20)} is too wide`, path);
    return value;
  }
}

function hintFor(key: string): string | undefined {
  return key === 'url' || key === 'data' ? 'name the frame in data: of the cell' : undefined;
}

/** The nearest key above a value, over the indexes of lists. */
function keyOf(path: ChartPath): string {
  return String(path.findLast((step) => typeof step === 'string') ?? '');
}

function checkMark(value: Json, path: ChartPath): void {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : value;
  if (typeof type === 'string' && chartMarks.includes(type)) return;
  if (path.includes('config') || path.includes('select')) return;
  throw new ChartSpecError(`the mark ${JSON.stringify(type)} is not allowed`, path, `the marks are ${chartMarks.join(', ')}`);
}

function checkTransform(value: Json, path: ChartPath): void {
  if (!Array.isArray(value)) throw new ChartSpecError('transform is a list', path);
  for (const [index, item] of (value as readonly Json[]).entries()) {
    const keys = typeof item === 'object' && item !== null ? Object.keys(item) : [];
    if (typeof item === 'object' && item !== null && 'pivot' in item) checkPivot(item, [...path, index]);
    const moved = keys.find((key) => Object.hasOwn(otherTransforms, key));
    if (moved !== undefined) throw new ChartSpecError(otherTransforms[moved]!, [...path, index, moved]);
    if (!keys.some((key) => chartTransforms.includes(key)))
      throw new ChartSpecError('this transform is not allowed in a chart', [...path, index], `there are ${chartTransforms.join(', ')}`);
  }
}

function checkPivot({ limit }: Readonly<Record<string, Json>>, path: ChartPath): void {
  if (typeof limit === 'number' && limit >= 1 && limit <= mostPivoted) return;
  throw new ChartSpecError('a pivot makes a column of each value', path, `add limit: at most ${mostPivoted}`);
}

function checkBind(value: Json, path: ChartPath): void {
  if (value === 'scales' || value === 'legend') return;
  const input = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, Json>) : null;
  const plain =
    input !== null &&
    typeof input['input'] === 'string' &&
    inputs.has(input['input']) &&
    Object.keys(input).every((key) => inputKeys.has(key));
  if (!plain) throw new ChartSpecError('this binding is not allowed in a chart', path, 'use an input cell and $name');
}

function checkSelect(value: Json, path: ChartPath): void {
  const isType = (type: unknown): boolean => type === 'point' || type === 'interval';
  if (isType(value)) return;
  const select = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, Json>) : {};
  for (const key of Object.keys(select)) {
    if (!selectKeys.has(key)) throw new ChartSpecError(`select.${key} is not allowed in a chart`, [...path, key]);
  }
  if (!isType(select['type'])) throw new ChartSpecError('select is point or interval', path);
  const { toggle } = select;
  if (toggle !== undefined && typeof toggle !== 'boolean') throw new ChartSpecError('toggle is true or false', [...path, 'toggle']);
}

function checkParams(value: Json, path: ChartPath): void {
  if (!Array.isArray(value)) return;
  for (const [index, param] of (value as readonly Json[]).entries()) {
    const declared = typeof param === 'object' && param !== null && 'name' in param ? param.name : null;
    if (typeof declared !== 'string' || !name.test(declared) || foreignNames.has(declared))
      throw new ChartSpecError('a param has a name of letters, digits and _', [...path, index, 'name']);
  }
}
