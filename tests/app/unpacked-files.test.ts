import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { unpackedFiles } from '../../src/app/unpacked-files.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const zip = (files: Record<string, string>): File =>
  new File([zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytes(text)])))], 'all.zip');

it('takes the notebook out of a report', async () => {
  const html = new File(['<pre id="notebook-source">\n# A &amp; B\n</pre>'], 'loans-report.html');
  const [notebook] = (await unpackedFiles([html])).files;
  expect(notebook?.name).toBe('loans-report.md');
  expect(await notebook?.text()).toBe('# A & B\n');
  await expect(unpackedFiles([new File(['<p>'], 'other.html')])).rejects.toThrow('other.html holds no notebook of Assay');
});

it('takes an archive with a notebook apart, its files under their references', async () => {
  const found = await unpackedFiles([
    new File(['x'], 'beside.csv'),
    zip({ 'notebook.md': '# A', 'shown.txt': '1r0', 'model/model.json': '{}' }),
  ]);
  expect(found.shown).toBe('1r0');
  expect(found.archived).toEqual(['model/model.json']);
  expect(found.files.map(({ name }) => name)).toEqual(['beside.csv', 'all.md', 'model/model.json']);
});

it('leaves other archives and files as they are, and refuses a file over the limit', async () => {
  const images = zip({ 'a/1.png': '' });
  const csv = new File(['a'], 'a.csv');
  expect(await unpackedFiles([images, csv])).toEqual({ files: [images, csv], archived: [], shown: null });
  await expect(unpackedFiles([zip({ 'notebook.md': '', 'a.csv': 'aaaa' })], 3)).rejects.toThrow('over the limit of 3');
});
