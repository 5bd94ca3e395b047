import { describe, expect, it } from 'vitest';
import type { CellResult } from '../../src/engine/result.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { findingHtml, findingsHtml } from '../../src/report/findings-html.ts';
import { findingsMarkdown, findingsSection } from '../../src/report/findings-markdown.ts';
import { findingsOf, findingsText, openFindings } from '../../src/report/findings.ts';
import { toHtml } from '../../src/report/html.ts';
import { toJson } from '../../src/report/json.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { toSummary } from '../../src/report/summary.ts';
import { runOf, text as plainText } from './run-bed.ts';

const cell = (name: string, body: string): string => `\`\`\`yaml finding ${name}\n${body}\n\`\`\`\n\n`;
const notebook = parseNotebook(
  cell('small', 'title: A small thing\nseverity: low') +
    cell('done', 'title: Was critical\nseverity: critical\nstatus: fixed') +
    cell(
      'worst',
      'title: "Scores | are *wrong*"\nseverity: critical\nowner: "@all <b>team</b>"\ntext: See <script>.\nissue: https://example.org/1',
    ) +
    cell('plain', 'title: No severity said') +
    cell('broken', 'title: [unclosed') +
    cell('odd', 'title: 7\nseverity: bad\nissue: javascript:alert(1)\n__proto__: x'),
  ['finding'],
);
const piece = {
  cell: 'quality',
  what: 'recall of sex=f',
  found: '0.50 [0.40, 0.60], 120 rows',
  seen: true,
  rows: 120,
  value: 0.5,
  low: 0.4,
  high: 0.6,
};
const result = (name: string, seen: boolean): CellResult => ({
  cell: name,
  kind: 'finding',
  state: 'done',
  key: 'k',
  output: {
    type: 'finding',
    title: '',
    text: '',
    severity: 'low',
    status: 'open',
    owner: '',
    issue: '',
    evidence: [piece],
    seen,
    hasRows: false,
  },
});

it('lists open findings first, worst first, and says what can be read of the others', () => {
  const findings = findingsOf(notebook, []);
  expect(findings.map((finding) => finding.cell)).toEqual(['worst', 'plain', 'broken', 'odd', 'small', 'done']);
  expect(findings[1]).toMatchObject({ severity: 'medium', status: 'open', owner: '', seen: null });
  expect(findings[2]).toMatchObject({ title: 'broken' });
  expect(findings[3]).toMatchObject({ title: 'odd', severity: 'medium', issue: '' });
});

it('fails a build by open findings that are seen or not known to be gone', () => {
  const findings = findingsOf(notebook, [result('plain', false), result('small', true)]);
  const names = (least: 'critical' | 'low'): readonly string[] => openFindings(findings, least).map((finding) => finding.cell);
  expect(names('critical')).toEqual(['worst']);
  expect(names('low')).toEqual(['worst', 'broken', 'odd', 'small']);
  expect(findingsText(findings)).toBe('5 open (1 critical, 3 medium, 1 low), 1 of them no longer seen');
});

describe('as Markdown', () => {
  it('holds no markup of theirs, and mentions nobody', () => {
    const text = findingsMarkdown('Credit', findingsOf(notebook, [result('worst', true)]));
    expect(text).toMatch(/^# Findings: Credit\n\n## Scores \\\| are \\\*wrong\\\*\n/);
    expect(text).toContain('**Owner** @\u200ball &lt;b&gt;team&lt;/b&gt;, **Tracked at** <https://example.org/1>');
    expect(text).toContain('- quality: recall of sex=f, 0.50 \\[0.40, 0.60\\], 120 rows');
    expect(text).not.toMatch(/<script>|javascript:|@all/);
  });
  it('says what is no longer seen, and that there are none', () => {
    expect(findingsMarkdown('Credit', findingsOf(notebook, [result('small', false)]))).toContain(
      'No longer seen: nothing of its evidence is left.',
    );
    expect(findingsMarkdown('Credit', [])).toBe('# Findings: Credit\n\nNone.\n');
    expect(findingsSection([])).toBe('');
  });
  it('begins no list, heading or quote by a text', () => {
    const findings = findingsOf(
      parseNotebook(cell('x', 'title: "1. one\\n# two"\ntext: "- item\\n\\n1. first\\n\\n> said"'), ['finding']),
      [],
    );
    const lines = findingsMarkdown('x', findings).split('\n');
    expect(lines.filter((line) => /^(-|1\.|>|#)/.test(line))).toEqual(['# Findings: x', '## 1. one \\# two']);
  });
});

it('is HTML that holds no markup of theirs', () => {
  const [worst] = findingsOf(notebook, [result('worst', true)]);
  const html = findingHtml(worst!) + findingsHtml([worst!]);
  expect(html).toContain('See &lt;script&gt;.');
  expect(html).toContain('@all &lt;b&gt;team&lt;/b&gt;');
  expect(html).not.toMatch(/<script|<b>team/);
});

describe('in the reports of a run', () => {
  const found =
    plainText +
    cell(
      'gap',
      'title: It misses team b\nseverity: high\nowner: ada\nevidence:\n  - {data: quality, metric: recall, slice: team=b}\n  - {data: log, where: "d.score > 0.99"}',
    ) +
    cell('gone', "title: Scores above one\nevidence: [{data: log, where: 'd.score > 1'}]");

  it('stands with its live numbers, and says what is gone', async () => {
    const run = await runOf(found);
    const html = await toHtml(run);
    expect(html.indexOf('<h2>Findings</h2>')).toBeLessThan(html.indexOf('data-cell="log"'));
    expect(html).toMatch(/href="#cell-gap">It misses team b<\/a>/);
    expect(html).toMatch(/id="cell-gap"/);
    expect(html).toMatch(/recall of team=b<\/td><td>0\.\d+ \[0\.\d+, 0\.\d+\], \d+ rows/);
    expect(html).toContain('Medium, open, no longer seen');
    const markdown = toMarkdown(run);
    expect(markdown).toMatch(/### Findings\n\n- \*\*It misses team b\*\* High, open, ada\n {2}- quality: recall of team=b, 0\.\d+ /);
    const json = toJson(run);
    expect(json.findings).toMatchObject([
      { cell: 'gap', severity: 'high', seen: true, evidence: [{ what: 'recall of team=b' }, { found: '12 rows of 1,500' }] },
      { cell: 'gone', seen: false, evidence: [{ found: 'none now', seen: false }] },
    ]);
    expect(JSON.stringify(json.cells.find(({ name }) => name === 'gap')?.tables?.['gap.rows']?.rows)).toBe('[]');
    const summary = toSummary(run);
    expect(summary).toContain('High, open, ada  It misses team b\n    quality: recall of team=b, ');
    expect(summary).toContain('Findings: 2 open (1 high, 1 medium), 1 of them no longer seen.');
  });

  it('is nowhere where there are none', async () => {
    const run = await runOf();
    expect([await toHtml(run), toMarkdown(run), toSummary(run)].join('')).not.toContain('indings');
    expect(toJson(run)).not.toHaveProperty('findings');
  });
});
