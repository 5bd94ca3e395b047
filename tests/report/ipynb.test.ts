import { describe, expect, it } from 'vitest';
import { toIpynb } from '../../src/report/ipynb.ts';
import { notebookInside } from '../../src/report/notebook-inside.ts';
import { runOf, text } from './run-bed.ts';

describe('toIpynb', () => {
  it('holds the text of the notebook in its Markdown and raw cells', async () => {
    const made = await toIpynb(await runOf());
    const sources = made.cells.filter((cell) => cell['cell_type'] !== 'code').flatMap((cell) => cell['source'] as string[]);
    expect(sources.join('')).toBe(text);
    expect(notebookInside('x.ipynb', JSON.stringify(made))).toBe(text);
    expect(made.cells[0]).toMatchObject({ cell_type: 'raw', metadata: { assay: { kind: 'front-matter' } } });
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

  it('puts outputs into cells without code', async () => {
    const made = await toIpynb(await runOf());
    const chart = made.cells.find((cell) => (cell['metadata'] as { assay?: { output?: string } }).assay?.output === 'scores');
    expect(chart?.['source']).toEqual([]);
    const [output] = chart?.['outputs'] as { data: Record<string, unknown> }[];
    expect(output?.data['application/vnd.vegalite.v5+json']).toMatchObject({ mark: 'bar' });
    expect((output?.data['image/svg+xml'] as string[]).join('')).toMatch(/^<svg[\s\S]*<\/svg>$/);
    expect(output?.data['text/plain']).toEqual([expect.stringContaining('Bar chart')]);
    const quality = made.cells.find((cell) => (cell['metadata'] as { assay?: { output?: string } }).assay?.output === 'quality');
    const [table] = quality?.['outputs'] as { data: Record<string, string[]> }[];
    expect(table?.data['text/html']!.join('')).toMatch(/<table>[\s\S]*0\.\d+ <small>\[/);
    expect(table?.data['text/html']!.join('')).not.toContain('<svg');
    expect(table?.data['text/plain']!.join('')).toMatch(/All rows 1,500 0\.\d+ \[0\.\d+, 0\.\d+\]/);
    expect(made.cells.some((cell) => (cell['metadata'] as { assay?: { output?: string } }).assay?.output === 'broken')).toBe(false);
  });
});
