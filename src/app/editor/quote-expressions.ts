import { scanYaml } from './scan-yaml.ts';
import type { YamlEntry, YamlStep } from './yaml-place.ts';
import { lineEndOf } from './yaml-words.ts';

/** Quotes around an expression, and the reason that YAML needs them. */
export interface Quoting {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly why: string;
}

/** The expressions of a body that YAML would misread as they are written, each with the quotes that it needs. */
export function quotesNeeded(body: string, isExpression: (path: readonly YamlStep[]) => boolean): readonly Quoting[] {
  const found: Quoting[] = [];
  let end = 0;
  for (const entry of scanYaml(body).entries) {
    const from = valueStart(body, entry);
    if (from < end || !isExpression(entry.path)) continue;
    const to = entry.flow ? endInBrackets(body, from) : endOfLine(body, from);
    if (to === null || to <= from) continue;
    const text = body.slice(from, to);
    const why = reasonToQuote(text, entry.flow);
    if (why === null) continue;
    found.push({ from, to, insert: quoted(text), why });
    end = to;
  }
  return found;
}

function valueStart(body: string, { keyTo, value }: YamlEntry): number {
  if (value !== null) return value.from;
  const colon = body.indexOf(':', keyTo);
  return colon + 1 + /^[ \t]*/.exec(body.slice(colon + 1, colon + 40))![0].length;
}

/** Why an expression cannot stand as it is; null where it can, where it is quoted already, and where it is no expression. */
function reasonToQuote(text: string, flow: boolean): string | null {
  if (/^'(?:[^']|'')*'$|^"(?:[^"\\]|\\.)*"$/.test(text) || !/(?:^|[^\w$.])(?:d|op|\$)\s*[.[]/.test(text)) return null;
  const first = text[0]!;
  if ('!&*%@`|>'.includes(first) || first === '"' || first === "'") return `begins with ${first}`;
  if (/:(?:\s|$)/.test(text)) return 'holds a colon and a space';
  if (/\s#/.test(text)) return 'holds #';
  const sign = flow ? /[,[\]{}]/.exec(text)?.[0] : undefined;
  return sign === undefined ? null : `holds ${sign} within brackets`;
}

/** Where the expression in a line ends: at its end, or before a comment outside its texts; null where a text is not closed. */
function endOfLine(body: string, from: number): number | null {
  const end = lineEndOf(body, from);
  let open = '';
  let stop = end;
  for (let at = from; at < end; at++) {
    const character = body[at]!;
    if (open !== '') {
      if (character === '\\') at++;
      else if (character === open) open = '';
    } else if (character === '"' || character === "'") open = character;
    else if (character === '#' && at > from && /\s/.test(body[at - 1]!)) {
      stop = at;
      break;
    }
  }
  return open === '' ? from + body.slice(from, stop).trimEnd().length : null;
}

/** Where the expression within brackets ends: before the next key, or before the bracket that closes the map around it. */
function endInBrackets(body: string, from: number): number | null {
  const end = lineEndOf(body, from);
  let depth = 0;
  let open = '';
  for (let at = from; at < end; at++) {
    const character = body[at]!;
    if (open !== '') {
      if (character === '\\') at++;
      else if (character === open) open = '';
    } else if (character === '"' || character === "'") open = character;
    else if ('([{'.includes(character)) depth++;
    else if (depth > 0 && ')]}'.includes(character)) depth--;
    else if (
      depth === 0 &&
      (character === '}' || character === ']' || (character === ',' && /^,\s*["']?\w+["']?\s*:(?:\s|$)/.test(body.slice(at, at + 60))))
    )
      return from + body.slice(from, at).trimEnd().length;
  }
  return null;
}

function quoted(text: string): string {
  return text.includes("'") && !/["\\]/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "''")}'`;
}
