import { describe, expect, it } from 'vitest';
import { toHtml } from '../../src/report/html.ts';
import { runOf, text } from './run-bed.ts';

describe('toHtml', () => {
  it('is one file that loads nothing and runs nothing', async () => {
    const html = await toHtml(await runOf());
    expect(html).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:;");
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/<\/script/g)).toHaveLength(1);
    const page = html.replace(/<script type="text\/markdown"[\s\S]*<\/script>/, '');
    expect(page).not.toMatch(/<img(?! src="data:image\/png)/);
    expect(page).not.toMatch(/\s(?:src|href)="(?!data:|https:\/\/example\.org|#)/);
    expect(page).not.toMatch(/<[^>]*\sonerror=/);
    expect(page).not.toContain('href="javascript:');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('href="https://example.org/?a=1&amp;b=2"');
  });

  it('shows prose with live values, metrics, checks, charts and troubles', async () => {
    const html = await toHtml(await runOf());
    expect(html).toContain('<h1>Report</h1>');
    expect(html).toMatch(
      /There are <span class="live"[^>]*><b>1,500<\/b><\/span> rows; recall is <span class="live"[^>]*><b>\d+\.\d%<\/b> <small>\[\d+\.\d, \d+\.\d\]<\/small>/,
    );
    expect(html).toContain('class="live none"');
    expect(html).toContain('<section data-cell="quality" data-kind="metrics" data-state="done">');
    expect(html).toContain('<li class="check fail">');
    expect(html).toContain('&lt;b&gt;a&lt;/b&gt;');
    expect(html).not.toContain('<b>a</b>');
    expect(html).toMatch(/<p class="failed">no column scor; the nearest name is score <small>line \d+, column \d+<\/small><\/p>/);
    expect(html).toContain('Checks: 1 is in error, 1 fails, 2 warn, 1 passes.');
    expect(html).toMatch(/<figure role="img" aria-label="Bar chart: x is score in bins, y is rows[^"]*"><div class="light"><svg/);
  });

  it('gives the gradients of every drawing a name of its own', async () => {
    const html = await toHtml(await runOf());
    const ids = [...html.matchAll(/id="((?:c\d+[ld]_)?(?:gradient_|clip)\d+)"/g)].map((match) => match[1]!);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
    for (const match of html.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(match[1]);
  });

  it('holds rows of data only when asked', async () => {
    const run = await runOf('```yaml data log\nsource: log.csv\n```\n');
    expect(await toHtml(run)).not.toContain('<td class="right">0.919</td>');
    expect(await toHtml({ ...run, rows: true })).toContain('<td class="right">0.919</td>');
  });

  it('carries the source whole', async () => {
    const html = await toHtml(await runOf());
    const inside = /<script type="text\/markdown" id="notebook">\n([\s\S]*)<\/script>/.exec(html)![1]!;
    expect(inside.replaceAll(/<\\(\/script|script|!--)/gi, '<$1')).toBe(text);
  });

  it('keeps what is stale and says so', async () => {
    const run = await runOf();
    const results = run.results.map((result) => (result.cell === 'quality' ? { ...result, state: 'stale' as const } : result));
    expect(await toHtml({ ...run, results })).toContain(
      'data-state="stale"><h4>quality <span>metrics, stale</span></h4><p class="note">From earlier inputs.</p>',
    );
  });
});
