import { describe, expect, it } from 'vitest';
import { toJunit } from '../../src/report/junit.ts';
import { isBalanced } from './balanced.ts';
import { runOf } from './run-bed.ts';

describe('toJunit', () => {
  it('makes one case of each check and one of each cell that did not run', async () => {
    const xml = toJunit(await runOf());
    expect(isBalanced(xml)).toBe(true);
    expect(xml).toContain('tests="7" failures="1" errors="3" skipped="0"');
    expect(xml.match(/<testcase /g)).toHaveLength(7);
    expect(xml).toContain('<testsuite name="gate" tests="5" failures="1" errors="1" skipped="0"');
    expect(xml).toMatch(
      /<testcase classname="broken" name="broken runs"><error message="no column scor" type="failed">no column scor at line \d+, column \d+<\/error>/,
    );
    expect(xml).toContain('name="broken runs"');
    expect(xml).toContain('name="late runs"');
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
