import { describe, expect, it } from 'vitest';
import type { AnalysisOutput } from '../../src/cells/output.ts';
import { analysisHtml, estimateText } from '../../src/report/analysis-html.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { toSummary } from '../../src/report/summary.ts';
import { runOf } from './run-bed.ts';

const chart = { type: 'chart', spec: { mark: 'line' }, rows: 0, summary: 'Cost falls & rises' } as const;

const output: AnalysisOutput = {
  type: 'table',
  layout: 'analysis',
  level: 0.9,
  notes: ['2 rows are <left> out.'],
  blocks: [
    { block: 'sentence', text: 'new is better than old | by 0.02', tone: 'better' },
    {
      block: 'estimates',
      title: 'Differences',
      columns: [
        { title: 'Metric', kind: 'name' },
        { title: 'Rows', kind: 'number' },
        { title: 'Difference', kind: 'estimate', help: 'new − old', reference: 0 },
      ],
      rows: [
        { by: 'all', cells: ['roc_auc', 1200, { value: 0.02, low: 0.01, high: 0.03, verdict: 'better' }] },
        { by: 'all', cells: ['recall', null, { value: NaN, low: NaN, high: NaN, reason: 'no-positives' }], chosen: true },
      ],
    },
    { block: 'charts', title: '', charts: [chart, chart] },
  ],
};

describe('analysisHtml', () => {
  it('writes sentence, table and charts in order, with everything escaped', async () => {
    const drawn: number[] = [];
    const html = await analysisHtml(output, 'cell', (each, at) => {
      drawn.push(at);
      return Promise.resolve(`<i>${each.summary}</i>`);
    });
    expect(drawn).toEqual([0, 1]);
    expect(html.indexOf('said better')).toBeLessThan(html.indexOf('<table>'));
    expect(html.indexOf('</table>')).toBeLessThan(html.indexOf('<i>'));
    expect(html).toContain('<tr class="by"><th scope="rowgroup" colspan="3">all</th></tr>');
    expect(html.match(/class="by"/g)).toHaveLength(1);
    expect(html).toContain('<caption>Differences</caption>');
    expect(html).toMatch(
      /<svg class="mark better"[^>]*>.*?<\/svg><span class="right better">0\.020 \[0\.010, 0\.030\] <small>better<\/small>/,
    );
    expect(html).toContain('no value: no positives');
    expect(html).toContain('2 rows are &lt;left&gt; out.');
    expect(html).toContain('In brackets: 90% intervals.');
  });

  it('gives a number without an interval bare', () => {
    expect(estimateText({ value: 0.5, low: NaN, high: NaN })).toBe('0.5');
  });
});

describe('an analysis in a report', () => {
  it('is a sentence in the summary, and a sentence with its tables in Markdown', async () => {
    const run = await runOf();
    const results = run.results.map((result) => (result.cell === 'quality' ? { ...result, output } : result));
    const changed = { ...run, results };
    expect(toSummary(changed)).toContain('quality\n  new is better than old | by 0.02');
    const markdown = toMarkdown(changed);
    expect(markdown).toContain('new is better than old \\| by 0.02');
    expect(markdown).toContain('**Differences**');
    expect(markdown).toMatch(/\| roc\\?_auc \| 1,200 \| 0\.020 \\?\[0\.010, 0\.030\\?\] better \|/);
  });
});
