import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { proseTree } from '../../src/app/prose/prose-tree.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { proseHtml } from '../../src/report/prose-html.ts';
import { proseTrouble } from '../../src/trust/prose-bounds.ts';

/** Texts that readers of Markdown take minutes for, or stack without end on. */
const tangled: readonly (readonly [what: string, text: string])[] = [
  ['quotes in quotes', '>'.repeat(100_000)],
  ['quotes and lists in turn', '> - '.repeat(20_000)],
  ['lists in lists by columns', Array.from({ length: 600 }, (_, at) => `${' '.repeat(2 * at)}- a`).join('\n')],
  ['numbered lists in lists', '1. '.repeat(20_000)],
  ['brackets that name links', '[a]'.repeat(60_000)],
  ['links that never end', '[a](b'.repeat(30_000)],
  ['titles that never end', '[a](b "'.repeat(30_000)],
  ['stars in stars', `${'*a '.repeat(30_000)}${' b*'.repeat(30_000)}`],
  ['stars over lines', `${'*a\n'.repeat(30_000)}${' b*\n'.repeat(30_000)}`],
  ['lines under lines', '_a '.repeat(60_000)],
  ['runs of backticks of each length', Array.from({ length: 1100 }, (_, at) => `${'`'.repeat(at + 1)} a`).join(' ')],
  ['tags that never end', '<a '.repeat(60_000)],
  ['more than anybody reads', 'word '.repeat(60_000)],
];

describe('proseTrouble', () => {
  it.each(tangled)('keeps %s from being laid out, so that page and report show them at once', (_, text) => {
    expect(proseTrouble(text)).toMatch(/^[a-z].*[^.]$/);
    const started = performance.now();
    const tree = proseTree(text, 'a');
    const html = proseHtml(text, []);
    expect(performance.now() - started).toBeLessThan(500);
    expect(tree.at(-1)).toEqual({ type: 'code', text });
    expect(html).toContain('<pre>');
  });

  it.each([
    ['a rule', `${'-'.repeat(80)}\n\n${'- '.repeat(40)}\n`],
    ['quotes and lists as people nest them', '> > 1. a\n> >    - b\n> >      - c\n'],
    ['a wide table of links', `|a|\n|-|\n${'| [x](https://example.org/a_b) | *b* |\n'.repeat(150)}`],
    ['names with underscores', 'true_positive_rate '.repeat(2000)],
    ['a deep list', Array.from({ length: 15 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n')],
    ['many paragraphs', '*one* [two](#three)\n\n'.repeat(4000)],
  ])('has nothing against %s', (_, text) => {
    expect(proseTrouble(text)).toBeNull();
  });

  it('has nothing against the notebooks that come with the page', () => {
    const folder = new URL('../../notebooks/', import.meta.url);
    for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      const text = readFileSync(new URL(`${name}/notebook.md`, folder), 'utf8');
      for (const block of parseNotebook(text, ['data', 'chart', 'metrics']).blocks)
        if (block.type === 'prose') expect(proseTrouble(block.text)).toBeNull();
    }
  });
});
