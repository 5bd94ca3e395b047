import { describe, expect, it } from 'vitest';
import { toSummary } from '../../src/report/summary.ts';
import { runOf } from './run-bed.ts';

describe('toSummary', () => {
  it('says the metrics, the checks worst first, and what went wrong', async () => {
    const lines = toSummary(await runOf()).split('\n');
    expect(lines[0]).toBe('Who & "why" <script>alert(1)</script>');
    expect(lines).toContain('quality, 1,500 rows');
    expect(lines.some((line) => /^ {2}\S.* {2}0\.\d+ \[0\.\d+, 0\.\d+\]$/.test(line))).toBe(true);
    const states = lines.flatMap((line) => /^(?:[!✕▲◌✓]) (error|fails|warns|not enough data|passes)/.exec(line)?.[1] ?? []);
    expect(states).toEqual(['error', 'fails', 'warns', 'warns', 'passes']);
    expect(lines).toContain('Checks: 1 is in error, 1 fails, 2 warn, 1 passes.');
    expect(lines.some((line) => /^failed broken line \d+, column \d+: no column scor; the nearest name is score$/.test(line))).toBe(true);
    expect(lines.some((line) => line.startsWith('blocked late') && line.endsWith('waits for broken'))).toBe(true);
  });

  it('has colour only when asked, and lets no text move the cursor', async () => {
    const run = await runOf('# a\u001b[2Jb\n\n```yaml check gate\ndata: nothing\nrules: [{expect: d.x > 0}]\n```\n');
    expect(toSummary(run)).not.toContain('\u001b');
    expect(toSummary(run, { colour: true })).toContain('\u001b[31m');
    expect(toSummary(run, { colour: true })).not.toContain('\u001b[2J');
  });
});
