import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileSource } from '../../src/cli/file-source.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { readAll } from '../../src/io/read-all.ts';

const content = new Uint8Array(600_000).map((_, index) => (index * 7) % 253);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-'));
  await writeFile(join(folder, 'a.bin'), content);
});
afterAll(() => rm(folder, { recursive: true }));

it('streams a file, again and again, and slices it', async () => {
  const source = await fileSource(join(folder, 'a.bin'));
  expect([source.name, source.size]).toEqual(['a.bin', content.length]);
  for (let time = 0; time < 2; time++) expect(await readAll(source, new AbortController().signal, 1e6)).toEqual(content);
  expect(await source.slice(1000, 300_000)).toEqual(content.subarray(1000, 300_000));
  expect(await source.slice(599_990, 700_000)).toEqual(content.subarray(599_990));
  expect((await source.slice(700_000, 800_000)).length).toBe(0);
  expect(await source.digest()).toBe(await bytesSource('a', content).digest());
});

it('closes the file when reading stops early', async () => {
  const source = await fileSource(join(folder, 'a.bin'));
  const reader = source.stream().getReader();
  expect((await reader.read()).value?.length).toBe(262_144);
  await reader.cancel();
  expect((await reader.read()).done).toBe(true);
});

it('says what is not there', async () => {
  const missing = join(folder, 'b.csv');
  await expect(fileSource(missing)).rejects.toMatchObject({ state: 'needs-file', message: `no file ${missing}`, reference: missing });
  await expect(fileSource(join(folder, 'a.bin', 'x'))).rejects.toMatchObject({ state: 'needs-file' });
  await expect(fileSource(folder)).rejects.toMatchObject({ state: 'failed', message: `${folder} is a folder, not a file` });
});
