import { afterAll, beforeAll, expect, it } from 'vitest';
import { assay, Folder, recorded } from './folder.ts';
import { fence, notebookOf } from '../engine/test-world.ts';

let folder: Folder;
beforeAll(async () => (folder = await Folder.make()));
afterAll(() => folder.remove());

const data = fence('data', 'log', 'source: scores.csv\nroles: {label: label, score: score}\npositive: "yes"');
const text = (value: number, metric = 'recall'): string =>
  notebookOf(
    data,
    fence('input', 'threshold', `type: range\nmin: 0\nmax: 1\nvalue: ${value}`),
    fence('metrics', 'quality', `data: log\nmetrics: [${metric}]\nthreshold: $threshold`),
    fence('check', 'gate', 'data: quality\nrules: [{metric: recall, expect: d.value > 0.1}]'),
  );

async function stored(): Promise<{ path: string; results: string }> {
  await folder.write('scores.csv', recorded(8));
  const path = await folder.write('notebook.md', text(0.5));
  const { out } = await assay(['run', path, '--json', '-']);
  return { path, results: await folder.write('results.json', out) };
}

it('finds results current, whatever the prose says', async () => {
  const { path, results } = await stored();
  expect(await assay(['verify', path, results])).toMatchObject({ code: 0, out: '' });
  await folder.write('notebook.md', `# Another title\n\n${text(0.5)}`);
  const { code, err } = await assay(['verify', path, results]);
  expect(code).toBe(0);
  expect(err).toContain('all 4 cells are current');
});

it('names every cell that a change of a value, of a body or of the data concerns, and runs nothing', async () => {
  const { path, results } = await stored();
  await folder.write('notebook.md', text(0.6));
  const changed = 'not current: what it depends on has changed';
  expect((await assay(['verify', path, results])).out).toContain(`quality: ${changed}`);
  await folder.write('notebook.md', text(0.5, 'precision'));
  const edited = await assay(['verify', path, results]);
  expect(edited.code).toBe(1);
  expect(edited.out.split('\n')[0]).toBe(`quality: ${changed}`);
  await folder.write('notebook.md', text(0.5));
  await folder.write('scores.csv', recorded(7));
  const fresh = await assay(['verify', path, results]);
  expect(fresh.out).toContain(`log: ${changed}`);
  expect(fresh.err).toContain('3 of 4 cells are not current');
});

it('tells of cells that are new or gone, and of a missing file', async () => {
  const { path, results } = await stored();
  await folder.write('notebook.md', notebookOf(data, fence('table', 'rows', 'data: log')));
  const { out } = await assay(['verify', path, results]);
  expect(out).toContain('rows: not in the results');
  expect(out).toContain('gate: in the results, but not in the notebook');
  await folder.write('notebook.md', text(0.5).replace('scores.csv', 'gone.csv'));
  expect((await assay(['verify', path, results])).code).toBe(3);
});
