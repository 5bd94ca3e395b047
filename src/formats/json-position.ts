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

const token =
  /[ \t\n\r]*(?:([{}[\],:])|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
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
    token.lastIndex = start;
    const match = token.exec(text);
    if (match === null) return start;
    at = token.lastIndex;
    const next = follow(match[1] ?? (text[start] === '"' ? '"' : '0'), expected, open);
    if (next === null) return start;
    expected = next;
  }
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
