import { describe, expect, it } from 'vitest';
import { toIpynb } from '../../src/report/ipynb.ts';
import { notebookInside } from '../../src/report/notebook-inside.ts';
import { runOf, text } from './run-bed.ts';

describe('toIpynb', () => {
  it('holds the exact text of the notebook, and prose with its values written out', async () => {
    const made = await toIpynb(await runOf());
    expect(notebookInside('x.ipynb', JSON.stringify(made))).toBe(text);
    const prose = (made.cells[0]?.['source'] as string[]).join('');
    expect(prose).toMatch(/There are 1,500 rows; recall is \d+\.\d% \\\[\d+\.\d, \d+\.\d\\\], and \{\{ quality\.nothing \}\} is unknown\./);
    for (const source of ['\n\n# Blank first\r\n\r\n', '---\nassay: 1\n---\n', '```yaml data log\nsource: log.csv\n```', ''])
      expect(notebookInside('x.ipynb', JSON.stringify(await toIpynb(await runOf(source))))).toBe(source);
  });

  it('is of format 4.5: ids that differ, and what each type of cell must have', async () => {
    const made = await toIpynb(await runOf());
    expect(made).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
    const ids = made.cells.map((cell) => cell['id'] as string);
    expect(new Set(ids).size).toBe(ids.length);
    for (const cell of made.cells) {
      expect(cell['id']).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      const keys = Object.keys(cell).sort();
      expect(keys).toEqual(
        cell['cell_type'] === 'code'
          ? ['cell_type', 'execution_count', 'id', 'metadata', 'outputs', 'source']
          : ['cell_type', 'id', 'metadata', 'source'],
      );
    }
  });

  it('shows every cell as its YAML with what forges draw of it', async () => {
    const made = await toIpynb(await runOf());
    const cell = (name: string): { source: string[]; outputs: { data: Record<string, string[]> }[] } =>
      made.cells.find(({ metadata }) => (metadata as { assay?: { name?: string } }).assay?.name === name) as never;
    expect(cell('quality').source.join('')).toMatch(/^# metrics quality\ndata: log\n/);
    const [chart] = cell('scores').outputs;
    expect(chart?.data['application/vnd.vegalite.v5+json']).toMatchObject({ mark: 'bar' });
    expect(chart?.data['image/svg+xml']!.join('')).toMatch(/^<svg[\s\S]*<\/svg>$/);
    expect(chart?.data['text/plain']).toEqual([expect.stringContaining('Bar chart')]);
    const [table] = cell('quality').outputs;
    expect(table?.data['text/html']!.join('')).toMatch(/<table>[\s\S]*0\.\d+ <small>\[/);
    expect(table?.data['text/html']!.join('')).not.toContain('<svg');
    expect(table?.data['text/plain']!.join('')).toMatch(/All rows 1,500 0\.\d+ \[0\.\d+, 0\.\d+\]/);
    expect(cell('broken').outputs).toEqual([expect.objectContaining({ data: { 'text/plain': ['no column scor'] } })]);
  });
});
