import type { ParsedBody } from '../notebook/yaml-body.ts';
import type { CellBlock } from '../notebook/notebook.ts';

const mostCharacters = 200_000;

type Understood = Pick<ParsedBody, 'value' | 'problems' | 'locate'>;

/**
 * Reads a cell whose body is a text of its own: `code` is the text, `language` the first word of the fence, and each
 * `key=a,b` of the info string a list of words. Places are offsets in the body; those in the info string lie before it.
 */
export function textBody(block: CellBlock, text: string): Understood {
  const head = text.slice(block.range.start.offset, block.bodyRange.start.offset);
  const code = block.body;
  if (code.length > mostCharacters) {
    const message = `the cell has ${code.length} characters; at most ${mostCharacters} are allowed`;
    return { value: null, problems: [{ message, start: 0, end: code.length }], locate: () => ({ start: 0, end: 0 }) };
  }
  const options = [...block.options].map(([key, words]) => [key, words.split(',').map((word) => word.trim())] as const);
  const locate = ([key, at]: readonly (string | number)[], what?: 'key' | 'value'): { start: number; end: number } => {
    if (key === 'code') return placeInCode(code, at);
    const place = placeInHead(head, String(key ?? ''), at);
    return what === 'key' ? { start: place.start, end: place.start + String(key).length } : place;
  };
  return { value: Object.fromEntries([...options, ['language', block.language], ['code', code]]), problems: [], locate };
}

function placeInCode(code: string, at: string | number | undefined): { start: number; end: number } {
  if (typeof at !== 'number') return { start: 0, end: code.length };
  const start = Math.max(0, Math.min(at, code.length));
  return { start, end: Math.min(code.length, start + 1) };
}

function placeInHead(head: string, key: string, item: string | number | undefined): { start: number; end: number } {
  const found = new RegExp(`[ \\t]${key.replace(/[^\w-]/g, '\\$&')}=([^ \\t\\r\\n]*)`).exec(head);
  if (found === null) return { start: -head.length, end: -head.length };
  const start = found.index + 1 - head.length;
  if (typeof item !== 'number') return { start, end: start + found[0].length - 1 };
  const words = found[1]!.split(',');
  const before = words.slice(0, item).reduce((sum, word) => sum + word.length + 1, 0);
  const from = start + key.length + 1 + before;
  return { start: from, end: from + (words[item]?.length ?? 0) };
}
