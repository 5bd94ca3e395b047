import { afterAll, beforeAll, expect, it } from 'vitest';
import { assay, Folder, recorded } from './folder.ts';
import { fence, notebookOf } from '../engine/test-world.ts';

let folder: Folder;
let path: string;
beforeAll(async () => {
  folder = await Folder.make();
  await folder.write('log.csv', recorded(9));
  const cells = [
    fence('data', 'log', 'source: log.csv\nroles: {label: label, score: score}\npositive: "yes"'),
    fence('finding', 'bad', 'title: It is wrong\nseverity: high\nowner: ada\nevidence: [{data: log}]'),
    fence('finding', 'gone', "title: It was wrong\nseverity: critical\nevidence: [{data: log, where: 'd.score > 1'}]"),
    fence('finding', 'fixed', 'title: Mended\nseverity: critical\nstatus: fixed'),
  ];
  path = await folder.write('notebook.md', notebookOf(...cells));
});
afterAll(() => folder.remove());

it('tells of findings, and fails by those that are open, seen and bad enough only where it is told to', async () => {
  const plain = await assay(['run', path]);
  expect(plain.code).toBe(0);
  expect(plain.err).toMatch(/High, open, ada {2}It is wrong\n {4}log: rows of log, \d+ rows/);
  expect(plain.err).toContain('Findings: 2 open (1 critical, 1 high), 1 of them no longer seen.');
  expect((await assay(['run', path, '--fail-on-findings', 'critical'])).code).toBe(0);
  expect((await assay(['run', path, '--fail-on-findings', 'high'])).code).toBe(1);
});
