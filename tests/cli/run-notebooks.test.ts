import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runArguments } from '../../src/cli/arguments.ts';
import { runNotebooks } from '../../src/cli/run-notebooks.ts';
import { assay, Folder, recorded } from './folder.ts';
import { fence, notebookOf } from '../engine/test-world.ts';

let folder: Folder;
beforeAll(async () => {
  folder = await Folder.make();
  for (const name of ['one', 'two']) await mkdir(folder.at(name));
  await folder.write('one/scores.csv', recorded(9));
  await folder.write('two/scores.csv', recorded(2));
  for (const name of ['one', 'two']) await folder.write(`${name}/notebook.md`, text);
});
afterAll(() => folder.remove());

const text = notebookOf(
  fence('data', 'log', 'source: scores.csv\nroles: {label: label, score: score}\npositive: "yes"'),
  fence('metrics', 'quality', 'data: log\nmetrics: [recall]'),
  fence('check', 'gate', 'data: quality\nrules: [{metric: recall, expect: d.value > 0.5}]'),
);

it('runs several notebooks, each with its reports, and gives the worst exit code', async () => {
  const paths = [folder.at('one/notebook.md'), folder.at('two/notebook.md')];
  const { code, out, err } = await assay(['run', ...paths, '--json', folder.at('{name}.json')]);
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err).toContain('one: exit 0\ntwo: exit 1\n');
  expect(err).toContain('two | ');
  const states = async (name: string): Promise<unknown> => (JSON.parse(await folder.read(`${name}.json`)) as { checks: unknown }).checks;
  expect(await states('one')).toMatchObject({ passed: 1, failed: 0 });
  expect(await states('two')).toMatchObject({ passed: 0, failed: 1 });
});

it('hands each its own words, and puts an error before a missing file before a failed check', async () => {
  const words = ['a.md', 'b/notebook.md', 'c.md', '--html', 'out/{name}.html', '--rows'];
  const codes = [1, 2, 3];
  const seen: string[] = [];
  const code = await runNotebooks(runArguments(words), words, { out: () => undefined, err: () => undefined, colour: false }, (own) => {
    seen.push(own.join(' '));
    return Promise.resolve(codes[seen.length - 1]!);
  });
  expect(seen.sort()).toEqual(['a.md --html out/a.html --rows', 'b/notebook.md --html out/b.html --rows', 'c.md --html out/c.html --rows']);
  expect(code).toBe(2);
});

it('refuses two notebooks of one name', async () => {
  const { code, err } = await assay(['run', 'x/a.md', 'y/a.md', '--json', '{name}.json']);
  expect(code).toBe(2);
  expect(err).toContain('two notebooks are called a; run them one by one');
});
