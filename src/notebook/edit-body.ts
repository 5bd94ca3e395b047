import { isMap, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { isList, isMapping, type BodyPath, type BodyValue } from './body-value.ts';
import { behindSign, endOf, endOfNode, endsInLines, isBlock, isUnwritten, placeAt, startOf, type TreePlace } from './tree-places.ts';
import { bodyTree } from './yaml-body.ts';
import { blockLines, fitsOnLine, flowText, itemLines, literalLines, pairLines } from './yaml-text.ts';

type Collection = YAMLMap | YAMLSeq;

/** The body with another value in place of a node that stands there, in the style that it has. */
export function replaceNode(body: string, path: BodyPath, value: BodyValue, newline: string): string {
  const place = placeAt(bodyTree(body), path);
  const column = place.parent === null ? 0 : columnOf(body, startOf(place.parent, place.index)) + 2;
  if (isUnwritten(place.node)) return writeNode(body, place, value, column, newline);
  const inline = place.flow || staysOnLine(place, value, column) ? flowText(value, place.flow) : null;
  const from = place.node!.range![0];
  const to = from + body.slice(from, endOfNode(place.node!)).trimEnd().length;
  const sign = place.parent === null ? null : behindSign(place.parent, place.index);
  if (endsInLines(place.node) && !isBlock(place.node)) {
    const literal = literalLines(value, column);
    if (literal !== null) return splice(body, from, to, literal.join(newline));
  }
  if (inline !== null && sign !== null && isBlock(place.node) && /[\r\n]/.test(body.slice(sign, from))) {
    const without = splice(body, startOfLine(body, from), behindLine(body, to), '');
    return splice(without, sign, sign, ` ${inline}`);
  }
  if (inline !== null) return splice(body, from, to, inline + (body[to] === '#' ? ' ' : ''));
  if (isBlock(place.node)) return splice(body, from, to, linesInPlace(columnOf(body, from), column, value, newline));
  const space = /[ \t]*$/.exec(body.slice(0, from))![0].length;
  return insertLines(splice(body, from - space, to, ''), from - space, blockLines(value, column), newline);
}

/** Writes a value where a key, a dash or an empty body waits for one. */
function writeNode(body: string, { parent, index, flow }: TreePlace, value: BodyValue, column: number, newline: string): string {
  if (parent === null)
    return insertLines(body, body.length, isCollection(value) ? blockLines(value, 0) : [flowText(value, false)], newline);
  const sign = behindSign(parent, index);
  if (sign === null) return splice(body, endOf(parent, index), endOf(parent, index), `: ${flowText(value)}`);
  if (flow || fitsOnLine(value, column)) {
    const gap = /[ \t]/.test(body[sign] ?? '') && /[^\s#]/.test(body[sign + 1] ?? '') ? '' : ' ';
    return splice(body, sign, sign, gap + flowText(value, flow));
  }
  return insertLines(body, sign, blockLines(value, column), newline);
}

function staysOnLine({ node }: TreePlace, value: BodyValue, column: number): boolean {
  if (!isCollection(value)) return true;
  return !isBlock(node) && (fitsOnLine(value, column) || (isSeq(node) && node.items.length > 0));
}

/** Lines in place of a block that begins at `column`, the first without the indentation that is there; a map stands further in than its key. */
function linesInPlace(column: number, least: number, value: BodyValue, newline: string): string {
  const indent = isList(value) ? column : Math.max(column, least);
  return ' '.repeat(indent - column) + blockLines(value, indent).join(newline).trimStart();
}

/** The body with one more pair at the end of the map at a path. */
export function addPair(body: string, path: BodyPath, key: string, value: BodyValue, newline: string): string {
  const map = placeAt(bodyTree(body), path).node as YAMLMap;
  if (map.flow === true) return addInBrackets(body, map, flowText({ [key]: value }).slice(1, -1), newline);
  const indent = columnOf(body, startOf(map, 0));
  return insertAfter(body, map, map.items.length - 1, pairLines(key, value, indent), newline);
}

/** The body with an entry before the one at `index` of the list at a path, or at its end. */
export function addItem(body: string, path: BodyPath, index: number, value: BodyValue, newline: string): string {
  const list = placeAt(bodyTree(body), path).node as YAMLSeq;
  if (list.flow === true && index === list.items.length) return addInBrackets(body, list, flowText(value), newline);
  const start = startOf(list, Math.min(index, list.items.length - 1));
  if (list.flow === true) return splice(body, start, start, `${flowText(value)}, `);
  const indent = columnOf(body, start);
  const spread = isMapping(value) && isBlock((list.items.at(-1) ?? null) as Node | null);
  const lines = itemLines(value, indent, spread);
  if (index > 0) return insertAfter(body, list, index - 1, lines, newline);
  return splice(body, start, start, lines.join(newline) + newline + ' '.repeat(indent));
}

/** Whether the list or map at a path stands in brackets. */
export function isInBrackets(body: string, path: BodyPath): boolean {
  return !isBlock(placeAt(bodyTree(body), path).node);
}

/** The body without one entry of the map or list at a path; remarks of others stay. In a block there must be others. */
export function removeEntry(body: string, path: BodyPath, step: string | number): string {
  const { node, parent, index } = placeAt(bodyTree(body), [...path, step]);
  const from = startOf(parent!, index);
  const end = endOf(parent!, index);
  if (parent!.flow === true) return removeInBrackets(body, parent!, index, from, end);
  const next = endsInLines(node) ? end : behindLine(body, end);
  if (/^[ \t]*$/.test(body.slice(startOfLine(body, from), from))) return splice(body, startOfLine(body, from), next, '');
  return splice(body, from, next + /^\s*/.exec(body.slice(next))![0].length, '');
}

function removeInBrackets(body: string, parent: Collection, index: number, from: number, end: number): string {
  const comma = commaBehind(body, end);
  if (comma !== null) {
    const rest = /^[ \t]*(?:#.*)?/.exec(body.slice(comma + 1))![0].length;
    const space = /^\s*/.exec(body.slice(comma + 1 + rest))![0].length;
    const isLast = index === parent.items.length - 1;
    return splice(body, from, comma + 1 + rest + (isLast ? 0 : space), '');
  }
  const before = body.slice(0, from).trimEnd();
  const own = /[\r\n]/.test(body.slice(before.length, from)) ? /^[ \t]*(?:#.*)?/.exec(body.slice(end))![0].length : 0;
  const kept = splice(body, before.length, end + own, '');
  const previous = index === 0 ? null : commaBehind(body, endOf(parent, index - 1));
  return previous === null ? kept : splice(kept, previous, previous + 1, '');
}

function addInBrackets(body: string, node: Collection, text: string, newline: string): string {
  const close = node.range![1] - 1;
  if (node.items.length === 0) {
    const inside = body.slice(node.range![0] + 1, close);
    return inside.trim() === '' ? splice(body, node.range![0] + 1, close, text) : splice(body, close, close, text);
  }
  const end = endOf(node, node.items.length - 1);
  const comma = commaBehind(body, end);
  const tail = body.slice(comma === null ? end : comma + 1, close);
  if (!/[\r\n]/.test(tail)) return comma === null ? splice(body, end, end, `, ${text}`) : splice(body, comma + 1, comma + 1, ` ${text}`);
  const line = startOfLine(body, close);
  const indent = ' '.repeat(columnOf(body, startOf(node, node.items.length - 1)));
  const added = splice(body, line, line, indent + text + newline);
  return comma === null ? splice(added, end, end, ',') : added;
}

/** Where the comma behind an entry stands, over spaces and remarks; null when there is none. */
function commaBehind(body: string, end: number): number | null {
  const between = /^(?:\s|(?<=\s)#.*)*/.exec(body.slice(end))![0].length;
  return body[end + between] === ',' ? end + between : null;
}

function insertAfter(body: string, parent: Collection, index: number, lines: readonly string[], newline: string): string {
  const indent = ' '.repeat(columnOf(body, startOf(parent, index)));
  const item: unknown = parent.items[index];
  const node = (isMap(parent) ? parent.items[index]!.value : item) as Node | null;
  const [first, ...rest] = lines;
  return insertLines(body, endOf(parent, index), [indent + first!, ...rest], newline, endsInLines(node));
}

/** Whole lines behind the line that holds `at`; at `at` itself when that begins a line already. */
function insertLines(body: string, at: number, lines: readonly string[], newline: string, isBehind = false): string {
  const place = isBehind ? at : behindLine(body, at);
  const lead = place === 0 || /[\r\n]/.test(body[place - 1]!) ? '' : newline;
  return splice(body, place, place, lead + lines.join(newline) + newline);
}

function isCollection(value: BodyValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function splice(text: string, from: number, to: number, insert: string): string {
  return text.slice(0, from) + insert + text.slice(to);
}

function startOfLine(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** Where the next line begins, or the end. */
function behindLine(text: string, at: number): number {
  return at + /^[^\r\n]*(?:\r\n|\r|\n)?/.exec(text.slice(at))![0].length;
}

function columnOf(text: string, at: number): number {
  return at - startOfLine(text, at);
}
