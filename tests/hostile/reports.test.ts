import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../src/report/escape.ts';
import { toHtml } from '../../src/report/html.ts';
import { toIpynb } from '../../src/report/ipynb.ts';
import { toJunit } from '../../src/report/junit.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { clean, toSummary } from '../../src/report/summary.ts';
import { runOf } from '../report/run-bed.ts';
import { bodies, chartSpecs, expressions, prose } from './corpus.ts';

const cell = (kind: string, name: string, body: string): string => `\`\`\`yaml ${kind} ${name}\n${body}\n\`\`\`\n\n`;
const title = '::stop-commands::x\u001b]0;owned\u0007 ##vso[task.setvariable] <img src=x onerror=alert(1)> ]]> @everyone';
const rules = `rules:\n  - {metric: accuracy, expect: 'd.value > 2', title: ${JSON.stringify(title)}}\n`;
const hostile = [
  `---\nassay: 1\ntitle: ${JSON.stringify(title)}\n---\n`,
  ...prose.map((piece) => `${piece}\n\n`),
  '</script></style></textarea><script>globalThis.PWNED=1</script>\n\n',
  cell('data', 'log', 'source: log.csv\nroles: {label: label, score: score}\npositive: "yes"'),
  cell('metrics', 'quality', 'data: log\nmetrics: [accuracy]'),
  cell('check', 'gate', `data: quality\n${rules}`),
  ...bodies.slice(0, 12).map(({ kind, body }, at) => cell(kind, `b${at}`, body)),
  ...expressions
    .slice(0, 12)
    .map(({ expression }, at) => cell('derive', `e${at}`, `data: log\nderive: {x: ${JSON.stringify(expression)}}`)),
  ...chartSpecs.slice(0, 12).map(({ spec }, at) => cell('chart', `c${at}`, `data: log\nspec: ${JSON.stringify(spec)}`)),
].join('');

/** Every tag of an HTML text, its attributes with it; what is escaped is no tag. */
function tags(html: string): readonly string[] {
  return html.replace(/<style>[\s\S]*?<\/style>/g, '').match(/<[a-z!/?][^>]*>/gi) ?? [];
}

function active(html: string): readonly string[] {
  return tags(html).filter(
    (tag) =>
      /^<\/?(?:script|iframe|object|embed|base|form|link|video|audio|template|math)\b/i.test(tag) ||
      /\son[a-z]+\s*=/i.test(tag.replaceAll(/"[^"]*"/g, '""')) ||
      /\s(?:href|src|xlink:href|action|formaction)="(?!https:\/\/|mailto:|#|data:image\/png)/i.test(tag) ||
      /^<img(?![^>]* src="data:image\/png)/i.test(tag),
  );
}

describe('reports of a hostile notebook', () => {
  it('hold nothing active in HTML', async () => {
    const html = await toHtml(await runOf(hostile));
    expect(html.length).toBeGreaterThan(10_000);
    // The relative address of "open in Assay" and a policy are the page's own.
    expect(active(html).filter((tag) => !/^<a href="http:\/\/localhost/.test(tag))).toEqual([]);
    expect(active('<p onclick="x"><a href="javascript:x"><script><img src="https://a">')).toHaveLength(4);
  });

  it('hold nothing active in the outputs of ipynb', async () => {
    const { cells } = await toIpynb(await runOf(hostile));
    const shown = cells.flatMap((item) => (item['outputs'] as readonly { data: Record<string, unknown> }[] | undefined) ?? []);
    expect(shown.length).toBeGreaterThan(2);
    for (const { data } of shown) expect(active([data['text/html']].flat().join(''))).toEqual([]);
  });

  it('hold no markup in Markdown, and name nobody', async () => {
    const markdown = toMarkdown(await runOf(hostile));
    expect(markdown).not.toMatch(/<(?!\/?(?:details|summary|sub)>)[a-z!/]/i);
    expect(markdown).not.toMatch(/(?<!\\)!\[/);
    expect(markdown).not.toMatch(/(?<!\\)@everyone/);
    expect(escapeMarkdown('a\r# b\r\nc')).toBe('a \\# b c');
  });

  it('are one well-formed tree in JUnit', async () => {
    const xml = toJunit(await runOf(hostile));
    const open: string[] = [];
    for (const [tag, closing, name, own] of xml.matchAll(/<(\/?)([a-z-]+)((?:\s[\w-]+="[^"<]*")*)\s*\/?>/g)) {
      if (closing === '/') expect(open.pop()).toBe(name);
      else if (!tag.endsWith('/>')) open.push(name!);
      expect(own).not.toContain('<');
    }
    expect(open).toEqual([]);
    expect(xml.replace(/^<\?xml[^>]*\?>/, '')).not.toMatch(/<[!?]|]]>/);
    expect([...xml].some((character) => character < ' ' && !'\n\r\t'.includes(character))).toBe(false);
  });

  it('give no orders to a terminal or the log of a build', async () => {
    const summary = toSummary(await runOf(hostile));
    expect([...summary].some((character) => character < ' ' && character !== '\n')).toBe(false);
    expect(summary).not.toMatch(/^\s*::/m);
    expect(summary).not.toMatch(/##(?:vso)?\[/);
    expect(clean('a\u001b[2Jb\r\n::error::c')).toBe('a [2Jb  ::error::c');
    expect(clean('  ::set-output name=a::b')).toBe('  : :set-output name=a::b');
    expect(clean('100% ##[command]')).toBe('100% # #[command]');
  });
});
