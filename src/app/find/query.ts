/** What is looked for. */
export interface Query {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly isPattern: boolean;
}

/** A query that can be run: on each line up to so many characters, so that no pattern takes for ever. */
export interface Compiled {
  readonly pattern: RegExp;
  readonly longestLine: number;
}

const longest = 200;
/** Characters of a line that are searched, by how often a pattern repeats without bound. */
const lineLimits: readonly number[] = [100_000, 5000, 400];

/** Makes the pattern of a query; a sentence says why it cannot be searched for. Null for an empty query. */
export function compileQuery(query: Query): Compiled | { readonly error: string } | null {
  const { text, matchCase, wholeWord, isPattern } = query;
  if (text === '') return null;
  if (text.length > longest) return { error: `At most ${longest} characters can be searched for.` };
  const risk = isPattern ? riskOf(text) : null;
  if (typeof risk === 'string') return { error: risk };
  const source = isPattern ? `(?:${text})` : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const whole = wholeWord ? `(?<![\\p{L}\\p{N}_])${source}(?![\\p{L}\\p{N}_])` : source;
  try {
    return { pattern: new RegExp(whole, matchCase ? 'gu' : 'giu'), longestLine: lineLimits[risk ?? 0]! };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: \/.*\/[a-z]*: /s, '') : String(error);
    return { error: `The pattern cannot be read: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.` };
  }
}

/** How often a pattern repeats without bound; a sentence where it could try for ever. */
function riskOf(pattern: string): number | string {
  const bare = pattern.replace(/\\[\s\S]/g, (escape) => (/[1-9k]/.test(escape[1]!) ? '\\1' : 'a')).replace(/\[(?:\\.|[^\]])*\]/g, 'a');
  if (bare.includes('\\1')) return 'Patterns that refer back to a group are not searched for, since they can take for ever.';
  const unbounded = /[*+]|\{\d+,\}/g;
  const groups: { repeats: boolean; choices: boolean }[] = [];
  for (let at = 0; at < bare.length; at++) {
    const character = bare[at]!;
    if (character === '(') groups.push({ repeats: false, choices: false });
    else if (character === '|') groups.forEach((group) => (group.choices = true));
    else if (/[*+{]/.test(character)) groups.forEach((group) => (group.repeats = true));
    else if (character === ')') {
      const group = groups.pop();
      const repeated = /^(?:[*+]|\{\d+,\d*\}|\{\d{2,}\})/.test(bare.slice(at + 1));
      if (repeated && group !== undefined && (group.repeats || group.choices))
        return 'A repeat or a choice within a repeat can take for ever; write the pattern without one.';
    }
  }
  const repeats = [...bare.matchAll(unbounded)].length;
  return repeats >= lineLimits.length ? `A pattern may repeat without bound at most ${lineLimits.length - 1} times.` : repeats;
}
