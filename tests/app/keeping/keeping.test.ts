import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StorageDenied } from '../../../src/app/keeping/database.ts';
import { Keeping } from '../../../src/app/keeping/keeping.svelte.ts';
import { FakeBrowser } from './fake-locks.ts';
import { FakeTextStore } from './fake-text-store.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** One tab with a notebook of one line. */
class Tab {
  readonly origin = 'sample:loans';
  readonly title = 'Loans';
  readonly steps: string[] = [];
  readonly keeping: Keeping;
  readonly doors;
  constructor(
    readonly store: FakeTextStore,
    readonly browser = new FakeBrowser(),
    public text = 'as published',
  ) {
    this.doors = browser.doors();
    this.keeping = new Keeping(this, store, this.doors);
  }
  replaceText(text: string, label: string): void {
    this.type(text, label, null);
  }
  type(text: string, label = 'Edit loans', place: string | null = 'loans'): void {
    this.keeping.begin();
    this.text = text;
    this.steps.push(label);
    this.keeping.changed(label, place);
  }
}
async function tab(store: FakeTextStore, browser?: FakeBrowser, text?: string): Promise<Tab> {
  const opened = new Tab(store, browser, text);
  await opened.keeping.start();
  return opened;
}
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const past = async (store: FakeTextStore): Promise<string[]> =>
  (await store.snapshots('sample:loans')).map(({ label, text }) => `${label}: ${text}`);

describe('the draft', () => {
  it('is kept within 300 ms of a change, though typing goes on', async () => {
    const store = new FakeTextStore();
    const typing = await tab(store);
    for (let letters = 1; letters <= 30; letters++) {
      typing.type('a'.repeat(letters));
      await pass(50);
      const kept = store.kept.get('sample:loans')?.text.length ?? 0;
      expect(letters - kept).toBeLessThanOrEqual(6);
    }
    await pass(300);
    expect(store.kept.get('sample:loans')).toMatchObject({ origin: 'sample:loans', title: 'Loans', text: 'a'.repeat(30) });
    expect(typing.keeping.saved).not.toBeNull();
  });

  it('is not written again when nothing changed', async () => {
    const store = new FakeTextStore();
    const typing = await tab(store);
    typing.type('a');
    await pass(400);
    await typing.keeping.keep();
    await typing.keeping.leave();
    expect(store.writes).toBe(1);
  });

  it('is not made by a reader', async () => {
    const store = new FakeTextStore();
    const reader = await tab(store);
    reader.text = 'threshold moved';
    reader.keeping.changed('Set threshold', null);
    await pass(1000);
    expect(store.writes).toBe(0);
  });

  it('that differs is offered, never opened by itself, and stays in the past when something else is typed', async () => {
    const store = new FakeTextStore();
    const before = await tab(store);
    before.type('my draft');
    await before.keeping.leave();
    const again = await tab(store);
    expect([again.text, again.keeping.offered?.text]).toEqual(['as published', 'my draft']);
    again.type('typed instead');
    await pass(400);
    expect(store.kept.get('sample:loans')?.text).toBe('typed instead');
    expect(await past(store)).toContain('Draft not opened: my draft');
  });

  it('is opened as one step, or forgotten but for the history', async () => {
    const store = new FakeTextStore();
    const before = await tab(store);
    before.type('my draft');
    await before.keeping.leave();
    const opens = await tab(store, new FakeBrowser());
    opens.keeping.openDraft();
    expect([opens.text, opens.steps]).toEqual(['my draft', ['Open the draft']]);
    const forgets = await tab(store, new FakeBrowser());
    await forgets.keeping.forgetDraft();
    expect([forgets.text, store.kept.size, forgets.keeping.offered]).toEqual(['as published', 0, null]);
    expect(await past(store)).toContain('Draft not opened: my draft');
  });

  it('that is the same text is no offer', async () => {
    const store = new FakeTextStore();
    const before = await tab(store);
    before.type('my draft');
    await before.keeping.leave();
    const again = await tab(store, new FakeBrowser(), 'my draft');
    expect([again.keeping.offered, again.keeping.saved !== null]).toEqual([null, true]);
  });
});

