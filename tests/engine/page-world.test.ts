import { expect, it } from 'vitest';
import { PageWorld, type Fetcher } from '../../src/engine/page-world.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';
import type { Source } from '../../src/io/source.ts';
import { defaultLimits } from '../../src/trust/limits.ts';
import { TestWorld } from './test-world.ts';

const never = new AbortController().signal;

function source(name: string): Source {
  return bytesSource(name, new TextEncoder().encode(name));
}

function open(answer: Fetcher = (url) => Promise.resolve(source(url))): { world: PageWorld; asked: string[] } {
  const asked: string[] = [];
  const fetcher: Fetcher = (url, signal) => {
    asked.push(url);
    return answer(url, signal);
  };
  return { world: new PageWorld(new TestWorld().compute, fetcher, 'https://assay.example', () => [], defaultLimits, 'test'), asked };
}

it('reads a dropped file by its name or by the last word of a path; a later one takes its place', async () => {
  const { world, asked } = open();
  const [first, second] = [source('a.csv'), source('a.csv')];
  world.addFile(first);
  expect(await world.read('a.csv', never)).toBe(first);
  expect(await world.read('data/a.csv', never)).toBe(first);
  expect(await world.read('https://example.org/a.csv', never)).toBe(first);
  world.addFile(second);
  expect(await world.read('a.csv', never)).toBe(second);
  expect(asked).toEqual([]);
  world.forgetFiles(['a.csv', 'b.csv']);
  await expect(world.read('a.csv', never)).rejects.toMatchObject({ state: 'needs-file' });
});

it('needs a file where the notebook lies nowhere', async () => {
  const { world } = open();
  await expect(world.read('a.csv', never)).rejects.toMatchObject({
    state: 'needs-file',
    message: 'needs the file a.csv; drop it here',
    reference: 'a.csv',
  });
});

it('reads beside the notebook: at once from its own origin, after consent from another', async () => {
  const { world, asked } = open();
  world.base = 'https://assay.example/notebooks/mortgage/';
  await world.read('hmda.csv', never);
  world.base = 'https://example.org/deep/';
  await expect(world.read('../a.csv', never)).rejects.toMatchObject({ state: 'needs-permission', reference: 'example.org' });
  world.grant('example.org');
  await world.read('../a.csv', never);
  expect(asked).toEqual(['https://assay.example/notebooks/mortgage/hmda.csv', 'https://example.org/a.csv']);
});

it('asks before it reads from a host, for that host alone and with its port', async () => {
  const { world, asked } = open();
  world.grant('example.org');
  await world.read('https://example.org/a.csv', never);
  for (const url of ['https://data.example.org/a.csv', 'https://example.org:8443/a.csv', 'http://localhost:5000/a.csv'])
    await expect(world.read(url, never)).rejects.toMatchObject({ state: 'needs-permission', reference: new URL(url).host });
  expect(asked).toEqual(['https://example.org/a.csv']);
});

it('refuses other schemes, passwords and hosts in disguise', async () => {
  const { world, asked } = open();
  world.base = 'https://assay.example/';
  for (const url of [
    'ftp://example.org/a',
    'file:///etc/passwd',
    'data:text/csv,x',
    'javascript:1',
    'http://example.org/a',
    'https://me:secret@example.org/a',
  ])
    await expect(world.read(url, never)).rejects.toMatchObject({ state: 'failed' });
  for (const url of ['//example.org/a', '\\\\example.org/a', ' https://example.org/a'])
    await expect(world.read(url, never)).rejects.toMatchObject({ state: 'needs-permission', reference: 'example.org' });
  expect(asked).toEqual([]);
});

it('fetches once, also when it is asked twice at a time, and after it failed only when that is forgiven', async () => {
  let tries = 0;
  const { world, asked } = open((url) =>
    ++tries === 1 ? Promise.reject(Object.assign(new Error('answered 404'), { details: {} })) : Promise.resolve(source(url)),
  );
  world.grant('example.org');
  const url = 'https://example.org/a.csv';
  await expect(world.read(url, never)).rejects.toMatchObject({
    name: 'SourceError',
    state: 'failed',
    message: 'answered 404',
    reference: url,
  });
  await expect(world.read(url, never)).rejects.toThrow('answered 404');
  expect(asked.length).toBe(1);
  world.forgive();
  const [one, two] = await Promise.all([world.read(url, never), world.read(url, never)]);
  expect(one).toBe(two);
  expect(asked.length).toBe(2);
});
