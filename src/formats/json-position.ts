/** Where a text stops being JSON: line and column from 1, and what stands there; null where all of it is JSON. */
export function jsonProblem(text: string): { readonly line: number; readonly column: number; readonly found: string } | null {
  const at = firstProblem(text);
  if (at === -1) return null;
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const found = at >= text.length ? 'the end of the file' : (/^[\w.+-]+|^[^]/u.exec(text.slice(at, at + 40))?.[0] ?? '');
  return { line, column, found: at >= text.length ? found : JSON.stringify(found) };
}

const token = /([{}[\],:])|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const space = /[ \t\n\r]*/y;

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'end';

/** Offset of the first token that may not stand where it stands; -1 where there is none. */
function firstProblem(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    space.lastIndex = at;
    space.exec(text);
    const start = space.lastIndex;
    if (start === text.length) return expected === 'end' ? -1 : start;
    const mark = text[start] === '"' ? '"' : markAt(text, start);
    at = mark === '"' ? endOfString(text, start) : token.lastIndex;
    if (mark === null || at === -1) return start;
    const next = follow(mark, expected, open);
    if (next === null) return start;
    expected = next;
  }
}

/** The punctuation at `start`, or 0 for a number or word; leaves its end in `token.lastIndex`. */
function markAt(text: string, start: number): string | null {
  token.lastIndex = start;
  const match = token.exec(text);
  return match === null ? null : (match[1] ?? '0');
}

/** Offset behind the string that begins at `start`; -1 where it is not closed or holds what a string may not. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return -1;
    if (code !== 0x5c) continue;
    escape.lastIndex = at;
    if (!escape.test(text)) return -1;
    at = escape.lastIndex - 1;
  }
  return -1;
}

function follow(mark: string, expected: Expected, open: ('{' | '[')[]): Expected | null {
  const after = (): Expected => (open.length === 0 ? 'end' : ', or end');
  const closed = (): Expected => {
    open.pop();
    return after();
  };
  const top = open.at(-1);
  if (expected === 'value' || expected === 'value or ]') {
    if (mark === ']' && expected === 'value or ]') return closed();
    if (mark === '"' || mark === '0') return after();
    if (mark !== '{' && mark !== '[') return null;
    open.push(mark);
    return mark === '{' ? 'key or }' : 'value or ]';
  }
  if (expected === 'key' || expected === 'key or }') {
    if (mark === '"') return ':';
    return mark === '}' && expected === 'key or }' ? closed() : null;
  }
  if (expected === ':') return mark === ':' ? 'value' : null;
  if (expected === 'end') return null;
  if (mark === ',') return top === '{' ? 'key' : 'value';
  return (mark === '}' && top === '{') || (mark === ']' && top === '[') ? closed() : null;
}
