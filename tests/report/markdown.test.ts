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
});
