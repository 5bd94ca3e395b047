import { describe, expect, it } from 'vitest';
import { toIpynb } from '../../src/report/ipynb.ts';
import { runOf, text } from './run-bed.ts';

describe('toIpynb', () => {
  it('holds the text of the notebook in its Markdown and raw cells', async () => {
    const made = await toIpynb(await runOf());
    const sources = made.cells.filter((cell) => cell['cell_type'] !== 'code').flatMap((cell) => cell['source'] as string[]);
    expect(sources.join('')).toBe(text);
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
    expect((output?.data['text/html'] as string[]).join('')).toContain('<svg');
    expect(made.cells.some((cell) => (cell['metadata'] as { assay?: { output?: string } }).assay?.output === 'broken')).toBe(false);
  });
});
