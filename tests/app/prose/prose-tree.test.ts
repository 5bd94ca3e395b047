import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { headingsOf, proseTree, type ProseNode, type Span } from '../../../src/app/prose/prose-tree.ts';
import { prose as hostileMarkdown } from '../../hostile/corpus.ts';

const nodeTypes = new Set(['heading', 'paragraph', 'list', 'quote', 'code', 'table', 'rule']);
const spanTypes = new Set(['text', 'live', 'strong', 'emphasis', 'code', 'link', 'break']);

/** Every object with a type in a tree, and every address. */
function everything(tree: unknown): { types: string[]; urls: string[]; ids: string[] } {
  const found = { types: [] as string[], urls: [] as string[], ids: [] as string[] };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (key === 'type') found.types.push(String(item));
        else if (key === 'url') found.urls.push(String(item));
        else if (key === 'id') found.ids.push(String(item));
        else visit(item);
      }
    }
  };
  visit(tree);
  return found;
}
/** The scheme that a browser would read: it drops tabs and newlines, and control characters and spaces at the ends. */
function schemeOf(url: string): string {
  return new URL(url, 'https://assay.example/').protocol;
}
const spansOf = (text: string): readonly Span[] => {
  const [first] = proseTree(text, 'p');
  return first?.type === 'paragraph' ? first.children : [];
};
const textIn = (tree: readonly ProseNode[]): string => JSON.stringify(tree);

describe('hostile Markdown', () => {
  it.each(hostileMarkdown)('%j gives only what the page may draw', (text) => {
    const { types, urls, ids } = everything(proseTree(text, 'p1'));
    for (const type of types) expect(nodeTypes.has(type) || spanTypes.has(type)).toBe(true);
    for (const url of urls) expect(['http:', 'https:', 'mailto:']).toContain(schemeOf(url));
    for (const id of ids) expect(id).toMatch(/^h-p1-/);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('gives no scheme but those whatever the address', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.constantFrom('', 'javascript:', 'data:', 'java\tscript:'),
        (tail, head) => {
          for (const text of [`[x](<${head}${tail}>)`, `![x](<${tail}${head}>)`, `[x]\n\n[x]: <${head}${tail}>`]) {
            for (const url of everything(proseTree(text, 'p')).urls) {
              if (URL.canParse(url, 'https://assay.example/')) expect(['http:', 'https:', 'mailto:']).toContain(schemeOf(url));
            }
          }
        },
      ),
    );
  });
  it('shows raw HTML as its text', () => {
    expect(proseTree('<script>alert(1)</script>', 'p')).toEqual([
      { type: 'paragraph', children: [{ type: 'text', text: '<script>alert(1)</script>' }] },
    ]);
  });
  it('keeps the words of a link that it drops', () =>
    expect(spansOf('[read](javascript:alert(1))')).toEqual([{ type: 'text', text: 'read' }]));
  it('shows an image as a link with its words', () =>
    expect(spansOf('![a plot](https://example.org/p.png)')).toEqual([
      { type: 'link', url: 'https://example.org/p.png', children: [{ type: 'text', text: 'a plot' }] },
    ]));
  it('invents no live value from private characters', () => {
    expect(everything(proseTree('\u{E000}0\u{E001} &#xE000;7&#xE001;', 'p')).types).not.toContain('live');
  });
});

describe('live values', () => {
  it('stand where they were written, in order', () => {
    expect(spansOf('a {{ q.recall | percent }} and *{{ q.roc_auc }}*.')).toEqual([
      { type: 'text', text: 'a ' },
      { type: 'live', index: 0, plain: false },
      { type: 'text', text: ' and ' },
      { type: 'emphasis', children: [{ type: 'live', index: 1, plain: false }] },
      { type: 'text', text: '.' },
    ]);
  });
  it('are not read by Markdown', () => expect(everything(spansOf('{{ q.f[a*b=c*d] }}')).types).toEqual(['live']));
  it('cannot be pressed inside a link', () => {
    expect(spansOf('[{{ q.a }}](https://example.org)')).toEqual([
      { type: 'link', url: 'https://example.org', children: [{ type: 'live', index: 0, plain: true }] },
    ]);
  });
  it('are found in tables, lists and headings', () => {
    const tree = proseTree('# A {{ q.a }}\n\n- b {{ q.b }}\n\n| c |\n|---|\n| {{ q.c }} |', 'p');
    expect(textIn(tree).match(/"index":\d/g)).toEqual(['"index":0', '"index":1', '"index":2']);
    expect(headingsOf(tree)).toEqual([{ id: 'h-p-a', depth: 1, text: 'A ' }]);
  });
  it('stay as written in code', () => {
    expect(spansOf('`{{ q.a }}`')).toEqual([{ type: 'code', text: '{{ q.a }}' }]);
    expect(proseTree('```\n{{ q.a }}\n```', 'p')).toEqual([{ type: 'code', text: '{{ q.a }}' }]);
  });
});

describe('Markdown', () => {
  it('resolves references to links', () =>
    expect(spansOf('See [the *paper*][1].\n\n[1]: https://example.org')[1]).toEqual({
      type: 'link',
      url: 'https://example.org',
      children: [
        { type: 'text', text: 'the ' },
        { type: 'emphasis', children: [{ type: 'text', text: 'paper' }] },
      ],
    }));
  it('keeps addresses without a scheme', () => {
    for (const url of ['#results', 'other.md', '/a/b', '//example.org/x', '?q=a:b', 'mailto:a@example.org'])
      expect(everything(spansOf(`[x](${url})`)).urls).toEqual([url]);
  });
  it('numbers equal headings apart', () =>
    expect(headingsOf(proseTree('# Checks\n\n## Checks\n\n## !', 'p2')).map((heading) => heading.id)).toEqual([
      'h-p2-checks',
      'h-p2-checks-1',
      'h-p2-part',
    ]));
  it('reads lists, quotes, rules and tables', () => {
    const [list, quote, rule, table] = proseTree('3. a\n4. b\n\n> c\n\n---\n\n| d | e |\n|---|---|\n| f | g |', 'p');
    expect(list).toMatchObject({ type: 'list', ordered: true, start: 3 });
    expect(quote).toMatchObject({ type: 'quote' });
    expect(rule).toEqual({ type: 'rule' });
    expect(table).toMatchObject({ type: 'table', head: [[{ text: 'd' }], [{ text: 'e' }]], rows: [[[{ text: 'f' }], [{ text: 'g' }]]] });
  });
});
