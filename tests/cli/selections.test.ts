import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fence, notebookOf } from '../engine/test-world.ts';
import { Folder, recorded } from './folder.ts';

let folder: Folder;
beforeAll(async () => {
  folder = await Folder.make();
  await folder.write('scores.csv', recorded(8));
});
afterAll(() => folder.remove());

const data = fence('data', 'log', 'source: scores.csv\nroles: {label: label, score: score}\npositive: "yes"');
const notebook = (clauses: string): string =>
  notebookOf(
    '# How good?',
    data,
    fence('input', 'picks', `type: selection\nlabel: Chosen${clauses}`),
    fence(
      'chart',
      'by_x',
      'data: log\nselect: {into: picks}\nfilter: $picks\nspec: {mark: bar, encoding: {x: {field: x, type: quantitative, bin: true}, y: {aggregate: count}}}',
    ),
    fence('table', 'rows', 'data: log\nfilter: $picks'),
    fence('table', 'confused', 'data: log\nas: confusion\nfilter: $picks'),
    fence('metrics', 'quality', 'data: log\nfilter: $picks\nmetrics: [accuracy]\ninterval: {method: none}'),
  );

describe('assay run of a notebook with a selection', () => {
  it('filters by what the text says, and prints it in every report', async () => {
    const text = notebook('\nclauses: {by_x: {x: {from: 10, below: 30}}}');
    const { code, report } = await folder.run(text, ['--html', folder.at('out.html'), '--markdown', folder.at('out.md')]);
    expect(code).toBe(0);
    const table = (name: string): { rows: readonly (readonly unknown[])[]; total: number } =>
      report.cells.find((cell) => cell.name === name)!.tables![name]!;
    expect(table('rows').total).toBe(20);
    expect(table('picks').rows).toEqual([['{"by_x":{"x":{"below":30,"from":10}}}']]);
    expect(table('quality').rows[0]![3]).toBe(20);
    const all = await folder.run(notebook(''));
    expect(all.report.cells.find((cell) => cell.name === 'by_x')!.key).toBe(report.cells.find((cell) => cell.name === 'by_x')!.key);
    const html = await folder.read('out.html');
    expect(html).toContain('Chosen: <b>x 10 to under 30</b>');
    expect(html).toContain('label ↓ score →');
    expect(await folder.read('out.md')).toContain('Selected in picks: x 10 to under 30.');
  });

  it('takes another selection from the command line', async () => {
    const { code, report } = await folder.run(notebook(''), ['--rows', '--set', 'picks={"by_x":{"x":{"from":75}}}']);
    const rows = report.cells.find((cell) => cell.name === 'rows')!.tables!['rows']!;
    expect([code, rows.total]).toEqual([0, 5]);
    const chart = report.cells.find((cell) => cell.name === 'by_x')!.tables!['by_x']!;
    expect(chart.rows.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(80);
  });

  it.each([
    ['picks={"by_x"', 'a selection is given as JSON'],
    ['picks={"by_x":{"x":{"from":3,"to":2}}}', 'from 3 is above to 2, so no row is selected'],
    ['picks={"by_x":{"y":[1]}}', 'picks selects by y, and log has no such column'],
  ])('says what is wrong with --set %s', async (set, message) => {
    const { code, report } = await folder.run(notebook(''), ['--set', set]);
    expect(code).toBe(2);
    expect(JSON.stringify(report.cells.map((cell) => cell.error))).toContain(message);
  });
});
