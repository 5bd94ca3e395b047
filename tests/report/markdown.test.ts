import { describe, expect, it } from 'vitest';
import { toMarkdown } from '../../src/report/markdown.ts';
import { runOf } from './run-bed.ts';

describe('toMarkdown', () => {
  it('says the verdict, the checks, the metrics by slice and the problems', async () => {
    const markdown = toMarkdown(await runOf());
    const lines = markdown.split('\n');
    expect(lines[0]).toBe(
      '## Who & "why" <script>alert(1)</script>'.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    );
    expect(lines[2]).toBe('1 is in error, 1 fails, 2 warn, 1 passes.');
    expect(markdown).toContain('| ✕ fails | recall above 0.999 |');
    expect(markdown).toContain('### quality');
    expect(markdown).toMatch(/\| All rows \| 1,500 \| 0\.\d+ \\\[0\.\d+, 0\.\d+\\\] \|/);
    expect(markdown).toContain('<details><summary>2 slices</summary>');
    expect(markdown).toMatch(/\* broken \(failed\), line \d+: no column scor/);
    expect(markdown).toContain('* late (blocked)');
  });

  it('gives every row of a table as many cells as its head, and lets no markup through', async () => {
    const markdown = toMarkdown(await runOf());
    const cells = (line: string): number => line.replaceAll(/\\./g, '').split('|').length;
    let head = 0;
    for (const line of markdown.split('\n')) {
      if (!line.startsWith('|')) head = 0;
      else if (head === 0) head = cells(line);
      else expect(cells(line)).toBe(head);
    }
    expect(markdown).not.toMatch(/<(?!\/?(?:details|summary|sub)>)/);
  });

  it('lists the worst check first', async () => {
    const states = [...toMarkdown(await runOf()).matchAll(/^\| \S (error|fails|warns|passes) /gm)].map((match) => match[1]);
    expect(states).toEqual(['error', 'fails', 'warns', 'warns', 'passes']);
  });

  it('sets the accepted run under the numbers of this one', async () => {
    const run = await runOf();
    const before = { value: 0.9, low: 0.88, high: 0.92 };
    const row = {
      cell: 'quality',
      metric: 'roc_auc',
      class: '',
      slice: 'all',
      verdict: 'worse',
      before,
      now: before,
      sentence: 'roc_auc is worse',
    } as const;
    const markdown = toMarkdown({ ...run, baseline: { rows: [row], added: 0 } });
    expect(markdown).toContain('| Accepted run |  | 0.900 \\[0.880, 0.920\\] now worse |  |');
    expect(markdown).toContain('### Against the accepted run');
  });

  it('fits into a comment of GitHub, whatever there is, and says what is left out', async () => {
    const run = await runOf();
    const results = run.results.map((result) => {
      const { output } = result;
      if (output?.type === 'checks')
        return {
          ...result,
          output: { ...output, checks: Array.from({ length: 1000 }, () => ({ ...output.checks[0]!, title: 'x'.repeat(500) })) },
        };
      if (output?.type !== 'table' || output.layout !== 'metrics') return result;
      const slices = Array.from({ length: 2000 }, (_, at) => ({ ...output.rows.at(-1)!, label: `team ${at}` }));
      return { ...result, output: { ...output, rows: [output.rows[0]!, ...slices] } };
    });
    const markdown = toMarkdown({ ...run, results });
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toContain('850 further checks are left out, none worse than these.');
    expect(markdown).toContain('Left out, since a comment holds no more: the slices of quality. The HTML report has them.');
    expect(markdown).toContain('### quality');
    expect(markdown).not.toContain('team 7');
    expect(markdown).toContain('* broken (failed)');
  });
});
