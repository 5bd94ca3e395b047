import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { scanFences } from '../../src/notebook/scan-fences.ts';

/** Where micromark sees fences at the top level: from the marker to the end of the block. */
function fencesOfMicromark(text: string): { start: number; info: string; body: string }[] {
  return fromMarkdown(text).children.flatMap((node) => {
    if (node.type !== 'code') return [];
    const start = node.position!.start.offset!;
    if (!/^(?:```|~~~)/.test(text.slice(start))) return [];
    return [
      {
        start,
        info: [node.lang, node.meta]
          .filter((part) => part !== null)
          .join(' ')
          .trimEnd(),
        body: node.value,
      },
    ];
  });
}

function fencesOfOurs(text: string): { start: number; info: string; body: string }[] {
  return scanFences(text).map((fence) => ({
    start: fence.start + /^ */.exec(text.slice(fence.start))![0].length,
    info: fence.info.replace(/[ \t]+/, ' '),
    body: bodyOf(text, fence.start, fence.bodyStart, fence.bodyEnd),
  }));
}

/** As CommonMark has it: without the last line ending, and without as much indent as the fence has. */
function bodyOf(text: string, start: number, from: number, to: number): string {
  const indent = /^ */.exec(text.slice(start))![0].length;
  const body = text.slice(from, to).replace(/(?:\r\n|\n|\r)$/, '');
  return body.replace(new RegExp(`^ {0,${indent}}`, 'gm'), '');
}

/** Without lone tags behind lists, where micromark itself leaves the specification. */
const line = fc.constantFrom(
  ...['', '', '   ', 'text', 'more text', '# Heading', '===', '---', '***', '* * *', '> quote', '> ```yaml data q', '> - a', '>'],
  ...[
    '- item',
    '-   item',
    '* item',
    '1. item',
    '2) item',
    '10. item',
    '-',
    '-      code',
    '- - nested',
    '  - nested',
    '- ```yaml data l',
    '- # a',
  ],
  ...['  text', '    text', '      text', '\ttext', '  lazy', '[a]: b'],
  ...['```', '```', '````', '~~~', '~~~~', '``` ', ' ```', '  ```', '   ```', '    ```', '\t```', '``', '~~', '```a`b'],
  ...['```yaml data a', '~~~yaml data a', ' ```yaml data a', '  ```yaml data a', '   ~~~yaml data a', '```yaml   data a x=1  ', '~~~ a`b'],
  ...[
    '<div>',
    '</div>',
    '<!--',
    '-->',
    '<!-- a -->',
    '<!-->',
    '<script>',
    '</script> a',

    '<b> text',
    '<?a',
    '?>',
    '<!A',
    '<![CDATA[',
    ']]>',
    '<pre>',
  ],
  ...['data: a.csv', 'rows: 3'],
);
const ending = fc.constantFrom('\n', '\n', '\r\n', '\r');

describe('scanFences', () => {
  it.each<[string, string, number]>([
    ['a fence of backticks', '```yaml data a\nb: 1\n```\n', 1],
    ['a fence of tildes with backticks in its info', '~~~ a`b\nx\n~~~\n', 1],
    ['no fence whose info holds a backtick', '``` a`b\ntext\n', 0],
    ['a fence that is never closed', '```\nx', 1],
    ['a fence in a longer fence as its text', '````\n```yaml data a\n```\n````\n', 1],
    ['a closing fence that is longer', '```\nx\n`````\ntext', 1],
    ['no closing fence that is shorter', '````\nx\n```\n', 1],
    ['a fence in a block quote as prose', '> ```yaml data a\n> ```\n', 0],
    ['a fence in a list item as prose', '- a\n\n  ```yaml data a\n  ```\n', 0],
    ['a fence after a list', '- a\n\n```yaml data a\n```\n', 1],
    ['a fence less indented than a list item as none of its own', '1. a\n  ```yaml data a\n  ```\n', 1],
    ['a fence in a comment as a comment', '<!--\n```yaml data a\n```\n-->\n', 0],
    ['a fence after a comment', '<!-- a -->\n```yaml data a\n```\n', 1],
    ['an indented fence as code', '\n    ```yaml data a\n    ```\n', 0],
    ['a fence behind indented code and a lone marker as micromark does', '    code\n-\n  ```yaml data a\n  ```\n', 1],
    ['a fence after a rule of stars', '* * *\n  ```yaml data a\n  ```\n', 1],
  ])('sees %s', (_, text, count) => {
    expect(scanFences(text)).toHaveLength(count);
    expect(fencesOfOurs(text)).toEqual(fencesOfMicromark(text));
  });

  it('gives the offsets of every part', () => {
    const text = 'a\r\n  ~~~  yaml data x \r\nb: 1\r\n ~~~~ \r\nc';
    const [fence] = scanFences(text);
    expect(fence).toEqual({
      start: 3,
      end: text.indexOf('\r\nc'),
      bodyStart: text.indexOf('b: 1'),
      bodyEnd: text.indexOf(' ~~~~'),
      infoStart: text.indexOf('yaml'),
      info: 'yaml data x',
      closed: true,
    });
  });

  it('sees the fences that micromark sees, in documents of many parts', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), ending, fc.boolean(), (lines, end, last) => {
        const text = lines.join(end) + (last ? end : '');
        expect(fencesOfOurs(text).map(({ start, info }) => ({ start, info }))).toEqual(
          fencesOfMicromark(text).map(({ start, info }) => ({ start, info })),
        );
      }),
      { numRuns: 6000, seed: 3 },
    );
  });
});
