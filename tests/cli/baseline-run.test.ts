import { afterAll, beforeAll, expect, it } from 'vitest';
import { assay, Folder, recorded } from './folder.ts';
import { fence, notebookOf } from '../engine/test-world.ts';

let folder: Folder;
let path: string;
beforeAll(async () => {
  folder = await Folder.make();
  await folder.write('good.csv', recorded(9));
  await folder.write('bad.csv', recorded(4));
  const data = fence('data', 'log', 'source: good.csv\nroles: {label: label, score: score}\npositive: "yes"');
  path = await folder.write('notebook.md', notebookOf(data, fence('metrics', 'quality', 'data: log\nmetrics: [recall, precision]')));
});
afterAll(() => folder.remove());

const run = (...words: string[]): ReturnType<typeof assay> => assay(['run', path, ...words]);
const worse = (): string[] => ['--data', `log=${folder.at('bad.csv')}`];

it('writes the run that is accepted, passes while nothing is worse, and fails when something is', async () => {
  const baseline = ['--baseline', folder.at('accepted.json')];
  expect(await run(...baseline)).toMatchObject({ code: 2, err: `no file ${folder.at('accepted.json')}\n` });
  const accepted = await run(...baseline, '--update-baseline');
  expect(accepted.code).toBe(0);
  expect(accepted.err).toContain('accepted.json now holds this run');

  const same = await run(...baseline);
  expect(same.code).toBe(0);
  expect(same.err).toContain('Against the accepted run: 2 numbers, 0 worse, 0 better.');

  const after = await run(...baseline, ...worse(), '--json', '-', '--markdown', folder.at('pr.md'), '--junit', folder.at('junit.xml'));
  expect(after.code).toBe(1);
  expect(after.err).toMatch(/✕ quality: recall is worse: 0\.40 .* against 0\.90 .* in the accepted run/);
  const json = JSON.parse(after.out) as { baseline: { verdict: string }[] };
  expect(json.baseline.map(({ verdict }) => verdict)).toEqual(['worse', 'worse']);
  expect(await folder.read('pr.md')).toContain('### Against the accepted run');
  expect(await folder.read('junit.xml')).toContain('name="recall against the accepted run"><failure');

  expect((await run(...baseline, ...worse(), '--update-baseline')).code).toBe(0);
  expect((await run(...baseline, ...worse())).code).toBe(0);
  expect((await run(...baseline)).err).toMatch(/ {2}quality: recall is better/);
});

it('keeps the accepted run when a run is in error', async () => {
  const file = await folder.write('kept.json', (await run('--json', '-')).out);
  const before = await folder.read('kept.json');
  const broken = await folder.write('broken.md', notebookOf(fence('table', 'rows', 'data: nothing')));
  const { code, err } = await assay(['run', broken, '--baseline', file, '--update-baseline']);
  expect(code).toBe(2);
  expect(err).toContain('kept.json stays as it is: the run is in error');
  expect(await folder.read('kept.json')).toBe(before);
});

it('says that a file holds no results', async () => {
  const file = await folder.write('other.json', '{"x": 1}');
  const { code, err } = await run('--baseline', file);
  expect(code).toBe(2);
  expect(err).toContain('holds no results of a run');
});
