import { afterAll, beforeAll, expect, it } from 'vitest';
import { runArguments } from '../../src/cli/arguments.ts';
import { watchNotebook } from '../../src/cli/watch-notebook.ts';
import { Folder, recorded } from './folder.ts';
import { fence, notebookOf } from '../engine/test-world.ts';

let folder: Folder;
beforeAll(async () => (folder = await Folder.make()));
afterAll(() => folder.remove());

const text = (limit: number): string =>
  notebookOf(
    fence('data', 'log', 'source: scores.csv\nroles: {label: label, score: score}\npositive: "yes"'),
    fence('metrics', 'quality', 'data: log\nmetrics: [recall]'),
    fence('check', 'gate', `data: quality\nrules: [{metric: recall, expect: d.value > ${limit}}]`),
  );

it('runs again when the text or the data changes, a mistake in between included, and only what is concerned', async () => {
  await folder.write('scores.csv', recorded(9));
  const path = await folder.write('notebook.md', text(0.5));
  const controller = new AbortController();
  let said = '';
  const heard: (() => void)[] = [];
  const streams = {
    out: () => undefined,
    colour: false,
    err: (line: string) => {
      said += line;
      if (line.startsWith('watching')) heard.shift()?.();
    },
  };
  const round = (): Promise<string> => {
    said = '';
    return new Promise((resolve) => heard.push(() => resolve(said)));
  };
  let next = round();
  const ended = watchNotebook(runArguments([path]), streams, controller.signal);
  expect(await next).toContain('Checks: 1 passes.');

  next = round();
  await folder.write('notebook.md', text(0.99));
  const second = await next;
  expect(second).toContain('Checks: 1 fails.');

  next = round();
  await folder.write('notebook.md', text(0.99).replace('data: quality', 'data: qualty'));
  expect(await next).toContain('no cell qualty');

  next = round();
  await folder.write('notebook.md', text(0.2));
  await next;
  next = round();
  await folder.write('scores.csv', recorded(1));
  expect(await next).toContain('Checks: 1 fails.');
  controller.abort();
  expect(await ended).toBe(1);
}, 30_000);
