import { expect, it } from 'vitest';
import { Grants, type Grant } from '../../../src/app/consent/grants.svelte.ts';
import type { Database } from '../../../src/app/keeping/database.ts';

/** A browser's database as far as permissions need it. */
function fakeDatabase(kept: Map<string, Grant>): Database {
  return {
    read: () => Promise.resolve([...kept.values()]),
    change: (_: unknown, work: (of: () => { put(grant: Grant): void; delete(id: string): void }) => void) => {
      work(() => ({ put: (grant) => void kept.set(grant.id, grant), delete: (id) => void kept.delete(id) }));
      return Promise.resolve();
    },
  } as unknown as Database;
}

function open(kept = new Map<string, Grant>(), framed = false): { grants: Grants; told: string[] } {
  const told: string[] = [];
  const doors = {
    grant: (host: string) => Promise.resolve(void told.push(`grant ${host}`)),
    revoke: (host: string) => Promise.resolve(void told.push(`revoke ${host}`)),
    allowCode: (hashes: readonly string[], allowed = true) =>
      Promise.resolve(void told.push(`${allowed ? 'allow' : 'forbid'} ${hashes.join()}`)),
    call: (_: 'hash-code', { code }: { readonly code: string }) => Promise.resolve(`hash of ${code}`),
  };
  return { grants: new Grants(doors, fakeDatabase(kept), framed), told };
}

it('remembers code by its hash and hosts that were allowed for good, and tells the engine', async () => {
  const kept = new Map<string, Grant>();
  const { grants, told } = open(kept);
  await grants.allowHost('once.example', false);
  await grants.allowHost('always.example', true);
  await grants.allowCode([{ cell: 'tidy', code: 'return 1' }]);
  expect([...grants.hosts]).toEqual(['once.example', 'always.example']);
  expect(told).toEqual(['grant once.example', 'grant always.example', 'allow hash of return 1']);
  expect([...kept.keys()]).toEqual(['host:always.example', 'code:hash of return 1']);
  const next = open(kept);
  await next.grants.load();
  expect(next.told.toSorted()).toEqual(['allow hash of return 1', 'grant always.example']);
  expect(next.grants.codes.has('hash of return 1')).toBe(true);
});

it('takes permissions back, here and in what is kept', async () => {
  const kept = new Map<string, Grant>();
  const { grants, told } = open(kept);
  await grants.allowHost('a.example', true);
  await grants.allowCode([{ cell: 'tidy', code: 'x' }]);
  await grants.takeBack('host:a.example');
  await grants.takeBackAll();
  expect(told.slice(-2)).toEqual(['revoke a.example', 'forbid hash of x']);
  expect([kept.size, grants.all.size]).toEqual([0, 0]);
});

it('allows no code within the frame of another page', async () => {
  const { grants, told } = open(new Map(), true);
  await grants.allowCode([{ cell: 'tidy', code: 'x' }]);
  expect([told, grants.codes.size]).toEqual([[], 0]);
});

it('holds for the page where the browser keeps nothing', async () => {
  const denied = {
    read: () => Promise.reject(new Error('denied')),
    change: () => Promise.reject(new Error('denied')),
  } as unknown as Database;
  const doors = {
    grant: () => Promise.resolve(),
    revoke: () => Promise.resolve(),
    allowCode: () => Promise.resolve(),
    call: () => Promise.resolve('h'),
  };
  const grants = new Grants(doors, denied, false);
  await grants.load();
  await grants.allowCode([{ cell: 'tidy', code: 'x' }]);
  expect(grants.codes.has('h')).toBe(true);
});
