import { describe, expect, it } from 'vitest';
import { toJunit } from '../../src/report/junit.ts';
import { isBalanced } from './balanced.ts';
import { runOf } from './run-bed.ts';

const bounded = { value: 0.5, low: 0.4, high: 0.6 };

describe('toJunit', () => {
  it('makes one case of each check and one of each cell that did not run', async () => {
    const xml = toJunit(await runOf());
    expect(isBalanced(xml)).toBe(true);
    expect(xml).toContain('tests="7" failures="1" errors="3">');
    expect(xml.match(/<testcase /g)).toHaveLength(7);
    expect(xml).toContain('<testsuite name="gate" tests="5" failures="1" errors="1" skipped="0"');
    expect(xml).toMatch(
      /<testcase classname="broken" name="broken runs"><error message="no column scor" type="failed">line \d+:\d+: no column scor<\/error>/,
    );
    expect(xml).toContain('name="broken runs"');
    expect(xml).toContain('name="late runs"');
  });

  it('says file and line of what failed, and groups cases by notebook and cell', async () => {
    const xml = toJunit({ ...(await runOf()), file: 'reviews/q4.2026.md' });
    expect(xml).toContain(' file="reviews/q4.2026.md">');
    expect(xml).toContain('classname="reviews.q4_2026.gate" name="recall above 0.999"');
    expect(xml).toMatch(/type="check">reviews\/q4\.2026\.md:38: recall is/);
  });

  it('makes a case in error of what cannot be read', async () => {
    const xml = toJunit(await runOf('```yaml tabel t\ndata: a\n```\n'));
    expect(xml).toMatch(/<testsuite name="notebook" tests="1" failures="0" errors="1"/);
    expect(xml).toMatch(/name="line 1 can be read"><error message="[^"]*tabel[^"]*" type="notebook">line 1: /);
  });

  it('makes a case of each number of the accepted run', async () => {
    const row = { cell: 'quality', class: '', slice: 'all', before: bounded, now: bounded };
    const rows = [
      { ...row, metric: 'recall', verdict: 'worse' as const, sentence: 'recall is worse' },
      { ...row, metric: 'roc_auc', slice: 'team=b', verdict: 'gone' as const, sentence: 'roc_auc is gone' },
      { ...row, metric: 'roc_auc', verdict: 'within-noise' as const, sentence: 'no difference' },
    ];
    const xml = toJunit({ ...(await runOf()), file: 'a.md', baseline: { rows, added: 0 } });
    expect(isBalanced(xml)).toBe(true);
    expect(xml).toContain('<testsuite name="accepted run" tests="3" failures="1" errors="0" skipped="1"');
    expect(xml).toMatch(
      /name="recall against the accepted run"><failure message="recall is worse" type="baseline">a\.md:\d+: recall is worse/,
    );
    expect(xml).toContain('name="roc_auc, team=b against the accepted run"><skipped message="roc_auc is gone"/>');
  });

  it('escapes what notebooks say', async () => {
    const xml = toJunit(await runOf());
    expect(xml).toContain('ranks &lt;better&gt; than chance &amp; luck');
    expect(xml).toContain('team=&lt;b&gt;a&lt;/b&gt;');
    expect(xml).not.toContain('<script');
  });

  it('skips what is undecided and drops what XML cannot hold', async () => {
    const few =
      '```yaml data log\nsource: log.csv\nroles: {label: label, score: score}\n```\n\n```yaml slice few\ndata: log\nwhere: d.id < 20\n```\n\n```yaml metrics quality\ndata: few\nmetrics: [roc_auc]\n```\n\n```yaml check gate\ndata: quality\nrules:\n  - {metric: roc_auc, expect: d.value > 0.5, title: "bell \\u0007"}\n```\n';
    const xml = toJunit(await runOf(few));
    expect(xml).toContain('skipped="1"');
    expect(xml).toContain('<skipped message="Not enough data');
    expect(xml).toContain('bell �');
    expect(isBalanced(xml)).toBe(true);
  });
});
