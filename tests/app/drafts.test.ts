import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetDraft, keepDraft, readDrafts, type Draft } from '../../src/app/drafts.ts';

const kept = new Map<string, unknown>();
let shut = false;

vi.mock('idb-keyval', () => ({
  get: (key: string) => (shut ? Promise.reject(new Error('no database in this window')) : Promise.resolve(kept.get(key))),
  set: (key: string, value: unknown) => Promise.resolve(kept.set(key, value)),
  update: (key: string, change: (before: unknown) => unknown) => Promise.resolve(kept.set(key, change(kept.get(key)))),
}));

function draft(origin: string, text = origin, changed = 1): Draft {
  return { origin, title: 'Loans', text, changed };
}

async function origins(): Promise<string[]> {
  return (await readDrafts()).map(({ origin }) => origin);
}

beforeEach(() => {
  kept.clear();
  shut = false;
});

describe('drafts', () => {
  it('are none at first', async () => {
    expect(await readDrafts()).toEqual([]);
  });

  it('come newest first', async () => {
    await keepDraft(draft('sample:mortgage'));
    await keepDraft(draft('new:loans'));
    expect(await origins()).toEqual(['new:loans', 'sample:mortgage']);
  });

  it('take the place of the one before of the same origin', async () => {
    await keepDraft(draft('sample:mortgage', 'first'));
    await keepDraft(draft('new:loans'));
    await keepDraft(draft('sample:mortgage', 'second'));
    expect((await readDrafts()).map(({ origin, text }) => [origin, text])).toEqual([
      ['sample:mortgage', 'second'],
      ['new:loans', 'new:loans'],
    ]);
  });

  it('stand beside one that was offered and not yet answered', async () => {
    await keepDraft(draft('sample:mortgage', 'ignored twice', 1));
    await keepDraft(draft('sample:mortgage', 'offered', 2), 1);
    await keepDraft(draft('sample:mortgage', 'new', 3), 2);
    await keepDraft(draft('sample:mortgage', 'newer', 4), 2);
    expect((await readDrafts()).map(({ text }) => text)).toEqual(['newer', 'offered']);
  });

  it('are at most fifty: the oldest goes', async () => {
    for (let number = 0; number < 51; number++) await keepDraft(draft(`new:${number}`));
    const all = await origins();
    expect(all).toHaveLength(50);
    expect([all[0], all.at(-1)]).toEqual(['new:50', 'new:1']);
  });

  it('can be forgotten one by one', async () => {
    await keepDraft(draft('sample:mortgage', 'first', 1));
    await keepDraft(draft('new:loans'));
    await keepDraft(draft('sample:mortgage', 'second', 2), 1);
    await forgetDraft(draft('sample:mortgage', 'first', 1));
    expect((await readDrafts()).map(({ text }) => text)).toEqual(['second', 'new:loans']);
  });

  it('are none where the browser keeps nothing', async () => {
    await keepDraft(draft('new:loans'));
    shut = true;
    expect(await readDrafts()).toEqual([]);
  });
});
