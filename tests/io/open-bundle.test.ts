import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { isBundle, openBundle } from '../../src/io/open-bundle.ts';
import type { Source } from '../../src/io/source.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const archive = (files: Record<string, string>): Source =>
  bytesSource('b.zip', zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytes(text)]))));
const list = (...files: readonly unknown[]): string => JSON.stringify({ assay: 1, files });
const hash = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';

describe('openBundle', () => {
  it('opens a folder that was packed by hand, every file under its path', async () => {
    const opened = await openBundle(archive({ 'notebook.md': '# A', 'data/a.csv': 'a', '__MACOSX/._a': 'x', '.DS_Store': 'x' }), 1e6);
    expect(opened).toMatchObject({ text: '# A', results: null });
    expect(opened.files).toEqual([expect.objectContaining({ reference: 'data/a.csv', sha256: hash })]);
  });

  it.each([
    ['no notebook', { 'a.csv': 'a' }, 'b.zip holds no notebook.md'],
    ['a list that is no JSON', { 'notebook.md': '', 'bundle.json': '{' }, 'b.zip is not whole: bundle.json in it is no JSON'],
    ['a list of nothing', { 'notebook.md': '', 'bundle.json': 'null' }, 'b.zip is not whole: bundle.json in it lists no files'],
    [
      'a list of other things',
      { 'notebook.md': '', 'bundle.json': list({ path: 'a' }) },
      'b.zip is not whole: bundle.json in it lists no files',
    ],
    ['a newer list', { 'notebook.md': '', 'bundle.json': '{"assay": 2}' }, 'b.zip was written by a newer version of Assay; open it there'],
    [
      'a file that is not there',
      { 'notebook.md': '', 'bundle.json': list({ reference: 'a', path: 'a.csv', sha256: hash }) },
      'b.zip is not whole: "a.csv" is listed and not there',
    ],
    [
      'another file',
      { 'notebook.md': '', 'a.csv': 'b', 'bundle.json': list({ reference: 'a', path: 'a.csv', sha256: hash }) },
      '"a.csv" in b.zip is not the file that its list names: its SHA-256 is 3e23e8160039…, not ca978112ca1b…',
    ],
    ['a path that leads out', { 'notebook.md': '', '../a.csv': 'a' }, /b\.zip/],
    [
      'a file over the limit',
      { 'notebook.md': '', 'a.csv': 'a'.repeat(2000) },
      /a\.csv in b\.zip has 2,000 bytes, over the limit of 1,000/,
    ],
  ])('refuses %s with one sentence', async (_, files, sentence) => {
    await expect(openBundle(archive(files), 1000)).rejects.toThrow(sentence);
  });
});

it('tells a notebook from other archives, and from what is none', async () => {
  expect(await isBundle(archive({ 'notebook.md': '' }))).toBe(true);
  expect(await isBundle(archive({ 'images/1.png': '' }))).toBe(false);
  expect(await isBundle(archive({ 'x/notebook.md': '' }))).toBe(false);
  expect(await isBundle(bytesSource('b.zip', bytes('PK')))).toBe(false);
});
