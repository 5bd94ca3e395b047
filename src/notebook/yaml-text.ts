import { isList, isMapping, type BodyValue } from './body-value.ts';

/** Longest line that a list or a map may stand on whole. */
const widest = 96;

/** A value on one line, as it may stand in brackets or behind a key. */
export function flowText(value: BodyValue, inBrackets = true): string {
  if (isList(value)) return `[${value.map((item) => flowText(item)).join(', ')}]`;
  if (isMapping(value)) {
    const pairs = Object.entries(value).map(([key, item]) => `${keyText(key)}: ${flowText(item)}`);
    return `{${pairs.join(', ')}}`;
  }
  return scalarText(value, inBrackets);
}

/** A pair of a block map: its first line without indentation, the others with it. */
export function pairLines(key: string, value: BodyValue, indent: number): readonly string[] {
  const name = keyText(key);
  const literal = literalLines(value, indent + 2);
  if (literal !== null) return [`${name}: ${literal[0]!}`, ...literal.slice(1)];
  if (fitsOnLine(value, indent + name.length + 2)) return [`${name}: ${flowText(value, false)}`];
  return [`${name}:`, ...blockLines(value, indent + 2)];
}

/** An entry of a block list, dash included: its first line without indentation, the others with it. */
export function itemLines(value: BodyValue, indent: number, spread = false): readonly string[] {
  if (!(isList(value) || isMapping(value)) || isEmpty(value)) return [`- ${flowText(value, false)}`];
  const text = `- ${flowText(value)}`;
  if (!spread && indent + text.length <= widest + 20) return [text];
  const [first, ...rest] = blockLines(value, indent + 2);
  return [`- ${first!.trimStart()}`, ...rest];
}

/** A list or a map that is not empty, every line with its indentation. */
export function blockLines(value: BodyValue, indent: number): readonly string[] {
  const space = ' '.repeat(indent);
  const lines = isList(value)
    ? value.map((item) => itemLines(item, indent))
    : Object.entries(value as { readonly [key: string]: BodyValue }).map(([key, item]) => pairLines(key, item, indent));
  return lines.flatMap(([first, ...rest]) => [space + first!, ...rest]);
}

/** Whether a value reads well behind its key: scalars, and short lists and maps of them. */
export function fitsOnLine(value: BodyValue, column: number): boolean {
  if (!isList(value) && !isMapping(value)) return true;
  if (isEmpty(value)) return true;
  if (isList(value) && value.some(isMapping)) return false;
  return column + flowText(value).length <= widest;
}

function isEmpty(value: BodyValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Text of several lines as a literal, where that reads back the same and cannot end the fence. */
export function literalLines(value: BodyValue, indent: number): readonly string[] | null {
  if (typeof value !== 'string' || !/^[^\s][^\n]*\n/.test(value)) return null;
  if (/[^\n\P{C}]|[ \t]\n|\n\n$|[ \t]$|^[ \t]*(?:```|~~~)/mu.test(value)) return null;
  const ends = value.endsWith('\n');
  const lines = (ends ? value.slice(0, -1) : value).split('\n');
  return [ends ? '|' : '|-', ...lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line))];
}

function keyText(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ -]*$/u.test(key) && isWord(key) ? key : JSON.stringify(key);
}

/** A scalar as YAML that reads back as the same value, plain where that is safe. */
function scalarText(value: string | number | boolean | null, inBrackets: boolean): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'string') return String(value);
  if (isPlain(value, inBrackets)) return value;
  if (/["\\]/.test(value) && /^[\x20-\x7e\p{L}\p{M}]*$/u.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value);
}

/** Words of letters, digits and the signs of expressions and paths that no reader of YAML takes for something else. */
function isPlain(text: string, inBrackets: boolean): boolean {
  if (!/^(?:[\p{L}_$(]|\.{0,2}\/|\.\w)[\p{L}\p{M}\p{N} _$.()/<>=&|+*;^?!@:,[\]{}#"'-]*$/u.test(text)) return false;
  if (/: |:$| #| $/.test(text) || !isWord(text)) return false;
  return !inBrackets || !/[,[\]{}"']|:(?!\/)/.test(text);
}

/** Not a word that some reader of YAML takes for something other than text. */
function isWord(text: string): boolean {
  return !/^(?:true|false|null|yes|no|on|off|\.inf|\.nan|\.[0-9].*)$/i.test(text) && !text.endsWith(' ');
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const text = String(value);
  return Number.isInteger(value) && !Number.isSafeInteger(value) && !text.includes('e') ? `${text}.0` : text;
}
