/** Where a cursor stands in YAML that is being written and may be broken. */
export interface YamlPlace {
  /** Keys around the cursor, outermost first; the key of its own line last where the cursor is behind its colon. */
  readonly path: readonly string[];
  /** Whether a key may begin here. */
  readonly atKey: boolean;
}

/** Tells the place from the lines above the cursor, the fence's first, and the text of its own line before it. */
export function placeInYaml(above: string, before: string): YamlPlace {
  const own = withoutClosed(before);
  const inline = [...own.matchAll(/(\w+):\s*(?=[[{]|[\w.]*$|["'])/g)].map((match) => match[1]!);
  const atKey = /(?:^\s*(?:-\s+)*|[{,]\s*)\w*$/.test(own) && innermostBracket(own) !== '[';
  return { path: [...keysAround(above, before), ...inline], atKey };
}

const closed = /\[[^[\]{}]*\]|\{[^[\]{}]*\}/g;

/** The line without its strings and brackets that are closed already. */
function withoutClosed(line: string): string {
  let text = line.replace(/"[^"]*"|'[^']*'/g, '');
  let shorter = text.replace(closed, '');
  while (shorter !== text) {
    text = shorter;
    shorter = text.replace(closed, '');
  }
  return text;
}

function innermostBracket(line: string): string {
  return [...line].findLast((character) => character === '[' || character === '{') ?? '';
}

/** Keys of the lines above that stand less far in. */
function keysAround(above: string, line: string): readonly string[] {
  const path: string[] = [];
  let indent = /^ */.exec(line)![0].length;
  let item = /^ *-/.test(line);
  for (const text of above.split('\n').slice(1).reverse()) {
    const found = /^( *)((?:- +)*)(\w+):/.exec(text);
    if (found === null) continue;
    const [, lead, dashes, key] = found as unknown as [string, string, string, string];
    const column = lead.length + dashes.length;
    if (column >= indent && !(item && dashes === '' && column === indent)) continue;
    path.unshift(key);
    indent = lead.length;
    item = dashes !== '';
  }
  return path;
}