describe('the past', () => {
  it('begins with the text as it was opened, and takes typing in one place as one text', async () => {
    const store = new FakeTextStore();
    const typing = await tab(store);
    await pass(10);
    typing.type('a');
    await pass(400);
    typing.type('ab');
    await pass(400);
    typing.type('abc', 'Delete gate', null);
    await pass(400);
    expect(await past(store)).toEqual(['Delete gate: abc', 'Edit loans: ab', 'As opened: as published']);
  });

  it('parts typing that goes on for longer than half a minute', async () => {
    const store = new FakeTextStore();
    const typing = await tab(store);
    for (let letters = 1; letters <= 100; letters++) {
      typing.type('a'.repeat(letters));
      await pass(1000);
    }
    expect((await past(store)).length).toBe(5);
  });
});

describe('two tabs', () => {
  it('never both write: the second reads until it takes over, and then goes on from what the first had', async () => {
    const [store, browser] = [new FakeTextStore(), new FakeBrowser()];
    const first = await tab(store, browser);
    await first.keeping.mayEdit();
    first.type('kept');
    await pass(400);
    const second = await tab(store, browser);
    expect([second.keeping.elsewhere, await second.keeping.mayEdit()]).toEqual([true, false]);
    first.type('not yet kept');
    const taken = second.keeping.takeOver();
    await pass(200);
    await taken;
    expect([second.text, second.steps, second.keeping.elsewhere]).toEqual(['not yet kept', ['Open the draft'], false]);
    expect(first.keeping.elsewhere).toBe(true);
    second.type('by the second');
    first.type('by the first, which only reads');
    await pass(1000);
    expect(store.kept.get('sample:loans')?.text).toBe('by the second');
  });

  it('may both read, and hold nothing', async () => {
    const [store, browser] = [new FakeTextStore(), new FakeBrowser()];
    const tabs = [await tab(store, browser), await tab(store, browser)];
    expect(tabs.map(({ keeping }) => keeping.elsewhere)).toEqual([false, false]);
    expect(await tabs[1]!.keeping.mayEdit()).toBe(true);
  });

  it('take a notebook by force from one that hangs, whose text then stays in the past', async () => {
    const [store, browser] = [new FakeTextStore(), new FakeBrowser()];
    const first = await tab(store, browser);
    await first.keeping.mayEdit();
    first.type('kept');
    await pass(400);
    browser.deaf = new Set(first.doors.opened);
    first.text = 'hung before it was kept';
    const second = await tab(store, browser);
    const taken = second.keeping.takeOver();
    await pass(2500);
    await taken;
    expect([second.keeping.elsewhere, first.keeping.elsewhere, second.text]).toEqual([false, true, 'kept']);
    expect(await past(store)).toContain('In a tab that was taken over: hung before it was kept');
  });

  it('give the notebook on when the first is closed', async () => {
    const [store, browser] = [new FakeTextStore(), new FakeBrowser()];
    const first = await tab(store, browser);
    await first.keeping.mayEdit();
    const second = await tab(store, browser);
    first.type('kept');
    await first.keeping.leave();
    await pass(10);
    expect([second.keeping.elsewhere, second.keeping.offered?.text]).toEqual([false, 'kept']);
    expect(await second.keeping.mayEdit()).toBe(true);
  });

  it('keep apart by asking each other where there are no locks', async () => {
    const [store, browser] = [new FakeTextStore(), new FakeBrowser(false)];
    const first = await tab(store, browser);
    const may = first.keeping.mayEdit();
    await pass(200);
    expect(await may).toBe(true);
    first.type('kept');
    await pass(400);
    const second = await tab(store, browser);
    await pass(10);
    expect(second.keeping.elsewhere).toBe(true);
    first.type('not yet kept');
    const taken = second.keeping.takeOver();
    await pass(1200);
    await taken;
    expect([second.text, first.keeping.elsewhere, second.keeping.elsewhere]).toEqual(['not yet kept', true, false]);
  });
});

describe('a browser that keeps nothing', () => {
  it('is said, and the text stays at risk until a file holds it', async () => {
    const store = new FakeTextStore();
    store.failure = new StorageDenied('a private window');
    const typing = await tab(store);
    typing.type('a');
    await pass(400);
    expect([typing.keeping.trouble, typing.keeping.line, typing.keeping.atRisk, typing.text]).toEqual(['denied', 'not kept', true, 'a']);
  });

  it('because it is full says so, and keeps again once there is room', async () => {
    const store = new FakeTextStore();
    const typing = await tab(store);
    store.failure = new DOMException('no room', 'QuotaExceededError');
    typing.type('a');
    await pass(400);
    expect(typing.keeping.trouble).toBe('full');
    store.failure = null;
    typing.type('ab');
    await pass(400);
    expect([typing.keeping.trouble, store.kept.get('sample:loans')?.text]).toEqual([null, 'ab']);
  });
});
