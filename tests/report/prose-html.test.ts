import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proseHtml } from '../../src/report/prose-html.ts';
import { isBalanced } from './balanced.ts';

describe('proseHtml', () => {
  it.each([
    ['# A *b* `c`', '<h1>A <em>b</em> <code>c</code></h1>'],
    ['1. one\n2. two', '<ol><li>one</li><li>two</li></ol>'],
    ['3. three', '<ol start="3"><li>three</li></ol>'],
    ['> said', '<blockquote><p>said</p></blockquote>'],
    ['```\n<b>\n```', '<pre><code>&lt;b&gt;</code></pre>'],
    ['![a map](https://example.org/x.png)', '<p>a map</p>'],
    ['[x](data:text/html,1)', '<p>x</p>'],
    ['[x][y]\n\n[y]: https://example.org', '<p><a href="https://example.org" rel="noopener noreferrer">x</a></p>\n'],
    [
      '| a | b |\n|---|--:|\n| 1 | 2 |',
      '<div class="wide" role="region" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col">a</th><th scope="col" class="right">b</th></tr></thead><tbody><tr><td>1</td><td class="right">2</td></tr></tbody></table></div>',
    ],
  ])('writes %j', (source, html) => {
    expect(proseHtml(source, [])).toBe(html);
  });

  it('puts live values where they stand, escaped', () => {
    const value = { source: '{{ q.a }}', state: 'done' as const, text: '<1>', interval: '[0, 2]', working: [['Rows', '"5"']] as const };
    expect(proseHtml('So **{{ q.a }}**, not `{{ q.a }}`.', [value])).toBe(
      '<p>So <strong><span class="live" title="Rows: &quot;5&quot;"><b>&lt;1&gt;</b> <small>[0, 2]</small></span></strong>, not <code>{{ q.a }}</code>.</p>',
    );
    expect(proseHtml('{{ q.a }}', [])).toContain('no value');
  });

  it('closes every element and lets no tag through, whatever is written', () => {
    const piece = fc.constantFrom(
      '<script>',
      '</p>',
      '<img src=x onerror=a>',
      '**',
      '_',
      '`',
      '[a](',
      'javascript:b)',
      '"',
      '{{ q.a }}',
      '\n',
      '\n\n',
      '# ',
      '* ',
      '> ',
      '| a |',
      '&',
      '\u{E000}0\u{E001}',
      'word ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const html = proseHtml(pieces.join(''), []);
        expect(isBalanced(html.replaceAll('<br>', '').replaceAll('<hr>', ''))).toBe(true);
        expect(html).not.toMatch(/<(?:script|img)|href="javascript/i);
      }),
      { numRuns: 300 },
    );
  });
});
