import { describe, expect, it } from 'vitest';
import { toJson } from '../../src/report/json.ts';
import { runOf, text } from './run-bed.ts';

describe('toJson', () => {
  it('keeps the contract', async () => {
    const run = await runOf();
    const report = JSON.parse(JSON.stringify(toJson(run))) as ReturnType<typeof toJson>;
    expect(Object.keys(report)).toEqual(['assay', 'notebook', 'environment', 'cells', 'checks']);
    expect(report.assay).toBe(1);
    expect(report.notebook).toEqual({ title: run.notebook.title, sha256: run.sha256 });
    expect(report.environment).toEqual({ version: '0.1.0', backend: 'cpu' });
    expect(report.cells.map((cell) => [cell.name, cell.kind, cell.state])).toEqual([
      ['log', 'data', 'done'],
      ['threshold', 'input', 'done'],
      ['quality', 'metrics', 'done'],
      ['scores', 'chart', 'done'],
      ['gate', 'check', 'done'],
      ['broken', 'derive', 'failed'],
      ['late', 'table', 'blocked'],
    ]);
    expect(report.checks).toEqual({ passed: 1, warned: 2, failed: 1, undecided: 0, errors: 1 });
  });

  it('says where a cell failed', async () => {
    const broken = toJson(await runOf()).cells.find((cell) => cell.name === 'broken');
    expect(broken?.error).toEqual({
      message: 'no column scor',
      line: text.split('\n').findIndex((line) => line.startsWith('filter:')) + 1,
      column: expect.any(Number) as number,
      hint: 'the nearest name is score',
    });
    expect(broken).not.toHaveProperty('tables');
  });

  it('holds metrics and checks whole, rows of data only when asked', async () => {
    const report = toJson(await runOf());
    const tables = (name: string): NonNullable<(typeof report.cells)[number]['tables']> =>
      report.cells.find((cell) => cell.name === name)?.tables ?? {};
    expect(tables('log')['log']).toEqual({ columns: expect.any(Array) as unknown[], rows: [], total: 1500 });
    expect(tables('scores')['scores']?.rows).toEqual([]);
    const quality = tables('quality')['quality']!;
    expect(quality.columns.map((column) => column.name)).toEqual([
      'metric',
      'class',
      'slice',
      'n',
      'value',
      'low',
      'high',
      'method',
      'reason',
      'baseline',
      'gain',
    ]);
    expect(quality.rows).toHaveLength(quality.total);
    expect(Object.keys(tables('quality'))).toContain('quality.roc');
    expect(report.cells.find((cell) => cell.name === 'gate')?.checks).toHaveLength(5);
    const asked = toJson(await runOf(text, { rows: true }));
    expect(asked.cells[0]?.tables?.['log']?.rows).toHaveLength(1500);
  });

  it('cuts other frames at 1,000 rows and says how many there are', async () => {
    const source =
      '```yaml data log\nsource: log.csv\n```\n\n```yaml derive kept\ndata: log\nderive: {ratio: d.score / 0, none: "(d.score - d.score) / 0"}\n```\n';
    const table = toJson(await runOf(source)).cells[1]?.tables?.['kept'];
    expect(table?.total).toBe(1500);
    expect(table?.rows).toHaveLength(1000);
    expect(table?.rows[1]?.slice(-2)).toEqual(['Infinity', 'NaN']);
  });
});
