import { describe, expect, it } from 'vitest';
import { toHtml } from '../../src/report/html.ts';
import { notebookInside } from '../../src/report/notebook-inside.ts';
import { runOf, text } from './run-bed.ts';

/** The values of an attribute, in order. */
function attributes(html: string, name: string): readonly string[] {
  return [...html.matchAll(new RegExp(`<[^>]*?\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1]!);
}

describe('toHtml', () => {
  it('is one file that loads nothing and runs nothing', async () => {
    const html = await toHtml(await runOf());
    expect(html).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:;");
    expect(html).not.toMatch(/<(?:script|iframe|object|embed|link|base|form|img(?! src="data:image\/png))/i);
    expect(html).not.toMatch(/@import|url\((?!#)/);
    expect(html).not.toMatch(/\s(?:src|href|xlink:href)="(?!data:|https:\/\/example\.org|#)/);
    expect(html).not.toMatch(/<[^>]*\son[a-z]+=/);
    expect(html).not.toContain('href="javascript:');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('href="https://example.org/?a=1&amp;b=2"');
  });

  it('says the verdict first, worst first, each check leading to its cell', async () => {
    const html = await toHtml(await runOf());
    const main = html.slice(html.indexOf('<main>'));
    expect(main.indexOf('Of 5 checks, 1 is in error, 1 fails, 2 warn, 1 passes.')).toBeLessThan(main.indexOf('class="prose"'));
    const verdict = main.slice(main.indexOf('class="verdict"'), main.indexOf('class="prose"'));
    expect([...verdict.matchAll(/<li class="check (\w+)">/g)].map((match) => match[1])).toEqual(['error', 'fail', 'warn', 'warn']);
    expect(verdict).toContain('<a href="#cell-gate">');
    expect(verdict).toContain('<a href="#cell-broken">broken</a> (failed), <a href="#cell-late">late</a> (blocked)');
    expect(await toHtml(await runOf('# Nothing\n'))).toContain('This notebook has no checks.');
  });

  it('is a whole page: ids once, links that lead somewhere, headings without gaps, tables with headers', async () => {
    const run = await runOf(text.replace('# Report\n', '# Report\n\n#### Deep\n\n## Up\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n'));
    const html = await toHtml(run);
    const ids = attributes(html, 'id');
    expect(new Set(ids).size).toBe(ids.length);
    for (const target of attributes(html, 'href').filter((href) => href.startsWith('#'))) expect(ids).toContain(target.slice(1));
    for (const match of html.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(match[1]);
    const levels = [...html.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    const tables = html.match(/<table>[\s\S]*?<\/table>/g)!;
    expect(tables.length).toBeGreaterThan(2);
    for (const table of tables) expect(table).toContain('<th scope="col"');
    for (const tag of ['section', 'div', 'table', 'tr', 'td', 'th', 'p', 'ul', 'li', 'span', 'svg', 'g', 'details', 'figure', 'pre'])
      expect(html.match(new RegExp(`<${tag}[\\s>]`, 'g'))?.length ?? 0, tag).toBe(html.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0);
  });

  it('shows prose with live values, metrics with whiskers, checks, charts with their data and troubles', async () => {
    const html = await toHtml(await runOf());
    expect(html).toContain('<h1>Report</h1>');
    expect(html).toMatch(
      /There are <span class="live"[^>]*><b>1,500<\/b><\/span> rows; recall is <span class="live"[^>]*><b>\d+\.\d%<\/b> <small>\[\d+\.\d, \d+\.\d\]<\/small>/,
    );
    expect(html).toContain('class="live none"');
    expect(html).toContain('data-cell="quality" data-kind="metrics" data-state="done">');
    expect(html).toMatch(/<td><span class="estimate"><svg class="mark all"[\s\S]*?0\.\d+ <small>\[0\.\d+, 0\.\d+\]<\/small>/);
    expect(html).toContain('&lt;b&gt;a&lt;/b&gt;');
    expect(html).not.toContain('<b>a</b>');
    expect(html).toMatch(/<p class="failed">no column scor; the nearest name is score <small>line \d+, column \d+<\/small><\/p>/);
    expect(html).toMatch(/<div role="img" aria-label="Bar chart: x is score in bins, y is rows[^"]*"><svg/);
    expect(html).toMatch(/<summary>Data of the chart, \d+ rows<\/summary><div class="wide"[^>]*><table>/);
  });

  it('draws a chart once, in the colours of both themes', async () => {
    const html = await toHtml(await runOf());
    expect(html).toMatch(/--d0: light-dark\([^)]+\)/);
    expect(html).not.toContain('class="dark"');
    for (const match of html.matchAll(/var\((--d\d+)\)/g)) expect(html).toContain(`${match[1]}: light-dark(`);
  });

  it('holds rows of data only when asked, whoever passes them on', async () => {
    const source =
      '```yaml data log\nsource: log.csv\n```\n\n```yaml derive high\ndata: log\nfilter: d.score > 0.9\n```\n\n```yaml table shown\ndata: high\nlimit: 5\n```\n\n```yaml chart points\ndata: shown\nspec: {mark: point, encoding: {x: {field: score, type: quantitative}}}\n```\n';
    const html = await toHtml(await runOf(source));
    expect(html).not.toContain('0.919</td>');
    expect(html).toContain('Rows are left out of this report.');
    expect(html).toContain('The rows that it draws are left out of this report.');
    expect(html).toContain('Rows of the data are left out of this report.');
    const asked = await toHtml(await runOf(source, { rows: true }));
    expect(asked).toContain('<td class="right">0.919</td>');
    expect(asked).toContain('The first 200 of 1,500 rows, 4 columns.');
  });

  it('tells what it was made from', async () => {
    const html = await toHtml(
      await runOf(text, { date: '2026-03-01T12:34:56.000Z', file: 'a/b/notebook.md', app: 'https://example.org/assay/' }),
    );
    const run = await runOf();
    expect(html).toContain('<dt>Notebook</dt><dd>notebook.md <code class="hash">' + run.sha256);
    expect(html).toContain('1 March 2026, 12:34 UTC');
    expect(html).toContain(`<th scope="row" class="mono">log.csv</th><td class="mono">log</td><td class="right">`);
    expect(html).toContain(run.files![0]!.sha256);
    expect(html).toContain('<dt>Inputs</dt><dd><span class="mono">threshold</span> 0.5</dd>');
    expect(html).toContain('<dt>Seeds</dt><dd><span class="mono">quality</span> 1</dd>');
    expect(html).toMatch(/<a href="https:\/\/example\.org\/assay\/#nb=1d[^"]+">Open in Assay<\/a>/);
    expect(await toHtml(run)).toContain('drop this file onto its page');
  });

  it('carries the source whole', async () => {
    for (const source of [text, `${text}\n\n<!-- </pre> --> &lt; &amp;lt; \u{1F600}\r\n`, '\n\nblank lines first\n'])
      expect(notebookInside('report.html', await toHtml(await runOf(source)))).toBe(source);
  });

  it('keeps what is stale and says so', async () => {
    const run = await runOf();
    const results = run.results.map((result) => (result.cell === 'quality' ? { ...result, state: 'stale' as const } : result));
    expect(await toHtml({ ...run, results })).toContain(
      'data-state="stale"><p class="name"><b>quality</b> metrics, stale</p><p class="note">From earlier inputs.</p>',
    );
  });
});
