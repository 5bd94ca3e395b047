const mostCharacters = 200_000;
const mostContainers = 20;
const deepestList = 80;
const mostMarksInParagraph = 1000;
const containers = /^[ \t]*(?:(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))[ \t]*)*/;
const rule = /^[ \t]*([-*_])(?:[ \t]*\1)+[ \t]*$/;

/**
 * Why a text is not laid out as Markdown, or null where it is. Readers of Markdown take time that grows with the square
 * of nested quotes, lists, brackets and stars, and stack without end; a text within these bounds is read in a moment.
 */
export function proseTrouble(text: string): string | null {
  if (text.length > mostCharacters) return `this text has more than ${mostCharacters.toLocaleString('en-US')} characters`;
  let marks = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const start = rule.test(line) ? '' : (containers.exec(line)?.[0] ?? '');
    if (containersIn(start) > mostContainers || (start.trim() !== '' && indentOf(start) > deepestList))
      return 'this text nests quotes or lists too deep';
    marks = line.trim() === '' ? 0 : marks + marksIn(line);
    if (marks > mostMarksInParagraph) return 'a paragraph of this text has too many brackets, stars and backticks';
  }
  return null;
}

function containersIn(start: string): number {
  return start.match(/>|[-+*]|\d[.)]/g)?.length ?? 0;
}

function indentOf(start: string): number {
  return /^[ \t]*/.exec(start)![0].replaceAll('\t', '    ').length;
}

/** Runs of characters that may open or close something within a paragraph. */
function marksIn(line: string): number {
  return line.match(/\*+|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])|[[\]]|`+|<(?=[A-Za-z/!?])/g)?.length ?? 0;
}
