import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { openBundle } from '../../src/io/open-bundle.ts';
import { bundleOf } from '../../src/report/bundle.ts';
import { readCarried } from '../../src/report/carried/read-carried.ts';
import type { Run } from '../../src/report/run.ts';
import { csv, runOf, text } from './run-bed.ts';

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 1000) yield await Promise.resolve(bytes.subarray(at, at + 1000));
}

async function packed(run: Run, read = (reference: string) => pieces(reference === 'log.csv' ? csv : reference)): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of bundleOf(run, read)) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

function filesNamed(...references: readonly string[]): Pick<Run, 'files'> {
  return { files: references.map((reference) => ({ cell: 'c', kind: 'data', reference, bytes: 1, sha256: 'a'.repeat(64) })) };
}

it('holds the notebook, its files under their paths, its results and a list', async () => {
  const run = await runOf();
  const zip = unzipSync(await packed(run));
  expect(Object.keys(zip)).toEqual(['notebook.md', 'README.txt', 'bundle.json', 'results.json', 'shown.txt', 'log.csv']);
  expect(new TextDecoder().decode(zip['notebook.md'])).toBe(text);
  expect(new TextDecoder().decode(zip['log.csv'])).toBe(csv);
  expect(JSON.parse(new TextDecoder().decode(zip['results.json']))).toMatchObject({ assay: 1, notebook: { sha256: run.sha256 } });
  expect(new TextDecoder().decode(zip['README.txt'])).toContain('whoever has this archive can read every row');
});

it('opens again as it was, held to its hashes', async () => {
  const run = await runOf();
  const opened = await openBundle(bytesSource('a.zip', await packed(run)), 1e9);
  expect(opened.text).toBe(text);
  expect(opened.files.map(({ reference, sha256 }) => [reference, sha256])).toEqual([['log.csv', run.files![0]!.sha256]]);
  expect(new TextDecoder().decode(await opened.files[0]!.source.slice(0, 100_000))).toBe(csv);
  expect(JSON.parse(opened.results!)).toMatchObject({ assay: 1 });
  expect([...readCarried(opened.shown!, run.notebook, run.sha256).outputs.keys()]).toContain('quality');
  const other = await packed(run, () => pieces('id,label\n1,yes\n'));
  await expect(openBundle(bytesSource('a.zip', other), 1e9)).rejects.toThrow(/"log\.csv" in a\.zip is not the file that its list names/);
});

it('is the same bytes whenever it is made', async () => {
  const run = await runOf();
  expect(await packed(run)).toEqual(await packed(run));
});

it('gives every reference a path inside, and no path twice', async () => {
  const references = [
    'a/b.csv',
    'https://example.org/x/b.csv?d=1',
    '../up.csv',
    '/etc/passwd',
    'C:\\x.csv',
    'NOTEBOOK.md',
    'a/../c.csv',
    'A/B.csv',
    '__proto__',
  ];
  const run = await runOf('# A\n', filesNamed(...references));
  const zip = unzipSync(await packed(run));
  const { files } = JSON.parse(new TextDecoder().decode(zip['bundle.json'])) as { files: { reference: string; path: string }[] };
  expect(files.map(({ reference }) => reference)).toEqual(references);
  const paths = files.map(({ path }) => path.toLowerCase());
  expect(new Set(paths).size).toBe(references.length);
  for (const path of paths) expect(path).not.toMatch(/^[/\\]|(?:^|\/)\.\.?(?:\/|$)|[\\:]|^notebook\.md$/);
  expect(files[0]!.path).toBe('a/b.csv');
});

it('refuses what no archive can hold', async () => {
  const run = await runOf('# A\n', { files: [{ cell: 'c', kind: 'data', reference: 'x.csv', bytes: 3.1e9, sha256: 'a'.repeat(64) }] });
  expect(() => bundleOf(run, pieces)).toThrow('the files of this notebook have 3.1 GB, over the limit of 2 GB of an archive');
});
