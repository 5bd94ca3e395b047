import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { readArrived } from '../../src/app/share/arrived.ts';
import { openFragment } from '../../src/app/open-notebook.ts';
import { fence, notebookOf } from '../engine/test-world.ts';
import { assay, Folder, recorded } from './folder.ts';

let folder: Folder;
let path = '';
const text = notebookOf(
  '# How good?\n\nRecall is {{ quality.recall }}.',
  fence('data', 'log', 'source: scores.csv\nroles: {label: label, score: score}\npositive: "yes"'),
  fence('metrics', 'quality', 'data: log\nmetrics: [recall]\ninterval: {method: none}'),
  fence('check', 'gate', 'data: quality\nrules: [{metric: recall, expect: d.value > 0.9}]'),
);
beforeAll(async () => {
  folder = await Folder.make();
  await folder.write('scores.csv', recorded(8));
  path = await folder.write('notebook.md', text);
});
afterAll(() => folder.remove());

/** What the page makes of a printed link. */
async function opened(
  out: string,
): Promise<{ readonly text: string; readonly arrived: Awaited<ReturnType<typeof readArrived>> | undefined }> {
  const unused = (): Promise<string> => Promise.reject(new Error('nothing is to be read'));
  const found = await openFragment(out.trim(), { own: unused, remote: unused, allowed: () => false, base: 'http://localhost/' });
  if (found.kind !== 'notebook') throw new Error(`the link did not open: ${JSON.stringify(found)}`);
  return { text: found.text, arrived: found.arrived };
}

describe('assay link', () => {
  it('prints the text alone', async () => {
    const { code, out, err } = await assay(['link', path]);
    expect([code, err]).toEqual([0, '']);
    expect(await opened(out)).toEqual({ text, arrived: undefined });
  });

  it('carries the results of a run, which the page reads, and no rows', async () => {
    const { code, out } = await assay(['link', path, '--with-results']);
    expect(code).toBe(0);
    const { text: notebook, arrived } = await opened(out);
    expect([notebook, arrived?.trouble]).toEqual([text, null]);
    const { files, outputs } = arrived!.carried!;
    expect(files).toEqual([
      {
        name: 'scores.csv',
        cell: 'log',
        sha256: createHash('sha256').update(recorded(8)).digest('hex'),
        bytes: recorded(8).length,
        rows: 80,
        columns: ['label', 'score', 'x'],
      },
    ]);
    expect(JSON.stringify(outputs.get('quality'))).toContain('0.8');
    expect(outputs.get('gate')).toMatchObject({ type: 'checks' });
    expect(outputs.get('log')).toMatchObject({ type: 'table', total: 80, head: [] });
  });

  it('carries first rows when asked', async () => {
    const { out } = await assay(['link', path, '--with-results', '--rows']);
    const log = (await opened(out)).arrived!.carried!.outputs.get('log');
    expect(log).toMatchObject({ type: 'table' });
    expect((log as { readonly head: readonly unknown[] }).head.length).toBeGreaterThan(0);
  });

  it('says by its exit what could not be run, and prints the link all the same', async () => {
    const other = await folder.write('other.md', text.replace('scores.csv', 'none.csv'));
    const { code, out } = await assay(['link', other, '--with-results']);
    expect(code).toBe(3);
    expect((await opened(out)).text).toContain('none.csv');
    const given = await assay(['link', other, '--with-results', '--data', `log=${folder.at('scores.csv')}`]);
    expect(given.code).toBe(0);
    expect((await opened(given.out)).arrived!.carried!.outputs.has('quality')).toBe(true);
  });

  it.each([
    [['--rows'], '--rows needs --with-results'],
    [['--with-results', '--set', 'threshold=1'], 'assay link takes no --set'],
    [['--html', 'x.html'], 'assay link takes no --html'],
    [['--with-results', 'more.md'], 'name one NOTEBOOK.md'],
  ])('refuses %j', async (words, sentence) => {
    const { code, out, err } = await assay(['link', path, ...words]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });
});
