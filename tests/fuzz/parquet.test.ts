import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportDamage, sampled } from './damage-report.ts';
import { everyCut, everyFlip, someMutations } from './mutate.ts';
import { openReaders, type Readers } from './read-damaged.ts';

let readers: Readers;

beforeAll(async () => {
  readers = await openReaders();
});
afterAll(() => readers.close());

async function bytesOf(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(new URL(`../formats/parquet-files/${name}`, import.meta.url)));
}

it.each([
  ['plain-v2.parquet', 1500],
  ['empty-table.parquet', 200],
  ['none.parquet', 400],
  ['snappy.parquet', 200],
  ['gzip.parquet', 100],
  ['zstd.parquet', 200],
  ['brotli.parquet', 20],
  ['lz4.parquet', 200],
])('reads %s with turned bits, or says what is wrong', async (name, count) => {
  const bytes = await bytesOf(name);
  const report = await reportDamage(readers, name, bytes, sampled(everyFlip(bytes.length), count));
  expect(report.faults).toEqual([]);
  expect(report.sentences).toBeGreaterThan(0);
});

it('tells nearly every turned bit where pages have checksums', async () => {
  const bytes = await bytesOf('checksums.parquet');
  const report = await reportDamage(readers, 'checksums.parquet', bytes, sampled(everyFlip(bytes.length), 3000));
  expect(report.faults).toEqual([]);
  // What is left is the schema: a letter of a name, what a number means.
  expect(report.different).toBeLessThan(0.01 * (report.sentences + report.right));
});

it('refuses a file that is cut anywhere', async () => {
  const bytes = await bytesOf('plain-v2.parquet');
  const report = await reportDamage(readers, 'plain-v2.parquet', bytes, everyCut(bytes.length));
  expect(report).toEqual({ sentences: bytes.length, right: 0, different: 0, faults: [] });
});

it('reads spliced files, or says what is wrong', async () => {
  for (const [name, count] of [
    ['plain-v2.parquet', 600],
    ['lz4.parquet', 200],
  ] as const) {
    const bytes = await bytesOf(name);
    expect((await reportDamage(readers, name, bytes, sampled(someMutations(bytes.length, count, 11), count))).faults).toEqual([]);
  }
});
